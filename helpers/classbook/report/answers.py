"""What a learner answered, in the words of the page they answered on."""

from __future__ import annotations

from helpers.exercises import type_of

from ..keyed_course import Task


def fields_said(task: Task, answer: dict) -> list[tuple[str, str]]:
    """Return (question, answer) of a form, in its order, options by their names; (words, label) of a marking, in the text's order."""
    kind = type_of(task.exercise.type)
    if kind.shape == "spans":
        return [
            (task.article.text[s["start"] : s["end"]], kind.form.labels()[s["label"]].name)
            for s in sorted(answer["spans"], key=lambda s: s["start"])
        ]
    given = answer.get("fields", {})
    found = []
    for block in kind.view(task.exercise, task.article)["blocks"]:
        for field in block.get("fields") or []:
            value = given.get(field["id"])
            if value in (None, "", []):
                continue
            names = {str(o["id"]): o["name"] for o in field.get("options") or field.get("items") or []}
            said = ", ".join(names.get(str(v), str(v)) for v in (value if isinstance(value, list) else [value]))
            found.append((f"{block.get('heading', '')} {field['label']}".strip(), said))
    return found
