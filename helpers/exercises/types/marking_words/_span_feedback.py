"""What a learner reads about one marked or missed place."""

from __future__ import annotations

from dataclasses import replace

from helpers.scoring import ACCEPTED, BOUNDARY, FALSE_ALARM, FOUND, MISS, WRONG_LABEL

from .._base import listed
from .._parts import Explanation, Yours


def explain_span(kind, article, key, item) -> Explanation:
    labels = kind.form.labels()
    key_item = next((i for i in key["items"] if i["id"] == item.id), None)
    quote = article.text[item.start : item.end]
    if key_item is None:
        near = next((i for i in key["items"] if i["spans"][0][0] < item.end and item.start < i["spans"][0][1]), None)
        said = [Yours(f"You marked these words as “{labels[item.given[0]].name}”."), kind.why_stray(article, item)]
        if near:
            said.append(f"It takes in “{near['text']}”, but too much or too little of it to count.")
        return Explanation(
            title=kind.stray_title or f"Not {kind.noun}",
            quote=quote,
            sentences=said,
            votes=_nobody(_of(key)),
            next=kind.stray_next or f"{labels[item.given[0]].rule} Ask of each mark: which words here show that?",
        )
    right, of = key_item["right"], key_item["of"]
    rules = [labels[r] for r in right]
    notes = next((n for r in right if (n := key_item["notes"].get(r))), []) if right else next(iter(key_item["notes"].values()), [])
    why = notes[0] if notes else kind.stands(article, key_item) if right else ""
    base = Explanation(quote=key_item["text"], votes=_votes(key_item, labels))
    given = listed([f"“{labels[g].name}”" for g in item.given]) if item.given else ""
    rule = "" if why else " ".join(r.rule for r in rules)  # the readers' reason about these words, or else the rule
    if item.outcome == MISS:
        return replace(base, title=kind.named(key_item), sentences=[why, rule], next=kind.next_miss(key_item))
    if item.outcome == FALSE_ALARM:
        return replace(
            base,
            title="Fair, not loaded",
            sentences=[Yours(f"You marked it as {given}."), why, rule],
            next="Try the plain word in its place: if a fact is lost, the strong word was exact.",
        )
    if item.outcome == WRONG_LABEL:
        place = "words" if item.edges == 1 else "place"
        if set(item.given) <= set(right):
            return replace(
                base,
                title=f"Right {place}, right label",
                sentences=[kind.attr_words(key_item, item)],
                next="Read the words around it once more.",
            )
        names = listed([f"“{r.name}”" for r in rules])
        return replace(
            base,
            title=f"Readers say {names}" if of > 1 else f"The reader says {names}",
            sentences=[
                Yours(f"You found the right {place}, and called {'them' if item.edges == 1 else 'it'} {given}."),
                why,
                rule,
            ],
            next="Hold both rules against the words. Which word decides?",
        )
    if item.outcome == BOUNDARY:
        mine = " ".join(article.text[slice(*item.given_span)].split())  # it may reach over the end of a paragraph
        more = item.given_span[1] - item.given_span[0] > key_item["spans"][0][1] - key_item["spans"][0][0]
        return replace(
            base,
            title="The right place",
            sentences=[
                Yours(f"You marked “{mine}”; {'readers' if of > 1 else 'the reader'} marked “{key_item['text']}”."),
                notes[0] if notes else "",
                f"{'Leave out what does not describe it' if more else 'Take in all words that belong to it'}: {kind.edge_rule}",
            ],
            next="Move one edge at a time and ask whether the meaning changes.",
        )
    if item.outcome == FOUND:
        return replace(base, title=kind.called(key_item), sentences=[why, rule], next="")
    if item.outcome == ACCEPTED:
        return replace(
            base,
            title=kind.named(key_item),
            sentences=[why, rule, "Some readers marked it, and most did not. Missing it costs nothing."],
            next="",
        )
    if item.outcome == "spared":
        return replace(base, title="Strong but fair", sentences=[why, rule], next="")
    return replace(
        base,
        title="It costs no marks",
        sentences=[
            f"{'One reader says' if key_item['marked'] == 1 else 'A reason that was given'}: {why}"
            if why
            else "There is no one right answer here."
        ],
        next="",
    )


def _votes(key_item: dict, labels: dict) -> str:
    of, said = key_item["of"], sorted(key_item["votes"].items(), key=lambda x: -x[1])
    if not said:
        return f"{_nobody(of)} Some who solved the exercise without the key did."
    if of == 1:
        return f"The one reader of this article says “{labels[said[0][0]].name}”."
    tally = [f"{n} of {of} said “{labels[k].name}”" for k, n in said] + [f"{of - key_item['marked']} left it unmarked"] * (
        of > key_item["marked"]
    )
    return f"Readers: {', '.join(tally)}."


def _nobody(of: int) -> str:
    return (
        f"None of the {of} readers marked these words."
        if of > 1
        else "The one reader of this article left these words unmarked."
        if of
        else "No reader marked these words."
    )


def _of(key: dict) -> int:
    return max((i["of"] for i in key["items"]), default=0)


def sum_of_marks(key: dict, score) -> str:
    """Say from where points begin, and the sum that makes points of marks; parts of a hundred, as few digits as come to the points."""
    low, full, most = key["floor"], key["target"], score.max_points
    begin = f" Marking without reading comes to {100 * low:.0f} of 100, and points begin there." if low else ""
    if score.points <= 0:
        return begin
    for digits in range(3):
        a, b, c = (round(100 * x, digits) for x in (score.raw, low, full))
        if c > b and abs(round((a - b) / (c - b) * most, 2) - score.points) < 0.001:
            begin = f" Marking without reading comes to {b:g} of 100, and points begin there." if low else ""
            enough = f", and {c:g} are enough" if c < 100 else ""
            parts = f"({a:g} − {b:g}) ÷ ({c:g} − {b:g})" if b else f"{a:g} ÷ {c:g}"
            return f"{begin} Your marks come to {a:g} of 100{enough}: {parts} × {most:g} = {score.points:g}."
    return begin
