"""Which phrases mean the same person: second mentions, pronouns and names met in the text."""

from __future__ import annotations

import re
from bisect import bisect_left

from .cues import Found, main_subject
from .kinds import COUNTED, is_person, kind_of
from .names import RUN, Names, sex_of
from .segments import Text, Unit

_ONES = ("named", "role", "vague")


class Known:
    """The people met so far in a text, in order; one number a person."""

    def __init__(self, t: Text):
        self.people: list[dict] = []  # the latest last; those long gone are forgotten
        self.count = 0
        self.t = t
        self._kinds: dict[str, str] = {}
        self.names = Names(t.plain)
        self.starts = [u.start for u in t.units]
        self.whom = ""  # whom the last pronoun was chained to

    def kind_of(self, phrase: str) -> str:
        """Return the kind of a phrase seen alone."""
        if phrase not in self._kinds:
            self._kinds[phrase] = kind_of(phrase, self.names)
        return self._kinds[phrase]

    def kind_and_person(self, f: Found) -> tuple[str, str]:
        """Return the kind of an attribution's source and the number of the person, pronouns and second mentions chained."""
        self.whom = ""
        place = f.source_span()
        if place is None:
            return "vague", self._new("", "vague")
        phrase = f.unit and " ".join(self._words(f)) or ""
        low = phrase.lower().strip(" ,.")
        if f.notes and self.people:
            last = self.people[-1]
            return last["kind"], last["id"]
        match = self._pronoun(low, f) or self._again(phrase, low)
        if self.people and self.people[-1]["phrase"] == phrase and low not in ("he", "she"):
            match = self.people[-1]
        if match:
            self._move_up(match)
            if low in ("he", "she", "they", "it"):
                self.whom = match["phrase"] if match["phrase"].lower() != low else ""
                if match["sex"] == "?" and low in ("he", "she"):
                    match["sex"] = low
            return match["kind"], match["id"]
        kind = {"he": "vague", "she": "vague", "i": "vague", "they": "collective", "we": "collective", "it": "institution"}.get(
            low
        ) or self.kind_of(phrase)
        return kind, self._new(phrase, kind, low if low in ("he", "she") else None)

    def _move_up(self, person: dict) -> None:
        at = next(i for i in range(len(self.people) - 1, -1, -1) if self.people[i] is person)
        self.people.append(self.people.pop(at))

    def _words(self, f: Found) -> list[str]:
        return f.unit.W[f.source[0] : f.source[1] + 1] if f.source else []

    def _new(self, phrase: str, kind: str, sex: str | None = None) -> str:
        self.count += 1
        number = f"p{self.count}"
        self.people.append(
            {
                "id": number,
                "phrase": phrase,
                "kind": kind,
                "sex": sex or sex_of(phrase),
                "words": {w.lower() for w in phrase.split()},
                "names": {w for w in phrase.split() if w[:1].isupper() and not w.endswith("'s")},
            }
        )
        if len(self.people) > 400:
            del self.people[:200]
        return number

    def _pronoun(self, low: str, f: Found) -> dict | None:
        if low in ("he", "she"):
            told = next((p for p in self.people[:-9:-1] if p["kind"] in _ONES and p["sex"] in (low, "?") and p["phrase"]), None)
            return self._mentioned(f, low, told) or told
        if low in ("they",):
            return next((p for p in self.people[:-5:-1] if p["kind"] in ("collective",) or COUNTED.match(p["phrase"])), None) or (
                self.people[-1] if self.people else None
            )
        if low in ("it",):
            return next((p for p in self.people[:-7:-1] if p["kind"] in ("institution", "document")), None)
        return None

    def _mentioned(self, f: Found, low: str, told: dict | None) -> dict | None:
        """Somebody who stands before the pronoun without being cited there: the subject of its sentence or of the one before, else a name whose sex is plain."""
        if f.source is None:
            return None
        units, at = self.t.units, bisect_left(self.starts, f.unit.start)
        told_of = f.rule in ("behind", "inverted") and told is not None  # “The mayor must go, she said”: the words told come first
        for back in (0, 1, 2) if told is None else (1,) if told_of else (0, 1):
            u = units[at - back] if at >= back else None
            if u is None or f.unit.para - u.para > 1 or not len(u):
                break
            limit = f.source[0] if back == 0 else len(u) - 1
            phrases = self._persons(u, limit)
            sure = [p for p, sex in phrases if sex == low]
            open_ = [p for p, sex in phrases if sex == "?"]
            best = sure[0] if sure else open_[0] if open_ and not (told and told["sex"] == low) else None
            if best:
                again = self._again(best, best.lower())
                if again:
                    return again if again["sex"] in (low, "?") else None
                kind = self.kind_of(best)
                self._new(best, kind, low)
                return self.people[-1]
        return None

    def _persons(self, u: Unit, limit: int) -> list[tuple[str, str]]:
        """Persons in a unit's own words before a place, its subject first, each with the pronoun that fits."""
        found = []
        subject = main_subject(u, limit) if limit > 1 else None
        if subject and subject[1] < limit and u.G[subject[0]] != "PRP":
            phrase = " ".join(u.W[subject[0] : subject[1] + 1])
            if is_person(phrase, self.names):
                found.append((phrase, sex_of(phrase)))
        if limit > 0:
            text = " ".join(u.W[k] for k in range(limit) if u.Q[k] < 0)
            for match in RUN.finditer(text):
                name = match.group()
                if (match["title"] or " " in name) and sex_of(name) != "?" and self.names.in_phrase(name, name):
                    found.append((name, sex_of(name)))
        return found

    def _again(self, phrase: str, low: str) -> dict | None:
        names = {
            w.removesuffix("'s")
            for w in phrase.split()
            if w[:1].isupper() and w.strip(".") not in ("Mr", "Ms", "Mrs", "Dr", "The", "A", "An", "Sen", "Rep", "Gov")
        }
        if names and not low.startswith(("a ", "an ", "another ", "one ")):
            surname = phrase.split(",")[0].split()[-1] if phrase.split(",")[0].split() else ""
            for p in reversed(self.people[-40:]):
                if surname in p["names"] and (p["kind"] == "named" or names == p["names"]):
                    return p
            return None
        if low.startswith(("the ", "that ", "this ")):
            head = low.split(" who ")[0].split(" of ")[0].split()[-1]
            if re.search(r"^the \d+-year-old$", low):
                return next((p for p in reversed(self.people) if p["kind"] in ("named", "role", "vague")), None)
            body = self.kind_of(phrase) == "institution"
            for p in reversed(self.people[-12:]):
                if head in p["words"] and not (body and p["kind"] != "institution"):  # “the city” is not the city engineer
                    return p
        return None
