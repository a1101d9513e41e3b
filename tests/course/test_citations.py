"""What a lesson claims with a number has its note, and each note says who, when and in what: a pupil can look it up, and sees what was studied."""

from __future__ import annotations

import json
import re

import pytest
from course import REPO

SIGNS = "¹²³⁴⁵⁶⁷⁸⁹"
LESSONS = sorted((REPO / "notebooks").glob("0[0-6]*.ipynb"))
WHO_WHEN_WHAT = re.compile(
    r"^\**\s*[^“”]{3,160}?, (?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:(?:19|20)\d\d|no year [^,“]{3,40}), “[^“”]*(?:“[^”]*”[^“”]*)*[^“”]{6,}”"
)
OURS = re.compile(r"^\**\s*Our (?:calculation|measurement)\b")


def texts(path) -> tuple[str, str]:
    """The lesson's words, and its notes: the paragraphs that begin with the first sign."""
    cells = ["".join(c["source"]) for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "markdown"]
    paragraphs = [p for cell in cells for p in cell.split("\n\n")]
    notes = [p for p in paragraphs if p.startswith("*") and re.search(rf"(?:^\*|[.]\s){SIGNS[0]} ", p)]
    return "\n".join(p for p in paragraphs if p not in notes), "\n".join(notes)


def notes_of(text: str) -> dict[str, str]:
    cut = re.split(rf"(?:^\*|(?<=[.*]) )([{SIGNS}]) ", text, flags=re.MULTILINE)
    return {sign: note.strip() for sign, note in zip(cut[1::2], cut[2::2])}


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_each_note_gives_author_year_and_title(path):
    body, text = texts(path)
    notes = notes_of(text)
    assert sorted(set(re.findall(rf"[{SIGNS}]", body))) == sorted(notes), "each sign has its note, and each note its sign"
    met = list(dict.fromkeys(re.findall(rf"[{SIGNS}]", body)))
    assert met == sorted(met, key=SIGNS.index) and list(notes) == met, "who reads on meets 1, then 2, and finds the notes in that order"
    bad = {sign: note[:120] for sign, note in notes.items() if not WHO_WHEN_WHAT.search(note) and not OURS.search(note)}
    assert not bad, bad


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_what_others_found_is_never_told_without_a_note(path):
    """A sentence that leans on a study says which one."""
    body, _ = texts(path)
    for sentence in re.split(r"(?<=[.!?])\s+|\n\n", body):
        if re.search(
            r"\b(?:[Rr]esearchers (?:tried|found|had)|[Ii]n (?:one|a|an) (?:online )?(?:study|experiment|survey)|school programme)\b",
            sentence,
        ):
            around = body[body.index(sentence) : body.index(sentence) + len(sentence) + 400]
            assert re.search(rf"[{SIGNS}]", around), sentence


def test_lessons_without_studies_have_no_notes():
    """The tests above would also pass on none."""
    assert sum(bool(notes_of(texts(p)[1])) for p in LESSONS) >= 7


@pytest.mark.parametrize(
    "note",
    [
        "Quarterly Journal of Economics 140(2), from page 1525 (read in its summary only).",
        "doi 10.1177/27527263241298968, abstract.",
        "A working paper of 2017, abstract.",
        "Pew Research Center, 18 June 2018.",
    ],
)
def test_the_notes_of_before_would_be_found(note):
    assert not WHO_WHEN_WHAT.search(note) and not OURS.search(note)
