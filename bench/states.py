"""The ten main states of the page as pictures, from real JupyterLab on a bundle: 1366 × 768 and 400 px wide, light and dark.

    python bench/states.py FOLDER [STATE …] [--only 400-dark …]

Three of them also in forced colours, and as a window of 1366 × 768 at a zoom of 200 %.
A state's file is called as the state, the width and the theme: “3-marking-1366-dark.png”. For looking at: nothing here says what is right.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

KIT = Path(__file__).resolve().parent.parent
LESSON1, LESSON3 = "notebooks/01_who_says_so.ipynb", "notebooks/03_can_it_be_checked.ipynb"
GRADED = "exercises/01_who_says_so/01_who_says_so.ipynb"
WIDE, PHONE = {"viewport": {"width": 1366, "height": 768}}, {"viewport": {"width": 400, "height": 800}, "has_touch": True}
ZOOMED = {"viewport": {"width": 683, "height": 384}, "device_scale_factor": 2}
# name → (browser, theme, states; none: all)
LOOKS = {
    "1366-light": (WIDE, "JupyterLab Light", []),
    "1366-dark": (WIDE, "JupyterLab Dark", []),
    "400-light": (PHONE, "JupyterLab Light", []),
    "400-dark": (PHONE, "JupyterLab Dark", []),
    "1366-forced": ({**WIDE, "forced_colors": "active"}, "JupyterLab Light", ["3-marking", "4-marked", "6-results"]),
    "200-percent": (ZOOMED, "JupyterLab Light", ["3-marking", "4-marked", "6-results"]),
}


def to_top(task) -> None:
    task.box.evaluate("e => e.scrollIntoView({ block: 'start' })")


def opened(book):
    return None


def marking(book):
    """Marks are made, and the bar at the last one asks."""
    task = book.exercise("who-kinds")
    task.mark("an internal booking log", "a document or record")
    task.mark("The Standard met her twice and counted all 412 entries", "observed")
    to_top(task)


def marked(book):
    """Checked: the pattern, and the first explanations."""
    task = book.exercise("who-hook")
    task.mark("Mosul residents", "a group with no count")
    task.mark("the imam", "unnamed and vague")
    task.saved()
    check(task)


def check(task):
    task.box.locator(".wss-check").first.click()
    task.box.locator(".wss-feedback").wait_for()


def one_at_a_time(book):
    task = book.exercise("q6")
    task.box.locator("input[type=radio]").first.check()
    to_top(task)


def results(book):
    task = book.exercise("who-told")
    for field in task.box.locator("[data-field]").evaluate_all("n => n.map((e) => e.dataset.field)")[:3]:
        task.reach(field)
        task.box.locator(f"[data-field='{field}'] input[type=radio]").first.check()
    task.saved()
    check(task)
    task.box.get_by_role("button", name="Go to the question").first.click()
    to_top(task)


def desk(book):
    to_top(book.exercise("check-desk"))


def article(book):
    to_top(book.exercise("who-told"))
    book.page.get_by_role("button", name="Read the article").locator("visible=true").first.click()
    book.page.locator(".wss-page-article-body li").first.wait_for()


def hand_in(book):
    book.page.get_by_role("button", name="Hand in", exact=True).click()
    book.page.get_by_role("dialog").wait_for()


def can_do(book):
    marked(book)
    book.page.get_by_role("heading", name="What you can do now").scroll_into_view_if_needed()
    book.page.get_by_text("You told things apart").first.wait_for()
    book.page.get_by_text("You told things apart").first.scroll_into_view_if_needed()


STATES = {
    "1-start": ("notebooks/00_start_here.ipynb", opened),
    "2-lesson": (LESSON1, opened),
    "3-marking": (LESSON1, marking),
    "4-marked": (LESSON1, marked),
    "5-one-at-a-time": (GRADED, one_at_a_time),
    "6-results": (LESSON1, results),
    "7-desk": (LESSON3, desk),
    "8-article": (LESSON1, article),
    "9-hand-in": (GRADED, hand_in),
    "10-can-do-now": (LESSON1, can_do),
}


def take(browser, server, folder: Path, wanted: list[str], looks: list[str]) -> None:
    from jupyter import Notebook, handed_out

    for look in looks:
        how, theme, states = LOOKS[look]
        context = browser.new_context(**how)
        context.set_default_timeout(120_000)
        page = context.new_page()
        for state in [one for one in wanted if one in (states or wanted)]:
            path, arrange = STATES[state]
            handed_out(server, path)
            book = Notebook(page, server, path).open(load=True)
            page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
            page.locator(f"body[data-jp-theme-light='{str('Light' in theme).lower()}']").wait_for(state="attached")
            try:
                arrange(book)
            except Exception as error:  # noqa: BLE001 — one state that does not come leaves the others theirs; its picture shows how far it came
                print("NOT", state, look, str(error).splitlines()[0], flush=True)
            page.wait_for_timeout(700)  # pictures are loaded and drawn
            page.screenshot(path=folder / f"{state}-{look}.png", scale="device" if look == "200-percent" else "css")
            print(state, look, flush=True)
            server.end_kernels()
        context.close()


def main() -> None:
    sys.path[:0] = [str(KIT / "tests" / "browser"), str(KIT / "tests" / "support"), str(KIT)]
    from jupyter import Server
    from playwright.sync_api import sync_playwright

    from helpers.course.bundle import bundle

    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("folder", type=Path)
    asked.add_argument("states", nargs="*", metavar="STATE", help=", ".join(STATES))
    asked.add_argument("--only", nargs="+", choices=LOOKS, default=list(LOOKS))
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as tmp, sync_playwright() as play:
        root, _ = bundle(Path(tmp) / "bundle")
        server = Server(Path(tmp) / "home", root).start()
        browser = play.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
        try:
            take(browser, server, given.folder, given.states or list(STATES), given.only)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
