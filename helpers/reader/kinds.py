"""Which kind of source a phrase describes, judged by its form."""

from __future__ import annotations

import re

from .names import Names
from .tags import WORD_TAG, lower_tag
from .wordlists import bodies, first_names, nouns

COUNTED = re.compile(
    r"^(?:(?:at least|about|nearly|some|only|the|these|those|all) )?(?:both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\b(?! ?%| per ?cent)",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:familiar with|close to|with (?:direct )?knowledge of|briefed on|anonym\w*|unnamed|well-placed|condition of|sources?|insiders?|one of them|someone|somebody)\b",
    re.I,
)
_PLURALS = frozenset(
    (
        "officials sources people residents critics experts analysts witnesses eyewitnesses voters fans supporters "
        "opponents leaders members workers scientists researchers women men families"
    ).split()
)
_PART = re.compile(
    r"^(?P<many>(?:at least |about |nearly |only |almost |more than |just )*(?:one|two|three|four|five|six|seven|eight|nine|ten|[\d.,]+|[\d.,]+ ?%|[\w.,]+ per ?cent|several|many|most|some|few|all|both|neither|none|each|half|dozens|scores|hundreds"
    r"|thousands|an? (?:\w+ )?(?:number|handful|majority|group|crowd|third|quarter|couple|dozen))) of (?P<whole>.+)$",
    re.I,
)
_ONE = re.compile(r"^(?:only |just )?(?:one|another|either|neither|each)$", re.I)
_NARROWED = re.compile(r"\b(?:at|of|in|for|on|from|who|next|behind|near)\b")
_OF_ONE = re.compile(r"^(?:aide|adviser|advisor|assistant|agent|deputy)s?$")
_PERSON = re.compile(r"(?:er|or|ist|ian|ant|ee|man|woman|person|eer)$")
_PEOPLE = re.compile(r"(?:ers|ors|ists|ians|ants|ees|men|women|eers)$")
_INDEFINITE = frozenset({"a", "an", "one", "another", "some"})
_STOP = re.compile(
    r"\s+(?:of|for|at|in|on|from|with|near|to|close|behind|inside|seen|released|familiar|beside|about|by|outside|across|around|under|within|working|living|speaking|attending)\b"
)


def kind_of(phrase: str, names: Names) -> str:
    """Return the kind of a phrase seen alone; `names` are those of its text."""
    words = [w for w in (w.strip(".,;:()\"'“”’") for w in phrase.split()) if w]
    if not words:
        return "vague"
    low = phrase.lower()
    if low in ("this reporter", "this correspondent", "your correspondent", "this newspaper"):
        return "observed"
    front = re.split(r",|\bwho\b|\bwhose\b|\bwhich\b|\(|\s-\s", phrase)[0].strip() or phrase
    if names.in_phrase(phrase, front):
        return "named"
    part = _PART.match(phrase)
    if part and not re.match(r"^(?:an? )?group\b", low):
        return _part_of(part, phrase, names)
    head, kind = _head(front)
    if _VAGUE.search(phrase):
        return "collective" if (head.endswith("s") or kind == "collective") and not COUNTED.match(phrase) else "vague"
    proper = _proper(front)
    if proper:
        return _of_a_name(proper, front, phrase, head, kind, names)
    if kind == "document":
        return "document"
    if _is_plural(head):
        return (
            "collective"
            if not COUNTED.match(phrase)
            else "role"
            if re.search(r"\bwho\b", phrase)
            or _OF_ONE.match(head)
            and re.search(r"\b(?:to|of)\b", phrase)
            or kind != "vague"
            and head not in _PLURALS
            and len(words) > 3
            else "vague"
        )
    if kind in ("institution", "collective"):
        return "collective" if _PEOPLE.search(head) and head not in nouns() else kind  # “regulators”
    if kind in ("role", "vague"):
        after = phrase[len(front) :].strip(", ")
        if kind == "role" and after and len(after.split()) > 1 and after == _proper(after) and kind_of(after, names) == "institution":
            return "institution"  # “the operator, Brightfield Energy”
        return _one_person(words, head, kind, phrase)
    return _unlisted(words, front, head, phrase)


def is_person(phrase: str, names: Names) -> bool:
    """Is this phrase one human being, so that “she” can stand for it? “Her account” is not."""
    kind = kind_of(phrase, names)
    if " " not in phrase and phrase not in names.surnames and phrase.lower() not in first_names():
        return False
    head, listed = _head(re.split(r",|\bwho\b", phrase)[0].strip() or phrase)
    return (
        kind == "named"
        or kind in ("role", "vague")
        and not COUNTED.match(phrase)
        and (listed in ("role", "vague") or not listed and kind == "role")
    )


def _part_of(part: re.Match, phrase: str, names: Names) -> str:
    """“one of the officials”, “most of the drivers”, “two of her lawyers”."""
    whole = re.sub(r"^(?:the|those|these)\s+", "", part["whole"], flags=re.I)
    kind = kind_of(whole, names)
    if kind == "document":
        return kind
    one = _ONE.match(part["many"])
    if not one and not COUNTED.match(part["many"]):
        return "collective"
    if one and kind == "institution":
        return kind
    head, listed = _head(whole)
    small = (
        COUNTED.match(whole)
        or WORD_TAG.get(whole.split()[0].lower()) == "POSS"
        or re.search(r"\bwho\b", whole)
        or listed == "role"
        and _NARROWED.search(whole)
    )
    return "role" if small else "vague"


def _proper(front: str) -> str:
    """The name in “the Haulage Forum”, “Kinder Homes”: every word that counts has a capital; "" where there is none, or where only the first word has one."""
    words = _STOP.split(front)[0].split()
    if len(words) > 1 and WORD_TAG.get(words[0].lower()) in ("DET", "POSS"):
        words = words[1:]
        if words[0].lower() != words[0] and len(words) == 1:
            return words[0]
    elif (
        len(words) == 1
        and (_head(front)[1] or _is_plural(words[0].lower()))
        and not words[0].isupper()
        and words[0].lower() not in bodies("institution")
    ):
        return ""
    if (
        not words
        or not all(w[0].isupper() or w[0].isdigit() or w.lower() in ("and", "&", "de", "la", "du") for w in words)
        or not words[-1][0].isupper()
    ):
        return ""
    if len(words) == 1 and lower_tag(words[0].lower()) not in ("N", "ADJ", "ED", "ING", "ADV", "CUE", "GEN") and not words[0].isupper():
        return ""
    return " ".join(words)


def _of_a_name(name: str, front: str, phrase: str, head: str, kind: str, names: Names) -> str:
    """Kind of a name that is no full name of a person."""
    words = name.split()
    last = words[-1].lower().strip(".,'’\"")
    if (
        len(words) == 1
        and front == name
        and last not in bodies("document")
        and (_PEOPLE.search(head) or names.common(last))
        and last.endswith("s")
    ):
        return "collective"  # “Regulators”, “Rebels”
    if kind in ("role", "vague") and not head.endswith("s"):
        return "role"  # “the Prime Minister”
    if kind and not (_is_plural(head) and kind in ("role", "vague")):
        return kind
    if _is_plural(head) and _PEOPLE.search(head) and len(words) == 1:
        return "collective"
    if last in bodies("document") and (
        len(words) > 1 or front != name or words[0].isupper() or last in ("reuters", "bloomberg", "politico", "axios")
    ):
        return "document"
    if (
        len(words) == 1
        and front == name
        and last not in bodies("place")
        and not (words[0].isupper() and len(last) > 1)
        and " which " not in phrase
    ) and (last in first_names() or names.alone(words[0])):
        return "named"
    if last.endswith(("ans", "ese", "ists", "ocrats")):
        return "collective"
    return "institution"


def _one_person(words: list[str], head: str, kind: str, phrase: str) -> str:
    if head.startswith("spokes") or _OF_ONE.match(head) and re.search(r"\b(?:to|of|for)\b", phrase):
        return "role"
    indefinite = words[0].lower() in _INDEFINITE
    return "vague" if indefinite and (kind == "vague" or not _NARROWED.search(phrase)) else "role"


def _unlisted(words: list[str], front: str, head: str, phrase: str) -> str:
    if re.search(r", which\b", phrase) and phrase[:1].isupper():
        return "institution"
    first = words[0].lower()
    if _PEOPLE.search(head):
        return "collective"
    if _PERSON.search(head) and len(head) > 4:
        return "vague" if first in _INDEFINITE and not _NARROWED.search(phrase) else "role"
    if head.endswith("s") and not head.endswith(("ss", "us", "is")):
        return "collective"
    if any(w[0].isupper() for w in _STOP.split(front)[0].split()[1:]):
        return "institution"
    return "vague"


def _is_plural(head: str) -> bool:
    known = nouns()
    ones = (head[:-1], head.removesuffix("es"), head[:-3] + "y") if head.endswith("s") and head not in known else ()
    return head in _PLURALS or any(known.get(one) in ("role", "vague") for one in ones)  # drivers, bosses, deputies


def _head(front: str) -> tuple[str, str]:
    words = _STOP.split(front)[0].split()
    while len(words) > 1 and (words[-1].endswith("ed") and words[-1] != "United" or any(c.isdigit() for c in words[-1])):
        words.pop()  # “Entry 23-3381”, “Inspection report BR-118, dated …”
    word = (words[-1] if words else front).lower().strip(".,'’\"")
    known = nouns()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), re.sub("ies$", "y", word)):
        if form in known:
            return word, known[form]
    return word, ""
