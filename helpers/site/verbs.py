"""`who-says-so site`: the course as a web page; `who-says-so serve`: that page for this computer, or for the room."""

from __future__ import annotations

from pathlib import Path

from helpers.exercises import ROOT

from .build import build_site
from .parts import fetch_parts
from .server import serve


def add_verbs(commands) -> None:
    verb = commands.add_parser("site", help="the course as a web page: nothing to install for learners, works offline")
    verb.add_argument("unit", nargs="*", help="units to hand out; all without a name")
    verb.add_argument("--out", type=Path, default=Path("site"), help="where to write (default: site/)")
    verb.add_argument(
        "--include-article",
        action="store_true",
        help="with the text of articles that are somebody else’s: only where no stranger can open the site (docs/browser.md)",
    )
    verb.add_argument(
        "--quiet",
        action="store_true",
        help="pages open with the unit’s quieter article, which anybody may read on the page; a learner can change that",
    )
    verb.add_argument("--fetch-only", action="store_true", help="fetch the parts that a site is made of, and build nothing")
    verb.set_defaults(run=_site)
    verb = commands.add_parser("serve", help="show a site on this computer, or with --room to the class")
    verb.add_argument("folder", type=Path, nargs="?", default=Path("site"), help="the site (default: site/)")
    verb.add_argument("--port", type=int, default=8000, help="default: 8000")
    verb.add_argument("--room", action="store_true", help="for other computers in the room, over https")
    verb.set_defaults(run=lambda options: serve(options.folder, options.port, options.room))


def _site(options) -> None:
    if options.fetch_only:
        fetch_parts(ROOT)
        print("The parts are here: a site can be built without a network now.")
        return
    folder = build_site(options.out, options.unit, include_article=options.include_article, quiet=options.quiet)
    files = [p for p in folder.rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files)
    print(
        f"{folder}: {len(files)} files, {size / 1e6:.0f} MB. Put it on any web server that has https, or show it: who-says-so serve {folder}"
    )
