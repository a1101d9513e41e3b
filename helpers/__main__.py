"""`who-says-so …`: the teacher's verbs. Each module below brings its own, through `add_verbs(commands)`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

ELSEWHERE = "Use the kit’s own environment: .venv/bin/who-says-so (on Windows .venv\\Scripts\\who-says-so). “make lab” makes it; the README says how without make."
OLDEST = (3, 11)
if sys.version_info < OLDEST:
    raise SystemExit(
        "This is Python %d.%d; the kit needs Python 3.11 or newer. " % sys.version_info[:2]  # noqa: UP031 — read by old Pythons too
        + ELSEWHERE
    )

from helpers.errors import KitError  # noqa: E402 — not before the sentence above

MODULES = ("articles.agreement", "course.release", "course.bundle", "classbook.verbs", "forms.verbs", "authoring.verbs")


def parser() -> argparse.ArgumentParser:
    """The command line with every verb."""
    top = argparse.ArgumentParser(
        prog="who-says-so",
        description="Who says so? What a teacher does from a terminal.",
        epilog="who-says-so VERB --help says more about one verb.",
    )
    commands = top.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for name in MODULES:
        import_module(f"helpers.{name}").add_verbs(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one verb; a KitError becomes a sentence and exit status 2."""
    try:
        options = parser().parse_args(argv)
        status = options.run(options) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # … | head: whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KitError as error:
        print(f"{error.what} {error.next_step}".strip(), file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("", "helpers"):
            raise
        print(f"The package “{error.name}” is not in this Python ({sys.executable}). {ELSEWHERE}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
