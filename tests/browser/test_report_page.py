"""The class report in Chromium: nothing runs, nothing scrolls sideways, and axe finds nothing, with a key and without one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]

import keyless_class  # noqa: E402

from helpers.authoring.publish import forget  # noqa: E402
from helpers.classbook import grade_class  # noqa: E402
from helpers.classbook.keyed_course import read_course  # noqa: E402
from helpers.classbook.report.feedback_pages import pages  # noqa: E402
from helpers.classbook.report.report import report  # noqa: E402
from helpers.classbook.report.written_page import write_answers  # noqa: E402

pytestmark = pytest.mark.browser
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
HOSTILE = [
    "<img src=x onerror=document.title='run'>",
    "<script>document.title='run'<∕script>",
    "\"><svg onload=document.title='run'>",
    "a\u202etxt.exe",
]
RUN = """async () => { const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')); }"""


@pytest.fixture(scope="module", params=["with a key", "without a key"])
def made(request, tmp_path_factory):
    """The report with names, and a page for a learner, of a class whose names and answers are hostile."""
    root = tmp_path_factory.mktemp("page")
    (root / "articles").mkdir()
    (root / "articles" / ".keep").touch()
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "without a key":
            patch.setenv("WHO_SAYS_SO_ARTICLES", str(root / "articles"))
            forget()
            read_course.cache_clear()
            keyless_class.published(root)
            solutions = str(root / "solutions")
            keyless_class.hand_in(root / "class", root, [*HOSTILE, *(f"pupil{n}" for n in range(8))])
            chosen: tuple = ()
        else:
            solutions, chosen = str(REPO / "solutions"), ("03_can_it_be_checked",)
            keyless_class.make_class.make(root / "class", 12, "nbgrader", chosen, kinds=("right", "half", "wrong", "flag_all"))
            for number, name in enumerate(HOSTILE):
                (root / "class" / f"s{number:05}").rename(root / "class" / name)
        broken = next((root / "class" / HOSTILE[0]).rglob("q1.json"))
        broken.write_text('{"schema": 1, "assignment": "' + HOSTILE[0])
        labels = next((root / "class" / HOSTILE[3]).rglob("q1.json"))
        record = json.loads(labels.read_text())
        labels.write_text(json.dumps({**record, "answer": {"spans": [{"start": 0, "end": 5, "label": HOSTILE[2]}]}}))
        grade_class.grade([str(root / "class")], root / "marks.csv", solutions, chosen)
        report(root / "marks.csv", root / "report", solutions, names=True)
        write_answers(root / "marks.csv", solutions)
        pages(root / "marks.csv", root / "pages", solutions)
    forget()
    read_course.cache_clear()
    return root


@pytest.mark.parametrize("width", [400, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_and_dead(made, browser, width, scheme):
    """axe with contrast, in both themes and at both widths; no request leaves the page, and no name or answer becomes code."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )  # with the policy lifted, only escaping protects
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    learner = next(p for p in sorted((made / "pages").iterdir()) if "onerror" in p.read_text(encoding="utf-8"))
    shown = [p for p in (made / "report" / "report.html", learner, made / "written.html") if p.is_file()]
    for path in shown:
        page.goto(path.as_uri())
        assert page.title().startswith(("What the class needs", "Your results: <img", "Written answers"))
        assert page.locator("script, img, svg[onload], iframe, link, form, [onerror]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.evaluate(AXE)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate(RUN) == []
        page.evaluate(
            "document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=\"color:#888;background:#777\">planted</p>')"
        )
        assert "color-contrast" in str(page.evaluate(RUN)), "axe must look"
    assert all(url.startswith("file:") for url in asked) and len(asked) == len(shown)
    context.close()


def test_the_first_screen_is_what_to_talk_about(made, browser):
    """On a laptop's screen, without scrolling: who is in, and the first two questions."""
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.goto((made / "report" / "report.html").as_uri())
    asks = page.locator(".few .ask")
    assert asks.count() == 3 and asks.nth(1).bounding_box()["y"] < 600
    assert page.locator("main > p").first.bounding_box()["y"] < 120
    context.close()


def test_a_learners_page_is_one_sheet_of_paper(made, browser):
    """Printed as it opens, a unit is one A4 side: points, each exercise in a line, what to look at first; the rest is folded."""
    context = browser.new_context()
    page = context.new_page()
    for path in sorted((made / "pages").iterdir()):
        page.goto(path.as_uri())
        units = page.locator(".sheet").count()
        margin = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        sides = len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4", margin=margin)))
        assert sides == max(1, units), path.name
    assert page.locator("details.part").count() > 0 and page.locator("details.part[open]").count() == 0
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert len(re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))) > 1, "what is opened is printed too"
    context.close()
