"""Marking words by mouse, keyboard and touch as a person does it: the module alone in an empty page."""

import pytest
from playwright.sync_api import expect
from stub import Stub

pytestmark = pytest.mark.browser

TEXT = "A source said the bridge was safe.\n“Nobody was hurt,” said the mayor. Later, a source said it was not."
LABELS = [{"id": "vague", "name": "Vague"}, {"id": "role", "name": "Role only"}, {"id": "named", "name": "Named"}]
VOICE = {"id": "voice", "name": "Voice", "options": [{"id": "quote", "name": "Quoted"}, {"id": "reported", "name": "Reported"}]}
ROLE = {"spans": [{"id": "1", "start": 18, "end": 24, "label": "role", "attrs": {}}]}
PLACE = """(words) => { const w = document.createTreeWalker(document.querySelector('.wss-text'), 4);
  for (let x = w.nextNode(); x; x = w.nextNode()) { const i = x.data.indexOf(words); if (i < 0) continue;
    const r = document.createRange(); r.setStart(x, i); r.setEnd(x, i + words.length); const c = r.getBoundingClientRect(), y = c.top + c.height / 2;
    return [[c.left + 1, y], [c.right - 1, y]]; } }"""

# A finger's tap without what the browser does after it; then the browser's own focus and caret.
FINGER = """([a, b]) => { const x = (a[0] + b[0]) / 2, y = a[1], on = document.elementFromPoint(x, y);
  for (const name of ['pointerdown', 'pointerup']) on.dispatchEvent(new PointerEvent(name, { bubbles: true, pointerType: 'touch', clientX: x, clientY: y })); }"""
LATE_CARET = """() => new Promise((seen) => { document.addEventListener('selectionchange', () => seen(), { once: true });
  document.querySelector('.wss-text').focus(); const words = document.createTreeWalker(document.querySelector('.wss-text mark'), 4).nextNode();
  getSelection().collapse(words, 2); })"""


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


def label(page, name):
    return page.get_by_role("toolbar", name="Labels for the selected words").get_by_role("button", name=name)


def marked(page, number):
    """Wait until so many marks are stored: a press is followed by the browser's own selection a moment later."""
    page.wait_for_function("(n) => window.model.s.value.spans.length === n", arg=number)


class TestLabelFirst:
    """A label pressed while nothing is selected is on, and one gesture makes a mark; who selects first is served as before."""

    def test_each_drag_marks_until_it_is_let_go(self, page, stub):
        """The label that is on is plain to see; another one takes over and leaves the mark just made alone; Escape lets go, wherever the focus is."""
        stub.open(text_spec())
        label(page, "Named").click()
        expect(label(page, "Named")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".wss-here")).to_contain_text("Named is on. Select words: they get it at once.")
        expect(page.locator("[role=status].wss-sr")).to_have_text("Named is on: words that you select get it. Escape lets go.")
        drag(page, "bridge")
        marked(page, 1)
        expect(page.locator(".wss-here")).to_contain_text("Marked Named: bridge")
        drag(page, "mayor")
        marked(page, 2)
        label(page, "Vague").click()
        expect(label(page, "Named")).to_have_attribute("aria-pressed", "false")
        drag(page, "safe")
        marked(page, 3)
        assert stub.quotes == [("named", "bridge"), ("vague", "safe"), ("named", "mayor")]
        page.get_by_role("button", name="Larger letters").focus()
        stub.press("Escape")
        expect(label(page, "Vague")).to_have_attribute("aria-pressed", "false")
        drag(page, "source")
        expect(page.locator(".wss-here")).to_contain_text("Selected: source")
        assert len(stub.quotes) == 3

    def test_pressed_again_it_is_let_go_and_so_by_its_own_button(self, page, stub):
        """Two ways that need no key."""
        stub.open(text_spec())
        for let_go in (label(page, "Role only"), page.get_by_role("button", name="Let go")):
            label(page, "Role only").click()
            expect(label(page, "Role only")).to_have_attribute("aria-pressed", "true")
            let_go.click()
            expect(label(page, "Role only")).to_have_attribute("aria-pressed", "false")
            expect(page.get_by_role("button", name="Let go")).to_be_hidden()

    def test_a_double_click_marks_a_word_and_a_click_none(self, page, stub):
        """Nor one by a hand that shakes; a mark made by mistake is gone by one press."""
        stub.open(text_spec())
        label(page, "Named").click()
        (x, y), (end, _) = page.evaluate(PLACE, "bridge")
        page.mouse.click((x + end) / 2, y)
        page.mouse.move((x + end) / 2, y)
        page.mouse.down()
        page.mouse.move((x + end) / 2 + 3, y)
        page.mouse.up()
        page.mouse.dblclick((x + end) / 2 - 8, y)
        marked(page, 1)
        assert stub.quotes == [("named", "bridge")]
        page.get_by_role("button", name="Undo").click()
        assert stub.quotes == []

    def test_a_mark_is_looked_at_and_given_another_label(self, page, stub):
        """A click on it asks about it and marks nothing; the label that is on stays."""
        stub.open(text_spec(), ROLE)
        label(page, "Named").click()
        page.locator("mark").click()
        expect(page.get_by_role("group", name="About the mark “bridge”")).to_be_visible()
        label(page, "Vague").click()
        assert stub.quotes == [("vague", "bridge")]
        expect(label(page, "Named")).to_have_attribute("aria-pressed", "true")

    def test_what_is_selected_already_gets_the_label_that_is_pressed(self, page, stub):
        """Also while another one is on; and a label pressed for a selection is not on afterwards where none was."""
        stub.open(text_spec())
        stub.select("bridge")
        label(page, "Role only").click()
        expect(label(page, "Role only")).to_have_attribute("aria-pressed", "false")
        expect(page.locator(".wss-here")).to_contain_text("Marked Role only: bridge Another label changes it.")
        label(page, "Vague").click()
        assert stub.quotes == [("vague", "bridge")]  # a slip is put right at once
        label(page, "Role only").click()
        drag(page, "mayor")
        expect(page.locator(".wss-here")).to_contain_text("Selected: mayor")
        label(page, "Named").click()
        assert stub.quotes == [("role", "bridge"), ("named", "mayor")]
        page.mouse.click(*page.evaluate(PLACE, "Later")[1])  # a caret in a word is no selection of the mouse
        label(page, "Vague").click()
        stub.select("safe")
        label(page, "Named").click()
        assert stub.quotes == [("role", "bridge"), ("named", "safe"), ("named", "mayor")]
        expect(label(page, "Named")).to_have_attribute("aria-pressed", "true")

    def test_what_is_asked_at_the_mark_is_still_asked(self, page, stub):
        """Then the next label is meant for the next words."""
        stub.open(text_spec(attributes=[VOICE]))
        label(page, "Named").click()
        drag(page, "bridge")
        bar = page.get_by_role("group", name="About the mark")
        bar.get_by_text("Reported").click()
        expect(bar).to_be_hidden()  # answered; it would lie over the next words
        drag(page, "mayor")
        marked(page, 2)
        expect(bar).to_be_visible()
        label(page, "Vague").click()
        expect(bar).to_be_hidden()
        drag(page, "safe")
        marked(page, 3)
        assert stub.quotes == [("named", "bridge"), ("vague", "safe"), ("named", "mayor")]
        assert stub.get("s.value.spans[0].attrs") == {"voice": "reported"}

    def test_by_keyboard(self, page, stub):
        """Enter on the label, then in the text Enter for what is selected."""
        stub.open(text_spec())
        label(page, "Named").focus()
        stub.press("Enter")
        expect(label(page, "Named")).to_have_attribute("aria-pressed", "true")
        page.locator(".wss-text").focus()
        stub.press("Control+Home", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "Enter")
        assert stub.quotes == [("named", "A source")]

    def test_by_touch_a_tap_marks_a_word(self, browser):
        """And one that only sends the bar away marks nothing."""
        context = browser.new_context(has_touch=True, viewport={"width": 400, "height": 800})
        try:
            page = context.new_page()
            stub = Stub(page).open(text_spec(), ROLE)
            label(page, "Named").tap()
            tap = lambda words: (lambda a, b: page.touchscreen.tap((a[0] + b[0]) / 2, a[1]))(*page.evaluate(PLACE, words))
            tap("mayor")
            marked(page, 2)
            expect(page.locator(".wss-markbar")).to_be_hidden()
            expect(page.locator(".wss-here")).to_contain_text("Marked Named: mayor")
            tap("bridge")
            expect(page.get_by_role("group", name="About the mark “bridge”")).to_be_visible()
            tap("source")
            expect(page.get_by_role("group", name="About the mark “bridge”")).to_be_hidden()
            assert stub.quotes == [("role", "bridge"), ("named", "mayor")]
        finally:
            context.close()

    def test_the_caret_that_comes_late_after_a_tap_lays_no_bar_over_the_next_words(self, page, stub):
        """A phone, or a busy machine, focuses and sets its caret after the word is marked; a second tap, which moves no caret, asks about the mark."""
        stub.open(text_spec())
        label(page, "Named").click()
        finger = lambda: page.evaluate(FINGER, page.evaluate(PLACE, "mayor"))
        finger()
        marked(page, 1)
        page.evaluate(LATE_CARET)
        expect(page.locator(".wss-markbar")).to_be_hidden()
        expect(page.locator(".wss-here")).to_contain_text("Marked Named: mayor")
        finger()
        expect(page.get_by_role("group", name="About the mark “mayor”")).to_be_visible()
        assert stub.quotes == [("named", "mayor")]


def test_a_mark_moves_no_word_of_the_text(page, stub):
    """Its key stands over its first letters: nothing after it hops to the next line."""
    page.set_viewport_size({"width": 500, "height": 700})
    stub.open(text_spec("\n".join([TEXT] * 3)))
    places = """() => { const found = []; const w = document.createTreeWalker(document.querySelector('.wss-text'), 4);
      for (let x = w.nextNode(); x; x = w.nextNode()) for (const m of x.data.matchAll(/\\p{L}+/gu)) {
        const r = document.createRange(); r.setStart(x, m.index); r.setEnd(x, m.index + m[0].length); const c = r.getBoundingClientRect(); found.push([Math.round(c.left), Math.round(c.top)]); }
      return found; }"""
    before = page.evaluate(places)
    for words, key in (("source", "1"), ("source said the", "2"), ("mayor", "3")):
        stub.select(words)
        stub.press(key)
    assert len(stub.quotes) == 3
    assert page.evaluate(places) == before


def test_the_list_of_marks_is_passed_by_one_press(page, stub):
    """Three Tab stops a mark are there for those who want them."""
    marks = [{"id": str(i), "start": s, "end": e, "label": "role", "attrs": {}} for i, (s, e) in enumerate([(2, 8), (18, 24), (29, 33)])]
    stub.open(text_spec(), {"spans": marks})
    skip = page.get_by_role("button", name="Past the list of marks")
    skip.focus()
    expect(skip).to_be_in_viewport()
    stub.press("Enter")
    expect(page.get_by_text("End of your marks.")).to_be_focused()
    stub.press("Tab")
    assert page.evaluate("() => !document.querySelector('.wss-marks').contains(document.activeElement)")


def test_who_comes_into_the_text_by_tab_is_asked_nothing(page, stub):
    """The caret stands at the first mark by chance; moved, it tells about the mark."""
    stub.open(text_spec(), {"spans": [{"id": "1", "start": 0, "end": 8, "label": "role", "attrs": {}}]})
    label(page, "Vague").focus()
    while not page.evaluate("() => document.activeElement.classList.contains('wss-text')"):
        stub.press("Tab")
    page.wait_for_function("() => getSelection().anchorNode && document.querySelector('.wss-text').contains(getSelection().anchorNode)")
    bar = page.get_by_role("group", name="About the mark")
    expect(bar).to_be_hidden()
    stub.press("ArrowRight")
    expect(bar).to_be_visible()


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
    page.get_by_role("button", name="All 9 labels").click()
    expect(label(page, "A rather long label 9")).to_be_in_viewport()
    label(page, "A rather long label 9").click()  # and is on, in the one line again, where it can be seen
    assert page.locator(".wss-label").evaluate_all("n => new Set(n.map((x) => Math.round(x.getBoundingClientRect().top))).size") == 1
    expect(label(page, "A rather long label 9")).to_be_in_viewport(ratio=1)


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
