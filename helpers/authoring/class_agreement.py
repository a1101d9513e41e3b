"""Without a key: how far a class agrees. The learners' marks are compared with one another, by the same measures as annotators'."""
from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from .. import codebook
from ..agreement import _alpha, span_f1
from ..answers import FOLDER, read_answers
from ..article import Article
from ..errors import ExerciseError
from ..exercise import Exercise, Unit, article_of, read_unit
from ..exercise_types import type_of
from ..key import items
from ..marks import Pass

MOST_PAIRS = 60  # learners whose pairs are compared; a larger class is sampled evenly


@dataclass(frozen=True)
class ClassAgreement:
    """One exercise: how many answered, mean F1 of pairs and alpha (marks), or the share of the commonest answer (questions); and places to talk about."""

    exercise: Exercise
    learners: int
    mean_f1: float | None
    alpha: float | None
    split: tuple[str, ...]
    shared: tuple[str, ...]


def read_class(folder: Path, unit: Unit) -> dict[str, dict]:
    """learner → exercise → readable answer, from nbgrader's `submitted/<learner>/<unit>/` or a folder of learners."""
    found = {}
    for place in sorted(folder.glob(f"*/{unit.assignment}")) or sorted(p for p in folder.iterdir() if p.is_dir()):
        records, _ = read_answers(place / FOLDER, unit.assignment)
        learner = place.parent.name if place.name == unit.assignment else place.name
        found[learner] = {e.id: records[e.id]["answer"] for e in unit.exercises if e.id in records and _fits(e, records[e.id])}
    return found


def _fits(task: Exercise, record: dict) -> bool:
    article = article_of(task)
    kind = type_of(task.type)
    return record.get("sha256", article.sha256) == article.sha256 and not kind.is_empty(record["answer"]) and not kind.problem(task, article, record["answer"])


def class_agreement(unit: Unit, answers: dict[str, dict]) -> list[ClassAgreement]:
    """Agreement on each exercise that at least two learners answered."""
    found = []
    for task in unit.exercises:
        given = {who: a[task.id] for who, a in answers.items() if task.id in a}
        if len(given) >= 2:
            found.append((_marks if type_of(task.type).shape == "spans" else _choices)(task, article_of(task), given))
    return found


def _marks(task: Exercise, article: Article, given: dict) -> ClassAgreement:
    layer = type_of(task.type).layer
    field = codebook.LABEL_FIELD[layer]
    names = sorted(given)[:: max(1, len(given) // MOST_PAIRS)]
    marks = {who: [{"layer": layer, "start": s["start"], "end": s["end"], "text": article.text[s["start"] : s["end"]], field: s["label"]} for s in given[who]["spans"]] for who in names}
    f1 = mean(span_f1(marks[a], marks[b]) for a, b in itertools.combinations(names, 2))
    there = items(tuple(Pass(who, tuple(m)) for who, m in marks.items()), layer)
    n, labels = len(names), codebook.LABELS[layer]

    def said(item) -> str:
        votes = ", ".join(f"{labels[k].name} {v}" for k, v in item.labels.most_common())
        return f"“{item.text}”: {len(item.marks)} of {n} marked it ({votes})"

    split = sorted((i for i in there if 0.3 <= len(i.marks) / n <= 0.7 or (len(i.labels) > 1 and len(i.marks) > n / 2)), key=lambda i: i.start)
    shared = [i for i in there if len(i.marks) > 0.7 * n and len(i.labels) == 1]
    return ClassAgreement(task, len(given), f1, _alpha(article, marks, field), tuple(map(said, split[:12])), tuple(map(said, shared[:12])))


def _choices(task: Exercise, article: Article, given: dict) -> ClassAgreement:
    fields = type_of(task.type).view(task, article)["blocks"]
    split, shared, shares = [], [], []
    for block in fields:
        for f in block["fields"]:
            names = {o["id"]: o["name"] for o in f.get("options", [])}
            votes = Counter(str(v["fields"][f["id"]]) for v in given.values() if f["id"] in v["fields"])
            if sum(votes.values()) < 2:
                continue
            share = votes.most_common(1)[0][1] / sum(votes.values())
            shares.append(share)
            line = f"{block.get('heading', '')} {f['label']}: " + ", ".join(f"{names.get(v, v)} {c}" for v, c in votes.most_common())
            (shared if share > 0.7 else split).append(line.strip())
    return ClassAgreement(task, len(given), mean(shares) if shares else None, None, tuple(split[:12]), tuple(shared[:12]))


def as_text(unit: Unit, found: list[ClassAgreement], learners: int) -> str:
    lines = [f"{unit.title} ({unit.assignment}): how far {learners} learners agree", "Agreement is not truth: a class can agree and be wrong. Talk about the places under “split”."]
    for one in found:
        spans = type_of(one.exercise.type).shape == "spans"
        number = "–" if one.mean_f1 is None else f"{one.mean_f1:.2f}"
        measure = f"same places (mean F1 of pairs) {number}, same labels (alpha) {one.alpha:.2f}" if spans else f"share of the commonest answer {number}"
        lines += ["", f"{one.exercise.id} {one.exercise.title}: {one.learners} answers, {measure}"]
        lines += [f"  split: {s}" for s in one.split] + [f"  shared: {s}" for s in one.shared]
    if not found:
        lines.append("No exercise was answered by two learners.")
    return "\n".join(lines)


def agree(folder: Path, unit_folder: Path) -> str:
    if not folder.is_dir():
        raise ExerciseError(f"{folder} is not a folder.", "Give nbgrader’s submitted/, or a folder with one folder for each learner.")
    unit = read_unit(unit_folder)
    answers = read_class(folder, unit)
    if not answers:
        raise ExerciseError(f"There are no answers to {unit.assignment} in {folder}.", "Look whether the folder holds one folder for each learner.")
    return as_text(unit, class_agreement(unit, answers), len(answers))
