"""axe on what opens: the bar at a mark, the article, steps with results. WCAG 2.0 to 2.2, A to AAA, light and dark, wide and on a phone."""

import pytest
from playwright.sync_api import expect
from stub import Stub
from test_widget_marks import LABELS, ROLE, VOICE, label, text_spec
from test_widget_page import AXE, DARK
from test_widget_steps import ARTICLE, STEPS

pytestmark = pytest.mark.browser

RUN = """async () => { const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
  return r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')); }"""
VERDICTS = [{"id": f"v{i}", "name": f"Verdict {i}", "hint": f"It means {i}."} for i in range(7)]
ITEM = {
    "word": "Not this",
    "title": "Claim",
    "quote": "",
    "sentences": ["It did not.", "See E1."],
    "votes": "2 of 3",
    "next": "Look at E1.",
}


def open_marks(page, stub):
    """A mark with its bar, a label that is on, explanations, the article."""
    kinds = ("false_alarm", "miss", "boundary", "wrong_label", "contested", "found")
    items = [{**ITEM, "kind": kind, "quote": "bridge", "start": 18, "end": 24} for kind in kinds]
    stub.open(text_spec(attributes=[VOICE], labels=LABELS, check="Check", article=ARTICLE), ROLE)
    stub.put("feedback", {"headline": "You found 1 of 4.", "note": "A note.", "measures": ["In words."], "items": items, "n": "", "rev": 0})
    label(page, "Named").click()
    page.get_by_role("button", name="Read the article").click()
    page.locator("mark.wss-mark").click(force=True)
    expect(page.locator(".wss-markbar")).to_be_visible()


def open_steps(page, stub):
    """Chips with their meaning, the overview in all its states, results under questions, the article."""
    spec = {**STEPS, "article": ARTICLE}
    spec["blocks"] = [dict(b) for b in spec["blocks"]]
    spec["blocks"][1]["fields"] = [{**spec["blocks"][1]["fields"][0], "options": VERDICTS}, *spec["blocks"][1]["fields"][1:]]
    stub.open(spec, {"fields": {"a1": "v1"}})
    items = [{**ITEM, "kind": "wrong", "field": "a1"}, {**ITEM, "kind": "right", "field": "b1"}]
    stub.put("feedback", {"headline": "1 of 2 are right.", "note": "", "measures": [], "items": items, "n": "", "rev": 0})
    if page.viewport_size["width"] < 500:  # the overview is folded there, so that the question stands on the first screen
        page.get_by_role("button", name="All questions").click()
    page.get_by_role("button", name="Claim A, Day 1").click()
    if page.viewport_size["width"] < 500:
        expect(page.get_by_role("toolbar", name="All questions")).to_be_hidden()  # a jump folds it again
        page.get_by_role("button", name="All questions").click()
    page.get_by_role("button", name="Read the article").click()


@pytest.mark.parametrize("width", [1280, 400])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("opened", [open_marks, open_steps], ids=["marks", "steps"])
def test_axe_finds_nothing_in_what_opens(page, stub, opened, theme, width):
    """Everything unfolded; a planted fault proves that axe looks."""
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, stub)
    if theme == "dark":
        page.evaluate(DARK)
    page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []
    page.evaluate(
        "() => document.querySelector('.wss-main').insertAdjacentHTML('afterbegin', '<p style=\"color:#777;background:#888\">low</p>')"
    )
    assert any("color-contrast" in v for v in page.evaluate(RUN))


SHOWN = """([css, part]) => [...document.querySelectorAll(css)].map((n) => { const s = getComputedStyle(n, part);
  return { line: part ? s.maskImage : s.backgroundImage, on: part ? getComputedStyle(n.parentElement).backgroundColor : s.backgroundColor, ink: part ? s.backgroundColor : s.color,
    kept: s.forcedColorAdjust, high: part ? parseFloat(s.height) : parseFloat(s.paddingBottom) }; })"""
BARE = """(lines) => lines.map((x) => x.replace(/rgba?\\([^)]*\\)/g, (c) => /^rgba.*, 0\\)$/.test(c) ? 'gap' : 'ink'))"""


def test_without_colours_each_label_keeps_a_line_of_its_own(page, stub):
    """In forced colours, of as many labels as there can be: the lines of marks in the text, and of the labels that name them, differ in form alone, and are the same."""
    many = [{"id": f"l{i}", "name": f"A label {i}"} for i in range(12)]
    marks = [{"id": str(i), "start": 3 * i, "end": 3 * i + 2, "label": f"l{i}", "attrs": {}} for i in range(12)]
    page.emulate_media(forced_colors="active")
    try:
        stub.open(text_spec("ab " * 12, labels=many), {"spans": marks})
        expect(page.locator("mark.wss-mark")).to_have_count(12)
        label(page, "A label 11").click()  # one that is on, too
        in_text, of_labels = page.evaluate(SHOWN, ["mark.wss-mark", None]), page.evaluate(SHOWN, [".wss-label-name", "::after"])
        forms = [page.evaluate(BARE, [x["line"] for x in shown]) for shown in (in_text, of_labels)]
        assert len(set(forms[0])) == 12 and all("ink" in f for f in forms[0])
        assert forms[0] == forms[1]
        for x in (*in_text, *of_labels):
            assert x["kept"] == "none" and x["ink"] != x["on"] and x["high"] >= 4, x
        ink = page.evaluate(
            "() => { const s = getComputedStyle(document.querySelector('mark.wss-mark')); return [s.backgroundImage, s.color]; }"
        )
        assert ink[1] in ink[0]  # the line is drawn in the colour of the text
    finally:
        page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("opened", [open_marks, open_steps], ids=["marks", "steps"])
def test_targets_on_a_phone_are_large(page, stub, opened):
    """44 pixels high for every button, chip and list."""
    page.set_viewport_size({"width": 400, "height": 800})
    opened(page, stub)
    small = page.locator("#host :is(button, select, summary, .wss-chip, .wss-option)").evaluate_all(
        "n => n.filter((x) => x.checkVisibility() && x.getBoundingClientRect().height < 44).map((x) => x.outerHTML)"
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 400


def test_a_finger_taps_a_word_a_label_and_the_mark(browser):
    """Touch: tap a word, tap a label, tap the mark, choose what is asked."""
    context = browser.new_context(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    stub = Stub(page).open(text_spec(attributes=[VOICE]))
    from test_widget_marks import PLACE

    (x, y), (end, _) = page.evaluate(PLACE, "bridge")
    page.touchscreen.tap((x + end) / 2, y)
    page.wait_for_function("() => document.querySelector('.wss-text').contains(getSelection().anchorNode)")
    page.get_by_role("button", name="Vague").tap()
    assert stub.quotes == [("vague", "bridge")]
    page.locator(".wss-markbar .wss-chip", has_text="Reported").tap()
    assert stub.get("s.value.spans[0].attrs") == {"voice": "reported"}
    context.close()
