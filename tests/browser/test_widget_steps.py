"""Forms one question at a time, results under their questions, and the article at hand: the module alone in an empty page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

OPTIONS = [{"id": "yes", "name": "Yes"}, {"id": "no", "name": "No"}, {"id": "open", "name": "Cannot be known"}]
STEPS = {
    "shape": "form",
    "check": "Check",
    "blocks": [
        {"id": "claims", "heading": "The claims", "body": [{"kind": "quote", "text": "It fell."}], "fields": []},
        {
            "id": "day-1",
            "heading": "Day 1: Monday",
            "body": [{"kind": "doc", "title": "E1", "text": "The first card."}],
            "fields": [
                {"id": "a1", "kind": "choice", "label": "Claim A on Monday: your verdict", "quote": "It fell", "options": OPTIONS},
                {"id": "a1-sure", "kind": "scale", "label": "Claim A on Monday: how sure are you?", "optional": True},
                {"id": "b1", "kind": "choice", "label": "Claim B on Monday: your verdict", "quote": "It stood", "options": OPTIONS},
            ],
        },
        {
            "id": "day-2",
            "heading": "Day 2: Friday",
            "opens_after": ["a1", "b1"],
            "body": [{"kind": "doc", "title": "E2", "text": "The second card."}],
            "fields": [{"id": "a2", "kind": "choice", "label": "Claim A on Friday: your verdict", "quote": "It fell", "options": OPTIONS}],
        },
    ],
}
ARTICLE = {
    "title": "Bridge safe",
    "byline": "Ada",
    "outlet": "The Post",
    "date": "2024-01-01",
    "kind": "an invented article",
    "content_note": "",
    "paragraphs": [{"n": 1, "start": 0, "text": "😱 It fell. Nobody"}, {"n": 2, "start": 18, "text": "was hurt, it stood."}],
    "asked": {"a1": [2, 9], "b1": [28, 36], "": [0, 17]},
}


def on_the_page(page):
    return page.locator("[data-field]:visible").evaluate_all("n => n.map((x) => x.dataset.field)")


class TestSteps:
    def test_one_question_at_a_time_with_a_way_to_jump(self, page, stub):
        """1 of 3, Next, Back, the overview; what only adds to a question stays with it."""
        stub.open(STEPS)
        expect(page.locator(".wss-where")).to_have_text("1 of 3")
        assert on_the_page(page) == ["a1"]
        page.get_by_role("button", name="Next").click()
        assert on_the_page(page) == ["b1"]
        expect(page.get_by_text("Question 2 of 3")).to_be_focused()
        page.get_by_role("button", name="Claim A, Day 1").click()
        assert on_the_page(page) == ["a1"]
        stub.press("Tab")
        expect(page.get_by_role("radio").first).to_be_focused()

    def test_the_overview_is_one_stop_and_walked_by_arrows(self, page, stub):
        """Enter jumps; each says whether it is answered."""
        stub.open(STEPS)
        page.get_by_role("toolbar", name="All questions").get_by_role("button").first.focus()
        stub.press("ArrowRight", "ArrowRight")
        expect(page.get_by_role("button", name="Claim A, Day 2: Friday: not open yet")).to_be_focused()
        stub.press("Enter")
        expect(page.get_by_text("Opens when you have answered")).to_be_visible()
        assert page.locator(".wss-jump").evaluate_all("n => n.filter((x) => x.tabIndex === 0).length") == 1

    def test_what_is_not_finished_is_told_by_numbers_where_headings_are_the_same(self, page, stub):
        """“Not finished: Paragraph 2, Paragraph 2.” named nothing."""
        asked = [{"id": f"w{n}", "kind": "choice", "label": f"Word {n}", "quote": "It fell", "options": OPTIONS} for n in (1, 2, 3)]
        stub.open({**STEPS, "blocks": [{"id": one["id"], "heading": "Paragraph 2", "fields": [one]} for one in asked]})
        page.get_by_role("radio", name="Yes").check()
        expect(page.get_by_text("1 of 3 answered. Not finished: 2, 3.")).to_be_visible()

    def test_earlier_cards_and_own_verdict_are_at_hand_on_a_later_day(self, page, stub):
        """And confidence is not missing."""
        stub.open(STEPS)
        page.get_by_role("radio", name="Yes").check()
        page.get_by_role("button", name="Next").click()
        page.get_by_role("radio", name="No", exact=True).check()
        expect(page.get_by_text("2 of 3 answered. Not finished: Day 2: Friday.")).to_be_visible()
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".wss-earlier:visible")).to_have_text("You said: Claim A on Monday: Yes.")
        page.get_by_text("Earlier cards (1)").click()
        expect(page.locator(".wss-before").get_by_text("The first card.")).to_be_visible()
        page.get_by_role("radio", name="Yes").check()
        expect(page.get_by_text("3 of 3 answered.")).to_be_visible()

    def test_by_keyboard_space_answers_and_enter_goes_on(self, page, stub):
        """No Tab to Next needed."""
        stub.open(STEPS)
        page.get_by_role("radio", name="Yes").focus()
        stub.press("Space", "Enter")
        assert stub.fields == {"a1": "yes"}
        assert on_the_page(page) == ["b1"]
        stub.press("Tab", "Space", "Enter")
        assert stub.fields == {"a1": "yes", "b1": "yes"}
        assert on_the_page(page) == ["a2"]

    def test_all_answers_of_the_next_question_stand_in_the_window(self, page, stub):
        """On the desk one and a half rows of six did: a scroll for each of 18 verdicts."""
        page.set_viewport_size({"width": 600, "height": 480})
        first, day, later = STEPS["blocks"]
        stub.open({**STEPS, "blocks": [first, {**day, "body": [{"kind": "doc", "title": "E1", "text": "The first card. " * 20}]}, later]})
        page.get_by_role("button", name="Next").evaluate("(b) => { scrollTo(0, 0); b.click(); }")
        for answer in page.locator(".wss-step:visible input[type=radio]").all():
            expect(answer).to_be_in_viewport(ratio=1)

    def test_everything_on_one_page_is_remembered(self, page, stub):
        """For those who read better so."""
        stub.open(STEPS)
        page.get_by_role("button", name="Everything on one page").click()
        assert on_the_page(page) == ["a1", "b1"]
        page.evaluate("() => window.again()")
        assert on_the_page(page) == ["a1", "b1"]
        page.get_by_role("button", name="One at a time").click()
        assert on_the_page(page) == ["a1"]

    def test_it_opens_where_it_was_left(self, page, stub):
        """The first question that has no answer."""
        stub.open(STEPS, {"fields": {"a1": "yes"}})
        assert on_the_page(page) == ["b1"]

    def test_print_shows_every_open_question(self, page, stub):
        """A page on paper has no Next."""
        stub.open(STEPS)
        page.emulate_media(media="print")
        assert on_the_page(page) == ["a1", "b1"]
        expect(page.get_by_role("button", name="Next")).to_be_hidden()

    def test_the_result_stands_under_its_question_and_the_overview_knows(self, page, stub):
        """One sentence, the rest on demand; the kernel's own word; the way leads to the step."""
        stub.open(STEPS, {"fields": {"a1": "yes", "b1": "no"}})
        common = {"votes": "", "next": ""}
        items = [
            {"kind": "right", "word": "Right", "title": "Claim A", "field": "a1", "sentences": ["It fell."], **common},
            {
                "kind": "wrong",
                "word": "Not quite this",
                "title": "Claim B",
                "field": "b1",
                "sentences": ["It did not.", "See E1."],
                **common,
            },
        ]
        page.evaluate("(f) => { window.model.fed = f; }", {"headline": "1 of 2 are right.", "items": items})
        page.get_by_role("button", name="Check", exact=True).click()
        expect(page.get_by_role("heading", name="1 of 2 are right.")).to_be_focused()
        expect(page.get_by_text("Look again at question 2; the rest is right.")).to_be_visible()
        page.get_by_role("button", name="Go to the question: Claim B").click()
        result = page.locator("[data-field=b1] .wss-fieldback")
        expect(result).to_contain_text("Not quite this")
        expect(result.get_by_text("See E1.")).to_be_hidden()
        result.get_by_text("More").click()
        expect(result.get_by_text("See E1.")).to_be_visible()
        result.get_by_role("button", name="Back to the summary").click()
        expect(page.get_by_role("heading", name="1 of 2 are right.")).to_be_focused()
        question = page.get_by_role("radiogroup", name="Day 1: Monday: Claim B on Monday")
        expect(question).to_have_attribute("aria-invalid", "true")
        assert result.locator(".wss-said").get_attribute("id") in question.get_attribute("aria-describedby")
        expect(page.get_by_role("button", name="Claim B, Day 1: Monday: look again")).to_be_visible()


class TestArticle:
    def test_it_opens_beside_the_question_with_its_words_highlighted(self, page, stub):
        """And follows the question; Escape closes it and gives the focus back."""
        page.set_viewport_size({"width": 1280, "height": 800})
        stub.open({**STEPS, "article": ARTICLE})
        page.get_by_role("button", name="Read the article").click()
        panel = page.get_by_role("complementary", name="The article")
        expect(panel).to_contain_text("By Ada · The Post · 2024-01-01 · an invented article")
        expect(panel.get_by_role("heading", name="Bridge safe")).to_be_focused()
        expect(panel.locator("mark")).to_have_text("It fell")
        places = "() => ['.wss-main', '.wss-article'].map((s) => { const r = document.querySelector(s).getBoundingClientRect(); return [r.left, r.right]; })"
        (_, end), (start, _) = page.evaluate(places)
        assert end <= start
        page.get_by_role("button", name="Next").click()
        expect(panel.locator("mark")).to_have_text("it stood")
        panel.get_by_role("heading").focus()
        stub.press("Escape")
        expect(panel).to_be_hidden()
        expect(page.get_by_role("button", name="Read the article")).to_be_focused()

    def test_on_a_phone_it_is_a_sheet_from_below(self, page, stub):
        """The question stays in view above it; the page does not scroll sideways."""
        page.set_viewport_size({"width": 400, "height": 800})
        stub.open({**STEPS, "article": ARTICLE})
        page.get_by_role("button", name="Read the article").click()
        place = page.locator(".wss-article").bounding_box()
        assert (place["x"], round(place["y"] + place["height"]), place["width"]) == (0, 800, 400)
        assert place["y"] >= 350
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 400
        page.get_by_role("button", name="Close", exact=True).click()
        expect(page.locator(".wss-article")).to_be_hidden()

    def test_larger_letters_are_remembered(self, page, stub):
        """Wider spacing and larger letters by one button."""
        stub.open({"shape": "spans", "text": "It fell.", "offset": 0, "labels": [{"id": "a", "name": "A"}], "article": ARTICLE})
        size = "() => parseFloat(getComputedStyle(document.querySelector('.wss-text')).fontSize)"
        before = page.evaluate(size)
        page.get_by_role("button", name="Larger letters").click()
        assert page.evaluate(size) > before
        page.evaluate("() => window.again()")
        assert page.evaluate(size) > before
        assert page.evaluate("() => document.documentElement.classList.contains('wss-easy-page')")  # the words around it follow

    def test_larger_letters_hold_where_the_browser_keeps_nothing(self, page, stub):
        """For as long as the page is open, and for each of its exercises."""
        page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('refused', 'QuotaExceededError'); };")
        stub.open({"shape": "spans", "text": "It fell.", "offset": 0, "labels": [{"id": "a", "name": "A"}], "article": ARTICLE})
        button = page.get_by_role("button", name="Larger letters")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        page.evaluate("() => window.again()")
        expect(button).to_have_attribute("aria-pressed", "true")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
