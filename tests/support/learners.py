"""Scripted learners: answers without reading, rules of one feature, single changes, learners who are right so far. Tests and `bench_marks` use them.

A *case* is an exercise with all that marks it. Answers are data, as the widget sends them.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from statistics import mean

from course import REPO, SLUGS, all_exercises, article_of, generated, key_for, read_votes, type_of, unit_folders
from trial_answers import trial_answers

from helpers import text
from helpers.articles.article import Article, read_article
from helpers.authoring.exercises import _task, plan
from helpers.exercises import Exercise, build_key, printed, read_unit, score_with
from helpers.exercises.types import TYPES


@dataclass(frozen=True, eq=False)
class Case:
    """One exercise, ready to be marked."""

    name: str
    exercise: Exercise
    article: Article
    key: dict
    votes: object

    @property
    def set_by_us(self) -> bool:
        """Whether it is an exercise of a unit, a lesson or a form of this kit."""
        return self.exercise.assignment != "generated" and not self.exercise.assignment.startswith("own_")

    @property
    def kind(self):
        return type_of(self.exercise.type)

    @property
    def shape(self) -> str:
        return "order" if self.exercise.type == "order_disclosure" else "spans" if self.kind.shape == "spans" else "questions"

    def fraction(self, value: dict) -> float:
        """What an answer earns, from 0 to 1."""
        return score_with(self.exercise, self.article, self.key, value, why=False).fraction

    def solved(self) -> dict:
        return self.kind.solved(self.exercise, self.key)

    @property
    def asked(self) -> list[str]:
        """The questions that have a right answer; for marked words the core items; for an order its pairs."""
        if self.shape == "spans":
            return [i["id"] for i in self.key["items"] if i["tier"] == "core"]
        if self.shape == "order":
            return ["all"]
        return [f for f, q in self.key["questions"].items() if q["right"]]


SPAN_TYPES = tuple(kind for kind in ("mark_sources", "mark_language", "mark_claims") if kind in TYPES)
UNITS = tuple(read_unit(folder).assignment for folder in unit_folders())
GROUPS = (*UNITS, *(f"generated {kind}" for kind in SPAN_TYPES), *(f"own {slug}" for slug in SLUGS))


@cache
def group(name: str) -> tuple[Case, ...]:
    """The exercises of one of GROUPS that have machine points or practice marks; made when they are first asked for, never while tests are collected."""
    kind, _, rest = name.partition(" ")
    if kind == "own":
        return tuple(own_article_cases(rest))
    if kind == "generated":
        return tuple(_case(e.id, e, key_for(u, e)) for u, e in generated(rest) if e.passage[1] - e.passage[0] > 2)
    unit = read_unit(unit_folders()[UNITS.index(name)])
    return tuple(_case(f"{name}-{e.id}", e, key_for(unit, e)) for e in unit.every if not type_of(e.type).manual)


def _case(name: str, exercise: Exercise, key: dict) -> Case:
    article = article_of(exercise)
    return Case(name, exercise, article, key, read_votes(article))


def cases(generated_too: bool = True) -> list[Case]:
    """Every exercise with machine points or practice marks: units, lessons, forms, marking over whole articles and halves, own-article units."""
    return [case for name in (GROUPS if generated_too else UNITS) for case in group(name)]


def own_article_cases(slug: str, authors_reasons: bool = True) -> list[Case]:
    """The units that the own-article way makes from the votes on an article of the kit, with two choices of practice.

    Without `authors_reasons` as at a teacher's, whose article has readers' notes and no `reasons.json`.
    """
    made, article = [], read_article(slug)
    votes = read_votes(article)
    votes = votes if authors_reasons else replace(votes, folder=None)
    last = len(article.paragraphs)
    for chosen in ((1, 2, 3), tuple(range(last // 2, last + 1))):
        for one in plan(article, votes, chosen):
            for raw in one.exercises:
                task = replace(_task(raw, one.keys.get(raw["id"])), assignment=f"own_{slug}_{one.number}")
                if not type_of(task.type).manual:
                    name = f"own-{slug}-{one.number}-{raw['id']}-from-{chosen[0]}"
                    made.append(Case(name, task, article, build_key(task, article, votes), votes))
    return made


# ---------------------------------------------------------------------------------------------------- questions


@cache
def _fields(case: Case) -> dict[str, dict]:
    return {f["id"]: f for block in case.kind.view(case.exercise, case.article)["blocks"] for f in block["fields"]}


def options(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Per asked question with options: (id, name on the page), in the order of the page, which may group what `options.items` lists."""
    asked = set(case.asked)
    return {f: [(o["id"], o["name"]) for o in one["options"]] for f, one in _fields(case).items() if f in asked and one["kind"] == "choice"}


def groups(case: Case) -> dict[tuple, list[str]]:
    """Questions of the same kind: those with the same options."""
    found: dict[tuple, list[str]] = {}
    for name, offered in options(case).items():
        found.setdefault(tuple(i for i, _ in offered), []).append(name)
    return found


def wrong_values(case: Case, name: str) -> list:
    """Every other value of one question: its wrong options, other numbers, cards that do not fit."""
    field, question = _fields(case)[name], case.key["questions"][name]
    if field["kind"] == "choice":
        return [o["id"] for o in field["options"] if o["id"] not in question["right"]]
    if field["kind"] == "number":
        numbers = [r for r in question["right"] if isinstance(r, int)] or [0]
        return [max(numbers) + 1, max(numbers) + 40, *([min(numbers) - 1] if min(numbers) > 0 else [])]
    cards = [o["id"] for o in field["options"]]  # the cards behind a verdict
    late = [c for c in cards if c in question["later"]]
    off = [[c] for c in cards if c not in question["bears"] and c not in late and c != "none"]
    return [*([[late[0]]] if late else []), *off[:1], *([] if question["silent"] else [["none"]])]


def spoilt(case: Case, value: dict, name: str) -> Iterator[dict]:
    """The same answer with one question left out, and with each of its wrong values."""
    fields = value["fields"]
    yield {"fields": {f: v for f, v in fields.items() if f != name}}
    for wrong in wrong_values(case, name):
        yield {"fields": {**fields, name: wrong}}


def constants(case: Case) -> dict[str, dict]:
    """Answers that take no reading: one option everywhere, one for each kind of question, first, last, and what the type itself knows."""
    offered, found = options(case), {}
    for value in sorted({i for o in offered.values() for i, _ in o}):
        found[f"always {value}"] = {f: value for f, o in offered.items() if value in {i for i, _ in o}}
    for n in range(max(map(len, offered.values()), default=0)):
        found[f"option {n + 1}"] = {f: o[min(n, len(o) - 1)][0] for f, o in offered.items()}
    found["last option"] = {f: o[-1][0] for f, o in offered.items()}
    kinds = [fields for fields in groups(case).values() if len(fields) >= 3]
    found["best per kind"] = {f: _best(case, fields) for fields in kinds for f in fields}
    made = {name: {"fields": fields} for name, fields in found.items()}
    for n, value in enumerate(case.kind.baseline_answers(case.exercise, case.article, case.key)):
        made[f"baseline {n + 1}"] = value
    return made | {name: trial_answers(case.exercise, case.article, case.key)[name] for name in ("flag_all", "flag_none")}


def _best(case: Case, fields: list[str], among: list[str] | None = None) -> str | None:
    """The value that is right most often in some questions with the same options."""
    offered = [i for i, _ in options(case)[fields[0]]]
    return max(offered, key=lambda v: sum(v in case.key["questions"][f]["right"] for f in among or fields), default=None)


def guess(case: Case, seed: int) -> dict:
    """One option each, by dice; numbers and cards too."""
    dice, fields = random.Random(f"{case.name}-{seed}"), {}
    for name in case.asked:
        field = _fields(case)[name]
        if field["kind"] == "choice":
            fields[name] = dice.choice(field["options"])["id"]
        elif field["kind"] == "number":
            fields[name] = dice.randint(0, 12)
        else:
            fields[name] = [o["id"] for o in field["options"] if dice.random() < 0.4] or [dice.choice(field["options"])["id"]]
    return {"fields": fields}


def guessing(case: Case, tries: int = 200) -> float:
    """What dice earn on average; near a fifth so many more are thrown that the mean is sure to a hundredth."""
    earned = mean(case.fraction(guess(case, seed)) for seed in range(tries))
    return earned if tries > 200 or not 0.15 < earned < 0.25 else guessing(case, 4000)


# ---------------------------------------------------------------------------------------------------- rules of one feature


def features(case: Case) -> dict[str, dict[str, float]]:
    """What can be seen of a question without reading it: of the words asked about, of its place, of its options."""
    offered, found = options(case), {}
    asked = {q["id"]: q for q in case.kind.form.questions(case.exercise, case.article)}
    words = asked_words(case)
    found["characters"] = {f: len(w) for f, w in words.items()}
    found["words"] = {f: len(w.split()) for f, w in words.items()}
    found["ends with a stop"] = {f: w.rstrip("”’\"'")[-1:] in ".?!" for f, w in words.items()}
    found["begins with a capital"] = {f: w.lstrip("“‘\"'")[:1].isupper() for f, w in words.items()}
    found["holds a capital"] = {f: bool(re.search(r"[A-Z]", w[1:])) for f, w in words.items()}
    found["holds a number"] = {f: bool(re.search(r"\d", w)) for f, w in words.items()}
    found["holds a quotation mark"] = {f: bool(re.search("[“”]", w)) for f, w in words.items()}
    found["place"] = {f: n for n, f in enumerate(offered)}
    found["every other"] = {f: n % 2 for n, f in enumerate(offered)}
    found["number of options"] = {f: len(o) for f, o in offered.items()}
    found["characters of the options"] = {f: sum(len(n) for _, n in o) for f, o in offered.items()}
    if any(q.get("block") for q in asked.values()):
        blocks = list(dict.fromkeys(asked[f].get("block") for f in offered))
        found["place of the block"] = {f: blocks.index(asked[f].get("block")) for f in offered}
    return found


def asked_words(case: Case) -> dict[str, str]:
    """The words that each question with options asks about, in the order of the page."""
    asked = {q["id"]: q for q in case.kind.form.questions(case.exercise, case.article)}
    return {f: _asked_words(case, asked[f], _fields(case)[f]) for f in options(case)}


def _asked_words(case: Case, question: dict, field: dict) -> str:
    if question.get("quote"):
        return question["quote"]
    if question.get("start") is not None:
        return case.article.text[question["start"] : question["end"]]
    return field["label"]


def feature_rules(case: Case) -> dict[str, dict]:
    """«Longer than N characters: X, else Y», with the best X and Y that there are; each side holds a quarter of the questions, at least two.

    Where questions of several kinds are asked, each kind has its own X and Y, if there are at least six of it: with fewer a rule with two ends is
    hardly shorter than the answers themselves.
    """
    return two_sided(case, features(case)) | option_rules(case)


def two_sided(case: Case, looked_at: dict[str, dict[str, float]]) -> dict[str, dict]:
    """These rules of any features: each feature maps a question to a value."""
    found = {}
    for name, of in looked_at.items():
        for cut in sorted(set(of.values()))[1:]:
            sides = {f: value >= cut for f, value in of.items()}
            least = max(2, len(sides) / 4)
            if min(sum(sides.values()), len(sides) - sum(sides.values())) >= least:
                fields = {}
                for kind in (k for k in groups(case).values() if len(k) >= 6):
                    for side in (False, True):
                        some = [f for f in kind if sides[f] == side]
                        fields |= {f: _best(case, some) for f in some}
                found[f"{name} ≥ {cut:g}"] = {"fields": fields}
    return found


def option_rules(case: Case) -> dict[str, dict]:
    """Always the longest, always the shortest option."""
    offered = options(case)
    if len({tuple(n for _, n in o) for o in offered.values()}) < 2 and len(offered) > 1:
        return {}  # the same options everywhere: then it is one option everywhere
    pick = {"longest option": max, "shortest option": min}
    return {name: {"fields": {f: by(o, key=lambda x: len(x[1]))[0] for f, o in offered.items()}} for name, by in pick.items()}


def share_right(case: Case, value: dict) -> float:
    """How many of the questions an answer gets right, as a share."""
    got = score_with(case.exercise, case.article, case.key, value)
    return got.measures["right"] / got.measures["asked"] if got.measures.get("asked") else 0.0


# ---------------------------------------------------------------------------------------------------- marked words


def marks(places, label: str, attrs: dict | None = None) -> dict:
    return {"spans": [{"start": a, "end": b, "label": label, "attrs": attrs or {}} for a, b in places]}


def cuts(case: Case) -> dict[str, list[tuple[int, int]]]:
    """Ways to mark without reading: every word, every sentence; long words, names, quotations …"""
    start, end = case.kind.form.bounds(case.exercise, case.article)
    whole, body = text.words(case.article.text, start, end), case.article.text[start:end]
    sentences = text.sentences(case.article.text, start, end)
    by = lambda pattern: [(start + m.start(), start + m.end()) for m in re.finditer(pattern, body)]  # noqa: E731
    found = {
        "every word": whole,
        "every two words": [(a, d) for (a, _), (_, d) in zip(whole, whole[1:])],
        "every four words": [(whole[n][0], whole[min(n + 3, len(whole) - 1)][1]) for n in range(0, len(whole), 4)],
        "every sentence": sentences,
        "every clause": [(start + m.start(), start + m.end()) for m in re.finditer(r"[^,.;:—\n]{12,}", body)],
        "every paragraph": [p for p in case.article.paragraphs if start <= p[0] and p[1] <= end],
        "all of it": [(start, end)],
        "every quotation": by(r"“[^”\n]+”"),
        "every name": by(r"(?<![.?!”] )(?<!^)\b[A-Z]\w+(?: [A-Z]\w+)*"),
        "words with a hyphen": by(r"\b\w+(?:-\w+)+"),
        "words in -ly": by(r"\b\w+ly\b"),
        "sentences without a quotation": [s for s in sentences if not re.search("[“”]", case.article.text[s[0] : s[1]])],
        "the first four words of a sentence": [(s[0], _nth_word_end(whole, s, 4)) for s in sentences],
    }
    for least in range(6, 13):
        found[f"words of {least} letters or more"] = [w for w in whole if w[1] - w[0] >= least]
    return {name: places for name, places in found.items() if places}


def copied(case: Case, pieces) -> float:
    """What a learner earns who marks every place of the words that other pages print (`printed.pieces_of`), under the label that pays best.

    Whole paragraphs are left out: the article is at hand anyway. All of them at once, and each by itself, the best of these.
    """
    start, end = case.kind.form.bounds(case.exercise, case.article)
    paragraphs = [case.article.text[a:b].strip(" .") for a, b in case.article.paragraphs]
    some = sorted(p for p in set(pieces) if p and not any(whole in p for whole in paragraphs))
    by_piece = [
        [
            (m.start(), m.end())
            for m in re.finditer(rf"(?<!\w){re.escape(p)}(?!\w)", case.article.text)
            if start <= m.start() and m.end() <= end
        ]
        for p in some
    ]
    by_piece = [places for places in by_piece if places]
    ways = [*by_piece, [place for places in by_piece for place in places]] if by_piece else []
    return max((case.fraction(marks(places, label)) for places in ways for label in case.kind.form.labels()), default=0.0)


def open_pieces(unit, marking: Exercise) -> set[str]:
    """Return all that pages print of the same article while a marking can still be changed: later exercises of the unit, and the words between them."""
    base = marking.instead_of or marking.id
    later = unit.exercises[[e.id for e in unit.exercises].index(base) + 1 :]
    seen = [one for e in later for one in (e, unit.stand_in(e.id)) if one and base not in unit.before(one)]
    pieces = {p for e in seen if e.article == marking.article for p in printed.pieces_of(e, article_of(e))}
    page = unit.folder / f"{unit.assignment}.ipynb"
    for cell in json.loads(page.read_text(encoding="utf-8"))["cells"] if page.is_file() else ():
        if cell["cell_type"] == "markdown":
            pieces.update(printed.cut("".join(cell["source"])))
    return pieces


def copying(case: Case) -> float | None:
    """What copying from later exercises earns in a marking that counts; None where nothing is marked, or nothing counts."""
    unit = next((u for u, e in all_exercises() if e == case.exercise), None)
    if case.shape != "spans" or not case.exercise.points or unit is None:
        return None
    return copied(case, open_pieces(unit, case.exercise))


def _nth_word_end(words: list, sentence: tuple[int, int], n: int) -> int:
    inside = [w for w in words if sentence[0] <= w[0] and w[1] <= sentence[1]]
    return inside[min(n, len(inside)) - 1][1] if inside else sentence[1]


FLAG_ALL = ("every word", "every two words", "every four words", "every sentence", "every paragraph", "all of it")


def span_rules(case: Case) -> dict[str, dict]:
    """Every way to mark without reading, under each label."""
    return {f"{name}: {label}": marks(places, label) for (name, places), label in product(cuts(case).items(), case.kind.form.labels())}


def random_marks(case: Case, seed: int) -> dict:
    """As many marks as there are items, on random words under random labels."""
    dice, words = random.Random(seed), text.words(case.article.text, *case.kind.form.bounds(case.exercise, case.article))
    spans = []
    for _ in case.asked:
        n = dice.randrange(len(words))
        last = words[min(len(words) - 1, n + dice.randrange(5))][1]
        spans.append({"start": words[n][0], "end": last, "label": dice.choice(list(case.kind.form.labels())), "attrs": {}})
    return {"spans": spans}


def free_words(case: Case) -> list[tuple[int, int]]:
    """Words of the passage that no reader marked."""
    taken = [s for i in case.key["items"] for s in i["spans"]]
    words = text.words(case.article.text, *case.kind.form.bounds(case.exercise, case.article))
    return [w for w in words if not any(a < w[1] and w[0] < b for a, b in taken)]


def wrong_labels(case: Case, at: dict) -> list[str]:
    item = next(i for i in case.key["items"] if i["tier"] == "core" and [at["start"], at["end"]] in [list(s) for s in i["spans"]])
    return [x for x in case.kind.form.labels() if x not in item["right"]]


__all__ = ["REPO", "Case", "cases"]
