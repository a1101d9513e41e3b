"""What a learner can do now: page by page, how often they told things apart, and how often they saw too much. No points, no comparison with others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.answers import FOLDER, read_answers
from helpers.errors import ExerciseError
from helpers.exercises import SPEC, Unit, key_of, read_unit, type_of
from helpers.marking import mark
from helpers.scoring import BOUNDARY, FALSE_ALARM, FOUND, MISS, RIGHT, WRONG, WRONG_LABEL
from helpers.text import some

from . import FAINT, INK, OKABE_ITO, WIDTH, Picture, box, canvas

PAGES = {
    "start": "Start page",
    "who": "Lesson 1",
    "twice": "Lesson 1b",
    "words": "Lesson 2",
    "check": "Lesson 3",
    "count": "Lesson 3b",
    "write": "Lesson 4",
    "machine": "Lesson 6",
    "head": "Lesson 6b",
}
FEW = 10  # below so many answers a share says little


@dataclass
class Tally:
    """Of one page: answers told apart of those given, and what was seen where readers see nothing, of all chances to do so."""

    page: str
    right: int = 0
    asked: int = 0
    over: int = 0
    chances: int = 0


def tallies(unit, folder) -> list[Tally]:
    """Return a Tally for each page on which something was answered, in the order of the course. What counts (sealed), or has no key, is left out."""
    records, _ = read_answers(folder / FOLDER, unit.assignment)
    found: dict[str, Tally] = {}
    for task in unit.every:
        record, page = records.get(task.id), _page(unit, task.id)
        if record is None or task.sealed or not page or type_of(task.type).manual:
            continue
        key, marked = key_of(unit, task), mark(unit, task, record).score
        if key is None or marked.status != "graded":
            continue
        _count(found.setdefault(page, Tally(page)), type_of(task.type), key, marked.items)
    order = [*PAGES, *found]  # a graded page after all lessons
    return sorted((t for t in found.values() if t.asked), key=lambda t: order.index(t.page))


def _page(unit: Unit, exercise_id: str) -> str:
    """Return the key of a lesson in PAGES, the name of a graded page, "" for any other."""
    lesson, number = exercise_id.partition("-")[0], re.match(r"0*(\d+)_", unit.assignment)
    return lesson if lesson in PAGES else f"Exercises {number[1]}" if number else ""


def _lessons_beside(unit: Unit) -> list[Tally]:
    """Return the Tallies of the lessons in the same copy of the course, for a graded page."""
    here = unit.folder.resolve()
    found = next((a / "notebooks" for a in here.parents[:2] if (a / "notebooks" / SPEC).is_file()), here)
    return [] if found == here else tallies(read_unit(found), found)


def _count(tally: Tally, kind, key: dict, items) -> None:
    for item in items:
        if item.outcome in (FOUND, BOUNDARY, RIGHT):
            tally.right += 1
        if item.outcome in (FOUND, BOUNDARY, WRONG_LABEL, MISS, RIGHT, WRONG):
            tally.asked += 1
        if kind.shape == "spans":  # a mark on words that readers left alone, of all marks
            tally.over += item.outcome == FALSE_ALARM
            tally.chances += item.outcome in (FALSE_ALARM, FOUND, BOUNDARY, WRONG_LABEL)
        elif kind.suspicious_options and item.outcome in (RIGHT, WRONG):  # “thin” or “loaded” said of what is neither
            right = key.get("questions", {}).get(item.id, {}).get("right", ())
            if not set(map(str, right)) & set(map(str, kind.suspicious_options)):
                tally.chances += 1
                tally.over += any(str(g) in map(str, kind.suspicious_options) for g in item.given)


def _named(tally: Tally) -> str:
    return PAGES.get(tally.page, tally.page)


def so_far(unit, tasks) -> Picture:
    """Draw two bars a page: told apart, and flagged too much."""
    found = [*_lessons_beside(unit), *tallies(unit, unit.folder)]
    if not found:
        raise ExerciseError("This waits until you have answered something on this page.", "Then it appears here by itself.")
    row, left = 0.78, 1.25
    height = row * len(found) + 0.62
    figure, axes = canvas(height)
    wide = WIDTH - left - 1.3
    for x, (name, colour, hatch) in zip(
        (left, left + 1.75), (("told apart", "sky", ""), ("flagged too much", "orange", "//")), strict=True
    ):
        box(axes, x, height - 0.3, 0.3, 0.2, facecolor=OKABE_ITO[colour], hatch=hatch)
        axes.text(x + 0.38, height - 0.2, name, va="center", fontsize=11, color=INK)
    rows = []
    for n, one in enumerate(found, 1):
        y = height - 0.45 - n * row
        axes.text(0.08, y + 0.36, _named(one), va="center", fontsize=11, color=INK)
        for up, part, whole, colour, hatch in ((0.36, one.right, one.asked, "sky", ""), (0.06, one.over, one.chances, "orange", "//")):
            box(axes, left, y + up, wide, 0.24, facecolor=FAINT, linewidth=0.6)
            if part and whole:
                box(axes, left, y + up, wide * part / whole, 0.24, facecolor=OKABE_ITO[colour], hatch=hatch)
            axes.text(left + wide + 0.1, y + up + 0.12, f"{part} of {whole}" if whole else "not asked", va="center", fontsize=11, color=INK)
        rows.append((_named(one), f"{one.right} of {one.asked}", f"{one.over} of {one.chances}" if one.chances else "not asked"))
    return Picture("What you can do now", figure, in_words(found), ("Page", "Told apart", "Flagged too much"), tuple(rows))


def in_words(found: list[Tally]) -> str:
    """Return two or three sentences about these pages, the last of them the newest."""
    whole = Tally("", *(sum(getattr(t, name) for t in found) for name in ("right", "asked", "over", "chances")))
    told = [f"You told things apart as readers do in {whole.right} of {some(whole.asked, 'answer')}."]
    if whole.chances:
        told.append(f"In {whole.over} of {some(whole.chances, 'place')} you saw a fault where readers see none.")
    told.append(_advice(found[-1] if found[-1].asked >= FEW else whole))
    if len(found) > 1:
        told.append(f"{_named(found[0])}: {_share(found[0])}; {_named(found[-1])}: {_share(found[-1])}.")
    return " ".join(told)


def _advice(now: Tally) -> str:
    if now.asked < FEW:
        return "These are few: they say little yet."
    if now.chances >= FEW and 3 * now.over > now.chances:
        return "You flag more than readers do. Next time, look also for one thing that is well told."
    if 3 * now.right < 2 * now.asked:
        return "Much of it differs from what readers say. Read the explanations once more, then try again: an answer can be changed at any time."
    return "You see what is thin, and you leave what is sound alone." if now.chances else "You see where the difference lies."


def _share(one: Tally) -> str:
    return f"{100 * one.right / one.asked:.0f} % told apart" + (f", {100 * one.over / one.chances:.0f} % too much" if one.chances else "")
