"""What the name of a file or folder says: what the file itself is called, and whether two names are one, or only look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from unicodedata import name as letter_name
from unicodedata import normalize

from .limits import NOTEBOOKS, SUFFIXES
from .platforms import parse_lms_name

__all__ = ["look_alike", "own_name", "plain_name", "plain_stem", "skeleton", "without_unit"]
_RESENT = re.compile(r"-\d+$")  # Canvas numbers a second upload: «q1-1.json»
_HAND_IN = re.compile(r"(.*[^\W\d_].*)-\w+-hand-in((?:[ -]?\(?\d+\)?)?)", re.DOTALL)
_NO_NAME = re.compile(
    r"(?i)copy(?: of)?|kopie(?: von)?|copie(?: de)?|copia(?: de| di)?|final|new|hand in|download|solved|exercises?|notebook|my|v"
)
_LIKE = str.maketrans("аеорсухіјѕһԁѵАВЕКМНОРСТУХІЈЅαοινρυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxijshdvABEKMHOPCTYXIJSaoivpuABEZHIKMNOPTYX")
_TAKEN_ALONG = re.compile(r"(.*[^\W\d_].*)-work-\d{4}-\d\d-\d\d((?: ?\(\d+\))?)")  # the web page's “Take my work along”
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")


@lru_cache(maxsize=1024)  # a class has few names of files
def plain_name(name: str) -> str:
    """Return a file's own name, less what a platform put around it."""
    found = parse_lms_name(name)
    return Path(found and found.get("rest") or name).name


@lru_cache(maxsize=1024)
def plain_stem(name: str) -> str:
    name = plain_name(name)
    return _RESENT.sub("", own_name(name) if name.lower().endswith(NOTEBOOKS) else Path(name).stem)


def own_name(name: str) -> str:
    """Return a file's name without its ending, for files that are read here; any other name as it is."""
    ending = max((s for s in SUFFIXES if name.lower().endswith(s)), key=len, default="")
    return name[: -len(ending)] if ending and len(ending) < len(name) else name


def without_unit(name: str, units: Iterable[str]) -> str:
    """Return a learner's name without the unit beside it: «Ann Lee» of «Ann Lee-UNIT-hand-in», as Hand in calls the file, and of «UNIT Ann Lee».

    «Ann Lee (1)» of «Ann Lee-UNIT-hand-in (1)»: a second file of that name is not put together with the first. The name as it is where nothing but
    the unit is in it.
    """
    if (taken := _TAKEN_ALONG.fullmatch(name)) and taken[1] != "my":  # “my” where the page knows no name
        return taken[1].replace("-", " ") + taken[2]
    for unit in sorted(units, key=len, reverse=True):
        if unit in name:
            rest = re.sub(rf"(?:(?<=.)[ _.-]+)?{re.escape(unit)}(?:[ _-]+hand-in)?(?:[ _.-]+(?=[^\W\d_]))?", "", name, count=1).strip(" _-")
            return rest if re.search(r"[^\W\d_]", rest) and not _NO_NAME.fullmatch(re.sub(r"[\W\d_]+", " ", rest).strip()) else name
    other = _HAND_IN.fullmatch(name)  # of a unit that is not marked now
    return other[1] + other[2] if other else name


def odd_name(name: str) -> str:
    """Return the learner's name in a file of another kind: «fay» of «fay.ipynb.download», «ann (1)» of «ann.ipynb (1)»."""
    stem = re.sub(r"(?i)[._]ipynb(?=$|[ .(_-])", "", name)
    for _ in range(2):
        stem = re.sub(r"(?i)(?<=[^.])(?:\.[a-z][a-z0-9]{0,8}|\.7z)$", "", stem)
    return stem.strip() or name


def composed(name: str) -> str:
    """Return a name in the form in which names are compared: «ö» is one letter, whatever a Mac made of it."""
    return name if name.isascii() else normalize("NFC", name)


def skeleton(name: str) -> str:
    """Return a form that is equal for names that look alike: letters of Cyrillic and Greek as the Latin ones that they look like."""
    return name if name.isascii() else composed(name).translate(_LIKE)


def look_alike(name: str) -> str:
    """Return a sentence on letters of another script inside a word of this one, or empty."""
    if name.isascii():
        return ""
    for word in re.findall(r"[^\W\d_]+", composed(name)):
        scripts = {letter: next((s for s in _SCRIPTS if letter_name(letter, "").startswith(s)), "") for letter in word}
        if len(set(scripts.values()) - {""}) > 1 and (odd := sorted(x for x, s in scripts.items() if s != "LATIN" and x in _LIKE_FROM)):
            return f"The name mixes scripts: “{odd[0]}” in it is {scripts[odd[0]].capitalize()}, and looks like a Latin letter."
    return ""


_LIKE_FROM = set(map(chr, _LIKE))
