"""Names by form: is a run of capitals a person, a body, a paper or a place? No list can know them all; the text around helps."""

from __future__ import annotations

import re

from .tags import WORD_TAG
from .wordlists import bodies, first_names, nouns

_CAP = r"[A-ZÀ-ÖØ-Þ][\w’'&-]*"
_LINK = r"(?:[A-Z]\.|(?:de|del|da|di|du|van|von|den|bin|ibn|al|el|la|der|ter)(?![\w’'-]))"
_FORMAL = r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Ald|Rev|Fr|Sen|Senator|Rep|Gov|Gen|Maj|Col|Lt|Sgt|Cpl|Capt|Insp|Supt|Det|PC|DC|DS|DI|DCI)\b\.?"
RUN = re.compile(rf"\b(?P<title>{_FORMAL}(?: {_FORMAL})* )?(?P<name>{_CAP}(?: {_LINK})*(?: {_CAP}(?: {_LINK})*)*)")
_PAIR = re.compile(rf"(?:{_FORMAL}|{_CAP})(?: {_LINK})*(?: {_CAP}(?: {_LINK})*)+")  # quicker than RUN: met over the whole text
_IS_TITLE = re.compile(_FORMAL)
_HELD = re.compile(r"\b(?:of|for|at|from|in|to|by|with|near|behind|about)\s+(?:(?:the|then|former|late)\s+)*$", re.I)
_ARTICLE = re.compile(r"\b(?:the|an?|its|their|his|her|our|this|that|one|another|some|both)\s+$", re.I)
_AFTER = re.compile(
    r"\s*(?:officials?|residents?|police|campaign|sources?|spokes\w+|voters?|fans|staff|administration|government|council|family|team|estate|aides?|supporters|lawyers?|company|firm|group)\b"
)
_HE, _SHE = re.compile(r"\b(?:he|his|him|himself)\b", re.I), re.compile(r"\b(?:she|her|herself)\b", re.I)
_MAN = re.compile(
    r"\b(?:Mr|Sir|Lord|spokesman|chairman|congressman|councilman|father|husband|brother|uncle|nephew|grandfather|widower|boyfriend|boy|son|man|king|imam|himself)\b",
    re.I,
)
_WOMAN = re.compile(
    r"\b(?:Mrs|Ms|Miss|Dame|Lady|Baroness|spokeswoman|chairwoman|congresswoman|councilwoman|mother|wife|sister|aunt|niece|grandmother|midwife|girlfriend|girl|daughter|woman|queen|widow|herself)\b",
    re.I,
)
_ITS, _HIS = re.compile(r"\b(?:it|its|which|they|their)\b", re.I), re.compile(r"\b(?:he|she|his|her|him|who|whose)\b", re.I)
_RANKS = frozenset(
    (
        "mp msp mep md ceo pm dr rev gov sen rep gen sgt lt chief general justice coach officer former prince princess "
        "saint king queen pope president"
    ).split()
)


def sex_of(phrase: str) -> str:
    """ "he", "she" or "?" by title, noun and first name; what follows the first comma says nothing where the front tells."""
    for part in (phrase.split(",")[0], phrase):
        for pattern, sex in ((_MAN, "he"), (_WOMAN, "she")):
            if pattern.search(part.split(" of ")[0]):
                return sex
        known = [first_names().get(w.lower()) for w in part.split()[:-1] if w[:1].isupper()]
        sex = next((k for k in known if k), "?")
        if sex != "?":
            return sex
    return "?"


def is_body(words: list[str]) -> bool:
    """Do these capitalised words name a body, a paper or a post, and not a person?"""
    lows = [w.lower().strip(".,").replace("’", "'").removesuffix("'s").removesuffix("'") for w in words]
    known = nouns()
    last, given = lows[-1], len(lows) > 1 and lows[-2] in first_names()
    if given:
        return (
            known.get(last) in ("institution", "document")
            and last not in bodies("surname")
            or last in bodies("institution")
            and last not in bodies("surname")
        )
    if known.get(last) or last in _RANKS or known.get(last.removesuffix("s")) in ("role", "vague", "institution"):
        return True
    rank = max((k for k, low in enumerate(lows[:-1]) if low in _RANKS or known.get(low) in ("role", "vague")), default=-1)
    rest = lows[rank + 1 :]
    if any(w == "&" for w in rest) or last.endswith(("ettings", "ments", "tions", "ries", "tics")) or last in bodies("place"):
        return True
    if any(
        known.get(w)
        or known.get(w.removesuffix("s")) in ("institution", "document", "role")
        or w in bodies("institution")
        or w in bodies("document")
        for w in rest
    ):
        return True
    capitals = [w for w in words[rank + 1 :] if w.isupper() and len(w) > 1 and "." not in w]
    return bool(capitals) and len(capitals) < len(words[rank + 1 :])


class Names:
    """The surnames of a text's people, and whether a lone name looks like one of them."""

    def __init__(self, plain: str):
        self.plain = plain
        self.surnames: set[str] = set()
        self._alone: dict[str, bool] = {}
        for match in dict.fromkeys(_PAIR.findall(plain)):
            words, titled = match.split(), False
            while words and (WORD_TAG.get(words[0].lower(), "N") != "N" or _IS_TITLE.fullmatch(words[0])):
                titled |= bool(_IS_TITLE.fullmatch(words.pop(0)))
            if words and (titled or len(words) > 1 and not is_body(words)):
                self.surnames.add(re.sub(r"['’]s?$", "", words[-1].rstrip(".,")))

    def in_phrase(self, phrase: str, front: str) -> str | None:
        """Return the person's name in a source phrase, or None."""
        for match in RUN.finditer(phrase):
            words, titled = match["name"].split(), bool(match["title"])
            lead, article = phrase[: match.start()], False
            while words and WORD_TAG.get(words[0].lower(), "N") != "N" and not titled:
                article |= words.pop(0).lower() in ("the", "a", "an", "its", "their", "our", "his", "her")
            if article and len(words) > 1 and _IS_TITLE.fullmatch(words[0]):
                titled = bool(words.pop(0))  # “The Rev. Al Dane”
            if not words or re.search(r"['’]s?$", match["name"]) and match.end() < len(phrase):
                continue
            if not titled and (len(words) < 2 or is_body(words)) or titled and len(words) > 2 and is_body(words):
                continue
            given = len(words) > 1 and words[-2].lower() in first_names()
            if not titled and not given and (article or _ARTICLE.search(lead)):
                continue  # “the Haulage Forum”
            joined = re.match(rf" (?:and|&) ({_CAP}(?: {_CAP})*)$", phrase[match.end() :])
            if joined and not given and not titled and is_body(joined[1].split()):
                continue  # “West Yorkshire Fire | and Rescue Service”
            if not given and not titled and re.fullmatch(rf"(?:The )?{_CAP} (?:and|&) ", lead):
                continue  # “Oak and Ash Nurseries”
            office = (
                len(words) > 2 and re.search(r"[A-Z]\w+ of $", lead) and any(nouns().get(w.lower()) == "role" for w in words[:-2])
            )  # “Bank of England Governor Andrew Bailey”
            if (
                _HELD.search(lead)
                and not office
                or re.search(r"\bwho\b|\bwhich\b|\bwhose\b", lead)
                or _AFTER.match(phrase[match.end() :].lower())
            ):
                continue
            if (
                re.match(r"(?:an?|one|another|some|two|three|several)\b", lead, re.I)
                and match.end() <= len(front)
                and not front.rstrip(".,").endswith(words[-1])
            ):
                continue  # “a Jo Lee supporter”
            return match.group()
        words = front.split()
        if (
            words
            and words[-1].strip(".,'’\"") in self.surnames
            and len(words) <= 3
            and words[0].lower() not in ("the", "a", "an")
            and not (len(words) > 1 and is_body(words))
        ):
            return front
        return None

    def common(self, low: str) -> bool:
        """Does the text have this word in lower case, so that its capital is only that of a sentence?"""
        return bool(re.search(rf"(?<![\w’'-]){re.escape(low.removesuffix('s'))}s?(?![\w’'-])", self.plain))

    def alone(self, word: str) -> bool:
        """Is a single unknown name a person? Where the text has “he”, “her” or “who” near it more than “it”, “its” or “which”."""
        if word in self._alone:
            return self._alone[word]
        score, at, seen = 0, self.plain.find(word), 0
        while at >= 0 and seen < 12:
            near = self.plain[at : at + len(word) + 120].split("\n")[0]
            score += (
                len(_HIS.findall(near))
                - len(_ITS.findall(near))
                + 3 * bool(re.match(rf"{re.escape(word)}, (?:\d\d,|an? (?!\w+ (?:company|firm|charity|group)))", near))
            )
            seen, at = seen + 1, self.plain.find(word, at + len(word))
        self._alone[word] = score > 0
        return score > 0
