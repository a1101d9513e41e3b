"""Marking words by mouse, keyboard and touch as a person does it: the module alone in an empty page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TEXT = "A source said the bridge was safe.\n“Nobody was hurt,” said the mayor. Later, a source said it was not."
LABELS = [{"id": "vague", "name": "Vague"}, {"id": "role", "name": "Role only"}, {"id": "named", "name": "Named"}]
VOICE = {"id": "voice", "name": "Voice", "options": [{"id": "quote", "name": "Quoted"}, {"id": "reported", "name": "Reported"}]}
ROLE = {"spans": [{"id": "1", "start": 18, "end": 24, "label": "role", "attrs": {}}]}
PLACE = """(words) => { const w = document.createTreeWalker(document.querySelector('.wss-text'), 4);
  for (let x = w.nextNode(); x; x = w.nextNode()) { const i = x.data.indexOf(words); if (i < 0) continue;
    const r = document.createRange(); r.setStart(x, i); r.setEnd(x, i + words.length); const c = r.getBoundingClientRect(), y = c.top + c.height / 2;
    return [[c.left + 1, y], [c.right - 1, y]]; } }"""


def text_spec(text=TEXT, labels=LABELS, **more):
    return {"shape": "spans", "text": text, "offset": 0, "labels": labels, "attributes": [], **more}


def drag(page, words, start=None):
    """A real drag with the mouse over words, from another place if one is given."""
    a, b = page.evaluate(PLACE, words)
    page.mouse.move(*(start or a))
    page.mouse.down()
    page.mouse.move(*a, steps=4)
    page.mouse.move(*b, steps=4)
    page.mouse.up()


def test_what_else_is_asked_stands_at_the_mark(page, stub):
    """By keyboard: label, Tab, choose; a mark without it is not finished."""
    stub.open(text_spec(attributes=[VOICE]))
    stub.select("bridge")
    stub.press("1")
    bar = page.get_by_role("group", name="About the mark “bridge”")
    expect(bar).to_contain_text("Still to choose: Voice.")
    expect(page.get_by_role("heading", name="Your marks (1): 1 not finished")).to_be_visible()
    stub.press("Tab")
    expect(bar.get_by_role("radio", name="Quoted")).to_be_focused()
    stub.press("Space")
    assert stub.get("s.value.spans[0].attrs") == {"voice": "quote"}
    expect(bar).not_to_contain_text("Still to choose")
    expect(page.get_by_role("heading", name="Your marks (1)", exact=True)).to_be_visible()
    stub.press("ArrowRight")
    assert stub.get("s.value.spans[0].attrs") == {"voice": "reported"}
    stub.press("Escape")
    expect(page.locator(".wss-text")).to_be_focused()


def test_what_is_asked_at_the_mark_is_chosen_by_mouse(page, stub):
    """A press on the words beside the button counts, and the bar stays for the next question."""
    stub.open(text_spec(attributes=[VOICE]))
    stub.select("bridge")
    stub.press("1")
    page.locator(".wss-markbar .wss-chip", has_text="Reported").get_by_text("Reported").click()
    assert stub.get("s.value.spans[0].attrs") == {"voice": "reported"}
    expect(page.get_by_role("group", name="About the mark “bridge”")).to_be_visible()


def test_after_labelling_the_selection_is_gone_and_the_mark_is_seen(page, stub):
    """Nothing covers the new mark: neither the selection nor the bar, where nothing more is asked."""
    stub.open(text_spec())
    stub.select("bridge")
    stub.press("1")
    assert page.evaluate("() => getSelection().isCollapsed")
    expect(page.locator(".wss-markbar")).to_be_hidden()
    stub.select("safe")
    stub.press("2")
    assert stub.quotes == [("vague", "bridge"), ("role", "safe")]


def test_marked_words_selected_again_get_the_other_label_and_undo_brings_back(page, stub):
    """Never a silent second mark."""
    stub.open(text_spec(), ROLE)
    stub.select("bridge")
    stub.press("3")
    assert stub.quotes == [("named", "bridge")]
    stub.press("Control+z")
    assert stub.quotes == [("role", "bridge")]


def test_a_label_can_be_kept(page, stub):
    """Then each drag marks at once; Escape lets go."""
    stub.open(text_spec())
    page.get_by_role("button", name="Keep label").click()
    page.get_by_role("button", name="Named").click()
    expect(page.get_by_role("button", name="Keeping: Named")).to_have_attribute("aria-pressed", "true")
    drag(page, "bridge")
    page.wait_for_function("() => window.model.s.value.spans.length === 1")
    drag(page, "mayor")
    page.wait_for_function("() => window.model.s.value.spans.length === 2")
    assert stub.quotes == [("named", "bridge"), ("named", "mayor")]
    stub.press("Escape")
    expect(page.get_by_role("button", name="Keep label")).to_have_attribute("aria-pressed", "false")


def test_a_drag_that_began_outside_the_text_counts(page, stub):
    """From the margin left of the text into the first words."""
    stub.open(text_spec())
    box = page.locator(".wss-text").bounding_box()
    drag(page, "A source", start=(box["x"] - 8, box["y"] + 30))
    page.wait_for_function("() => getSelection().toString().includes('source')")
    stub.press("1")
    assert stub.quotes == [("vague", "A source")]


def test_a_sentence_number_takes_the_sentence(page, stub):
    """By mouse and by the key S; the numbers are no part of the text."""
    stub.open(text_spec())
    numbers = page.locator(".wss-n")
    assert numbers.evaluate_all("n => n.map((x) => x.dataset.n)") == ["1", "2", "3"]
    numbers.nth(2).click()
    stub.press("2")
    assert stub.quotes == [("role", "Later, a source said it was not.")]
    stub.press("Control+Home", "s", "3")
    assert stub.quotes == [("named", "A source said the bridge was safe."), ("role", "Later, a source said it was not.")]
    assert page.locator(".wss-text").text_content() == TEXT


@pytest.mark.parametrize(("width", "height"), [(400, 800), (683, 384)])
def test_labels_take_one_line_and_leave_half_the_window_to_the_text(page, stub, width, height):
    """A phone, and 1366 × 768 at 200 %; arrows reach the hidden labels."""
    page.set_viewport_size({"width": width, "height": height})
    labels = [{"id": f"l{i}", "name": f"A rather long label {i}"} for i in range(1, 10)]
    stub.open(text_spec("\n".join(f"Line {i} of a long text." for i in range(60)), labels=labels))
    assert page.locator(".wss-label").evaluate_all("n => new Set(n.map((x) => Math.round(x.getBoundingClientRect().top))).size") == 1
    page.locator(".wss-text").evaluate("n => n.scrollIntoView({ block: 'center' })")
    covered = page.evaluate("() => Math.max(0, document.querySelector('.wss-bar').getBoundingClientRect().bottom)")
    assert covered <= height / 2
    page.get_by_role("button", name="More labels").click()
    page.wait_for_function("() => document.querySelector('.wss-palette').scrollLeft > 50")


def test_few_tabs_to_the_first_label_and_one_from_the_text_to_check(page, stub):
    """At most 5 from the top of the page."""
    article = {"title": "T", "paragraphs": [], "asked": {}}
    stub.open(text_spec(check="Check", article=article, labels=[{**x, "hint": "Hint."} for x in LABELS]))
    tabs = 0
    while tabs < 7 and not page.evaluate("() => document.activeElement.classList.contains('wss-label')"):
        stub.press("Tab")
        tabs += 1
    assert tabs <= 5
    page.locator(".wss-text").focus()
    stub.press("Tab")
    expect(page.get_by_role("button", name="Check", exact=True)).to_be_focused()


TWO = {"joins": ["and"], "not_for": ["named"], "ask": "One source here, or two?", "one": "One", "each": "Two: mark each"}


def test_two_sources_in_one_selection_are_asked_about(page, stub):
    """Two marks come of it, or one stays; one undo takes the two back; what was said before is not asked again."""
    stub.open(text_spec("A driver and a guard said it was safe. Nobody and nothing moved.", two=TWO))
    question = page.get_by_role("group", name="One source here, or two?")
    stub.select("A driver and a guard")
    stub.press("2")
    expect(question).to_be_visible()
    question.get_by_role("button", name="Two: mark each").click()
    assert stub.quotes == [("role", "A driver"), ("role", "a guard")]
    expect(question).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    assert stub.quotes == [("role", "A driver and a guard")]
    stub.select("A driver and a guard")
    question.get_by_role("button", name="One", exact=True).click()
    expect(question).to_be_hidden()
    stub.select("A driver and a guard")
    expect(page.get_by_role("group", name="About the mark")).to_be_visible()
    expect(question).to_be_hidden()
    stub.select("Nobody and nothing")  # a label that marks statements
    stub.press("3")
    expect(question).to_be_hidden()
    assert stub.quotes[1] == ("named", "Nobody and nothing")


def test_the_bar_at_a_mark_never_covers_check(page, stub):
    """At the last words it stands above them, or the text makes room; once it is answered, or by Escape, it goes."""
    spec = text_spec("A driver and a guard said it was safe. Nobody moved.\n\nThis was seen by a clerk and a cook.", two=TWO)
    for text, words in ((spec["text"], "a clerk and a cook"), ("A driver and a guard said so.", "A driver and a guard")):
        stub.open({**spec, "text": text, "check": "Check"})
        stub.select(words)
        stub.press("2")
        bar, check = page.get_by_role("group", name="About the mark"), page.get_by_role("button", name="Check", exact=True)
        expect(bar).to_be_visible()
        check.click()  # nothing lies over it, and it does not move away under the press
        stub.page.wait_for_function("() => window.model.asks === 1")
        stub.select(words)
        expect(bar).to_be_visible()
        bar.get_by_role("button", name="One", exact=True).click()
        expect(bar).to_be_hidden()
        expect(page.locator(".wss-text")).to_be_focused()
        stub.select(words)
        expect(bar).to_be_visible()
        stub.press("Escape")
        expect(bar).to_be_hidden()
