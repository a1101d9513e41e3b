"""Bring your own copy: a lesson without its article's text, and the learner's pasted text brought into exactly the form that was marked.

`own_copy.json` holds what stands between the words (spaces, marks, line ends), two hexadecimal digits of a checksum for each word, and the
checksum of the whole. The words themselves are not in it: each pair of digits fits one word in 256, enough to find the first difference.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path

from helpers.errors import ArticleError

from .article import digest

FILE = "own_copy.json"
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FOLD = {**dict.fromkeys(map(ord, '“”„‟«»‘’‚‛‹›`´′″"'), "'"), **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"), ord("…"): "..."}
_CUT = re.compile(r"(?<=[^\W\d_])[-‐\u2011][ \t]*\r?\n\s*(?=[^\W\d_])")  # a hyphen at a line's end, with letters on both sides
MOST_WAYS = 64
MAX_CHARACTERS = 400_000


def skeleton(text: str) -> dict:
    """Return what a lesson carries instead of the text."""
    cut = list(_WORD.finditer(text))
    edges = [0, *(x for m in cut for x in m.span()), len(text)]
    return {
        "form": 1,
        "sha256": digest(text),
        "between": [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)],
        "words": "".join(_short(m.group(), n) for n, m in enumerate(cut)),
    }


def _short(word: str, n: int) -> str:
    return hashlib.sha256(f"{n}:{word}".encode("utf-8", "replace")).hexdigest()[:2]


def reconcile(pasted: str, form: dict) -> str:
    """Return the text that was marked, from a pasted copy that may differ in quotation marks, dashes and white space, have words cut at line ends, and have more before and after.

    ArticleError names the first words that differ.
    """
    if len(pasted) > MAX_CHARACTERS:
        raise ArticleError("This is far longer than the article.", "Copy the article alone, from its headline to its last sentence.")
    clean = unicodedata.normalize("NFC", _UNSEEN.sub("", pasted))
    between, marks = form["between"], form["words"]
    wanted = [marks[i : i + 2] for i in range(0, len(marks), 2)]
    clean, cut, first, fits = _rejoined(clean, wanted)
    if not cut:
        raise ArticleError("There are no words here.", "Paste the article’s text.")
    found = [m.group() for m in cut]
    if fits < len(wanted):
        raise _differs(clean, cut, first, between[: len(wanted)], fits)
    for n in range(1, len(wanted)):
        theirs, ours = clean[cut[first + n - 1].end() : cut[first + n].start()], between[n]
        if _folded(theirs) != _folded(ours):
            here = " ".join(found[max(first, first + n - 6) : first + n])
            raise ArticleError(
                f"Your copy has other marks after “… {here}”: “{theirs.strip()}” before “{found[first + n]}”.",
                "Look at this place in your source, or ask which version of the article is meant.",
            )
    made = "".join(x for pair in zip(between, [*found[first : first + len(wanted)], ""]) for x in pair)
    if digest(made) != form["sha256"]:
        raise ArticleError(
            "Your copy has the right length, but at least one word is another.", "Ask your teacher which version of the article is meant."
        )
    return made


def _rejoined(clean: str, wanted: list[str]) -> tuple:
    """The pasted text, its words, where the article begins in them and how many fit; a word that a line end has cut
    (“investiga-⏎tion”) is put together again where the article has the whole word."""
    cut = list(_WORD.finditer(clean))
    hyphens = {m.start(): m for m in _CUT.finditer(clean)}
    gaps = {n: hyphens[m.end()] for n, m in enumerate(cut) if m.end() in hyphens}
    first, fits, joined = _best_start([m.group() for m in cut], wanted, gaps)
    for n in reversed(joined):
        clean = clean[: gaps[n].start()] + clean[gaps[n].end() :]
    return clean, list(_WORD.finditer(clean)), first, fits


def _best_start(found: list[str], wanted: list[str], gaps=()) -> tuple[int, int, tuple]:
    """Where in the pasted words the article begins, how many words fit from there, and after which words a cut was mended."""
    best = (0, 0, ())
    for start in range(max(1, len(found) - min(8, len(wanted)) + 1)):
        fits, joined = _fit(found, wanted, gaps, start)
        if fits > best[1]:
            best = (start, fits, joined)
            if fits == len(wanted):
                break
    return best


def _fit(found: list[str], wanted: list[str], gaps, start: int) -> tuple[int, tuple]:
    """How many words fit from one place on. Where a cut word fits both in one and as a piece (by chance, once in 256), both ways are followed."""
    best, ways = (0, ()), [(start, 0, ())]
    for _ in range(MOST_WAYS):
        if not ways or best[0] == len(wanted):
            break
        at, fits, joined = ways.pop()
        while fits < len(wanted) and at < len(found):
            alone = _short(found[at], fits) == wanted[fits]
            if at in gaps and _short(found[at] + found[at + 1], fits) == wanted[fits]:
                if alone:
                    ways.append((at + 1, fits + 1, joined))
                at, joined = at + 2, (*joined, at)
            elif alone:
                at += 1
            else:
                break
            fits += 1
        best = max(best, (fits, joined), key=lambda way: way[0])
    return best


def _folded(between: str) -> str:
    return re.sub("-+", "-", "".join(between.translate(_FOLD).split()))  # a dash may be typed as two hyphens


def _differs(clean: str, cut: list, first: int, between: list[str], fits: int) -> ArticleError:
    """Where the first other word stands, in the words and marks of the paste itself: “6%” is not “6 per cent”."""
    found, whole = [m.group() for m in cut], len(between)
    if fits < 5:
        return ArticleError(
            f"This does not begin as the article does: “{' '.join(found[:8])} …”.",
            "Copy from the headline on, and look whether it is the same article.",
        )
    before, rest = " ".join(found[first + fits - 5 : first + fits]), cut[first + fits : first + fits + 4]
    if not rest:
        return ArticleError(
            f"Your copy ends too early: after “… {before}” there are {whole - fits} more words.", "Copy the article to its end."
        )
    marks = clean[cut[first + fits - 1].end() : rest[0].start()]
    here = " ".join(((marks if _folded(marks) != _folded(between[fits]) else "") + clean[rest[0].start() : rest[-1].end()]).split())
    return ArticleError(
        f"The first words that differ stand after “… {before}”: your copy goes on “{here} …”, and the article that was marked has another word there.",
        "You may have another version of the article. Ask your teacher which one is meant.",
    )


def read_skeleton(folder: Path) -> dict:
    """Return the skeleton that stands in place of an article’s text. Raise ArticleError where it is missing or damaged."""
    try:
        form = json.loads((folder / FILE).read_text(encoding="utf-8-sig"))
        if form["form"] == 1 and isinstance(form["words"], str) and len(form["between"]) == len(form["words"]) // 2 + 1:
            return form
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise ArticleError(f"{folder.name}/{FILE} is missing or cannot be read.", "Fetch the lesson again from your teacher.")


def shortened(value):
    """Return a key without long quotations: `text` is cut to eight words. Offsets say the rest."""
    if isinstance(value, dict):
        return {k: _eight(v) if k == "text" and isinstance(v, str) else shortened(v) for k, v in value.items()}
    return [shortened(v) for v in value] if isinstance(value, list) else value


def _eight(text: str) -> str:
    words = text.split(" ")
    return text if len(words) <= 8 else " ".join(words[:8]) + " …"
