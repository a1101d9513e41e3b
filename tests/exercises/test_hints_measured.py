"""Each hint that gives a verdict says what a fair editor would say, in nine of ten texts, good ones and bad ones; copies are named."""

from __future__ import annotations

import json

import bench_hints
import pytest
from course import article_of, key_of, name_of, type_of
from test_hints_safety import HINTED

from helpers.exercises import score
from helpers.marking import feedback

KINDS = bench_hints.kinds()
MEASURED = {kind: bench_hints.measure(kind) for kind in KINDS}
EACH = [(kind, hint, by) for kind in KINDS for hint, by in MEASURED[kind]]
COUNTED = {  # read off the page and no judgement of words: what was chosen, whether there is text or a quotation, what readers marked in the article
    "short", "which", "do", "why", "decision", "both", "best", "weak", "todo",
}  # fmt: skip
name = lambda one: f"{one[0]}-{one[1]}"  # noqa: E731


def test_every_kind_has_thirty_good_and_thirty_bad_texts():
    assert {one.type for _, one in HINTED} == set(KINDS)
    for kind in KINDS:
        texts = json.loads((bench_hints.TEXTS / f"{kind}.json").read_text(encoding="utf-8"))["texts"]
        assert len({json.dumps(t["fields"], sort_keys=True) for t in texts}) == len(texts), "a text stands there twice"
        assert min(sum(t["good"] for t in texts), sum(not t["good"] for t in texts)) >= 30


@pytest.mark.parametrize("one", [e for e in EACH if e[1] != "safety"], ids=name)
def test_a_hint_that_stays_is_right_in_nine_of_ten(one):
    """On good texts and on bad ones; and where it applies as well as where it does not."""
    kind, hint, by = one
    assert min(bench_hints.share(by[True]), bench_hints.share(by[False])) >= 0.9
    both = by[True] + by[False]
    for applies in (True, False):
        pairs = [p for p in both if (hint in p[1]["applies"]) is applies]
        assert pairs and bench_hints.share(pairs) >= 0.9


@pytest.mark.parametrize("one", [e for e in EACH if e[1] == "safety"], ids=name)
def test_a_warning_is_no_false_alarm(one):
    """A warning may miss (the page says that silence means nothing), and is not given in vain to more than one text in ten."""
    kind, hint, by = one
    for good in (True, False):
        calm = [p for p in by[good] if "safety" not in p[1]["applies"]]
        assert not calm or bench_hints.share(calm) >= 0.9
    assert sum(right for right, t in by[False] if "safety" in t["applies"]) >= 1, "it never warns"


@pytest.mark.parametrize("kind", KINDS)
def test_no_verdict_is_given_that_nobody_measured(kind):
    texts = json.loads((bench_hints.TEXTS / f"{kind}.json").read_text(encoding="utf-8"))
    unit, one = next(p for p in HINTED if (p[0].assignment, p[1].id) == tuple(texts["exercise"]))
    verdicts = {
        i.id.rpartition(".")[2]
        for t in texts["texts"]
        for i in score(unit, one, {"fields": t["fields"]}).items
        if i.outcome in ("right", "wrong") and not i.id.startswith(("hot-", "fair-")) and i.given != ("",) and i.given[:1] != ("copy",)
    }
    slots = (
        {f["id"] for f in type_of(kind).form.fields(one, article_of(one))} if kind == "marked_plan" else set()
    )  # there: too short, or a copy
    assert verdicts - slots <= {hint for hint, _ in MEASURED[kind]} | COUNTED


def original(pair) -> tuple[str, str] | None:
    """A text field and the words that would be copied into it."""
    one = pair[1]
    if one.type in ("write_attribution", "cool_down"):
        return "text", one.options["sentence"]["text"]
    if one.type == "marked_plan":
        return "claim", one.options["claim"]["text"]
    if one.type == "write_repair":
        item = one.options["items"][0]
        return item["id"], item["text"]
    if one.type in ("write_box", "audit_memo"):
        a, b = article_of(one).paragraphs[0]
        return {"write_box": "who", "audit_memo": "fix"}[one.type], article_of(one).text[a:b]
    return None


@pytest.mark.parametrize("pair", [p for p in HINTED if original(p)], ids=name_of)
def test_a_copy_is_named_as_such(pair):
    """Word for word, with one and with two words changed, in other case and stops; and a text with half of the words is none."""
    unit, one = pair
    field, source = original(pair)
    words = source.split()

    def said(text: str) -> str:
        fields = {field: text} | ({field + "-do": "repair"} if one.type == "write_repair" else {})
        got = score(unit, one, {"fields": fields})
        return json.dumps(feedback(one, article_of(one), key_of(unit, one), got), ensure_ascii=False)

    assert "This is the original, word for word." in said(source)
    assert "This is the original, word for word." in said(source.upper().rstrip("."))
    assert "This is the original with one word changed." in said(" ".join([*words[:2], "truly", *words[3:]]))
    assert "This is the original with two words changed." in said(" ".join([*words[:2], "truly", *words[3:-1], "indeed"]))
    assert "This is the original" not in said(" ".join(w if n % 2 else "other" for n, w in enumerate(words)))
