"""Step 5 on the page: which paragraphs are practice, whether the text is handed out, and what will appear."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from helpers.articles import Article, articles_folder
from helpers.course import bundle

from .. import passages
from ..exercises import Plan
from ..new_article import UNKNOWN_RIGHTS
from ..publish import chosen_before, plans_for, publish, whose_key
from .shared import FIRST, Desk, button, guarded, status


class Paragraphs:
    """A box to tick for each paragraph, buttons for all, none and the first third, and a sentence on what the choice comes to."""

    def __init__(self, article: Article):
        self.article = article
        start = chosen_before(article.slug)
        start = passages.by_default(article) if start is None else start
        self.boxes = [
            w.Checkbox(value=n in start, indent=False, description=f"{n}: {_short(article.text[a:b])}", layout=w.Layout(width="98%"))
            for n, (a, b) in enumerate(article.paragraphs, 1)
        ]
        self.said = status("")
        self.quiet = False
        for box in self.boxes:
            box.observe(self._say, "value")
        quick = [button(text) for text in ("The first third", "All", "None")]
        for one, numbers in zip(quick, (passages.by_default(article), range(1, len(self.boxes) + 1), ())):
            one.on_click(lambda _, ns=tuple(numbers): self.choose(ns))
        inside = w.VBox(self.boxes, layout=w.Layout(max_height="34em", overflow="auto", display="block"))
        head = w.HTML(
            "<p><strong>Which paragraphs are practice?</strong> A ticked paragraph explains itself at once. The others count: their key stays with you, and the practice gives none of it away.</p>"
        )
        self.panel = w.VBox([head, w.HBox(quick, layout=w.Layout(flex_flow="row wrap")), inside, self.said])
        self._say()

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(n for n, box in enumerate(self.boxes, 1) if box.value)

    def choose(self, numbers: tuple[int, ...]) -> None:
        self.quiet = True
        for n, box in enumerate(self.boxes, 1):
            box.value = n in numbers
        self.quiet = False
        self._say()

    def _say(self, *_) -> None:
        if self.quiet:
            return
        rest = passages.rest(self.article, self.chosen)
        self.said.value = (
            f"<div role='status'><p>Practice: {passages.in_words(self.chosen)} ({passages.share(self.article, self.chosen):.0%} of the words). "
            f"Counts: {passages.in_words(rest)}.</p></div>"
        )


def build(desk: Desk) -> list[w.Widget]:
    article = desk.article()
    if article is None:
        return [w.HTML(FIRST)]
    paragraphs = Paragraphs(article)
    units = [
        w.Checkbox(value=True, description=f"{n} · {t}", indent=False)
        for n, t in ((1, "Who says so?"), (2, "The weight of words"), (3, "Can it be checked?"))
    ]
    copy = w.Checkbox(
        value=bool(article.about.get("own_copy")) or article.about["rights"] == UNKNOWN_RIGHTS,
        indent=False,
        layout=w.Layout(width="98%"),
        description="Hand it out without the text",
    )
    rights = article.about["rights"]
    warn = " <strong>No rights are stated, so without the text is the safe way.</strong>" if rights == UNKNOWN_RIGHTS else ""
    said = "" if rights == UNKNOWN_RIGHTS else f"Rights, as you wrote them: “{escape(rights.rstrip('.'))}”."
    told, packed = status(""), status("")
    look, go, pack = button("Show what would appear"), button("Publish", primary=True), button("Make the bundle for students")
    made: list[str] = []

    def numbers() -> tuple[int, ...]:
        return tuple(n for n, box in enumerate(units, 1) if box.value)

    @guarded(told)
    def on_look(_):
        _, plans = plans_for(article.slug, paragraphs.chosen, numbers(), copy.value)
        return _table(article.slug, plans, "would be")

    @guarded(told)
    def on_go(_):
        tell = lambda said: setattr(told, "value", f"<p role='status'>{escape(said)}</p>")  # noqa: E731
        done = publish(article.slug, chosen=paragraphs.chosen, numbers=numbers(), own_copy=copy.value, tell=tell)
        made[:] = done.units
        return (
            _table(article.slug, done.plans, "is")
            + f"<p>{escape(whose_key(done.markers).replace('*', ''))}</p>"
            + (f"<p>The lesson goes out without the text; its questions quote {done.quoted:.0%} of it.</p>" if copy.value else "")
            + "<p>Look at the pages as your learners get them: "
            + ", ".join(f"<a style='text-decoration:underline' href='../exercises/{n}/{n}.ipynb'>exercises/{n}</a>" for n in done.units)
            + ". Then make the bundle. Marking is as for every unit: <code>who-says-so grade</code> or nbgrader.</p>"
        )

    @guarded(packed)
    def on_pack(_):
        root = articles_folder().parent
        names = made or sorted(p.name for p in (root / "exercises").glob(f"{article.slug}_[123]"))
        if not names:
            return "<p>Publish first.</p>"
        _, archive = bundle(root / "dist", names, root)
        return f"<p>Written: <strong>dist/{archive.name}</strong>. It holds {escape(', '.join(names))}, a start page that lists them, and no sealed key.</p>"

    look.on_click(on_look)
    go.on_click(on_go)
    pack.on_click(on_pack)
    return [
        paragraphs.panel,
        w.HTML("<p><strong>Which units?</strong></p>"),
        *units,
        w.HTML(f"<p>{said}{warn} Handed out without the text, learners paste their own copy.</p>"),
        copy,
        w.HBox([look, go, pack], layout=w.Layout(flex_flow="row wrap")),
        packed,
        told,
    ]


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}…"


def _table(slug: str, plans: list[Plan], verb: str) -> str:
    parts = []
    for plan in plans:
        if plan.exercises:
            rows = ""
            for exercise in plan.exercises:
                cells = (exercise["title"], worth(exercise), *_luck(plan.proofs.get(exercise["id"])))
                rows += "<tr>" + "".join(f"<td style='text-align:left;padding-right:1.2em'>{escape(c)}</td>" for c in cells) + "</tr>"
            heads = "".join(
                f"<th scope='col' style='text-align:left;padding-right:1.2em'>{h}</th>"
                for h in ("exercise", "worth", "your key earns", "marking all earns", "nothing earns")
            )
            parts.append(
                f"<p><strong>{escape(plan.title)}</strong> ({verb} in exercises/{escape(slug)}_{plan.number})</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            )
        parts += [f"<p style='margin:.2em 0 .2em 1em'>Left out: {escape(reason)}</p>" for reason in plan.left_out]
    return "".join(parts)


def worth(exercise: dict) -> str:
    if exercise.get("manual_points"):
        return f"{exercise['manual_points']:g} points, by your hand"
    return f"{exercise['points']:g} points" if exercise.get("points") else "practice"


def _luck(proof: dict | None) -> tuple[str, str, str]:
    if not proof:
        return "no key", "–", "–"
    return (
        ("hints, tried out", "–", "–")
        if "by_hand" in proof
        else (f"{proof['right']:.0%}", f"{proof['flag_all']:.0%}", f"{proof['flag_none']:.0%}")
    )
