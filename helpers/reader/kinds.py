"""Which kind of source a phrase describes, judged by its form, and which phrases mean the same person."""
from __future__ import annotations

import re

from .cues import Found
from .tags import lower_tag
from .units import Text
from .wordlists import nouns

_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Dame|Lord|Lady|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Rev|Mayor|President|Senator|Governor|Councillor|Judge|Professor|King|Queen|Pope)\b\.?\s+[A-Z]")
_FULL = re.compile(r"\b[A-Z][\w’'-]+(?: (?:[A-Z]\.|de|van|von|bin|al|el|der|la|[A-Z][\w’'&-]+)){0,5} [A-Z][\w’'.-]+")
_HE, _SHE = re.compile(r"\b(?:Mr|spokesman|chairman|congressman|father|husband|brother|son|man|king|himself)\b", re.I), re.compile(
    r"\b(?:Mrs|Ms|Miss|spokeswoman|chairwoman|congresswoman|mother|wife|sister|daughter|woman|queen|widow|herself)\b", re.I)
_COUNTED = re.compile(r"^(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\b", re.I)
_VAGUE = re.compile(r"\b(?:familiar with|close to|with knowledge of|briefed on|anonym|unnamed|well-placed|condition of|sources?|insiders?|one of them|someone|somebody)\b", re.I)
_PLURAL_HEADS = re.compile(r"\b(?:officials|sources|people|residents|critics|experts|analysts|witnesses|voters|fans|supporters|opponents|leaders|members|workers|scientists|researchers)\b", re.I)


class Known:
    """The people met so far in a text, in order; one number a person."""

    def __init__(self, t: Text):
        self.people: list[dict] = []  # the latest last; those long gone are forgotten
        self.count = 0
        known = nouns()
        self.names = {w for m in _FULL.findall(t.plain) if (w := m.split()[-1].rstrip(".,")).lower() not in known and w.lower().removesuffix("s") not in known}

    def kind_of(self, phrase: str) -> str:
        """Kind of a phrase seen alone."""
        words = [w.strip(".,;:()\"'“”’") for w in phrase.split()]
        words = [w for w in words if w]
        if not words:
            return "vague"
        low = phrase.lower()
        if low in ("this reporter", "this correspondent", "your correspondent", "this newspaper"):
            return "observed"
        front = re.split(r",|\bwho\b|\bwhose\b|\bwhich\b|\(|\s-\s", phrase)[0].strip() or phrase
        named = self._has_name(phrase, front)
        if named:
            return "named"
        head, kind = self._head(front)
        if _VAGUE.search(phrase):
            return "collective" if (head.endswith("s") or kind == "collective") and not _COUNTED.match(phrase) else "vague"
        counted = _COUNTED.match(phrase)
        plural = bool(_PLURAL_HEADS.search(front)) or head.endswith("s") and head[:-1] in nouns() and nouns()[head[:-1]] in ("role", "vague")
        if kind == "document":
            return "document"
        if plural:
            return "role" if counted and len(words) > 3 else "collective"
        if kind in ("institution", "collective"):
            return kind
        if kind in ("role", "vague"):
            indefinite = words[0].lower() in ("a", "an", "one", "another", "some")
            narrowed = re.search(r"\b(?:at|of|in|for|on|from|who|next|behind|near)\b", phrase)
            return "vague" if indefinite and (kind == "vague" or not narrowed) else "role"
        bare = front.split()
        if re.search(r", which\b", phrase) and phrase[:1].isupper():
            return "institution"
        if re.search(r"(?:ers|ors|ists|ians|ants)$", bare[-1]):
            return "collective"
        if bare[0][:1].isupper() and bare[-1][:1].islower() and bare[-1].endswith("s") and not bare[-1].endswith("ss"):
            return "collective"
        if len(bare) == 1 and bare[0].istitle() and lower_tag(bare[0].lower()) in ("N", "ADJ") and " which " not in phrase:
            return "named"
        if words[0][0].isupper() and len(words) <= 4 and lower_tag(words[0].lower()) not in ("DET", "POSS", "QUANT"):
            return "named" if len(words) <= 2 and words[-1] in self.names else "institution"
        if any(w[0].isupper() for w in front.split()[1:]):
            return "institution"
        if head.endswith("s") and not head.endswith("ss"):
            return "collective"
        return "vague"

    def _has_name(self, phrase: str, front: str) -> bool:
        if _TITLE.search(phrase):
            return True
        known = nouns()
        for match in _FULL.finditer(phrase):
            parts = match.group().replace("'s", "").replace("’s", "").split()
            lows = [p.lower().strip(".") for p in parts]
            if lower_tag(lows[0]) in ("DET", "POSS", "PREP"):
                lows = lows[1:]
            body = any(known.get(low) in ("institution", "document", "collective") or known.get(low.rstrip("s")) in ("institution", "document") or low in ("of", "states", "street", "securities", "energy", "television") for low in lows)
            if len(lows) < 2 or body or match.group().endswith(("'s", "’s")):
                continue
            lead = phrase[: match.start()]
            if re.match(r"(?:an?|one|another|some|two|three|several)\b", lead, re.I) and match.end() <= len(front) and not front.rstrip(".,").endswith(parts[-1]):
                continue
            if re.search(r"\b(?:of|for|at|from|in|to|by|with|near)\s+(?:the\s+)?$", lead) or re.search(r"\bwho\b|\bwhich\b", lead):
                continue
            after = phrase[match.end() :].lower()
            if re.match(r"\s*(?:officials?|residents?|police|campaign|sources?|spokes\w+|voters?|fans|staff|administration|government|council)", after):
                continue
            return True
        words = front.split()
        return bool(words) and words[-1].strip(".,'’\"") in self.names and len(words) <= 3 and not words[0].lower() in ("the", "a") and not any(known.get(w.lower()) in ("institution", "document") for w in words)

    def _head(self, front: str) -> tuple[str, str]:
        words = re.split(r"\s+(?:of|for|at|in|on|from|with|near|to|close|behind|inside|seen|released|familiar|beside|about|by)\b", front)[0].split()
        while len(words) > 1 and (words[-1].endswith("ed") or any(c.isdigit() for c in words[-1])):
            words.pop()  # “Entry 23-3381”, “Inspection report BR-118, dated …”
        word = (words[-1] if words else front).lower().strip(".,'’\"")
        known = nouns()
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)):
            if form in known:
                return word, known[form]
        return word, ""

    def kind_and_person(self, f: Found) -> tuple[str, str]:
        """Kind of an attribution's source and the number of the person, pronouns and second mentions chained."""
        place = f.source_span()
        if place is None:
            return "vague", self._new("", "vague", "x")
        phrase = f.unit and " ".join(self._words(f)) or ""
        low = phrase.lower().strip(" ,.")
        if f.notes and self.people:
            last = self.people[-1]
            return last["kind"], last["id"]
        match = self._pronoun(low) or self._again(phrase, low)
        if self.people and self.people[-1]["phrase"] == phrase:
            match = self.people[-1]
        if match:
            self._move_up(match)
            if match["sex"] == "?" and low in ("he", "she"):
                match["sex"] = low
            return match["kind"], match["id"]
        kind = self.kind_of(phrase)
        if low in ("he", "she", "they", "it", "i", "we"):
            kind = {"they": "collective", "we": "collective", "it": "institution"}.get(low, "vague")
        sex = "he" if _HE.search(phrase) else "she" if _SHE.search(phrase) else "?"
        return kind, self._new(phrase, kind, sex)

    def _move_up(self, person: dict) -> None:
        at = next(i for i in range(len(self.people) - 1, -1, -1) if self.people[i] is person)
        self.people.append(self.people.pop(at))

    def _words(self, f: Found) -> list[str]:
        if f.source is None:
            return []
        return f.unit.W[f.source[0] : f.source[1] + 1]

    def _new(self, phrase: str, kind: str, sex: str) -> str:
        self.count += 1
        number = f"p{self.count}"
        self.people.append({"id": number, "phrase": phrase, "kind": kind, "sex": sex, "words": {w.lower() for w in phrase.split()}, "names": {w for w in phrase.split() if w[:1].isupper() and not w.endswith("'s")}})
        if len(self.people) > 400:
            del self.people[:200]
        return number

    def _pronoun(self, low: str) -> dict | None:
        if low in ("he", "she"):
            return next((p for p in self.people[:-9:-1] if p["kind"] in ("named", "role", "vague") and p["sex"] in (low, "?") and p["phrase"]), None)
        if low in ("they",):
            return next((p for p in self.people[:-5:-1] if p["kind"] in ("collective",) or _COUNTED.match(p["phrase"])), None) or (self.people[-1] if self.people else None)
        if low in ("it",):
            return next((p for p in self.people[:-7:-1] if p["kind"] in ("institution", "document")), None)
        return None

    def _again(self, phrase: str, low: str) -> dict | None:
        names = {w.removesuffix("'s") for w in phrase.split() if w[:1].isupper() and w.strip(".") not in ("Mr", "Ms", "Mrs", "Dr", "The", "A", "An", "Sen", "Rep", "Gov")}
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
