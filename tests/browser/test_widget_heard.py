"""A reading script: one form and one marking exercise as a screen reader meets them, in Chromium's tree: roles, names, order."""

import pytest
from heard import tree
from playwright.sync_api import expect
from test_widget_axe import ITEM
from test_widget_marks import LABELS, ROLE, VOICE, text_spec
from test_widget_steps import ARTICLE, STEPS

pytestmark = pytest.mark.browser

FORM = """region “Who says so?”
heading “Who says so?” level 3
button “Read the article” folded
button “Aa Larger letters and wider spacing”
Give a verdict.
1 of 3
button “Everything on one page”
toolbar “All questions”
Day 1
· claim
button “Claim A, Day 1: Monday: not answered yet”
button “Claim B, Day 1: Monday: not answered yet”
button “Claim A, Day 2: Friday: not open yet”
heading “The claims” level 4
blockquote
It fell.
heading “Day 1: Monday” level 4
E1
The first card.
Question 1 of 3
radiogroup “Day 1: Monday: Claim A on Monday: your verdict”
blockquote
It fell
radio “Yes”
radio “No”
radio “Cannot be known”
group
DisclosureTriangle “How sure are you? (if you like)” folded
button “Back” disabled
button “Next”
button “Carry on by itself” [After an answer by mouse, touch or number key the next question comes by itself]
In this exercise: 0 of 3 answered.
status
button “Check”
Nothing to save yet."""

# from the first question on, once it was checked: the question says itself that it is to be looked at, and why; there is a way there and back
CHECKED = """radiogroup “Day 1: Monday: Claim A on Monday: your verdict” invalid [Not this Claim A It did not. Look at E1.]
blockquote
It fell
radio “Yes” checked
radio “No”
radio “Cannot be known”
button “Clear: Claim A on Monday: your verdict” [Or press Delete on the question]
Not this
It did not.
Look at E1.
group
DisclosureTriangle “More” folded
button “Back to the summary”"""
SUMMARY = """group “What the check says”
heading “1 of 2 are right.” level 4
Look again at question 1; the rest is right.
list
listitem level 1
Not this
Question 1:
Claim A
It did not.
See E1.
button “Go to the question: Claim A”
group
DisclosureTriangle “What you got right (1)” folded"""

HOW = (
    "Select words with the mouse or with Shift and the arrow keys; then press a label’s button or its number (1 to 3). "
    "Or press a label first: it stays on, and each word that you double-click and all words that you drag over get it at once, until you press it again or Escape. "
    "A click on a small number, or the key S, takes the whole sentence. Click a mark and press another label to replace it. "
    "Delete removes the mark at the cursor, Ctrl+Z undoes, Tab leaves the text. Or use “Mark by typing the words instead” below it."
)
MARKING = """region “Who says so?”
heading “Who says so?” level 3
button “Read the article” folded
button “Aa Larger letters and wider spacing”
Mark every source.
group
DisclosureTriangle “What the labels mean” folded
group
DisclosureTriangle “How to mark” folded
toolbar “Labels for the selected words”
button “Vague” [Hint.]
button “Role only” [Hint.]
button “Named” [Hint.]
Select words, then press a label. Or a label first, then its words.
button “Undo” disabled
textbox “Text to mark: Who says so?” [HOW]
A source said the
mark
[Role only:]
bridge
[end]
was safe.
“Nobody was hurt,” said the mayor.
Later, a source said it was not.
group “About the mark “bridge””
Role only
radiogroup “Voice “bridge””
radio “Quoted”
radio “Reported”
Still to choose: Voice.
button “Remove”
status
Marked Role only
button “Check my answer”
Nothing to save yet.
group
DisclosureTriangle “Mark by typing the words instead” folded
heading “Your marks (1): 1 not finished, something is still to be chosen” level 4
list
listitem level 1
“
bridge
”
combobox “Label of “bridge”” folded
option “Vague”
option “Role only” selected
option “Named”
combobox “Voice of “bridge”” folded
option “Choose…” selected
option “Quoted”
option “Reported”
button “Show “bridge” in the text”
button “Remove “bridge””"""


def test_a_form_as_it_is_heard(page, stub):
    """From the title to the receipt; each question with its item in its name."""
    stub.open({**STEPS, "article": ARTICLE, "prompt": "Give a verdict."})
    assert tree(page, "#host") == FORM.splitlines()
    page.locator("summary", has_text="How sure are you?").click()
    inside = page.get_by_role("group", name="Day 1: Monday: Claim A on Monday: how sure are you?")
    expect(inside.get_by_role("slider", name="Claim A on Monday: how sure are you?")).to_be_visible()
    expect(inside.get_by_role("spinbutton", name="Claim A on Monday: how sure are you?: write the number")).to_be_visible()


def test_results_are_tied_to_their_questions(page, stub):
    """In the order of the questions. After a change nothing is called wrong any more, and that is said once."""
    stub.open(STEPS, {"fields": {"a1": "yes", "b1": "yes"}})
    items = [
        {**ITEM, "kind": kind, "field": field, "title": title}
        for kind, field, title in (("wrong", "a1", "Claim A"), ("right", "b1", "Claim B"))
    ]
    stub.put("feedback", {"headline": "1 of 2 are right.", "note": "", "measures": [], "items": items, "n": "", "rev": 0})
    page.get_by_role("button", name="Claim A, Day 1").click()
    heard = tree(page, "#host")
    for part in (CHECKED.splitlines(), SUMMARY.splitlines()):
        begins = heard.index(part[0])
        assert heard[begins : begins + len(part)] == part
    page.get_by_role("button", name="Go to the question: Claim A").press("Enter")
    expect(page.get_by_role("radio", name="Yes")).to_be_focused()
    page.get_by_role("radio", name="No", exact=True).check()
    expect(page.locator("[role=status].wss-sr")).to_have_text("The explanations are from before this change. Check again for new ones.")
    assert not any("invalid" in line for line in tree(page, "#host"))


def test_the_meaning_of_a_short_answer_is_told_with_it(page, stub):
    """Though the list of meanings is folded up."""
    many = [{"id": f"o{n}", "name": f"kind {n}", "hint": f"Meaning {n}."} for n in range(7)]
    stub.open(
        {
            "shape": "form",
            "blocks": [{"id": "b", "heading": "B", "fields": [{"id": "a", "kind": "choice", "label": "Which?", "options": many}]}],
        }
    )
    assert [line for line in tree(page, "#host") if line.startswith("radio ")] == [f"radio “kind {n}” [Meaning {n}.]" for n in range(7)]


def test_marking_as_it_is_heard(page, stub):
    """With a mark under the caret: the text, what is asked at the mark, Check, then the same as a list."""
    labels = [{**one, "hint": "Hint."} for one in LABELS]
    stub.open(text_spec(attributes=[VOICE], labels=labels, check="Check my answer", article=ARTICLE), ROLE)
    page.locator("mark").click()
    expect(page.get_by_role("group", name="About the mark")).to_be_visible()
    expect(page.locator("[role=status].wss-sr")).to_have_text("Marked Role only")
    assert tree(page, "#host") == MARKING.replace("HOW", HOW).splitlines()
