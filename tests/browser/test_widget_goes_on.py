"""After an answer the next question comes by itself: the module alone, the page's clock held, so that no machine is too slow or too fast."""

import pytest
from playwright.sync_api import expect
from stub import Stub

pytestmark = pytest.mark.browser

SEEN = 500  # ms that an answer stays in view, as in goes_on.js
OPTIONS = [{"id": "met", "name": "met"}, {"id": "not", "name": "not met"}, {"id": "tell", "name": "cannot tell"}]


def question(name, **more):
    return {"id": name, "kind": "choice", "label": f"Question {name}", "options": OPTIONS, **more}


def form(*blocks, **more):
    return {
        "shape": "form",
        "check": "Check",
        "blocks": [{"id": f"b{n}", "heading": f"Source {n}", "fields": list(fields)} for n, fields in enumerate(blocks)],
        **more,
    }


FOUR = form([question("a")], [question("b")], [question("c"), question("d")], [question("e")])
SURE = {"id": "s", "kind": "scale", "label": "Sure?", "optional": True}


@pytest.fixture
def form_of(stub):
    """Open a form as learners get it, the page's clock held."""
    return lambda spec=FOUR, value=None, **more: stub.open(spec, value, goes_on=True, frozen=True, **more)


def where(page):
    return page.locator(".wss-where")


def click(page, name, nth=0):
    page.locator("[data-field]:visible").nth(nth).get_by_role("radio", name=name, exact=True).click()


class TestByHand:
    def test_the_answer_is_seen_and_then_the_next_question_comes(self, page, stub, form_of):
        """Not a moment before; the focus on its name, what was taken said and still to be read."""
        form_of()
        click(page, "met")
        stub.after(SEEN - 1)
        expect(where(page)).to_have_text("1 of 4")
        expect(page.get_by_role("radio", name="met", exact=True)).to_be_checked()
        stub.after(60)
        expect(where(page)).to_have_text("2 of 4")
        expect(page.locator(".wss-step-name:visible")).to_be_focused()
        expect(page.get_by_text("Taken: met. Back changes it.")).to_be_visible()
        assert page.get_by_role("status").first.text_content() == "Taken: met."
        assert stub.fields == {"a": "met"}

    def test_touch_goes_on(self, browser):
        """A finger is a hand as well."""
        context = browser.new_context(has_touch=True, viewport={"width": 400, "height": 800})
        try:
            page = context.new_page()
            stub = Stub(page).open(FOUR, goes_on=True, frozen=True)
            page.get_by_role("radio", name="not met").tap()
            stub.after(SEEN + 60)
            expect(where(page)).to_have_text("2 of 4")
        finally:
            context.close()

    def test_a_number_answers_and_goes_on_without_any_tab(self, page, stub, form_of):
        """From the name of the question, one key for each; in a view of two, one after the other."""
        form_of()
        page.locator(".wss-step-name:visible").focus()
        for keys in ("1", "3", "22"):
            stub.press(*keys)
            stub.after(SEEN + 60)
        expect(where(page)).to_have_text("4 of 4")
        assert stub.fields == {"a": "met", "b": "tell", "c": "not", "d": "not"}

    def test_a_number_that_no_answer_has_does_nothing(self, page, stub, form_of):
        """Nor does a digit in a box for words."""
        form_of(form([question("a")], [{"id": "t", "kind": "line", "label": "Words"}]))
        page.locator(".wss-step-name:visible").focus()
        stub.press("9", "4")
        assert stub.get("edits") == []
        page.get_by_role("button", name="Next", exact=True).click()
        page.get_by_role("textbox").press("2")
        expect(page.get_by_role("textbox")).to_have_value("2")


class TestNever:
    def test_by_arrow_keys_or_space(self, page, stub, form_of):
        """An arrow key looks at one answer after the other."""
        form_of()
        page.get_by_role("radio").first.focus()
        stub.press("Space", "ArrowDown", "ArrowDown")
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 4")
        assert stub.fields == {"a": "tell"}

    def test_when_an_answer_is_changed(self, page, stub, form_of):
        """Back undoes, and there is time to choose anew."""
        form_of()
        click(page, "met")
        stub.after(SEEN + 60)
        page.get_by_role("button", name="Back").click()
        expect(page.get_by_role("radio", name="met", exact=True)).to_be_checked()
        click(page, "not met")
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 4")
        assert stub.fields == {"a": "not"}

    def test_before_all_questions_of_the_view_are_answered(self, page, stub, form_of):
        """Two that share a context."""
        form_of(value={"fields": {"a": "met", "b": "met"}})
        click(page, "met")
        stub.after(5000)
        expect(where(page)).to_have_text("3 of 4")
        click(page, "met", nth=1)
        stub.after(SEEN + 60)
        expect(where(page)).to_have_text("4 of 4")

    def test_before_it_is_saved(self, page, stub, form_of):
        """A question must not go from view with an answer that nobody holds."""
        form_of(mode="hold")
        click(page, "met")
        stub.after(3000)
        expect(where(page)).to_have_text("1 of 4")
        page.evaluate("() => window.release()")
        expect(where(page)).to_have_text("2 of 4")

    def test_where_saving_fails(self, page, stub, form_of):
        """The page stays with its sentence."""
        form_of(mode="fail")
        click(page, "met")
        stub.after(9000)
        expect(where(page)).to_have_text("1 of 4")
        expect(page.locator(".wss-state")).to_contain_text("the disk is full")

    def test_after_another_press(self, page, stub, form_of):
        """Whoever does something else meanwhile stays; a double click takes one answer."""
        form_of()
        click(page, "met")
        stub.after(SEEN - 100)
        page.locator(".wss-step-name:visible").click()
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 4")
        page.get_by_role("button", name="Next", exact=True).click()
        page.get_by_role("radio", name="met", exact=True).dblclick()
        stub.after(SEEN + 60)
        expect(where(page)).to_have_text("3 of 4")
        assert stub.fields == {"a": "met", "b": "met"}

    def test_where_a_result_stands_under_the_question(self, page, stub, form_of):
        """It is to be read."""
        form_of()
        page.evaluate("(f) => { window.model.fed = f; }", {"headline": "0 of 5.", "items": [
            {"kind": "wrong", "word": "Not this", "title": "a", "field": "a", "sentences": ["No."], "votes": "", "next": ""}]})  # fmt: skip
        page.get_by_role("button", name="Check", exact=True).click()
        click(page, "met")
        stub.after(60)
        page.get_by_role("button", name="Check", exact=True).click()
        click(page, "not met")
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 4")

    def test_to_a_part_that_is_not_open(self, page, stub, form_of):
        """It would be an empty view."""
        spec = form([question("a")], [question("b")], [question("c")])
        spec["blocks"][2]["opens_after"] = ["a", "b"]
        form_of(spec)
        page.get_by_role("button", name="Next", exact=True).click()
        click(page, "met")
        stub.after(5000)
        expect(where(page)).to_have_text("2 of 3")

    def test_once_it_is_turned_off(self, page, stub, form_of):
        """For all exercises of the page, remembered; and where the browser keeps nothing, for as long as the page is open."""
        form_of()
        switch = page.get_by_role("button", name="Carry on by itself")
        expect(switch).to_have_attribute("aria-pressed", "true")
        switch.click()
        page.evaluate("() => window.again()")
        expect(page.get_by_role("button", name="Carry on by itself")).to_have_attribute("aria-pressed", "false")
        click(page, "met")
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 4")


class TestHowSure:
    def test_it_is_folded_and_does_not_hold_up(self, page, stub, form_of):
        """Who does not care is not asked."""
        form_of(form([question("a"), SURE], [question("b")]))
        expect(page.get_by_role("slider")).to_be_hidden()
        click(page, "met")
        stub.after(SEEN + 60)
        expect(where(page)).to_have_text("2 of 2")

    def test_opened_once_it_is_open_under_all_and_waits(self, page, stub, form_of):
        """Whoever likes to say it is not carried away."""
        form_of(form([question("a"), SURE], [question("b"), {**SURE, "id": "s2"}]))
        page.get_by_text("How sure are you? (if you like)").first.click()
        click(page, "met")
        stub.after(5000)
        expect(where(page)).to_have_text("1 of 2")
        page.get_by_role("button", name="Next", exact=True).click()
        expect(page.get_by_role("slider")).to_be_visible()

    def test_what_was_said_is_in_view(self, page, stub, form_of):
        """An answer is never hidden."""
        form_of(form([question("a"), SURE], [question("b")]), {"fields": {"s": 80}})
        expect(page.get_by_role("slider")).to_be_visible()


class TestLongRows:
    def test_ten_short_questions_are_four_views(self, page, stub, form_of):
        """Of three at most: not ten times the same paragraph, not ten at once."""
        form_of(form([question(f"q{n}") for n in range(10)]))
        expect(where(page)).to_have_text("1 of 4")
        assert page.locator("[data-field]:visible").count() == 3

    def test_an_answer_moves_nothing_under_it(self, page, stub, form_of):
        """“Clear” and the meaning of an answer come where there is room: the next line to click stays where it was."""
        many = [{"id": f"o{n}", "name": f"kind {n}", "hint": f"Meaning {n}."} for n in range(7)]
        spec = form(
            [question("a"), question("b", options=[{**o, "hint": "A hint."} for o in OPTIONS]), question("c", options=many), question("d")]
        )
        form_of(spec)
        tops = "() => [...document.querySelectorAll('[data-field], .wss-check')].map((e) => Math.round(e.getBoundingClientRect().top))"
        before = page.evaluate(tops)
        for nth, name in enumerate(["met", "met A hint.", "kind 3", "met"]):
            click(page, name, nth)
        assert page.evaluate(tops) == before
        for clear in page.get_by_role("button", name="Clear").all():
            expect(clear).to_be_visible()
