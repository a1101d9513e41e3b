"""The box into which a learner pastes their own copy of an article."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from helpers.articles import articles_folder, digest, read_skeleton, reconcile
from helpers.errors import ArticleError, KitError
from helpers.output import write_whole_text

from .display import show_errors
from .widgets import Guard

DONE = "The article is here, word for word the one that was marked. Load this page anew (or choose Run → Run All Cells), and go on."


def box(slug: str) -> w.Widget:
    folder = articles_folder() / slug
    if slug not in {f.name for f in articles_folder().iterdir()}:
        raise ArticleError(f"There is no article “{slug[:60]}”.", "Fetch the lesson again from your teacher.")
    form = read_skeleton(folder)
    target = folder / "article.txt"
    try:
        there = digest(target.read_bytes().decode("utf-8")) == form["sha256"]
    except (OSError, UnicodeDecodeError):
        there = False
    told = w.HTML(f"<div role='status'><p>{DONE if there else ''}</p></div>")
    if there:
        return w.VBox([told, Guard()])
    pasted = w.Textarea(  # the label above, and tied to the box, so that a screen reader reads it
        description="The article’s text",
        placeholder="Paste the article here, from its headline to its last sentence.",
        rows=12,
        style={"description_width": "initial"},
        layout=w.Layout(width="98%", flex_flow="column"),
    )
    hint = w.HTML("<p>Quotation marks and line ends may differ; more before and after does no harm.</p>")
    go = w.Button(description="Take this text", button_style="primary", layout=w.Layout(width="max-content"))

    def take(_) -> None:
        try:
            text = reconcile(pasted.value, form)
            write_whole_text(target, text)
            told.value = f"<div role='status'><p><strong>Done.</strong> {DONE}</p></div>"
            pasted.layout.display = hint.layout.display = go.layout.display = "none"
        except (KitError, OSError) as error:
            said = (
                (error.what, error.next_step)
                if isinstance(error, KitError)
                else (f"The text could not be written ({error.strerror}).", "Check who may write in the folder articles.")
            )
            told.value = f"<div role='alert' style='border-left:6px solid;padding:4px 12px'><strong>{escape(said[0])}</strong> {escape(said[1])}</div>"

    go.on_click(take)
    return w.VBox([pasted, hint, go, told, Guard()])


@show_errors
def bring(slug: str) -> None:
    """Show the box to paste the article into; where the text is there already, a line that says so."""
    from IPython.display import display

    display(box(slug))
