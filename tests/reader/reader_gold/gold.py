"""Read the gold sentences, and measure a reading against them. Run: python tests/reader/reader_gold/gold.py dev|heldout|final|last|tuned|untouched [-v]"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

TUNED = ("mosul-2016", "ferry-strike", "transfer-saga", "clinic-waits")
UNTOUCHED = ("bridge-closure", "river-mill", "school-merger")


@dataclass
class Gold:
    slug: str
    text: str = ""
    attributions: list = field(default_factory=list)  # (source, cue, [content]) as spans
    loaded: list = field(default_factory=list)
    fair: list = field(default_factory=list)
    sentences: list = field(default_factory=list)  # (start, end, check-worthy)


def read_gold(name: str) -> list[Gold]:
    texts: list[Gold] = []
    for block in re.split(r"^=== ", (HERE / f"{name}.txt").read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, *lines = block.splitlines()
        gold, notes = Gold(head.split("|")[0].strip()), []
        for line in lines:
            if line.startswith("> "):
                start = len(gold.text)
                gold.text += line[2:] + "\n"
                gold.sentences.append([start, len(gold.text) - 1, False])
            elif line.startswith("C "):
                gold.sentences[-1][2] = True
            elif line[:2] in ("A ", "L ", "F "):
                notes.append((len(gold.sentences) - 1, line[0], line[2:]))
        for number, kind, note in notes:
            start, end, _ = gold.sentences[number]
            parts = [p.strip() for p in note.split("|")]
            if kind == "A":
                cue = _find(gold.text, parts[1], start, end)
                source = _near(gold.text, parts[0], start, end, cue)
                content = [_find(gold.text, c.strip(), start, len(gold.text), 0) for c in parts[2].split("++")]
                gold.attributions.append((source, cue, content, parts[3]))
            else:
                (gold.loaded if kind == "L" else gold.fair).append(_find(gold.text, parts[0], start, end))
        texts.append(gold)
    return texts


def _find(text: str, words: str, start: int, end: int, back: int = 700) -> tuple[int, int] | None:
    at = text.find(words, start, end)
    if at < 0 and back:
        at = text.rfind(words, max(start - back, 0), end)
    if at < 0:
        at = text.rfind(words, max(start - 700, 0), end + 300)
    return (at, at + len(words)) if at >= 0 else None


def _near(text: str, words: str, start: int, end: int, cue) -> tuple[int, int] | None:
    """The occurrence of a source phrase that stands nearest to its cue; for words not in the text (a speaker of the sentence before), the last one before."""
    found = [m.span() for m in re.finditer(r"(?<!\w)" + re.escape(words) + r"(?!\w)", text[start:end])]
    if found and cue:
        a, b = min(found, key=lambda s: abs(s[0] + start - cue[0]))
        return a + start, b + start
    return _find(text, words, start, end)


def from_marks(slug: str) -> Gold:
    """Core of an article: marks of more than half of the annotators (overlap), in the boundaries of the first who made them."""
    earlier = HERE / "earlier" / slug  # texts of the reading checks as they were measured: the new ones have no votes on cues
    folder = earlier if earlier.is_dir() else ROOT / "articles" / slug
    text = (folder / "article.txt").read_text(encoding="utf-8")
    passes = [json.loads(p.read_text(encoding="utf-8"))["marks"] for p in sorted((folder / "marks").glob("*.json"))]
    gold, need = Gold(slug, text), len(passes) / 2

    def core(pick):
        kept = []
        for marks in passes:
            for m in filter(pick, marks):
                votes = sum(any(o["start"] < m["end"] and m["start"] < o["end"] and pick(o) for o in other) for other in passes)
                if votes > need and not any(k["start"] < m["end"] and m["start"] < k["end"] for k in kept):
                    kept.append(m)
        return kept

    for m in core(lambda m: m["layer"] == "sources" and m.get("cue") and m.get("content") and m["kind"] != "unattributed"):
        gold.attributions.append(
            ((m["start"], m["end"]), (m["cue"]["start"], m["cue"]["end"]), [(m["content"]["start"], m["content"]["end"])], m["kind"])
        )
    gold.loaded = [(m["start"], m["end"]) for m in core(lambda m: m["layer"] == "language" and m["category"] != "fair")]
    gold.fair = [(m["start"], m["end"]) for m in core(lambda m: m["layer"] == "language" and m["category"] == "fair")]
    worthy = core(lambda m: m["layer"] == "claims" and m["worth"] == 2)
    from helpers.reader import segments

    for start, end in segments.cut(text).sentences:
        gold.sentences.append([start, end, any(m["start"] < end and start < m["end"] for m in worthy)])
    return gold


def words_of(text: str, spans) -> set[int]:
    found = set()
    for span in spans:
        if span:
            found |= {span[0] + m.start() for m in re.finditer(r"\w+", text[span[0] : span[1]])}
    return found


def alike(text: str, one, two, least: float) -> bool:
    a, b = words_of(text, one), words_of(text, two)
    if least == 1.0:
        drop = {"a", "an", "the", "that", "and", "but"}
        bare = lambda s: {i for i in s if re.match(r"\w+", text[i:]).group().lower() not in drop}
        return bare(a) == bare(b)
    return bool(a | b) and len(a & b) / len(a | b) >= least


def f1(hit_p, n_p, hit_r, n_r):
    p, r = hit_p / n_p if n_p else 0.0, hit_r / n_r if n_r else 0.0
    return {"p": round(p, 3), "r": round(r, 3), "f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}


def measure(golds: list[Gold], verbose: bool = False) -> dict:
    from helpers.reader import read

    c = dict.fromkeys(
        (
            "cue_hit cue_n cue_found gold all_hit all_n all_found full exact pred quote quote_n l_hit l_n l_found lg ls_hit "
            "ls_n ls_found fair_flag fair_n cw_tp cw_p cw_g kind kind_n"
        ).split(),
        0,
    )
    for g in golds:
        r = read(g.text)
        if verbose:
            print("=====", g.slug)
        over = lambda x, y: bool(x and y and x[0] < y[1] and y[0] < x[1])
        pred = [a for a in r.attributions if a.cue and not a.stance]
        for tier in ("sure", "all"):
            key = "cue" if tier == "sure" else "all"
            mine = [a for a in pred if tier == "all" or a.tier == "sure"]
            bad = [a for a in mine if not any(over((a.cue.start, a.cue.end), x[1]) for x in g.attributions)]
            c[f"{key}_n"] += len(mine)
            c[f"{key}_hit"] += len(mine) - len(bad)
            c[f"{key}_found"] += sum(any(over((a.cue.start, a.cue.end), x[1]) for a in mine) for x in g.attributions)
            if verbose:
                for a in bad:
                    if tier == "sure" or a.tier != "sure":
                        print("  EXTRA", a.tier, a.rule, "|", a.source and a.source.quote, "|", a.cue.quote, "|", a.content[0].quote[:60])
        c["gold"] += len(g.attributions)
        c["pred"] += len(pred)
        used = set()
        for source, cue, content, kind in g.attributions:
            ok = None
            for least in (0.5, 1.0):
                hit = next(
                    (
                        i
                        for i, a in enumerate(pred)
                        if (least, i) not in used
                        and a.source
                        and alike(g.text, [(a.source.start, a.source.end)], [source], least)
                        and alike(g.text, [(s.start, s.end) for s in a.content], content, least)
                    ),
                    None,
                )
                if hit is not None:
                    used.add((least, hit))
                    c["full" if least == 0.5 else "exact"] += 1
                    ok = pred[hit] if least == 0.5 else ok
            text_at = g.text[max(content[0][0] - 1, 0) : content[0][1] + 1].strip() if content and content[0] else ""
            direct = text_at[:1] in '“"' and len(text_at.split()) > 3
            c["quote_n"] += direct
            c["quote"] += direct and ok is not None
            if ok:
                c["kind_n"] += 1
                c["kind"] += ok.kind == kind
                if verbose and ok.kind != kind:
                    print("  KIND", ok.kind, "should be", kind, "|", ok.source.quote)
            elif verbose:
                near = [a for a in pred if over((a.cue.start, a.cue.end), cue)]
                t = lambda s: g.text[s[0] : s[1]] if s else None
                print(
                    "  MISS",
                    t(source),
                    "|",
                    t(cue),
                    "|",
                    [t(x)[:70] for x in content],
                    "\n     got",
                    [(a.rule, a.source and a.source.quote, a.cue.quote, [x.quote[:70] for x in a.content]) for a in near],
                )
        for tier in ("sure", "all"):
            key = "ls" if tier == "sure" else "l"
            mine = [m for m in r.language if not m.fair and (tier == "all" or m.tier == "sure")]
            hits = [m for m in mine if any(over((m.span.start, m.span.end), x) for x in g.loaded)]
            c[f"{key}_n"] += len(mine)
            c[f"{key}_hit"] += len(hits)
            c[f"{key}_found"] += sum(any(over((m.span.start, m.span.end), x) for m in mine) for x in g.loaded)
            if verbose and tier == "all":
                print(
                    "  LOADED extra",
                    [(m.span.quote, m.tier[0]) for m in mine if m not in hits],
                    "missed",
                    [g.text[x[0] : x[1]] for x in g.loaded if not any(over((m.span.start, m.span.end), x) for m in mine)],
                )
        c["lg"] += len(g.loaded)
        c["fair_n"] += len(g.fair)
        c["fair_flag"] += sum(any(over((m.span.start, m.span.end), x) for m in r.language if not m.fair) for x in g.fair)
        for start, end, worthy in g.sentences:
            said = any(x.tier == "sure" and x.span.start < end and start < x.span.end for x in r.claims)
            c["cw_tp"] += said and worthy
            c["cw_p"] += said
            c["cw_g"] += worthy
            if verbose and said != worthy:
                print(
                    "  CLAIM",
                    "false alarm" if said else "missed",
                    g.text[start:end][:110],
                    [x.score for x in r.claims if x.span.start < end and start < x.span.end],
                )
    return {
        "attributions": c["gold"],
        "sure cues": f1(c["cue_hit"], c["cue_n"], c["cue_found"], c["gold"]),
        "all cues": f1(c["all_hit"], c["all_n"], c["all_found"], c["gold"]),
        "full match (half of the words)": f1(c["full"], c["pred"], c["full"], c["gold"]),
        "full match (same words)": f1(c["exact"], c["pred"], c["exact"], c["gold"]),
        "quotations with source": f"{c['quote']}/{c['quote_n']}",
        "kind": f"{c['kind']}/{c['kind_n']}",
        "loaded sure": f1(c["ls_hit"], c["ls_n"], c["ls_found"], c["lg"]),
        "loaded all": f1(c["l_hit"], c["l_n"], c["l_found"], c["lg"]),
        "fair flagged": f"{c['fair_flag']}/{c['fair_n']}",
        "check-worthy": f1(c["cw_tp"], c["cw_p"], c["cw_tp"], c["cw_g"]),
    }


def speed(golds: list[Gold]) -> float:
    from helpers.reader import read

    text = "\n".join(g.text for g in golds)
    article = " ".join(text.split(" ")[:600])
    read(article)
    start = time.perf_counter()
    for _ in range(10):
        read(article)
    return round(10 / (time.perf_counter() - start), 1)


def collect(name: str) -> list[Gold]:
    if name in ("dev", "heldout", "final", "last"):
        return read_gold(name)
    return [from_marks(s) for s in (TUNED if name == "tuned" else UNTOUCHED)]


if __name__ == "__main__":
    chosen = collect(sys.argv[1])
    for key, value in measure(chosen, "-v" in sys.argv).items():
        print(f"{key:32}", value)
    print("articles (600 words) a second", speed(chosen))
