"""Step 5 on the page: which part is practice, whether the text is handed out, and what will appear."""
from __future__ import annotations

from html import escape

import ipywidgets as w

from ..article import articles_folder
from ..bundle import bundle
from .desk import FIRST, FULL, Desk, button, guarded, status
from .exercises import Plan
from .new_article import UNKNOWN_RIGHTS
from .publish import open_by_default, plans_for, publish, whose_key


def build(desk: Desk) -> list[w.Widget]:
    article = desk.article()
    if article is None:
        return [w.HTML(FIRST)]
    heads = [(f"paragraph {n}: {article.text[a:b][:50]}…", n) for n, (a, b) in enumerate(article.paragraphs, 1)]
    until = w.Dropdown(options=[("no practice: everything counts", 0), *heads], value=open_by_default(article), description="Practice up to", **FULL)
    units = [w.Checkbox(value=True, description=f"{n} · {t}", indent=False) for n, t in ((1, "Who says so?"), (2, "The weight of words"), (3, "Can it be checked?"))]
    copy = w.Checkbox(value=bool(article.about.get("own_copy")) or article.about["rights"] == UNKNOWN_RIGHTS, indent=False, layout=w.Layout(width="100%"),
                      description="Hand the lesson out without the text: learners paste their own copy")
    rights = article.about["rights"]
    warn = " <strong>No rights are stated, so without the text is the safe way.</strong>" if rights == UNKNOWN_RIGHTS else ""
    told = status("")
    look, go, pack = button("Show what would appear"), button("Publish", primary=True), button("Make the bundle for students")
    made: list[str] = []

    def numbers() -> tuple[int, ...]:
        return tuple(n for n, box in enumerate(units, 1) if box.value)

    @guarded(told)
    def on_look(_):
        _, plans = plans_for(article.slug, until.value, numbers(), copy.value)
        return _table(article.slug, plans, "would be")

    @guarded(told)
    def on_go(_):
        done = publish(article.slug, open_until=until.value, numbers=numbers(), own_copy=copy.value)
        made[:] = done.units
        return (_table(article.slug, done.plans, "is") + f"<p>{escape(whose_key(done.markers).replace('*', ''))}</p>"
                + (f"<p>The lesson goes out without the text; its questions quote {done.quoted:.0%} of it.</p>" if copy.value else "")
                + "<p>Look at the pages as your learners get them: " + ", ".join(f"<a href='../exercises/{n}/{n}.ipynb'>exercises/{n}</a>" for n in done.units)
                + ". Then make the bundle. Marking is as for every unit: <code>python -m helpers grade</code> or nbgrader.</p>")

    @guarded(told)
    def on_pack(_):
        root = articles_folder().parent
        names = made or sorted(p.name for p in (root / "exercises").glob(f"{article.slug}_[123]"))
        if not names:
            return "<p>Publish first.</p>"
        _, archive = bundle(root / "dist", names, root)
        return f"<p>Written: <strong>dist/{archive.name}</strong>. It holds {escape(', '.join(names))}, the lessons, and no sealed key.</p>"

    look.on_click(on_look)
    go.on_click(on_go)
    pack.on_click(on_pack)
    return [until, w.HTML("<p>The practice part explains itself at once. The rest counts: its key stays with you.</p>"), *units,
            w.HTML(f"<p>Rights, as you wrote them: {escape(rights)}{warn}</p>"), copy, w.HBox([look, go, pack], layout=w.Layout(flex_flow="row wrap")), told]


def _table(slug: str, plans: list[Plan], verb: str) -> str:
    parts = []
    for plan in plans:
        if plan.exercises:
            rows = ""
            for exercise in plan.exercises:
                proof = plan.proofs.get(exercise["id"])
                luck = (f"{proof['right']:.0%}", f"{proof['flag_all']:.0%}", f"{proof['flag_none']:.0%}") if proof else ("no key", "–", "–")
                cells = (exercise["title"], f"{exercise['points']:g} points" if exercise.get("points") else "practice", *luck)
                rows += "<tr>" + "".join(f"<td style='text-align:left'>{escape(c)}</td>" for c in cells) + "</tr>"
            heads = "".join(f"<th scope='col' style='text-align:left'>{h}</th>" for h in ("exercise", "worth", "your key earns", "marking all earns", "nothing earns"))
            parts.append(f"<p><strong>{escape(plan.title)}</strong> ({verb} in exercises/{escape(slug)}_{plan.number})</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        parts += [f"<p style='margin:.2em 0 .2em 1em'>Left out: {escape(reason)}</p>" for reason in plan.left_out]
    return "".join(parts)
