"""A class on a teacher's own article that nobody has marked: answers in folders, in notebooks' copies and in zips. Shared by tests."""

from __future__ import annotations

import json
import random
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]

import make_class  # noqa: E402
from own_article import SHELTER  # noqa: E402

from helpers.articles.article import Article  # noqa: E402
from helpers.articles.codebook import LABEL_FIELD  # noqa: E402
from helpers.authoring import intake  # noqa: E402
from helpers.authoring.new_article import new_article, read_suggestions  # noqa: E402
from helpers.authoring.publish import plans_for  # noqa: E402
from helpers.exercises.types import type_of  # noqa: E402

SLUG = "shelter"
UNITS = tuple(f"{SLUG}_{n}" for n in (1, 2, 3))


def published(kit: Path, text: str = SHELTER) -> Article:
    """The article in `kit/articles`, and in `kit/solutions` the units that `publish` would write for it, without votes and so without a key."""
    article, _ = new_article(intake.tidy(text).text, {"outlet": "Marrowick Post"}, slug=SLUG)
    for plan in plans_for(SLUG)[1]:
        folder = kit / "solutions" / f"{SLUG}_{plan.number}"
        folder.mkdir(parents=True)
        spec = {"assignment": folder.name, "title": plan.title, "published_from": SLUG, "exercises": list(plan.exercises)}
        (folder / "exercises.json").write_text(json.dumps(spec), encoding="utf-8")
    return article


def answer(task, rng: random.Random) -> dict:
    """What a learner who mostly follows the reader would mark, or choose."""
    kind = type_of(task.exercise.type)
    if kind.shape == "spans":
        hints = [m for m in read_suggestions(task.article) if m["layer"] == kind.layer]
        labels = list(kind.form.labels())
        taken = [(m, n) for n, m in enumerate(hints) if rng.random() < (0.95, 0.5, 0.7, 0.2)[n % 4]]
        return {
            "spans": [
                {
                    "start": m["start"],
                    "end": m["end"],
                    "label": m[LABEL_FIELD[kind.layer]] if rng.random() < (0.9, 0.55)[n % 2] else rng.choice(labels[:3]),
                    "attrs": {},
                }
                for m, n in taken
            ]
        }
    fields = [f for b in kind.view(task.exercise, task.article)["blocks"] for f in b["fields"]]
    return {
        "fields": {
            f["id"]: str((f["options"][0] if rng.random() < (0.9, 0.5, 0.3)[n % 3] else rng.choice(f["options"]))["id"])
            for n, f in enumerate(fields)
        }
    }


def hand_in(folder: Path, kit: Path, names: list[str], units=UNITS, seed: int = 1) -> Path:
    """Every third learner hands in an answers folder, every third the notebook alone, every third a zip."""
    course = make_class.read_course(str(kit / "solutions"), tuple(units))
    for number, name in enumerate(names):
        rng = random.Random(f"{seed}-{number}")
        for unit in units:
            records = {t.exercise.id: make_class.record(unit, t, answer(t, rng)) for t in course.units[unit]}
            made = make_class.files(unit, make_class.released(unit), records, carried_only=number % 3 == 1)
            if number % 3 == 2:
                make_class._write(folder / name / f"{unit}.zip", make_class._zip({f"{unit}/{n}": d for n, d in made.items()}))
            else:
                for n, data in made.items():
                    make_class._write(folder / name / unit / n, data)
    return folder
