"""`who-says-so …`: the teacher's verbs. Each module below brings its own, through `add_verbs(commands)`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module

from helpers.errors import KitError

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
        import_module(f".{name}", __package__).add_verbs(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one verb; a KitError becomes a sentence and exit status 2."""
    options = parser().parse_args(argv)
    try:
        status = options.run(options) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # … | head: whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KitError as error:
        print(f"{error.what} {error.next_step}".strip(), file=sys.stderr)
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
