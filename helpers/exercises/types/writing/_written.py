"""Shared by the types in which a learner writes: the machine gives hints, and the teacher gives the marks.

Word lists cannot judge a text. So a hint says what it found or missed, in the learner's words, and no mark depends on it. The model
texts stay in `articles/<slug>/repairs.json`, which learners do not get.
"""

from __future__ import annotations

import re

from helpers.scoring import RIGHT, WRONG, ItemScore, cached_per_owner

from .._base import ExerciseType
from ._authored import model_of
from ._rewrite import CAUSES, new_claims

MAX = 1200
ROLE = (
    r"\b(resident|worshipper|shopkeeper|driver|teacher|nurse|doctor|officer|soldier|official|clerk|worker|employee|technician|engineer|student|"
    r"parent|mother|father|neighbou?r|witness|man|woman|person|people|member|manager|owner|trader|farmer|relative|colleague|staff|receptionist|guard|cook|baker|pilot|lawyer|judge|minister|politician|analyst|coach|player|agent|director|caller|voice)s?\b"
)
KNOWING = (
    r"\b(saw|seen|see|watched|heard|hear|was there|were there|attended|present|took part|counted|told (?:by|of|him|her|them)|read|was told|met|"
    r"works?|worked|lives?|inside|in the (?:mosque|room|street|city)|with (?:his|her|their) own|passes|drives|by phone|reached by|spoke|interviewed|separately)\b"
)
REASON = (
    r"\b(because|fear\w*|afraid|risk\w*|danger\w*|safety|safe|reprisal\w*|punish\w*|kill\w*|retaliat\w*|protect\w*|lose (?:his|her|their)|"
    r"not (?:be |to be )?named|unnamed|anonym\w*|condition that|withh\w+|asked not|could be)\b"
)
EXPOSING = (
    (r"\b(?:Mr|Mrs|Ms|Dr|Sheikh|Captain|Colonel|Major|Abu|Umm)\.? [A-Z]\w+", "a personal name or title"),
    (r"\b(?:named|called|whose name is) [A-Z]\w+", "a personal name"),
    (r"\b(?:aged? \d+|\d+[- ]year[- ]old|, \d{2},)", "an age"),
    (r"\b\d{1,4} [A-Z]\w+ (?:Street|Road|Avenue|Lane)\b|\b(?:street|house|apartment|flat) (?:number )?\d+", "an address"),
    (r"\+?\d[\d\s/-]{6,}\d", "a telephone number"),
    (r"\bthe (?:only|sole) \w+(?: \w+)? (?:in|of|at|on|who|there)\b", "a description that fits one person only"),
    (r"\b(?:his|her) (?:brother|sister|wife|husband|father|mother|son|daughter)\b", "a family tie"),
)
EXCUSES = r"\b(?:misunderst\w+|misled|unfortunately for|through no fault|in the rush|nobody could have|sources told us|as everyone knows)\b"


class WrittenType(ExerciseType):
    """Text fields, sometimes with a choice beside them. Subclasses give `blocks`, `hints` and `WORDS`."""

    manual = True
    check = "Give me hints"
    longest = MAX
    needs: tuple = ()  # fields without which there is no text at all

    # ---- what is asked
    def blocks(self, exercise, article) -> list[dict]:
        raise NotImplementedError

    def view(self, exercise, article) -> dict:
        blocks = self.blocks(exercise, article)
        if exercise.rubric:
            note = {"kind": "note", "text": "\n".join(f"• {line}" for line in exercise.rubric)}
            first = next(n for n, block in enumerate(blocks) if block["fields"])
            blocks.insert(first, {"id": "rubric", "heading": "What your teacher marks", "body": [note], "fields": []})
        return {"blocks": blocks, "check": self.check}

    def fields(self, exercise, article) -> list[dict]:
        return [f for block in self.blocks(exercise, article) for f in block.get("fields", [])]

    def is_empty(self, value) -> bool:
        fields = value.get("fields") if isinstance(value, dict) else None
        return super().is_empty(value) or (isinstance(fields, dict) and not any(str(v).strip() for v in fields.values()))

    def problem(self, exercise, article, value) -> str | None:
        given = value.get("fields") if isinstance(value, dict) else None
        if not isinstance(given, dict) or not all(isinstance(given.get(name), str) for name in self.needs):
            return "The answer is not a text."
        for name, label, options in _asked(exercise, article, self):
            one = given.get(name)
            if one is None:
                continue
            if not isinstance(one, str):
                return "The answer is not a text."
            if options is not None and one not in options:
                return f"“{one[:40]}” is not one of the answers to “{label}”."
            if len(one) > self.longest:
                return f"The text is longer than {self.longest} characters."
        return None

    def parts(self, exercise, article, value) -> list[tuple[str, str]]:
        """What was written, each text under its question, for the teacher who marks it."""
        found = []
        for block in self.blocks(exercise, article):
            for field in block["fields"]:
                if one := value["fields"].get(field["id"]):
                    names = {o["id"]: o["name"] for o in field.get("options", [])}
                    found.append(
                        (f"{block['heading']} · {field['label']}" if block.get("heading") else field["label"], names.get(one, one))
                    )
        return found

    # ---- hints
    def has_votes(self, exercise, votes) -> bool:
        return True

    def build_key(self, exercise, article, votes) -> dict:
        """The model text by field: the authors' own, or, for one text field, what `exercises.json` itself gives."""
        given = exercise.options.get("model")
        return {"model": model_of(exercise, votes) or ({self.needs[0]: given} if given and self.needs else {})}

    def target(self, exercise, article, votes, key) -> float:
        return 1.0

    def hints(self, exercise, key, fields: dict) -> list[ItemScore]:
        raise NotImplementedError

    def raw(self, exercise, key, value) -> tuple:
        found = self.hints(exercise, key, value["fields"])
        return sum(o.credit for o in found) / len(found), found, {}

    def solved(self, exercise, key) -> dict:
        return {"fields": dict(key["model"])}

    def said(self, item, words: tuple) -> dict:
        """Feedback from (title, said when met, said when not, next try); `{0}` stands for what was found. A hint is never «not right»."""
        title, good, bad, step = words
        met = item.outcome == RIGHT
        given = [*item.given, "", ""]
        told = {"title": title, "quote": "", "sentences": [(good if met else bad).format(*given)], "votes": "", "next": "" if met else step}
        danger = item.outcome == WRONG and item.id.endswith("safety")
        return told | {
            "kind": "found" if met else "wrong" if danger else "info",
            "word": "Seen" if met else "Careful" if danger else "Look again",
        }


@cached_per_owner
def _asked(exercise, article, kind: WrittenType) -> list[tuple]:
    """(id, label, what can be chosen or None) of each field."""
    return [
        (f["id"], f["label"], {o["id"] for o in f["options"]} if f["kind"] == "choice" else None) for f in kind.fields(exercise, article)
    ]


def hint(name: str, met, found: tuple = ()) -> ItemScore:
    return ItemScore(name, RIGHT if met else WRONG, credit=float(bool(met)), given=tuple(found))


def looked_for(name: str, pattern: str, text: str) -> ItemScore:
    """A hint that is met where the words are found; it quotes them."""
    hit = re.search(pattern, text, re.I)
    return hint(name, hit, (hit.group(0),) if hit else ())


def thin(text: str, least: int = 5) -> bool:
    return len(re.findall(r"\w+", text)) < least


def words_of(*texts: str) -> list[str]:
    """A text's words in order. A key holds these and not the text, so that it can be told from an article's own sentences."""
    return [w for t in texts for w in re.findall(r"[^\W_]+(?:[,.]\d+)*", t)]


@cached_per_owner
def known_to(key: dict) -> str:
    """The words that a key holds, as one text."""
    return " ".join(key["words"])


def unknown(known: str, text: str) -> list[str]:
    """Numbers and names in a text that the known words do not have."""
    plain = text.replace("[", "(").replace("\n", " ")
    return [x for x in new_claims(known, plain) if not re.fullmatch(CAUSES, x, re.I)]


def exposed(text: str, known: str | None = None) -> tuple[str, str] | None:
    """Words that could lead to a person, and what they are; None where none were seen. With the article's text in `known`, also two
    capitalised words in a row that the article does not have: mostly somebody's name."""
    for pattern, what in EXPOSING:
        if hit := re.search(pattern, text):
            return hit.group(0), what
    names = re.finditer(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b", text) if known is not None else ()
    return next(((hit.group(0), "perhaps a name") for hit in names if hit.group(0) not in known), None)
