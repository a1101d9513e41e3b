"""The machine reader against public corpora that others wrote and marked. Prints figures; `-v` prints every miss (development sets only, please).

    python bench/reader_corpora.py --polnear FOLDER --wikinews FOLDER --babe FILE --claimbuster FILE [-v] [--others]

Whole test parts, and nothing of the gold decides what is counted. In brackets: 95 of 100 draws of as many articles or sentences lie there.

The corpora are not part of the kit. Where to get them, and in what form they are read here:

- PolNeAR (Newell, Margolin and Ruths 2018; github networkdynamics/PolNeAR): a folder of `NAME.txt` with `NAME_xxxx.ann` beside it (brat).
- Wikinews: the 24 news articles of GUM (Zeldes 2017; github amir-zeldes/gum, texts CC BY 2.5): a folder of `GUM_news_NAME.conllu` (dep/) and
  `GUM_news_NAME.rs4` (rst/rstweb/). Attributions are clauses that say who tells (“she said”) and what is told; sources are not marked apart.
- BABE (Spinde et al. 2021; github Media-Bias-Group, data/final_labels_SG2.csv): one JSON object a line, with `text` and `biased_words`.
- ClaimBuster (Arslan et al. 2020; github utaresearch/claimbuster-spotter, data/two_class): one JSON object a line, with `text` and `label` (1 check-worthy).

`--others` measures textacy's direct quotations and spaCy's time in the same run, where both and `en_core_web_sm` can be imported; --spacy-model PATH
takes the model from a folder. Neither is a dependency of the kit.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reader" / "reader_gold")]

from gold import alike, f1  # noqa: E402

Places = list[tuple[int, int]]
COUNTED = (
    *("gold", "pred", "half", "same", "part", "quotes", "quotes_right"),
    *("cue_p", "cue_hit", "cue_r", "sure_p", "sure_hit", "sure_r"),
)


@dataclass(frozen=True)
class Told:
    """One attribution: pieces of text for each part; no source where nobody is named."""

    source: Places
    cue: Places
    content: Places


# ---------------------------------------------------------------------------------------------------- attributions


def read_brat(folder: Path) -> list[tuple[str, str, list[Told]]]:
    """(name, text, attributions) for each article of a PolNeAR folder."""
    found = []
    for path in sorted(folder.glob("*.txt")):
        spans, told = {}, []
        for line in next(folder.glob(path.stem + "_*.ann")).read_bytes().decode("utf-8").split("\n"):
            name, _, rest = line.partition("\t")
            rest = rest.split("\t")[0]
            if not re.fullmatch(r"[TE]\d+", name):
                continue  # a note, or the rest of a text that runs over lines
            if name.startswith("T"):
                spans[name] = [tuple(map(int, piece.split())) for piece in rest.split(" ", 1)[1].split(";")]
            elif name.startswith("E"):
                roles = dict(part.split(":") for part in rest.split())
                told.append(Told(*(spans.get(roles.get(role), []) for role in ("Source", "Cue", "Content"))))
        found.append((path.stem, path.read_bytes().decode("utf-8"), told))
    return found


def read_gum(folder: Path) -> list[tuple[str, str, list[Told]]]:
    """(name, text, attributions) for each GUM article: the whole attributing clause stands as cue, nobody as source."""
    found = []
    for path in sorted(folder.glob("*.conllu")):
        text, starts = _gum_text(path.read_text(encoding="utf-8").split("\n"))
        found.append((path.stem, text, _attributed(path.with_suffix(".rs4"), [*starts, len(text)])))
    return found


def _gum_text(lines: list[str]) -> tuple[str, list[int]]:
    """The text as it was printed, a line a paragraph, and where each elementary unit of discourse begins."""
    text, starts, blank, at, within = "", [], "", 0, range(0)
    for line in lines:
        if line.startswith("# newpar"):
            text, blank = text + ("\n" if text else ""), ""
        row = line.split("\t")
        if len(row) != 10 or "." in row[0]:
            within = within if len(row) == 10 else range(0)
            continue
        first, _, last = row[0].partition("-")
        if last or int(first) not in within:  # the parts of “don't” follow the whole
            text += blank
            at, text = len(text), text + row[1]
            blank = "" if "SpaceAfter=No" in row[9] else " "
        within = range(int(first), int(last) + 1) if last else within
        if "Discourse=" in row[9]:
            starts.append(at)
    return text, starts


def _attributed(path: Path, starts: list[int]) -> list[Told]:
    """Attributions of a discourse tree: a clause that hangs on a unit or a group by “attribution”, and that unit, or the units that make up that group."""
    root = ElementTree.parse(path).getroot()
    several = {rel.get("name") for rel in root.iter("rel") if rel.get("type") == "multinuc"} | {"span"}
    nodes = {n.get("id"): n for n in root.find("body") if n.tag in ("segment", "group")}
    order = {name: k for k, name in enumerate(name for name, n in nodes.items() if n.tag == "segment")}
    assert len(order) == len(starts) - 1, path

    def units(name: str, parts_only: bool) -> set[int]:
        below = [n for n, node in nodes.items() if node.get("parent") == name and (not parts_only or node.get("relname") in several)]
        return ({order[name]} if name in order else set()).union(*(units(n, False) for n in below))

    place = lambda numbers: [(starts[k], starts[k + 1]) for k in sorted(numbers)]  # noqa: E731
    return [
        Told([], place(units(name, True)), place({order[to]} if (to := node.get("parent")) in order else units(to, True)))
        for name, node in nodes.items()
        if (node.get("relname") or "").startswith("attribution")
    ]


def clauses(articles, reader) -> dict:
    """Attributions of ours whose source and cue lie in a clause that tells who speaks, and whose content shares half of the words with what is told."""
    counts = []
    for _name, text, gold in articles:
        pred = [t for t, _ in reader(text)]
        used: set[int] = set()
        for g in gold:
            inside = lambda t: any(a <= x < b for a, b in g.cue for x, _ in t.cue)  # noqa: B023, E731
            hit = next((i for i, t in enumerate(pred) if i not in used and inside(t) and alike(text, t.content, g.content, 0.5)), None)
            used |= {hit} - {None}
        counts.append({"hit": len(used), "mine": len(pred), "gold": len(gold)})
    return {
        "attributing clauses": sum(n["gold"] for n in counts),
        "clause and content, half of the words": drawn(counts, lambda n: f1(n["hit"], n["mine"], n["hit"], n["gold"])),
    }


def ours(text: str) -> list[tuple[Told, str]]:
    from helpers.reader import read

    at = lambda span: [(span.start, span.end)] if span else []  # noqa: E731
    return [
        (Told(at(a.source), at(a.cue), [(s.start, s.end) for s in a.content]), a.tier)
        for a in read(text).attributions
        if a.cue and not a.inner
    ]


def ours_told(text: str) -> list[tuple[Told, str]]:
    """Without stances: the discourse trees have clauses of telling and thinking, and no “backed the plan”."""
    from helpers.reader import read

    told = [a for a in read(text).attributions if a.cue and not a.inner and not a.stance]
    at = lambda span: [(span.start, span.end)] if span else []  # noqa: E731
    return [(Told(at(a.source), at(a.cue), [(s.start, s.end) for s in a.content]), a.tier) for a in told]


def attributions(articles, reader, verbose: bool = False) -> dict:
    """Cues by overlap; content and source together by words shared."""
    over = lambda x, y: any(a < d and c < b for a, b in x for c, d in y)  # noqa: E731
    counts = []
    for _name, text, gold in articles:
        counts.append(n := dict.fromkeys(COUNTED, 0))
        pred = reader(text)
        n["gold"] += len(gold)
        n["pred"] += len(pred)
        for key, mine in (("cue", [t for t, _ in pred]), ("sure", [t for t, tier in pred if tier == "sure"])):
            n[key + "_p"] += len(mine)
            n[key + "_hit"] += sum(any(over(t.cue, g.cue) for g in gold) for t in mine)
            n[key + "_r"] += sum(any(over(t.cue, g.cue) for t in mine) for g in gold)
        used: set = set()
        for g in gold:
            hit = {}
            for kind, least in (("half", 0.5), ("same", 1.0), ("part", None)):
                fits = (
                    (lambda a, b: over(a, b) or not (a or b))
                    if least is None
                    else lambda a, b: (not a and not b) or alike(text, a, b, least)
                )
                hit[kind] = next(
                    (
                        i
                        for i, (t, _) in enumerate(pred)
                        if (kind, i) not in used and fits(t.source, g.source) and fits(t.content, g.content)
                    ),
                    None,
                )
                used.add((kind, hit[kind]))
                n[kind] += hit[kind] is not None
            whole = " ".join(text[a:b] for a, b in g.content).strip()
            direct = whole[:1] in "“\"‘'" and len(whole.split()) > 3 and bool(g.source)
            n["quotes"] += direct
            n["quotes_right"] += direct and (hit["half"] is not None)
            if verbose and hit["half"] is None:
                words = lambda places: " … ".join(text[a:b] for a, b in places)[:90]  # noqa: E731
                near = [(words(t.source), words(t.cue), words(t.content)) for t, _ in pred if over(t.cue, g.cue)]
                print(f"  MISS {words(g.source)} | {words(g.cue)} | {words(g.content)}\n       got {near}")
        if verbose:
            for t, tier in pred:
                if not any(over(t.cue, g.cue) for g in gold):
                    print(
                        f"  EXTRA {tier}",
                        *(" … ".join(text[a:b] for a, b in places)[:80] for places in (t.source, t.cue, t.content)),
                        sep=" | ",
                    )
    both = lambda key: lambda n: f1(n[key], n["pred"], n[key], n["gold"])  # noqa: E731
    cues = lambda key: lambda n: f1(n[key + "_hit"], n[key + "_p"], n[key + "_r"], n["gold"])  # noqa: E731
    return {
        "attributions": sum(n["gold"] for n in counts),
        "content and source, half of the words": drawn(counts, both("half")),
        "content and source, same words": drawn(counts, both("same")),
        "content and source, any overlap": drawn(counts, both("part")),
        "cues": drawn(counts, cues("cue")),
        "sure cues": drawn(counts, cues("sure")),
        "quotations and speech with the source": drawn(counts, lambda n: {"found": n["quotes_right"] / max(1, n["quotes"])}),
    }


def drawn(counts: list[dict], figure, times: int = 400) -> dict[str, tuple[float, float, float]]:
    """Name → figure of all articles together, and between which values it lies in 95 of 100 draws of as many articles."""
    total = lambda some: {k: sum(n[k] for n in some) for k in some[0]}  # noqa: E731
    dice = random.Random(1)
    draws = [figure(total(dice.choices(counts, k=len(counts)))) for _ in range(times)]
    middle = lambda name: sorted(d[name] for d in draws)[times // 40 :: times - 1 - 2 * (times // 40)][:2]  # noqa: E731
    return {name: (value, *middle(name)) for name, value in figure(total(counts)).items()}


# ---------------------------------------------------------------------------------------------------- words and sentences


def loaded(rows: list[dict], verbose: bool = False) -> dict:
    """Word by word: what experts marked as biased in a sentence against what the reader calls loaded."""
    from helpers.reader import read

    counts: dict[str, list[dict]] = {"sure": [], "both tiers": []}
    for row in rows:
        text = row["text"]
        gold = {
            m.start() + i.start()
            for w in row["biased_words"]
            for m in re.finditer(r"(?<!\w)" + re.escape(w) + r"(?!\w)", text, re.I)
            for i in re.finditer(r"[\w’'-]+", m.group())
        }
        marked = [m for m in read(text).language if not m.fair]
        for tier, of in counts.items():
            mine = {
                m.span.start + i.start()
                for m in marked
                if tier != "sure" or m.tier == "sure"
                for i in re.finditer(r"[\w’'-]+", m.span.quote)
            }
            of.append({"hit": len(gold & mine), "mine": len(mine), "gold": len(gold)})
        if verbose:
            word = lambda at: re.match(r"[\w’'-]+", text[at:]).group()  # noqa: E731
            print("  missed", [word(a) for a in sorted(gold - mine)], "extra", [word(a) for a in sorted(mine - gold)], "|", text[:110])
    return {
        "sentences": len(rows),
        "words marked by the experts": sum(n["gold"] for n in counts["sure"]),
        **{f"loaded words, {tier}": drawn(of, lambda n: f1(n["hit"], n["mine"], n["hit"], n["gold"])) for tier, of in counts.items()},
    }


def worthy(rows: list[dict], verbose: bool = False) -> dict:
    """Each sentence alone: does the reader mark a sure claim in it?"""
    from helpers.reader import read

    counts = []
    for row in rows:
        said = any(c.tier == "sure" for c in read(row["text"]).claims)
        counts.append({"hit": said and row["label"] == 1, "mine": said, "gold": row["label"] == 1})
        if verbose and said != (row["label"] == 1):
            print("  false alarm" if said else "  missed     ", row["text"][:150])
    return {"sentences": len(rows), "check-worthy": drawn(counts, lambda n: f1(n["hit"], n["mine"], n["hit"], n["gold"]))}


# ---------------------------------------------------------------------------------------------------- others, and time


def textacy_reader(model: str):
    """(name, reader, pipeline): textacy's direct quotations on spaCy's small model."""
    import spacy
    from textacy.extract.triples import direct_quotations

    pipeline = spacy.load(model)

    def textacy(text: str) -> list[tuple[Told, str]]:
        doc = pipeline(text)
        place = lambda tokens: [(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))] if len(tokens) else []  # noqa: E731
        try:
            return [(Told(place(q.speaker), place(q.cue), place(list(q.content))), "sure") for q in direct_quotations(doc)]
        except ValueError:  # it gives up on a text where a quotation mark is missing
            return []

    return f"textacy, spaCy {spacy.__version__} {model}", textacy, pipeline


def others(articles, model: str) -> None:
    name, textacy, pipeline = textacy_reader(model)
    print(name)
    show(attributions(articles, textacy))
    from helpers.reader import read

    texts, spent = [text for _, text, _ in articles], {}
    for name, run in (("the kit's reader", read), ("spaCy, small model", pipeline)):
        run(texts[0])
        start = time.process_time()
        for _ in range(3):
            for text in texts:
                run(text)
        spent[name] = (time.process_time() - start) / 3 / len(texts)
        print(f"{name}: {1000 * spent[name]:.1f} cpu ms an article (mean {sum(map(len, texts)) / len(texts):,.0f} characters)")
    mine, theirs = spent.values()
    print(f"spaCy / the kit's reader: {theirs / mine:.1f}")


def show(figures: dict) -> None:
    for name, value in figures.items():
        print(
            f"  {name:42}",
            "  ".join(f"{k} {v:.3f} ({low:.2f} to {high:.2f})" for k, (v, low, high) in value.items())
            if isinstance(value, dict)
            else value,
        )


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--polnear", type=Path)
    parser.add_argument("--wikinews", type=Path)
    parser.add_argument("--babe", type=Path)
    parser.add_argument("--claimbuster", type=Path)
    parser.add_argument("--others", action="store_true", help="textacy's figures and spaCy's time as well")
    parser.add_argument("--spacy-model", default="en_core_web_sm")
    parser.add_argument("-v", action="store_true")
    options = parser.parse_args()
    if options.polnear:
        articles = read_brat(options.polnear)
        print(f"PolNeAR, {len(articles)} articles")
        show(attributions(articles, ours, options.v))
        if options.others:
            others(articles, options.spacy_model)
    if options.wikinews:
        articles = read_gum(options.wikinews)
        print(f"Wikinews, {len(articles)} articles")
        show(clauses(articles, ours_told))
        if options.others:
            name, textacy, _ = textacy_reader(options.spacy_model)
            print(name)
            show(clauses(articles, textacy))
    for name, path, measure in (("BABE", options.babe, loaded), ("ClaimBuster", options.claimbuster, worthy)):
        if path:
            print(name)
            show(measure(lines_of(path), options.v))
