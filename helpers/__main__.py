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

from helpers.errors import KitError  # noqa: E402
from helpers.output import careful_output  # noqa: E402 — not before the sentence above

MODULES = ("course.release", "course.bundle", "course.paper.verbs", "classbook.verbs", "forms.verbs", "authoring.verbs")


GROUPS = {
    "hand out": ("bundle", "print", "release"),
    "mark": ("enter", "grade", "gradebook"),
    "look": ("report", "feedback", "compare-forms", "agreement"),
    "your own article": ("read", "new-article", "publish"),
}


def parser() -> argparse.ArgumentParser:
    """The command line with every verb."""
    top = argparse.ArgumentParser(
        prog="who-says-so",
        usage="who-says-so VERB …",
        description="Who says so? What a teacher does from a terminal.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="verb", metavar="VERB", required=True, help=argparse.SUPPRESS)
    for name in MODULES:
        import_module(f"helpers.{name}").add_verbs(commands)
    top.epilog = _grouped({action.dest: action.help or "" for action in commands._choices_actions})
    commands._choices_actions.clear()
    return top


def _grouped(help_of: dict[str, str]) -> str:
    """Return the list of verbs by what a teacher is about to do; a verb that no group names stands under “more”."""
    left = [verb for verb in help_of if not any(verb in verbs for verbs in GROUPS.values())]
    lines = []
    for title, verbs in {**GROUPS, "more": tuple(left)}.items():
        there = [verb for verb in verbs if verb in help_of]
        lines += [f"{title}:", *(f"  {verb:15}{help_of[verb]}" for verb in there), ""] if there else []
    return "\n".join([*lines, "who-says-so VERB --help says more about one verb."])


def main(argv: list[str] | None = None) -> int:
    """Run one verb; a KitError becomes a sentence and exit status 2. Its output fits whatever console or file it goes to."""
    with careful_output():
        return _main(argv)


def _main(argv: list[str] | None) -> int:
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
