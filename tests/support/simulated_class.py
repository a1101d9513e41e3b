"""Simulated learners on the real forms: signal detection with a known d′ and a known criterion, answers as a browser would save them.

Somebody sees evidence x, normal with mean +d′/2 where something is thin or loaded and −d′/2 where all is sound, and flags where x > c.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist, mean

from helpers.answers import write_record
from helpers.articles import codebook
from helpers.exercises import read_votes
from helpers.exercises.types.choosing._marks_at import marks_at
from helpers.exercises.types.choosing.sound_or_thin import handling_votes
from helpers.forms.sittings import forms_course

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
FORMS = ("form_a", "form_b", "form_c")
COURSE = forms_course(str(SOLUTIONS), FORMS)
_N = NormalDist()


@dataclass(frozen=True)
class Learner:
    """Known ability: d′, criterion (below 0 quick to flag), and the chance of a right verdict as a z value."""

    d: float
    c: float
    z: float = 0.4


def some(n: int, d: float, c: float = 0.0, spread: float = 0.4, z: float = 0.4, seed: int = 1) -> list[Learner]:
    """A class around a d′ and a criterion; learners differ by `spread` in d′ and by half of it in c."""
    rng = random.Random(seed)
    return [Learner(max(0.0, rng.gauss(d, spread)), rng.gauss(c, spread / 2), rng.gauss(z, 0.3)) for _ in range(n)]


def moved(learners: list[Learner], d: float = 0.0, c: float = 0.0, z: float = 0.0) -> list[Learner]:
    """The same people with a known gain."""
    return [Learner(max(0.0, one.d + d), one.c + c, one.z + z) for one in learners]


def is_signal(key: dict, question: dict) -> bool:
    return set(question["right"]) <= set(key["flags"])


def ease(task, name: str) -> float:
    """How plain an item is by the votes: 1 is the middle. Louder words are easier, and so is what more readers judged alike."""
    where = task.exercise.assignment, task.exercise.id, name
    if where not in _EASE:  # asked for each of thousands of learners
        _EASE[where] = _ease(task, name)
    return _EASE[where]


_EASE: dict[tuple[str, str, str], float] = {}


def _ease(task, name: str) -> float:
    item = next(i for i in task.exercise.options["items"] if i["id"] == name)
    votes = read_votes(task.article)
    if task.exercise.type == "sound_or_thin":
        given = [handling for _, handling, _ in handling_votes(votes, item)]
        return max(map(given.count, given)) / len(given)
    marks = [m for _, m in marks_at(votes.passes, "language", item)]
    strength = [m["strength"] for m in marks if m.get("strength")]
    readers = sum(p.layers is None or "language" in p.layers for p in votes.passes)
    agreed = max(len(marks), readers - len(marks)) / readers  # all may have left a fair word alone
    return agreed * (0.5 + 0.25 * mean(strength) if strength else 1.0)


def answers(form: str, one: Learner, rng: random.Random, *, eased: bool = False, blank: float = 0.0) -> dict[str, dict]:
    """What a learner answers to a form: exercise → answer."""
    made = {}
    for task in COURSE.units[form]:
        fields = {}
        for name, q in task.key["questions"].items():
            if task.key["flags"]:
                if rng.random() < blank:
                    continue
                d = one.d * (ease(task, name) if eased else 1.0)
                x = rng.gauss(d / 2 if is_signal(task.key, q) else -d / 2, 1)
                flag = task.key["flags"][0]
                fields[name] = flag if x > one.c else next(o for o in q["options"] if o != flag)
            else:
                p = _N.cdf(one.z)
                good = rng.random() < p
                desk = task.exercise.type == "evidence_desk"
                offered = codebook.VERDICTS if desk else q["options"]
                fields[name] = q["right"][0] if good else rng.choice([v for v in offered if v not in q["right"]])
                if not desk:
                    continue
                fields[f"{name}-sure"] = min(100, max(0, 5 * round((100 * p + rng.gauss(0, 15)) / 5)))
        made[task.exercise.id] = {"fields": fields}
    return made


def records(form: str, given: dict[str, dict], saved: str = "2026-11-22T08:00:00.000Z") -> dict[str, dict]:
    """The same as records on disk."""
    return {
        t.exercise.id: {
            "schema": 1,
            "assignment": form,
            "exercise": t.exercise.id,
            "type": t.exercise.type,
            "article": t.exercise.article,
            "sha256": t.article.sha256,
            "rev": 3,
            "writer": "sim",
            "saved": saved,
            "answer": given[t.exercise.id],
        }
        for t in COURSE.units[form]
        if t.exercise.id in given
    }


def turn(number: int, time: int) -> str:
    """Counterbalanced: each third of a class begins with another form."""
    return FORMS[(number + time) % 3]


def hand_in(
    folder: Path, learners: list[Learner], time: int, seed: int = 1, form=turn, saved: str = "2026-11-22T08:00:00.000Z", **how
) -> Path:
    """nbgrader's tree of a class at one time: `folder/<learner>/<form>/answers/<exercise>.json`."""
    rng = random.Random(seed * 1000 + time)
    for number, one in enumerate(learners):
        name = form(number, time)
        for exercise, record in records(name, answers(name, one, rng, **how), saved).items():
            write_record(folder / f"learner{number:03}" / name / "answers" / f"{exercise}.json", record)
    return folder


def notebook(form: str, kept: dict[str, dict]) -> str:
    """A released notebook that carries its answers and has no answers folder."""
    from helpers.answers import MIME

    found = json.loads((SOLUTIONS / form / f"{form}.ipynb").read_text(encoding="utf-8"))
    found["cells"][-1]["outputs"] = [
        {
            "output_type": "display_data",
            "metadata": {},
            "data": {"text/plain": "", MIME: {"schema": 1, "assignment": form, "answers": kept}},
        }
    ]
    return json.dumps(found)
