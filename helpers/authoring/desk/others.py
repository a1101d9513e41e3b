"""Steps 3 and 4 on the page: a second marker by file, and the reasons for the marks."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from helpers.articles import read_passes
from helpers.notebook import ExerciseWidget

from .. import drafts
from ..compare import as_html
from ..drafts import Draft, place
from ..exchange import invitation, pass_file, take_in, write_file
from ..new_article import read_suggestions
from .marks import ASK, LABELS, notes_form
from .models import model_form
from .shared import FIRST, Desk, button, guarded, out_folder, status, uploaded


def build_exchange(desk: Desk) -> list[w.Widget]:
    article = desk.article()
    if article is None:
        return [w.HTML(FIRST)]
    told, table = status(""), status("")
    invite, mine, compare = (
        button("Make the file for a second marker"),
        button("Make the file with my marks"),
        button("Compare the markers", primary=True),
    )
    upload = w.FileUpload(accept=".json", multiple=False, description="Take in a marker’s file", layout=w.Layout(width="auto"))

    @guarded(told)
    def on_invite(_):
        return _link(
            f"{article.slug}-to-mark.json",
            invitation(article),
            "Your second marker needs this kit, opens this notebook, and chooses this file in step 1.",
        )

    @guarded(told)
    def on_mine(_):
        return _link(
            f"{article.slug}-marks-{desk.annotator}.json", pass_file(article, desk.annotator), "Send it to whoever publishes the lesson."
        )

    @guarded(told)
    def on_upload(change):
        if (file := uploaded(upload, change)) is None:
            return ""
        data, name = file
        _, said = take_in(data, name, article, keep_draft_of=desk.annotator)
        table.value = as_html(article, read_passes(article))
        return f"<p>{escape(said)}</p>"

    @guarded(table)
    def on_compare(_):
        return as_html(article, read_passes(article))

    invite.on_click(on_invite)
    mine.on_click(on_mine)
    compare.on_click(on_compare)
    upload.observe(on_upload, "value")
    row = w.Layout(flex_flow="row wrap")
    return [w.HBox([invite, upload, mine], layout=row), told, compare, table]


def _link(name: str, value: dict, what: str) -> str:
    path = write_file(out_folder(), name, value)
    return f"<p>Written: <strong>out/own_article/{escape(path.name)}</strong> in the kit’s folder (on a server: find it on the left, right-click, Download). {escape(what)}</p>"


def build_reasons(desk: Desk) -> list[w.Widget]:
    draft = desk.draft()
    if draft is None:
        return [w.HTML(FIRST)]
    load, place_for = button("Show my marks, to write reasons", primary=True), w.VBox()

    def on_load(_):
        mine = drafts.read_draft(draft.article, draft.annotator)
        place_for.children = (
            [_reason_form(mine), *model_form(mine)]
            if any(mine.spans.values())
            else [w.HTML("<p>There are no marks of yours yet: step 2.</p>")]
        )

    load.on_click(on_load)
    return [load, place_for]


def _reason_form(draft: Draft) -> ExerciseWidget:
    article, suggested = draft.article, {place(m["layer"], m): m["note"] for m in read_suggestions(draft.article)}
    blocks = []
    for layer, spans in draft.spans.items():
        fields = []
        for span in sorted(spans, key=lambda s: s["start"]):
            here = place(layer, span)
            label, words = LABELS[layer][span["label"]], article.text[span["start"] : span["end"]]
            fields.append(
                {
                    "id": here,
                    "kind": "line",
                    "label": f"“{words if len(words) < 90 else words[:87] + '…'}”: {label.name}",
                    "maxlength": 300,
                    "optional": True,
                    "help": f"If you write nothing: {suggested.get(here) if here in draft.taken and suggested.get(here) else label.rule}",
                }
            )
        if fields:
            blocks.append({"id": layer, "heading": ASK[layer][0], "body": [], "fields": fields})
    return notes_form(
        draft,
        "own-reasons",
        "Why?",
        "One sentence for the learner who misses it. Where you write nothing, the line under the question is said: "
        "the machine reader’s reason where you took its mark over, else the rule of the codebook.",
        blocks,
    )
