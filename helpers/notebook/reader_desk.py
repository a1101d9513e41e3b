"""The machine reader in a lesson: its suggestions on an open passage, each with its tier, its reason and the readers' votes beside it.

The reader is no key, and whoever has the kit can run it on anything. But a lesson does not do it for a learner where marks are at stake:
an exercise that counts is refused.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from helpers.articles import codebook
from helpers.errors import ExerciseError
from helpers.exercises import Exercise, article_of, key_of, read_unit

from .display import show_errors

TIERS = {"sure": "sure", "worth_a_look": "worth a look"}


@show_errors
def precision_recall(exercise_id: str) -> None:
    """Show precision and recall of the learner's own marks, in words and then as a picture, beside the machine's."""
    from IPython.display import HTML, display

    from .plots import picture

    unit = read_unit(Path.cwd())
    lines, drawn = explained(unit, unit[exercise_id]), picture("duel", unit, [unit[exercise_id]])
    display(HTML("<div class='wss-numbers' style='max-width:42rem'>" + "".join(f"<p>{escape(line)}</p>" for line in lines) + "</div>"))
    display({"text/html": drawn.html(), "text/plain": drawn.text()}, raw=True)


def explained(unit, task: Exercise) -> list[str]:
    """Return what the two numbers mean, said with the learner's own marks."""
    from .plots.reader import sides, told

    items, own, machine = sides(unit, task)
    words = lambda found: ", ".join(f"“{w}”" for w in found)  # noqa: E731
    missed = [i["text"] for i in items if i["tier"] == "core" and i["id"] not in own["hit"]]
    lines = [told("You", own)]
    if own["stray"]:
        lines.append(f"What lowers your precision: {words(m[2] for m in own['stray'])}.")
    if missed:
        lines.append(f"What lowers your recall: {words(missed)}.")
    gap = own["p"] - own["r"]
    lines.append(
        "You flag more than readers do. Before the next mark, try the plain word."
        if gap < -0.2
        else "You mark carefully and pass over a good deal. Read each sentence once more."
        if gap > 0.2
        else "The two are about even: you are neither hasty nor shy."
    )
    alone = [i["text"] for i in items if i["id"] in own["hit"] and i["id"] not in machine["hit"]]
    return [*lines, told("The machine", machine), f"You found and it did not: {words(alone)}." if alone else "It found all that you found."]


@show_errors
def suggestions(exercise_id: str) -> None:
    """Show what the machine marks as loaded in the passage of an open exercise, and why; after the learner has marked it."""
    from IPython.display import HTML, display

    from .plots.reader import sides

    unit = read_unit(Path.cwd())
    sides(unit, unit[exercise_id])
    display(HTML(as_table(suggested(unit, unit[exercise_id]))))


def suggested(unit, task: Exercise) -> list[tuple[str, ...]]:
    """Return (words, what the machine calls it, tier, its reason, readers' votes) for each suggestion, read now."""
    from helpers.reader import read

    key = None if task.sealed else key_of(unit, task)
    if key is None or task.type != "mark_language":
        raise ExerciseError(
            f"The machine’s marks are not shown for {task.id}.", "They are shown for open exercises in which loaded words are marked."
        )
    article = article_of(task)
    start, end = article.passage(*task.passage) if task.passage else (0, len(article.text))
    return [
        (
            m.span.quote,
            codebook.CATEGORIES[m.category].name,
            TIERS[m.tier],
            m.reason.replace("'", "’"),
            _votes(key, m.span.start + start, m.span.end + start),
        )
        for m in read(article.text[start:end]).language
    ]


def _votes(key: dict, start: int, end: int) -> str:
    near = [i for i in key["items"] if any(a < end and start < b for a, b in i["spans"])]
    best = max(near, key=lambda i: i["marked"], default=None)
    of = max((i["of"] for i in key["items"]), default=0)
    if best is None:
        return f"0 of {of}"
    fair = best["votes"].get("fair", 0)
    return f"{best['marked'] - fair} of {of} loaded" + (f", {fair} fair" if fair else "")


def as_table(rows: list[tuple[str, ...]]) -> str:
    heads = ("The machine marks", "calls it", "and is", "because", "readers say")
    head = "".join(f"<th scope='col' style='text-align:left'>{h}</th>" for h in heads)
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left;white-space:normal;vertical-align:top'>{escape(c)}</td>" for c in row) + "</tr>"
        for row in rows
    )
    return f"<div class='wss-suggestions' style='overflow-x:auto'><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>Read just now by the rules and lists of this copy of the kit: suggestions, no answers.</p></div>"
