"""An article whose every field is hostile, published and marked: nothing of it lives, and nothing is fetched, on any page that shows it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile_notebook import EVIL, MARKDOWN, RUN, live
from nbconvert.filters import markdown2html
from own_article import SHELTER
from test_own_article_nbgrader import MARK, SUBMIT, bare_kit, run

from helpers.text import as_markdown

pytestmark = pytest.mark.nbgrader
BAD = " ".join(" ".join(MARKDOWN.values()).split()) + f" | {EVIL}/bare www.evil.test a@evil.test ~~x~~ `code` \\(x\\) $y$"
UNIT = "shelter_1"


@pytest.fixture(scope="module")
def kit(tmp_path_factory) -> Path:
    folder = bare_kit(tmp_path_factory.mktemp("hostile") / "kit")
    (folder / "a.txt").write_text(f"{SHELTER}\n\n{BAD}\n", encoding="utf-8")
    fields = [x for name in ("outlet", "byline", "rights", "content-note") for x in (f"--{name}", f"{name} {BAD}")]
    run(folder, "-m", "helpers", "new-article", "a.txt", "--slug", "shelter", "--title", f"Council {BAD}", *fields)
    run(folder, "-c", MARK)
    run(folder, "-m", "helpers", "publish", "shelter")
    run(folder, "-c", SUBMIT.format(units=(UNIT,), who=("right", "half", "wrong")))
    run(folder, "-m", "helpers", "grade", "submitted", "--unit", UNIT, "--out", "marks.csv")
    run(folder, "-m", "helpers", "report", "marks.csv", "--out", "report")
    run(folder, "-m", "helpers", "feedback", "marks.csv", "--out", "pages")
    run(folder, "nbgrader", "generate_assignment", UNIT, "--force")
    run(folder, "nbgrader", "autograde", UNIT)
    run(folder, "nbgrader", "generate_feedback", UNIT)
    return folder


def shown(path: Path) -> str:
    """A notebook's words and HTML outputs, as nbconvert writes them."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    words = [markdown2html("".join(c["source"])) for c in cells if c["cell_type"] == "markdown"]
    return "\n".join(words + ["".join(o["data"].get("text/html", "")) for c in cells for o in c.get("outputs", []) if "data" in o])


def test_nothing_lives_in_a_notebook(kit):
    """Solved, released, marked: the headline and the content note are words."""
    pages = [p for top in ("solutions", "exercises", "autograded") for p in (kit / top).rglob("*.ipynb")]
    assert len(pages) >= 3 * 2
    for page in pages:
        html = shown(page)
        assert live(html) == [] and "<img" not in html, page
    opening = markdown2html("".join(json.loads((kit / "exercises" / UNIT / f"{UNIT}.ipynb").read_text())["cells"][0]["source"]))
    assert "alert(1)" in opening and EVIL in opening.replace("&#58;", ":").replace("<span>", "").replace("</span>", ""), (
        "the words are there to be read"
    )


def test_nothing_lives_on_a_page(kit):
    """The class's report, the learners' pages, nbgrader's feedback."""
    pages = [p for top in ("report", "pages", "feedback") for p in (kit / top).rglob("*.html")]
    assert len(pages) >= 1 + 3 + 3
    for page in pages:
        html = page.read_text(encoding="utf-8")
        found = [
            one for one in live(html) if RUN in one or "evil" in one or " on" in one or "<iframe" in one or "<base" in one or "<form" in one
        ]
        assert found == [], page
        assert f"<script>{RUN}" not in html and "<img src=x" not in html and f"<style>@import '{EVIL}" not in html


def test_the_article_as_a_cell_shows_it(kit):
    """Title, outlet, note, rights and text in a lesson; no formula is made of it either."""
    code = (
        "from helpers.articles import read_article; from helpers.notebook import article_html; print(article_html(read_article('shelter')))"
    )
    html = subprocess.run(
        [sys.executable, "-c", code],
        cwd=kit,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(kit), "PATH": "/usr/bin:/bin"},
    ).stdout
    assert live(html) == [] and "<img" not in html and "mathjax_ignore" in html and "onerror" in html


@pytest.mark.parametrize(
    "text", [BAD, *MARKDOWN.values(), "![a](http://x/y.png)", "[a]: http://x", "# x", "a | b", "$$x$$", "\\begin{x}", "a\n\n<b>"]
)
def test_a_line_reads_the_same(text):
    """For Markdown the words are words: rendered and read again, the same line."""
    from hostile_notebook import words

    html = markdown2html(f"x {as_markdown(text)}")
    assert live(html) == [] and words(html).split() == ["x", *text.split()]
    assert "$" not in as_markdown(text) and "\\" not in as_markdown(text)


def test_plain_titles_stay_plain():
    """What a usual headline holds is written as it is."""
    usual = "Council closes shelter: “nobody was turned away”, says Ms Adeyemi (46) – 3.5 % fewer beds; what’s next?"
    assert as_markdown(usual) == usual
