"""The kernel's half of the bar on top of a course page: it answers what the page asks, and says how far a learner has come.

Messages are plain data both ways (`labextension/static/talk.js`): {"n", "do", …} is asked, {"n", …} or {"n", "problem"} is the answer,
{"state": …} comes after each saved answer.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from helpers.answers import FOLDER, name_answers, one_look, read_answers, read_name
from helpers.articles import Article, glossary, how_hard, provenance
from helpers.errors import KitError
from helpers.exercises import Exercise, Unit, article_of, read_unit, type_of

from .handing_in import hand_in_bundle, zip_bytes, zip_name
from .session import standing
from .when_saved import after_save, tell_saved
from .which_article import shown

TARGET = "who-says-so"


def listen() -> None:
    """Take messages of the bar from now on, in a kernel."""
    from comm import get_comm_manager

    get_comm_manager().register_target(TARGET, lambda comm, opening: Page(comm, opening["content"]["data"]))


class Page:
    """One window on one page. `opening` names the exercises that stand on it: {"exercises": [id, …]}."""

    def __init__(self, comm, opening: dict):
        self.comm, self.here = comm, Path.cwd()
        self.listed = opening.get("exercises") or []
        comm.on_msg(lambda message: self.answer(message["content"]["data"]))
        after_save(self.here, self.push)
        self.push()

    def push(self) -> None:
        try:
            with one_look():
                state = self.state()
            self.comm.send({"state": state})
        except KitError as error:  # a unit that cannot be read: its exercises say so in their places
            self.comm.send({"problem": str(error)})

    def answer(self, asked: dict) -> None:
        """Answer one message; whatever goes wrong is a sentence."""
        number, buffers = asked.get("n"), []
        try:
            with one_look():
                told = self.DOES[asked["do"]](self, asked)
            if isinstance(told.get("bytes"), bytes):
                buffers = [told.pop("bytes")]
        except KitError as error:
            told = {"problem": str(error)}
        except Exception as error:  # noqa: BLE001 a learner never sees a traceback
            told = {"problem": f"That did not work ({type(error).__name__}). Your answers are safe. Show this line to your teacher."}
        self.comm.send({"n": number, **told}, buffers=buffers)

    def unit(self) -> Unit:
        return read_unit(self.here)

    def tasks(self) -> list[Exercise]:
        unit = self.unit()
        return [shown(unit, e, self.here) for e in unit.exercises if e.id in self.listed]

    def about_articles(self) -> list[Exercise]:
        return [e for e in self.tasks() if type_of(e.type).of_article]

    def state(self) -> dict:
        tasks = self.tasks()
        done, begun, saved = standing(self.unit(), self.here, tasks)
        revs = {name: record["rev"] for name, record in read_answers(self.here / FOLDER, self.unit().assignment)[0].items()}
        return {"done": done, "total": len(tasks), "begun": begun, "saved": saved, "name": read_name(self.here / FOLDER), "revs": revs}

    def article(self, asked: dict) -> dict:
        """Return the article of an exercise, or `slug`, as plain text, and the other articles of the page."""
        by_slug = {}
        tasks = self.about_articles()
        for task in tasks:
            by_slug.setdefault(task.article, task)
        wanted = asked.get("slug") or next((t.article for t in tasks if t.id == asked.get("exercise")), None)
        if not by_slug:
            raise KitError("There is no article on this page.")
        task = by_slug.get(wanted) or next(iter(by_slug.values()))
        about = {"exercises": [t.id for t in tasks if t.article == task.article]}
        return {"article": _plain(article_of(task)) | about, "others": [{"slug": s, "title": _title(t)} for s, t in by_slug.items()]}

    def hand_in(self, asked: dict) -> dict:
        """Keep the name, bring the copy in the notebook up to date, and say what is there and what is missing."""
        unit = self.unit()
        if "name" in asked:
            name_answers(self.here / FOLDER, unit.assignment, str(asked["name"]))
        tell_saved(self.here)
        return {"said": hand_in_bundle(unit, self.here)["text/plain"], "file": zip_name(unit, self.here), "state": self.state()}

    def file(self, asked: dict) -> dict:
        """Return the file to hand in, with the notebook as it was saved a moment ago; the copy on the disk is the same."""
        unit = self.unit()
        hand_in_bundle(unit, self.here)
        return {"file": zip_name(unit, self.here), "bytes": zip_bytes(unit, self.here)}

    DOES: dict[str, Callable[[Page, dict], dict]] = {
        "state": lambda page, asked: {"state": page.state()},
        "article": article,
        "hand_in": hand_in,
        "file": file,
    }


def _title(task: Exercise) -> str:
    try:
        return article_of(task).title
    except KitError:
        return task.article


def _plain(one: Article) -> dict:
    about = one.about
    return {
        "slug": one.slug,
        "title": one.title,
        "lang": about.get("language", "en"),
        "note": str(about["content_note"]),
        "from": f"{about['outlet']} · {about['date']} · {'An invented article, written for this kit.' if about['invented'] else 'A real article.'}",
        "rights": str(about["rights"]),
        "provenance": provenance(about),
        "how_hard": how_hard(one),
        "glossary": glossary(one),
        "paragraphs": [one.text[a:b] for a, b in one.paragraphs],
        "starts": [a for a, _ in one.paragraphs],
    }
