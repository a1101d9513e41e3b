"""The plain-text form in which a teacher types answers from paper, for one learner after another: read line by line, each odd line told."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import AnswersError, why_not
from helpers.exercises import Exercise, Unit, article_of, type_of

from .fields import Odd
from .notation import sheet_of

FORM = """# Answers from paper: {title}
#
# Type below what stands on each learner’s sheets, save, and give the same command again. Nothing is lost when you do this often:
# a line that was corrected is corrected, and what is as before stays.
#
# learner: Ana Berg          the name, as in your class list; one block for each learner
# q2                         an exercise, by the sign in square brackets on the sheet
# 12: 3-5 = 4                a mark: line, words, number from the list; letters behind the number where there are some: 12: 3-5 = 4b
# 12: 9 - 13: 2 = 4          a mark that goes on in the next line
# 12: 3-5+ = 4               with the sign beside the word, such as a full stop; you may leave the + out
# 3 = b                      question 3, letter b; several ticks: 3 = a c; a number: 3 = 40; its other box: 3 = none
# 1b 2a 3c                   many at once; or with semicolons: 1 = b; 2 = 40
# 1 = c a b e d              an order: the letters as they are to stand
# 1 = Some words             a text; each further line of it begins with >
# > and its next line
#
# A question that was left open needs no line. Lines that begin with # are not read.

unit: {unit}

learner:
{exercises}
"""
_NAME = re.compile(r"[^\W_](?:[\w .,'’()-]{0,78}[\w)])?")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d|answers)(?:\..*)?", re.IGNORECASE)  # no folder on Windows; no learner's in this kit
_SAID = re.compile(r"(unit|learner)\s*[:=]\s*(.*)", re.IGNORECASE)
MAX_BYTES = 5_000_000


@dataclass
class Block:
    """What was typed for one exercise of one learner: rows with the number of their line in the file."""

    learner: str
    exercise: str
    rows: list[list] = field(default_factory=list)


@dataclass
class Typed:
    """A whole form. `values`: learner → exercise → answer; `problems`: sentences; `odd`: what was not taken because of one."""

    values: dict[str, dict[str, dict]]
    problems: list[str]
    odd: set[tuple[str, str]]


def empty_form(unit: Unit) -> str:
    """Return the text of a form to fill in."""
    return FORM.format(title=unit.title, unit=unit.assignment, exercises="\n".join(f"{e.id}\n" for e in unit.exercises))


def read_text(path: Path) -> str:
    """Return the text of a file as any editor may have saved it: UTF-8, UTF-16, or what Windows used to write."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise AnswersError(f"{path.name} cannot be opened: {why_not(error)}.", "Close it in other programs and try again.") from None
    if len(raw) > MAX_BYTES:
        raise AnswersError(f"{path.name} is larger than a class can type.", "Give the form that this command wrote.")
    if "\0" in (text := _decoded(raw)):
        raise AnswersError(
            f"{path.name} is not plain text in UTF-8.", "Save it as plain text, with “UTF-8” as its encoding, and try again."
        )
    return text


def _decoded(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read_form(text: str, unit: Unit, name: str = "the form") -> Typed:
    """Return every answer that can be read; an exercise with one odd line is left out whole, and the line is named."""
    blocks, problems, lost = _blocks(text, unit, name)
    values: dict[str, dict[str, dict]] = {}
    odd: set[tuple[str, str]] = set(lost)
    for block in blocks:
        answer, said = _answer(unit[block.exercise], block, name)
        if said:
            problems += said
            odd.add((block.learner, block.exercise))
        elif answer and (block.learner, block.exercise) not in odd:
            values.setdefault(block.learner, {})[block.exercise] = answer
    return Typed(values, problems, odd)


def _blocks(text: str, unit: Unit, name: str) -> tuple[list[Block], list[str], set]:
    ids = {name.casefold(): e.id for e in unit.exercises for name in (e.id, e.instead_of) if name}  # “q2” is what stands in for it, too
    found: dict[tuple[str, str], Block] = {}
    problems, lost, learners = [], set(), {}
    learner, block = "", None
    for n, line in enumerate(text.splitlines(), 1):
        line = line.strip("\ufeff").strip()
        tell = lambda said, n=n: problems.append(f"{name}, line {n}: {said}")  # noqa: E731
        if not line or line.startswith("#"):
            continue
        if said := _SAID.fullmatch(line):
            if said[1].lower() == "unit" and said[2].strip() != unit.assignment:
                raise AnswersError(
                    f"{name} belongs to “{said[2].strip()[:60]}”, not to “{unit.assignment}”.", "Give the unit that it is for."
                )
            if said[1].lower() == "learner":
                learner, block = _learner(said[2].strip(), learners, tell), None
            continue
        head = re.fullmatch(r"(\[)?([A-Za-z0-9][\w-]*)\]?\s*(?::\s*(.*))?", line)
        if head and (exercise := ids.get(head[2].casefold())) and (head[1] or not head[2].isdigit()):
            block = found.setdefault((learner, exercise), Block(learner, exercise))
            line = (head[3] or "").strip()
            if not line:
                continue
        elif head and head[3] is None and not head[2].isdigit() and not re.fullmatch(r"\d+[a-z]+", line, re.IGNORECASE):
            tell(f"There is no exercise “{line[:40]}”: {', '.join(ids.values())}. What stands under it is not taken.")
            block = None
            continue
        if not learner or block is None:
            tell(f"“{line[:40]}” stands under no {'exercise' if learner else 'learner'}, so it is not taken.")
        elif line.startswith(">"):
            if block.rows:
                block.rows[-1][1] += "\n" + line[1:].strip()
            else:
                tell("A line that begins with > goes on with the text above it, and there is none.")
                lost.add((learner, block.exercise))
        else:
            block.rows.append([n, line])
    return [b for b in found.values() if b.learner], problems, lost


def _learner(said: str, known: dict[str, str], tell) -> str:
    """The name, or "" where it cannot be a folder's."""
    said = unicodedata.normalize("NFC", " ".join(said.split()))  # two blanks make no second learner
    if not said:
        return ""
    if not _NAME.fullmatch(said) or _RESERVED.fullmatch(said):
        tell(f"“{said[:60]}” cannot be the name of a learner’s folder. Use letters, digits, spaces, - and dots.")
        return ""
    if known.setdefault(said.casefold(), said) != said:
        tell(f"“{said}” and “{known[said.casefold()]}” would be one folder on some computers. Write the name the same way each time.")
        return ""
    return said


def _answer(exercise: Exercise, block: Block, name: str) -> tuple[dict | None, list[str]]:
    """The answer in an exercise's rows, or None for none; and a sentence for each row that cannot be read."""
    article = article_of(exercise)
    sheet, kind = sheet_of(exercise, article), type_of(exercise.type)
    pieces, problems = [], []
    where = f"{block.learner}, {block.exercise}"
    for n, row in block.rows:
        for piece in sheet.pieces(row):
            try:
                sheet.read([piece])
                pieces.append(piece)
            except Odd as error:
                problems.append(f"{name}, line {n} ({where}): “{_short(piece)}” cannot be read. {error}")
    if problems:
        return None, problems
    try:
        answer = sheet.read(pieces)
    except Odd as error:
        return None, [f"{name}, line {block.rows[0][0]} ({where}): {error}"]
    if kind.is_empty(answer):
        return None, []
    problem = kind.why_unreadable(exercise, article, answer)
    return answer, [f"{name}, line {block.rows[0][0]} ({where}): {problem}"] if problem else []


def _short(piece: str) -> str:
    line = piece.split("\n")[0]
    return line if len(line) <= 40 else line[:40] + " …"
