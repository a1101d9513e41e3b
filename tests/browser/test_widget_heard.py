"""A reading script: one form and one marking exercise as a screen reader meets them, in Chromium's tree: roles, names, order."""

import pytest
from playwright.sync_api import expect
from test_widget_marks import LABELS, ROLE, VOICE, text_spec
from test_widget_steps import ARTICLE, STEPS

pytestmark = pytest.mark.browser

FORM = """- region "Who says so?":
  - heading "Who says so?" [level=3]
  - button "Read the article"
  - button "Larger letters and wider spacing": Aa
  - paragraph: Give a verdict.
  - text: 1 of 3
  - button "Everything on one page"
  - toolbar "All questions":
    - text: Day 1 · claim
    - 'button "Claim A, Day 1: Monday: not answered yet"': A
    - 'button "Claim B, Day 1: Monday: not answered yet"': B
    - 'button "Claim A, Day 2: Friday: not open yet"': A
  - heading "The claims" [level=4]
  - blockquote: It fell.
  - 'heading "Day 1: Monday" [level=4]'
  - paragraph: E1
  - text: The first card.
  - paragraph: Question 1 of 3
  - 'radiogroup "Day 1: Monday: Claim A on Monday: your verdict"':
    - text: "Day 1: Monday: Claim A on Monday: your verdict"
    - blockquote: It fell
    - radio "Yes"
    - text: "Yes"
    - radio "No"
    - text: "No"
    - radio "Cannot be known"
    - text: Cannot be known
  - group: How sure are you? (if you like)
  - button "Back" [disabled]
  - button "Next"
  - button "Carry on by itself"
  - paragraph: 0 of 3 answered.
  - status
  - button "Check"
  - paragraph: Nothing to save yet."""

MARKING = """- region "Who says so?":
  - heading "Who says so?" [level=3]
  - button "Read the article"
  - button "Larger letters and wider spacing": Aa
  - paragraph: Mark every source.
  - group: What the labels mean
  - group: How to mark
  - toolbar "Labels for the selected words":
    - button "Vague"
    - button "Role only"
    - button "Named"
  - paragraph:
    - text: Select some words, then choose a label.
    - button "Keep label"
    - button "Undo" [disabled]
  - 'textbox "Text to mark: Who says so?"':
    - mark: "[Role only:] bridge [end]"
  - group "About the mark “bridge”":
    - paragraph:
      - strong: Role only
    - radiogroup "Voice “bridge”":
      - text: Voice “bridge”
      - radio "Quoted"
      - text: Quoted
      - radio "Reported"
      - text: Reported
    - paragraph: "Still to choose: Voice."
    - button "Remove"
  - status: Marked Role only
  - button "Check my answer"
  - paragraph: Nothing to save yet.
  - group: Mark by typing the words instead
  - 'heading "Your marks (1): 1 not finished, something is still to be chosen" [level=4]'
  - list:
    - listitem:
      - text: bridge
      - combobox "Label of “bridge”":
        - option "Vague"
        - option "Role only" [selected]
        - option "Named"
      - combobox "Voice of “bridge”":
        - option "Choose…" [selected]
        - option "Quoted"
        - option "Reported"
      - button "Show “bridge” in the text": Show
      - button "Remove “bridge”": Remove"""


def test_a_form_as_it_is_heard(page, stub):
    """From the title to the receipt; each question with its item in its name."""
    stub.open({**STEPS, "article": ARTICLE, "prompt": "Give a verdict."})
    assert page.locator("#host").aria_snapshot() == FORM
    page.locator("summary", has_text="How sure are you?").click()
    inside = page.get_by_role("group", name="Day 1: Monday: Claim A on Monday: how sure are you?")
    expect(inside.get_by_role("slider", name="Claim A on Monday: how sure are you?")).to_be_visible()
    expect(inside.get_by_role("spinbutton", name="Claim A on Monday: how sure are you?: write the number")).to_be_visible()


def test_marking_as_it_is_heard(page, stub):
    """With a mark under the caret: the text, what is asked at the mark, Check, then the same as a list."""
    labels = [{**one, "hint": "Hint."} for one in LABELS]
    stub.open(text_spec(attributes=[VOICE], labels=labels, check="Check my answer", article=ARTICLE), ROLE)
    page.locator("mark").click()
    expect(page.get_by_role("group", name="About the mark")).to_be_visible()
    expect(page.locator("[role=status].wss-sr")).to_have_text("Marked Role only")
    assert page.locator("#host").aria_snapshot() == MARKING
