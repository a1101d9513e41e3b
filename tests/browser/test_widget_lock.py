"""“Finish and go on” in the page: asked once more, said aloud, and what is finished takes no change. The module alone in an empty page."""

import pytest
from playwright.sync_api import expect
from test_widget_axe import RUN
from test_widget_page import AXE

pytestmark = pytest.mark.browser
TEXT = "An officer said so. A clerk denied it."
SPANS = {
    "shape": "spans",
    "text": TEXT,
    "offset": 0,
    "labels": [{"id": "vague", "name": "Vague"}, {"id": "named", "name": "Named"}],
    "attributes": [{"id": "how", "name": "How", "options": [{"id": "saw", "name": "Saw it"}]}],
    "check": "Is it saved and readable?",
}
OFFICER = {"id": "m1", "start": 0, "end": 10, "label": "vague", "attrs": {}}
NEXT = [{"id": "q9", "title": "Write it"}]
OPEN = {"can": True, "at": "", "next": NEXT}
DONE = {**OPEN, "at": "2026-11-28T08:00:00.000Z"}


def opened(stub, lock, value=None, **how):
    ack = {"n": "", "rev": 1, "ok": True, "at": "2026-11-28T07:00:00.000Z", "message": ""}
    stub.open(SPANS, value or {"spans": [OFFICER]}, ack=ack, **how)
    stub.put("lock", lock)
    stub.page.evaluate("() => window.again()")
    stub.page.evaluate(
        "() => { window.heard = []; new MutationObserver((all) => all.forEach((m) => window.heard.push(m.target.textContent))).observe(document.querySelector('.wss-sr'), { childList: true }); }"
    )
    return stub


def kernel_finishes(stub, problem=""):
    """What the kernel does when the page asks."""
    stub.page.evaluate(
        """([lock, problem]) => {
          const model = window.model, before = model.save_changes;
          model.save_changes = function () {
            if (this.changed !== 'finish') return before.call(this);
            this.put('lock', { ...lock, n: this.s.finish.n, problem, at: problem ? '' : lock.at });
          }; }""",
        [DONE, problem],
    )


def heard(page, words):
    page.wait_for_function("(words) => window.heard.some((h) => h.includes(words))", arg=words)


def test_by_keyboard_it_asks_and_then_locks(page, stub):
    """Tab, Enter, Enter: the sentence has the focus each time, a screen reader hears that it is finished and what is open now."""
    opened(stub, OPEN)
    kernel_finishes(stub)
    page.get_by_role("button", name="Finish and go on").focus()
    stub.press("Enter")
    expect(page.locator(".wss-finished")).to_be_focused()
    expect(page.locator(".wss-finished")).to_contain_text("can then not be changed any more, and “Write it” opens")
    stub.press("Tab", "Enter")
    expect(page.locator(".wss-finished")).to_contain_text("Finished")
    expect(page.locator(".wss-finished")).to_be_focused()
    heard(page, "Finished. Open now: “Write it”.")
    expect(page.get_by_role("button", name="Go on: Write it")).to_be_visible()


def test_one_can_think_again(page, stub):
    opened(stub, OPEN)
    page.get_by_role("button", name="Finish and go on").click()
    page.get_by_role("button", name="Keep working").click()
    expect(page.get_by_role("button", name="Finish and go on")).to_be_focused()
    stub.select("A clerk")
    stub.press("2")
    assert stub.quotes == [("vague", "An officer"), ("named", "A clerk")]


def test_what_is_finished_takes_no_change(page, stub):
    """Not by the labels' keys, not by the labels' buttons, not by the list, not by typing; the text can still be read with the keyboard."""
    opened(stub, DONE)
    stub.select("A clerk")
    stub.press("2")
    heard(page, "Your marks stay as they are.")
    assert stub.get("edits") == [] and page.locator(".wss-entry").count() == 1
    for control in page.locator(".wss-lockable").locator("button, select, input").all():
        expect(control).to_be_disabled()
    page.locator(".wss-text").focus()
    stub.press("ArrowRight", "Delete", "Backspace", "x")
    assert stub.get("edits") == [] and stub.quotes == [("vague", "An officer")]


def test_a_kernel_that_cannot_is_said_and_nothing_is_locked(page, stub):
    opened(stub, OPEN)
    kernel_finishes(stub, "the disk is full.")
    page.get_by_role("button", name="Finish and go on").click()
    page.get_by_role("button", name="Finish now").click()
    expect(page.get_by_text("Not finished: the disk is full.").first).to_be_visible()
    heard(page, "Not finished: the disk is full.")
    expect(page.get_by_role("button", name="Finish now")).to_be_visible()
    stub.select("A clerk")
    stub.press("2")
    assert len(stub.quotes) == 2


def test_a_change_is_saved_before_it_is_finished(page, stub):
    """What is locked is what the page shows: without a receipt for the last mark nothing is finished."""
    opened(stub, OPEN, frozen=True)
    kernel_finishes(stub)
    page.evaluate("() => { window.model.mode = 'hold'; }")
    stub.select("A clerk")
    stub.press("2")
    page.get_by_role("button", name="Finish and go on").click()
    page.get_by_role("button", name="Finish now").click()
    expect(page.get_by_text("Finishing…").first).to_be_visible()
    assert stub.get("s.lock.at") == ""
    page.evaluate("() => window.release()")
    expect(page.locator(".wss-finished")).to_contain_text("Finished")
    assert len(stub.quotes) == 2


def test_another_window_of_the_same_kernel_locks_with_it(page, stub):
    """It says so, without taking the focus from where somebody reads."""
    opened(stub, OPEN)
    page.locator(".wss-text").focus()
    stub.put("lock", DONE)
    heard(page, "Finished. Open now: “Write it”.")
    expect(page.locator(".wss-text")).to_be_focused()
    expect(page.get_by_role("button", name="Finish and go on")).to_be_hidden()


def test_a_waiting_exercise_says_what_to_finish_and_leads_there(page, stub):
    """No question, no check, nothing to save; it opens when the kernel says so."""
    waiting = {"shape": "form", "blocks": [], "title": "Write it", "waits": [{"id": "q2", "title": "Who is cited?"}]}
    stub.open(waiting)
    page.evaluate(
        "() => document.querySelector('main').insertAdjacentHTML('beforeend', '<section data-exercise=q2><h3>Who is cited?</h3></section>')"
    )
    expect(page.get_by_text("It opens when you have finished that exercise")).to_be_visible()
    assert page.locator(".wss-state:visible, .wss-check:visible, .wss-q:visible").count() == 0
    page.get_by_role("button", name="Go to: Who is cited?").focus()
    stub.press("Enter")
    expect(page.get_by_role("heading", name="Who is cited?")).to_be_focused()
    stub.put(
        "spec",
        {**stub.get("s.spec"), "waits": None, "blocks": [{"id": "b", "fields": [{"id": "t", "kind": "text", "label": "Your sentence"}]}]},
    )
    page.get_by_label("Your sentence").fill("She said so.")
    stub.press("Tab")
    assert stub.fields == {"t": "She said so."}


@pytest.mark.parametrize("lock", [OPEN, DONE], ids=["open", "finished"])
def test_axe_finds_nothing(page, stub, lock):
    opened(stub, lock)
    if lock is OPEN:
        page.get_by_role("button", name="Finish and go on").click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(RUN) == []
