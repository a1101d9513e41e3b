"""Make `helpers/reader/words/claim_model.json`: which type of claim the features of `helpers/reader/claim_features.py` speak for.

    python bench/claim_model.py --sitent FOLDER --polnear FOLDER --babe FILE --claimbuster FILE [--try]

A multinomial logistic regression with a penalty on large weights, trained on
- the votes of readers on six articles of the kit (the share of votes for each type), the claims in the boundaries of the first reader and in the reader's own,
- `C` lines of tests/reader/reader_gold, and the sentences of tests/reader/test_reader_claims.py,
- bench/claim_types: own.tsv and articles.txt (written for this) and others.tsv (places in texts of others: see its head), typed under the codebook by a
  language model; README.md there tells how, and how often it agreed with itself.
Claims in the kit's manner of writing count more (`OWN_MANNER`) than those of American campaigns, debates and stock markets.
school-merger and almgate-vote are left alone. `--try` prints what is right where each article, and each sixth of the other texts, is left out of the training.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reader" / "reader_gold"), str(ROOT / "tests" / "reader")]

from helpers.reader import attributions, segments  # noqa: E402
from helpers.reader.claim_features import features, words  # noqa: E402
from helpers.reader.claim_pieces import pieces, told_by  # noqa: E402
from helpers.reader.claim_score import signs  # noqa: E402

TYPES = ("event", "quantity", "said", "cause", "motive", "state", "generalisation", "prediction", "value")
WORKED_ON = ("mosul-2016", "ferry-strike", "transfer-saga", "clinic-waits", "bridge-closure", "river-mill")
PENALTY, ROUNDS, LEAST, LEAST_WORD, OWN_MANNER = 4.0, 300, 3, 5, 2.5


@dataclass
class Example:
    """One claim: where it comes from, what share of the readers gave each type, and its features; `mine` where the boundaries are the reader's own."""

    group: str
    votes: dict[str, float]
    seen: set[str]
    weight: float = 1.0
    mine: bool = False

    def right(self, kind: str) -> bool:
        return self.votes.get(kind, 0) >= max(self.votes.values())


class Place:
    """A text cut once, and the features of a span in it."""

    def __init__(self, text: str):
        self.cut = segments.cut(text)
        self.starts = [u.start for u in self.cut.units]

    def seen(self, start: int, end: int) -> set[str] | None:
        u = self.cut.units[max(bisect_right(self.starts, start) - 1, 0)]
        a, b = bisect_left(u.S, start), bisect_left(u.S, min(end, u.end))
        a -= a > 0 and u.E[a - 1] > start
        if b <= a:
            return None
        return features(u, a, b, signs(u, a, b)) | {f"w={word}" for word in words(u, a, b) if word[0].isalpha()}

    def pieces(self) -> list[tuple[int, int]]:
        """What the reader would take for one claim each."""
        told = told_by(tuple(a for a in attributions.find(self.cut) if not a.stance))
        units = [self.cut.units[bisect_right(self.starts, start) - 1] for start, _ in self.cut.sentences]
        return [p for u, (start, end) in zip(units, self.cut.sentences) if end - start > 5 for p in pieces(self.cut, u, start, end, told)]


def voted(slug: str) -> tuple[str, list[tuple[int, int, Counter]]]:
    """Return an article and its claims that most readers marked: start and end by the first of them, and the votes for each type."""
    folder = ROOT / "articles" / slug
    text = (folder / "article.txt").read_text(encoding="utf-8")
    passes = [json.loads(p.read_text(encoding="utf-8"))["marks"] for p in sorted((folder / "marks").glob("*.json"))]
    passes = [found for marks in passes if (found := [m for m in marks if m["layer"] == "claims"])]
    kept: list[tuple[int, int, Counter]] = []
    for m in (m for marks in passes for m in marks):
        if any(s < m["end"] and m["start"] < e for s, e, _ in kept):
            continue
        shared = lambda o: min(o["end"], m["end"]) - max(o["start"], m["start"])  # noqa: B023, E731
        votes = Counter(best["type"] for marks in passes if shared(best := max(marks, key=shared)) > 0)
        if votes.total() > len(passes) / 2:
            kept.append((m["start"], m["end"], votes))
    return text, kept


def of_article(name: str, text: str, kept: list[tuple[int, int, dict[str, float]]]) -> list[Example]:
    """Each claim in the boundaries of who marked it, and in those of the reader's piece that shares most letters with it."""
    place, found = Place(text), []
    spans = place.pieces()
    for start, end, share in kept:
        found.append(Example(name, share, place.seen(start, end) or set(), OWN_MANNER))
        a, b = max(spans, key=lambda p: min(p[1], end) - max(p[0], start))  # noqa: B023
        if a < end and start < b:
            found.append(Example(name, share, place.seen(a, b) or set(), OWN_MANNER / 2, mine=True))
    return found


def of_the_kit(slug: str) -> list[Example]:
    text, kept = voted(slug)
    return of_article(slug, text, [(a, b, {kind: n / votes.total() for kind, n in votes.items()}) for a, b, votes in kept])


def of_invented() -> list[Example]:
    """The claims marked in bench/claim_types/articles.txt: “[e: The court ordered a new hearing]”."""
    found: list[Example] = []
    kinds = dict(zip("eqscmtgpv", TYPES))
    for block in re.split(r"^=== ", (ROOT / "bench" / "claim_types" / "articles.txt").read_text(encoding="utf-8"), flags=re.M)[1:]:
        name, _, body = block.partition("\n")
        text, kept = "", []
        for part in re.split(r"(\[[a-z]+: [^\]]*\])", body.strip().replace("\n", "\n\n")):
            letters, _, words = part[1:-1].partition(": ") if part[:1] == "[" else ("", "", part)
            if letters:
                kept.append((len(text), len(text) + len(words), shared([kinds[x] for x in letters])))
            text += words
        found += of_article("invented " + name, text, kept)
    return found


def shared(types: list[str]) -> dict[str, float]:
    """Return what share each type has of a label: all, or .7 for the first and .3 for others that can be defended."""
    return {types[0]: 1.0} if len(types) == 1 else {types[0]: 0.7, **{kind: 0.3 / (len(types) - 1) for kind in types[1:]}}


def of_this_folder() -> list[Example]:
    """The kit's own sentences."""
    from test_reader_claims import TYPES as TESTED

    found = [Example(f"tested {n}", {kind: 1.0}, Place(text).seen(0, len(text)), 2.0) for n, (text, kind) in enumerate(TESTED)]
    for line in (ROOT / "bench" / "claim_types" / "own.tsv").read_text(encoding="utf-8").splitlines()[2:]:
        kind, text = line.split("\t")
        found.append(Example("own " + text[:9], {kind: 1.0}, Place(text).seen(0, len(text)), OWN_MANNER))
    for path in sorted((ROOT / "tests" / "reader" / "reader_gold").glob("*.txt")):
        text, told = "", ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("> "):
                text, told = line[2:], ""
            elif line.startswith("A "):
                told = line.split(" | ")[2].split(" ++ ")[0].strip()
            elif line.startswith("C "):
                at = max(text.find(told), 0) if told else 0
                end = at + len(told) if told and told in text else len(text)
                found.append(Example("gold " + text[:9], {line.split()[1]: 1.0}, Place(text).seen(at, end)))
    return found


def of_others(sitent: Path, polnear: Path, babe: Path, claimbuster: Path) -> list[Example]:
    """Places in texts that are no part of the kit."""
    lines = [line for path in (babe, claimbuster) for line in path.read_text(encoding="utf-8").splitlines()]
    sentences = [json.loads(line)["text"] for line in lines if line.strip()]
    by_hash = {hashlib.sha1(text.encode()).hexdigest()[:12]: text for text in sentences}
    places: dict[tuple[str, str], Place] = {}
    found = []
    for line in (ROOT / "bench" / "claim_types" / "others.tsv").read_text(encoding="utf-8").splitlines()[3:]:
        kind, corpus, document, start, end = line.split("\t")
        if (corpus, document) not in places:
            folder = {"sitent": sitent, "polnear": polnear}.get(corpus)
            places[corpus, document] = Place((folder / document).read_bytes().decode("utf-8") if folder else by_hash[document])
        found.append(Example(f"{corpus} {document}", shared(kind.split("/")), places[corpus, document].seen(int(start), int(end))))
    return found


def trained(examples: list[Example]) -> dict[str, list[float]]:
    """Return the weights of each feature for each type: full steps downhill, as long as AdaGrad makes them."""
    counts = Counter(name for e in examples for name in e.seen)
    names = sorted(name for name, n in counts.items() if n >= (LEAST_WORD if name.startswith("w=") else LEAST))
    number = {name: k for k, name in enumerate(names)}
    held = [np.array(sorted(number[name] for name in e.seen if name in number)) for e in examples]
    sizes = [len(h) for h in held]
    row, column, begin = np.repeat(np.arange(len(held)), sizes), np.concatenate(held), np.concatenate([[0], np.cumsum(sizes)[:-1]])
    order = np.argsort(column, kind="stable")
    first = np.searchsorted(column[order], np.arange(len(names)))
    wanted = np.array([[e.votes.get(kind, 0.0) for kind in TYPES] for e in examples])
    weight = np.array([[e.weight] for e in examples])
    w, steps = np.zeros((len(names), len(TYPES))), np.full((len(names), len(TYPES)), 1e-8)
    for _ in range(ROUNDS):
        z = np.add.reduceat(w[column], begin)
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        slope = PENALTY * w + np.add.reduceat(((p - wanted) * weight)[row][order], first)
        steps += slope**2
        w -= 0.3 * slope / np.sqrt(steps)
    return {name: [round(100 * x) for x in w[k]] for name, k in number.items() if np.abs(w[k]).max() >= 0.03}


def best(table: dict[str, list[int]], seen: set[str]) -> str:
    points = [sum(column) for column in zip(*[table[name] for name in seen if name in table])] or [0]
    return TYPES[points.index(max(points))]


def left_out(examples: list[Example]) -> None:
    """Print what is right among examples that were no part of the training: each article of the kit, and the other texts in sixths."""
    fold = lambda e: WORKED_ON.index(e.group) if e.group in WORKED_ON else zlib.crc32(e.group.encode()) % 6  # noqa: E731
    right: dict[str, list[bool]] = {}
    for k in range(6):
        table = trained([e for e in examples if fold(e) != k])
        for e in (e for e in examples if fold(e) == k):
            name = ("kit" if e.group in WORKED_ON else e.group.split()[0]) + (", own boundaries" if e.mine else "")
            right.setdefault(name, []).append(e.right(best(table, e.seen)))
    for name, hits in sorted(right.items()):
        print(f"{name:22} {sum(hits)} of {len(hits)} ({sum(hits) / len(hits):.3f})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("sitent", "polnear", "babe", "claimbuster"):
        parser.add_argument("--" + name, type=Path, required=True)
    parser.add_argument("--try", dest="trial", action="store_true")
    options = parser.parse_args()
    everything = [e for slug in WORKED_ON for e in of_the_kit(slug)] + of_this_folder() + of_invented()
    everything = [e for e in everything + of_others(options.sitent, options.polnear, options.babe, options.claimbuster) if e.seen]
    if options.trial:
        left_out(everything)
    else:
        table = trained(everything)
        parts = {"features": {}, "words": {}}
        for name, points in sorted(table.items()):
            parts["words" if name.startswith("w=") else "features"][name.removeprefix("w=")] = points
        lines = [
            f'"{part}": {{\n' + ",\n".join(f"{json.dumps(n)}: {json.dumps(p)}" for n, p in rows.items()) + "\n}"
            for part, rows in parts.items()
        ]
        text = '{"types": ' + json.dumps(TYPES) + ",\n" + ",\n".join(lines) + "\n}\n"
        (ROOT / "helpers" / "reader" / "words" / "claim_model.json").write_text(text, encoding="utf-8")
        print(f"{len(everything)} examples, {len(table)} features, {len(text):,} bytes")
