"""Step 1 on the page: a text comes in, its paragraphs are put right, and where it is from is written down."""

from __future__ import annotations

from html import escape

import ipywidgets as w

from helpers.articles import read_article
from helpers.errors import ArticleError
from helpers.text import some

from ..drafts import name_in_files
from ..exchange import take_in
from ..intake import check_text, from_bytes, tidy
from ..new_article import first_words, new_article
from .shared import FULL, Desk, button, guarded, own_slugs, status, uploaded

NEW = "a new article"
FIELDS = (
    ("title", "Headline", ""),
    ("date", "Date", "year-month-day, for instance 2026-11-22"),
    ("outlet", "Outlet", "who published it"),
    ("byline", "By", "who wrote it"),
    ("rights", "Rights", "who holds them, and what you may do: “© The Courier, read in class”, “CC BY 4.0”, “I wrote it”"),
    ("content_note", "Content note", "one sentence for your learners: what to expect"),
    ("language", "Language", "found out by itself; or a code such as en, de, fr"),
    ("slug", "Folder", "made from the headline; or small letters, digits, dashes"),
)


def build(desk: Desk) -> list[w.Widget]:
    choose = w.Dropdown(options=[NEW, *own_slugs()], value=desk.slug or NEW, description="Work on", **FULL)
    name = w.Text(value=desk.name, description="Your name", placeholder="stands beside your marks: first name, initials …", **FULL)
    paste = w.Textarea(
        placeholder="Paste the article here …", description="Paste", layout=w.Layout(width="98%", height="10em"), style=FULL["style"]
    )
    upload = w.FileUpload(
        accept=".txt,.md,.html,.htm,.docx,.pdf,.json", multiple=False, description="… or choose a file", layout=w.Layout(width="auto")
    )
    read_in = button("Read it in", primary=True)
    text = w.Textarea(description="Paragraphs", layout=w.Layout(width="98%", height="18em"), style=FULL["style"])
    fields = {key: w.Text(description=label, placeholder=hint, **FULL) for key, label, hint in FIELDS}
    blank = w.Checkbox(description="Without the machine reader’s suggestions", indent=False)
    make = button("Make the article", primary=True)
    told, told_new = status(""), status("")
    second = w.VBox(
        [
            w.HTML(
                "<p><strong>Look at the paragraphs.</strong> One paragraph a line; an empty line between two does no harm. Join and split lines until they are right, and take out "
                "what is not the article. The first line is its headline. Afterwards the text stays as it is, because marks stand on its letters.</p>"
            ),
            text,
            w.HTML("<p><strong>Where is it from?</strong> Only the headline is needed; learners see all of this.</p>"),
            *fields.values(),
            blank,
            make,
            told_new,
        ]
    )
    first = w.VBox([paste, w.HBox([upload, read_in], layout=w.Layout(flex_flow="row wrap"))])
    second.layout.display = "none"

    def show_read(taken, source: str) -> str:
        check_text(taken.text)
        text.value = taken.text.replace("\n", "\n\n")
        fields["title"].value = taken.about.get("title") or first_words(taken.text)
        for key in ("date", "byline", "outlet"):
            fields[key].value = taken.about.get(key, "")
        second.layout.display = ""
        notes = "".join(f" {escape(n)}" for n in taken.notes)
        return f"<p>{source}: {len(taken.text.split())} words in {some(taken.text.count(chr(10)) + 1, 'paragraph')}.{notes}</p>"

    @guarded(told)
    def on_upload(change):
        if (file := uploaded(upload, change)) is None:
            return ""
        data, file_name = file
        if file_name.lower().endswith(".json"):
            slug, said = take_in(data, file_name)
            choose.options = [NEW, *own_slugs()]
            choose.value = slug
            return f"<p>{escape(said)}</p>"
        return show_read(from_bytes(file_name, data), escape(file_name))

    @guarded(told)
    def on_read(_):
        if not paste.value.strip():
            raise ArticleError("Nothing is pasted yet.", "Paste the text above, or choose a file.")
        return show_read(tidy(paste.value), "The pasted text")

    @guarded(told_new)
    def on_make(_):
        about = {k: f.value for k, f in fields.items() if k != "slug"}
        name_in_files(name.value)
        article, notes = new_article(text.value, about, slug=fields["slug"].value.strip(), blank=blank.value)
        choose.options = [NEW, *own_slugs()]
        choose.value = article.slug
        told.value = f"<div role='status'><p><strong>The article is made: {escape(article.title)}.</strong> {' '.join(escape(n) for n in notes)} Go on with step 2.</p></div>"
        return ""

    @guarded(told)
    def on_choose(_):
        first.layout.display = "" if choose.value == NEW else "none"
        if choose.value != NEW:
            second.layout.display = "none"
        if choose.value == NEW:
            desk.choose("", name.value)
            return ""
        article = read_article(choose.value)
        desk.choose(choose.value, name.value)
        return f"<p>You work on <strong>{escape(article.title)}</strong> as “{escape(desk.annotator)}”: {some(len(article.paragraphs), 'paragraph')}, {len(article.text.split())} words.</p>"

    upload.observe(on_upload, "value")
    read_in.on_click(on_read)
    make.on_click(on_make)
    choose.observe(on_choose, "value")
    name.continuous_update = False
    name.observe(on_choose, "value")
    if choose.value != NEW:
        on_choose(None)
    return [choose, name, first, told, second]
