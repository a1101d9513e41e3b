"""`who-says-so …`: the teacher's verbs. Each module named below brings its own, through `add_verbs(commands)`; only the one asked for is imported."""

from __future__ import annotations

import argparse
import gc
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

from helpers.errors import KitError, nothing_written  # noqa: E402
from helpers.output import careful_output  # noqa: E402 — not before the sentence above

# What a teacher is about to do → its verbs → the module that brings each.
GROUPS = {
    "hand out": {
        "bundle": "course.bundle",
        "site": "site.verbs",
        "serve": "site.verbs",
        "print": "course.paper.verbs",
        "release": "course.release",
    },
    "mark": {"enter": "course.paper.verbs", "grade": "classbook.verbs", "gradebook": "classbook.verbs", "reopen": "classbook.reopening"},
    "look": {"report": "classbook.verbs", "feedback": "classbook.verbs", "compare-forms": "forms.verbs", "agreement": "authoring.verbs"},
    "your own article": {"read": "authoring.verbs", "new-article": "authoring.verbs", "publish": "authoring.verbs"},
}
MODULES = {verb: module for verbs in GROUPS.values() for verb, module in verbs.items()}


class _Parser(argparse.ArgumentParser):
    """Takes no option by its first letters: “--out” of a verb that has none was its “--outlet”."""

    def __init__(self, **how):
        super().__init__(**{"allow_abbrev": False, **how})


def parser(verb: str = "") -> argparse.ArgumentParser:
    """Return the command line with every verb, or with those of one verb's module."""
    top = _Parser(
        prog="who-says-so",
        usage="who-says-so VERB …",
        description="Who says so? What a teacher does from a terminal.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(dest="verb", metavar="VERB", required=True, help=argparse.SUPPRESS, prog="who-says-so")
    for name in dict.fromkeys([MODULES[verb]] if verb in MODULES else MODULES.values()):
        import_module(f"helpers.{name}").add_verbs(commands)
    top.epilog = _grouped({action.dest: action.help or "" for action in commands._choices_actions})
    commands._choices_actions.clear()
    return top


def _grouped(help_of: dict[str, str]) -> str:
    """Return the list of verbs by what a teacher is about to do."""
    lines = []
    for title, verbs in GROUPS.items():
        lines += [f"{title}:", *(f"  {verb:15}{help_of[verb]}" for verb in verbs if verb in help_of), ""]
    return "\n".join([*lines, "who-says-so VERB --help says more about one verb."])


SELDOM = 50_000  # objects; of a verb's start nearly none is garbage, and looking for it costs a tenth of the start


def main(argv: list[str] | None = None) -> int:
    """Run one verb; a KitError becomes a sentence and exit status 2. Its output fits whatever console or file it goes to."""
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        with careful_output():
            return _main(argv)
    finally:
        gc.set_threshold(*before)


def _main(argv: list[str] | None) -> int:
    try:
        options = parser(next(iter(sys.argv[1:] if argv is None else argv), "")).parse_args(argv)
        status = options.run(options) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # … | head: whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KitError as error:
        print(f"{error.what} {error.next_step}".strip(), file=sys.stderr)
        return 2
    except OSError as error:
        if not (said := nothing_written(error)):
            raise
        print(said, file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("", "helpers"):
            raise
        print(f"The package “{error.name}” is not in this Python ({sys.executable}). {ELSEWHERE}", file=sys.stderr)
        return 2


def command() -> None:
    """Run one verb as a process of its own. After `grade` it ends at once where it had no other processes: by then all is written, and to take each
    object apart first costs a tenth of what a small class costs. A pool has to be put away, and other verbs may have threads, servers or
    nbgrader's last words to wait for.
    """
    status = main()
    if sys.argv[1:2] == ["grade"] and not {"multiprocessing.process", "distributed"} & sys.modules.keys():
        for stream in filter(None, (sys.stdout, sys.stderr)):
            try:
                stream.flush()
            except BrokenPipeError:  # nobody reads it any more
                pass
            except OSError:  # what was said is not all there
                status = status or 2
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    command()
