"""What the steps of notebook 07 share: the article being worked on, and small parts of a page."""

from __future__ import annotations

import functools
import json
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import ipywidgets as w

from helpers.articles import Article, articles_folder, read_article, slugs
from helpers.errors import KitError
from helpers.notebook import Guard

from ..drafts import Draft, missing, name_in_files, read_draft, write_json

_STATE = ".own_article.json"
FULL = {"layout": w.Layout(width="98%"), "style": {"description_width": "9em"}}


class Desk:
    """What the steps share: the article being worked on, the marker, and the boxes on the page."""

    def __init__(self):
        self.panels: dict[str, tuple[w.VBox, object]] = {}
        self.slug, self.annotator, self.name = "", "me", "me"
        try:
            raw = json.loads((articles_folder() / _STATE).read_text(encoding="utf-8-sig"))
            self.annotator = name_in_files(raw["annotator"])
            self.name = _as_typed(raw.get("name"), self.annotator)
            self.slug = raw["slug"] if raw["slug"] in own_slugs() else ""
        except (OSError, ValueError, KeyError, TypeError, KitError):
            pass

    def choose(self, slug: str, name: str) -> None:
        """Go on with this article under this name, as it was typed; every step on the page follows."""
        self.slug, self.annotator, self.name = slug, name_in_files(name), " ".join(name.split())
        write_json(articles_folder() / _STATE, {"slug": self.slug, "annotator": self.annotator, "name": self.name})
        for name in self.panels:
            if name != "bring_in":
                self.fill(name)

    def article(self) -> Article | None:
        return read_article(self.slug) if self.slug else None

    def draft(self) -> Draft | None:
        article = self.article()
        return read_draft(article, self.annotator) if article else None

    def show(self, name: str, build) -> None:
        """Put a step on the page; run again, the cell shows it anew."""
        from IPython.display import display

        self.panels[name] = (w.VBox(), build)
        self.fill(name)
        display(self.panels[name][0])

    def fill(self, name: str) -> None:
        panel, build = self.panels[name]
        try:
            made = build(self)
        except KitError as error:
            made = [problem(error)]
        panel.children = [*made, Guard()]


def _as_typed(name: object, annotator: str) -> str:
    """The name as it was typed, where it still stands for this marker; older states hold the name for files alone."""
    try:
        return name if isinstance(name, str) and name_in_files(name) == annotator else annotator
    except KitError:
        return annotator


@functools.lru_cache(maxsize=1)
def desk() -> Desk:
    return Desk()


def own_slugs() -> list[str]:
    """Return articles that a teacher brought in, not those of the kit."""
    found = []
    for slug in slugs():
        try:
            if read_article(slug, check=False).about.get("own"):
                found.append(slug)
        except KitError:
            continue
    return found


def out_folder() -> Path:
    return articles_folder().parent / "out" / "own_article"


def status(text: str, role: str = "status") -> w.HTML:
    return w.HTML(f"<div role='{role}'>{text}</div>")


def problem(error: KitError) -> w.HTML:
    return status(_problem(error), "alert")


def _problem(error: KitError) -> str:
    return f"<p style='border-left:6px solid;padding:4px 12px;margin:4px 0'><strong>{escape(error.what)}</strong> {escape(error.next_step)}</p>"


def guarded(told: w.HTML):
    """For a button: what goes wrong is said in `told`, in a sentence."""

    def wrap(action):
        @functools.wraps(action)
        def pressed(*args):
            try:
                told.value = "<p role='status'>Working …</p>"
                told.value = f"<div role='status'>{action(*args) or ''}</div>"
            except KitError as error:
                told.value = f"<div role='alert'>{_problem(error)}</div>"
            except Exception as error:  # noqa: BLE001 the last net above a teacher
                told.value = f"<div role='alert'>{_problem(KitError(f'Something went wrong that should not ({type(error).__name__}: {error}).', 'Your marks are saved. Try again, or report this line.'))}</div>"

        return pressed

    return wrap


def uploaded(upload: w.FileUpload, change: dict) -> tuple[bytes, str] | None:
    """Return the file that was chosen, as (bytes, name), with the button free for the next one; None where the button was only emptied."""
    if not change["new"]:
        return None
    file = change["new"][0]
    data, name = bytes(file["content"]), str(file["name"])
    upload.value = ()
    return data, name


def button(text: str, primary: bool = False) -> w.Button:
    return w.Button(
        description=text, button_style="primary" if primary else "", layout=w.Layout(width="max-content", align_self="flex-start")
    )


def fold(title: str, *inside: w.Widget) -> w.VBox:
    """Return a button that opens and closes what stands below it. (The header of a stock Accordion cannot be reached by keyboard.)"""
    box = w.VBox(inside)
    box.layout.display = "none"
    switch = w.ToggleButton(description=f"▸ {title}", layout=w.Layout(width="auto", align_self="flex-start", height="auto"))

    def turn(change):
        box.layout.display = "" if change["new"] else "none"
        switch.description = f"{'▾' if change['new'] else '▸'} {title}"

    switch.observe(turn, "value")
    return w.VBox([switch, box])


FIRST = "<p>This step begins when there is an article: make or choose one in step 1.</p>"


def receipt(draft: Draft, layer: str, value: dict, rev: list[int]) -> dict:
    rev[0] += 1
    gaps = [s for s in missing(draft) if f"“{layer}”" in s]
    at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"rev": rev[0], "at": at, "message": " ".join(gaps), "value": value}
