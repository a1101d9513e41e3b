"""How long tests wait for what must come, in one place: a limit says that something is broken, never that a machine is busy."""

from __future__ import annotations

import os
import random
import socket
import time

WAIT = float(os.environ.get("WHO_SAYS_SO_TEST_WAIT", "240"))  # seconds; what comes in 2 on a quiet machine may take 60 on a busy one
LOOK = 200  # ms between two looks of a page at itself


def until(holds, pause=lambda: time.sleep(0.02), seconds: float = WAIT):
    """Return what `holds` returns, as soon as it is true; `pause` comes between two looks."""
    end = time.monotonic() + seconds
    while not (found := holds()):
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {getattr(holds, '__name__', holds)}"
        pause()
    return found


def free_port() -> int:
    """Return a port below those that the system gives to outgoing connections, so that none of them takes it before the server does."""
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
