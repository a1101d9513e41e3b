"""The widget's module alone in an empty page: no Jupyter, so each test takes a fraction of a second and axe can judge contrast."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import expect

from helpers.errors import AnswersError
from helpers.notebook.widgets import ExerciseWidget

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
TEXT = "A source said the bridge was safe.\n“Nobody was hurt,” said the mayor. Later, a source said it was not."
LABELS = [
    {"id": "vague", "name": "Vague", "hint": "Nobody could find this person."},
    {"id": "role", "name": "Role only", "hint": "A job without a name."},
    {"id": "named", "name": "Named", "hint": "A name."},
]
VOICE = {
    "id": "voice",
    "name": "Voice",
    "options": [{"id": "quote", "name": "Quoted"}, {"id": "reported", "name": "Reported"}],
    "default": None,
}
OPTIONS = [{"id": "yes", "name": "Yes"}, {"id": "no", "name": "No"}, {"id": "open", "name": "Cannot be known"}]
HOSTILE = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script>"


def text_spec(text=TEXT, labels=LABELS, **more):
    return {"shape": "spans", "text": text, "offset": 0, "labels": labels, "attributes": [], **more}


def form_spec(*fields, **more):
    return {"shape": "form", "blocks": [{"id": "b1", "heading": "Tuesday", "body": [], "fields": list(fields)}], **more}


def state(page):
    return page.locator(".wss-state")


def mark(start, end, label="vague", number="1"):
    return {"id": number, "start": start, "end": end, "label": label, "attrs": {}}


class TestSaving:
    def test_saved_appears_only_with_the_receipt_of_the_last_change(self, page, stub):
        """Two quick changes: the first one's receipt must not say that the second is safe."""
        stub.open(text_spec(), mode="hold", frozen=True)
        stub.select("bridge")
        stub.press("1", "2")
        expect(state(page)).to_have_text("Saving…")
        page.evaluate("() => window.release()")
        expect(state(page)).to_have_text("Saving…")
        page.evaluate("() => window.release()")
        expect(state(page)).to_contain_text("Saved at")
        assert stub.quotes == [("role", "bridge")]

    def test_no_receipt_is_said_plainly_with_what_to_do(self, page, stub):
        """The kernel is gone: the learner learns it, and where the change is."""
        stub.open(text_spec(), mode="silent", frozen=True)
        stub.select("bridge")
        stub.press("1")
        stub.after(3900)
        expect(state(page)).to_have_text("Saving…")
        stub.after(1000)
        expect(state(page)).to_contain_text("the notebook is busy or has stopped")
        expect(state(page)).to_contain_text("kept in this browser tab")
        expect(state(page)).to_contain_text("Load this page anew; if the exercise does not come back by itself, choose Run → Run All Cells")
        expect(page.locator("[role=status].wss-sr")).to_contain_text("Not saved yet")

    @pytest.mark.parametrize(
        ("kernel", "said"),
        [
            ({"connectionStatus": "disconnected", "status": "idle"}, "this page has no connection to Jupyter"),
            ({"connectionStatus": "connected", "status": "dead"}, "the notebook has stopped"),
            ({"connectionStatus": "connected", "status": "busy"}, "the notebook is busy with another cell"),
        ],
        ids=["websocket", "dead", "busy"],
    )
    def test_what_jupyter_knows_is_what_is_said(self, page, stub, kernel, said):
        """A blocked websocket, an ended kernel and a long cell are not the same thing."""
        stub.open(text_spec(), mode="silent", frozen=True)
        page.evaluate("(kernel) => { window.model.widget_manager = { kernel }; window.again(); }", kernel)
        stub.select("bridge")
        stub.press("1")
        stub.after(4100)
        expect(state(page)).to_contain_text(f"Not saved yet: {said}")
        expect(state(page)).to_contain_text("kept in this browser tab")

    def test_a_lost_connection_is_said_before_anything_is_changed(self, page, stub):
        """And goes away when it is back; it is not called Saved meanwhile."""
        stub.open(text_spec(), ack={"n": "", "rev": 2, "ok": True, "at": "2026-01-01T10:00:00Z"})
        page.clock.install()
        page.evaluate("""() => { const heard = [], kernel = { connectionStatus: 'connected', status: 'idle', connectionStatusChanged: { connect: (f) => heard.push(f), disconnect: () => {} } };
            window.model.widget_manager = { kernel }; window.link = (to) => { kernel.connectionStatus = to; heard.forEach((f) => f()); }; window.again(); }""")
        expect(state(page)).to_contain_text("Saved on 1 January")
        page.evaluate("() => window.link('connecting')")
        page.clock.fast_forward(3100)
        expect(state(page)).to_contain_text("This page has no connection to Jupyter. Saved on 1 January")
        expect(state(page)).to_contain_text("what you change now is not")
        page.evaluate("() => window.link('connected')")
        page.clock.fast_forward(100)
        expect(state(page)).to_contain_text("Saved on 1 January")
        expect(state(page)).not_to_contain_text("no connection")

    def test_failed_save_shows_the_reason_and_can_be_tried_again(self, page, stub):
        """A full disk is not hidden; after room is made, one press saves."""
        stub.open(text_spec(), mode="fail")
        stub.select("bridge")
        stub.press("1")
        expect(state(page)).to_contain_text("Not saved: the disk is full.")
        page.evaluate("() => { window.model.mode = 'save'; }")
        page.get_by_role("button", name="Try to save again").click()
        expect(state(page)).to_contain_text("Saved at")
        assert stub.quotes == [("vague", "bridge")]

    @pytest.mark.parametrize("mode", ["silent", "fail"])
    def test_unsaved_change_comes_back_when_the_cell_runs_again(self, page, stub, mode):
        """Kept in the tab, brought back, saved, and then forgotten."""
        stub.open(text_spec(), mode=mode)
        stub.select("bridge")
        stub.press("2")
        expect(page.locator(".wss-entry")).to_have_count(1)
        page.evaluate("() => { window.model.mode = 'save'; window.again(); }")
        expect(state(page)).to_contain_text("Saved at")
        assert stub.quotes == [("role", "bridge")]
        assert page.evaluate("() => sessionStorage.length") == 0

    def test_unsaved_change_older_than_a_newer_answer_is_offered(self, page, stub):
        """Somebody answered in another window since: the learner chooses, nothing is thrown away in silence."""
        stub.open(text_spec(), mode="silent")
        stub.select("bridge")
        stub.press("2")
        page.evaluate("""() => { window.model.mode = 'save'; window.model.s.value = { spans: [{ id: 'z', start: 2, end: 8, label: 'named', attrs: {} }] };
            window.model.s.ack = { n: '', rev: 9, ok: true, at: '2026-01-01T10:00:00Z', message: '' }; window.again(); }""")
        expect(page.locator(".wss-quote")).to_have_text("source")
        page.get_by_role("button", name="Use the kept change").click()
        expect(page.locator(".wss-quote")).to_have_text("bridge")
        assert stub.quotes == [("role", "bridge")]

    def test_change_from_another_window_appears_when_nothing_waits(self, page, stub):
        """Both windows show both edits."""
        stub.open(text_spec())
        stub.put("value", {"spans": [mark(2, 8)]})
        expect(page.locator(".wss-quote")).to_have_text("source")

    def test_change_from_another_window_does_not_erase_one_that_waits(self, page, stub):
        """A newer value from elsewhere arrives while ours has no receipt."""
        stub.open(text_spec(), mode="silent")
        stub.select("bridge")
        stub.press("1")
        stub.put("value", {"spans": [mark(2, 8)]})
        expect(page.locator(".wss-quote")).to_have_text("bridge")

    def test_typing_goes_on_while_an_older_receipt_arrives(self, page, stub):
        """The receipt of "one" must not take away " two"."""
        stub.open(form_spec({"id": "why", "kind": "text", "label": "Why?"}), mode="hold", frozen=True)
        page.get_by_label("Why?").press_sequentially("one")
        stub.after(700)
        assert len(stub.get("edits")) == 1
        page.get_by_label("Why?").press_sequentially(" two")
        page.evaluate("() => window.release()")
        expect(page.get_by_label("Why?")).to_have_value("one two")
        expect(state(page)).to_have_text("Saving…")
        stub.after(700)
        assert len(stub.get("edits")) == 2
        page.evaluate("() => window.release()")
        expect(state(page)).to_contain_text("Saved at")
        assert stub.fields == {"why": "one two"}

    def test_text_is_sent_when_the_box_is_left(self, page, stub):
        """No waiting for the fingers to rest."""
        stub.open(form_spec({"id": "why", "kind": "text", "label": "Why?"}))
        page.get_by_label("Why?").press_sequentially("one")
        stub.press("Tab")
        assert stub.fields == {"why": "one"}

    def test_edits_are_numbered_upwards(self, stub):
        """The kernel drops an edit that arrives after a newer one of the same window."""
        stub.open(text_spec())
        stub.select("bridge")
        stub.press("1", "2", "3")
        numbers = [e["n"].split(":") for e in stub.get("edits")]
        assert len({window for window, _ in numbers}) == 1
        assert sorted(int(count) for _, count in numbers) == [int(count) for _, count in numbers]

    def test_redrawing_the_frame_gives_no_second_copy(self, page, stub):
        """The kernel opens a sealed exercise by a new spec."""
        stub.open(text_spec(sealed=True, sealed_note="Opens on Friday."))
        expect(page.get_by_text("Opens on Friday.")).to_be_visible()
        stub.put("spec", {**stub.get("s.spec"), "sealed": False})
        expect(page.locator(".wss-root")).to_have_count(1)
        expect(page.get_by_text("Opens on Friday.")).to_have_count(0)


class TestMarking:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("a 😱 b shocking c", "shocking"),
            ("cafe\u0301 naïve 👩‍👩‍👧 ok", "naïve"),
            ("👩‍👩‍👧 cafe\u0301 ok", "cafe\u0301"),
            ("one\n\ntwo three", "two three"),
            ("日本語 テスト", "テスト"),
            ("😱 قال مصدر إن الجسر آمن", "مصدر"),
        ],
    )
    @pytest.mark.parametrize("offset", [0, 57])
    def test_offsets_are_code_points_of_the_article(self, stub, text, words, offset):
        """Emoji, combining accents, Japanese, Arabic; and a passage that begins inside the article."""
        stub.open(text_spec(text, offset=offset, dir="auto"))
        stub.select(words)
        stub.press("1")
        assert [("vague", words)] == stub.quotes

    @pytest.mark.parametrize(
        ("selected", "marked"),
        [
            ("ource sai", "source said"),
            ("“Nobody was hurt,”", "“Nobody was hurt,”"),
            ("Nobody was hurt", "Nobody was hurt"),
            (" the mayor. ", "the mayor."),
            ("safe.\n“Nobody", "safe.\n“Nobody"),
        ],
    )
    def test_selection_grows_to_whole_words(self, stub, selected, marked):
        """Half words are completed; blanks fall away; signs stay only if selected."""
        stub.open(text_spec())
        stub.select(selected)
        stub.press("1")
        assert [("vague", marked)] == stub.quotes

    def test_text_content_is_exactly_the_article(self, page, stub):
        """Paragraphs are blocks; not one sign may be added or lost."""
        text = "Title\n\nOne 😱.\n  Two\n"
        stub.open(text_spec(text), {"spans": [mark(0, 11)]})
        assert text == page.locator(".wss-text").text_content()

    def test_keyboard_alone_marks_relabels_and_removes(self, page, stub):
        """Never a mouse: tab to the text, select, label, tab to the list, change, remove, undo."""
        stub.open(text_spec())
        for _ in range(30):
            stub.press("Tab")
            if page.evaluate("() => document.activeElement.classList.contains('wss-text')"):
                break
        stub.press("Control+Home", "Control+Shift+ArrowRight", "Control+Shift+ArrowRight", "1")
        assert stub.quotes == [("vague", "A source")]
        picker = page.get_by_label("Label of “A source”")
        for _ in range(10):
            stub.press("Tab")
            if picker.evaluate("n => n === document.activeElement"):
                break
        stub.press("n")
        assert stub.quotes == [("named", "A source")]
        expect(picker).to_be_focused()
        stub.press("Tab", "Tab", "Enter")
        assert stub.quotes == []
        expect(page.locator(".wss-text")).to_be_focused()
        stub.press("Control+z")
        assert stub.quotes == [("named", "A source")]

    def test_arrow_keys_walk_over_paragraph_borders(self, page, stub):
        """Every step moves on; no place is visited twice and none swallows the caret."""
        stub.open(text_spec("ab\ncd\nef"))
        page.locator(".wss-text").focus()
        stub.press("Control+Home")
        stub.press(*["Shift+ArrowRight"] * 8)
        stub.press("1")
        assert stub.quotes == [("vague", "ab\ncd\nef")]

    def test_text_refuses_every_change(self, page, stub):
        """It looks editable for the caret's sake and never is."""
        stub.open(text_spec())
        stub.select("bridge")
        stub.press("x", "Enter", "Control+x", "Control+v", "Delete")
        page.keyboard.insert_text("new")
        assert page.locator(".wss-text").text_content() == TEXT
        refused = "(n) => !n.dispatchEvent(new InputEvent('beforeinput', { cancelable: true, bubbles: true }))"
        assert page.locator(".wss-text").evaluate(refused)

    def test_text_changed_by_an_add_on_is_put_right(self, page, stub):
        """A translator or a spelling checker rewrites the page; the offsets must go on fitting."""
        stub.open(text_spec())
        page.locator(".wss-par").first.evaluate("n => { n.firstChild.data = 'Eine Quelle sagte'; }")
        expect(page.locator(".wss-text")).to_contain_text("A source said the bridge was safe.")
        assert page.locator(".wss-text").text_content() == TEXT

    def test_delete_takes_the_innermost_mark(self, stub):
        """Overlaps stack."""
        stub.open(text_spec(), {"spans": [mark(0, 13, "vague", "1"), mark(2, 8, "named", "2")]})
        stub.select("source")
        stub.press("ArrowLeft", "ArrowRight", "Delete")
        assert stub.quotes == [("vague", "A source said")]

    def test_typed_words_can_mean_their_second_place(self, page, stub):
        """Any case, straight quotation marks for curly ones, and a choice of places."""
        stub.open(text_spec())
        page.locator("summary", has_text="Mark by typing").click()
        page.get_by_label("Words from the text").fill("a SOURCE said")
        expect(page.get_by_text("Found 2 times.")).to_be_visible()
        page.get_by_label("Which place").select_option("1")
        page.get_by_label("Label", exact=True).select_option("2")
        page.get_by_role("button", name="Add mark").click()
        page.get_by_label("Words from the text").fill('"nobody was hurt,"')
        page.keyboard.press("Enter")
        assert stub.quotes == [("named", "“Nobody was hurt,”"), ("named", "a source said")]
        assert stub.get("s.value.spans[1].start") == TEXT.rindex("a source said")

    def test_tapped_mark_shows_what_it_is_and_can_be_removed_there(self, page, stub):
        """For touch and mouse: no key and no long list needed. Another label replaces the first."""
        stub.open(text_spec(), {"spans": [mark(18, 24, "role")]})
        page.locator("mark").click()
        bar = page.get_by_role("group", name="About the mark “bridge”")
        expect(bar).to_contain_text("Role only")
        expect(page.locator(".wss-entry.wss-current")).to_have_count(1)
        page.get_by_role("button", name="Named").click()
        assert stub.quotes == [("named", "bridge")]
        assert stub.get("s.value.spans[0].id") == "1"
        page.locator("mark").click()
        bar.get_by_role("button", name="Remove").click()
        assert stub.quotes == []
        expect(page.locator(".wss-text")).to_be_focused()

    def test_twelve_labels_have_twelve_keys(self, page, stub):
        """0 is the tenth, a and b the last two."""
        labels = [{"id": f"l{i}", "name": f"Label {i}", "hint": f"Hint {i}"} for i in range(1, 13)]
        stub.open(text_spec(labels=labels))
        for key, label in zip("90ab", ("l9", "l10", "l11", "l12"), strict=True):
            stub.select("bridge")
            stub.press(key)
            assert stub.quotes == [(label, "bridge")]
        assert page.locator(".wss-label .wss-key").all_text_contents() == list("1234567890ab")
        page.get_by_text("What the labels mean").click()
        expect(page.get_by_text("Hint 12")).to_be_visible()

    def test_property_of_a_mark_is_chosen_by_name(self, page, stub):
        """Unset until chosen; choosing the empty line clears it; a default is set from the start."""
        strength = {
            "id": "strength",
            "name": "Strength",
            "options": [{"id": "low", "name": "Low"}, {"id": "high", "name": "High"}],
            "default": "low",
        }
        stub.open(text_spec(attributes=[VOICE, strength]))
        stub.select("bridge")
        stub.press("1")
        assert stub.get("s.value.spans[0].attrs") == {"strength": "low"}
        page.get_by_label("Voice of “bridge”").select_option("quote")
        expect(page.get_by_label("Voice of “bridge”")).to_have_value("quote")
        assert stub.get("s.value.spans[0].attrs") == {"strength": "low", "voice": "quote"}
        page.get_by_label("Strength of “bridge”").select_option("")
        assert stub.get("s.value.spans[0].attrs") == {"voice": "quote"}


KEYBOARDS = {
    "AZERTY": {"key": "&", "code": "Digit1"},
    "Czech": {"key": "+", "code": "Digit1"},
    "Arabic": {"key": "١", "code": "Digit1"},
    "number pad": {"key": "1", "code": "Numpad1"},
    "touch keyboard without codes": {"key": "1", "code": ""},
}
# Does a listener as Notebook 7's (capturing, heeds the attribute on the target) and one as JupyterLab's (bubbling) get this key?
HEARD = """() => { window.heard = [];
  document.addEventListener('keydown', (e) => { if (!e.target.hasAttribute('data-lm-suppress-shortcuts')) window.heard.push('capture ' + e.key); }, true);
  document.addEventListener('keydown', (e) => { if (!e.target.hasAttribute('data-lm-suppress-shortcuts')) window.heard.push('bubble ' + e.key); }); }"""


class TestKeys:
    @pytest.mark.parametrize("keyboard", KEYBOARDS)
    def test_a_label_is_chosen_on_every_keyboard(self, page, stub, keyboard):
        """The key of 1 is the key of 1, whatever it types."""
        stub.open(text_spec())
        stub.select("bridge")
        page.evaluate(
            "(k) => document.querySelector('.wss-text').dispatchEvent(new KeyboardEvent('keydown', { ...k, bubbles: true, cancelable: true }))",
            KEYBOARDS[keyboard],
        )
        assert stub.quotes == [("vague", "bridge")]

    def test_the_number_pad_without_num_lock_moves_the_caret(self, page, stub):
        """Numpad4 is then an arrow."""
        stub.open(text_spec())
        stub.select("bridge")
        page.evaluate(
            "() => document.querySelector('.wss-text').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', code: 'Numpad4', bubbles: true }))"
        )
        assert stub.quotes == []

    @pytest.mark.parametrize("spec", ["text", "form"])
    def test_ctrl_s_and_other_shortcuts_reach_jupyter(self, page, stub, spec):
        """From every control; and the attribute is back before the next key."""
        stub.open(text_spec() if spec == "text" else ALL_KINDS)
        page.evaluate(HEARD)
        focusable = page.locator("#host :is(button, input, select, textarea, summary, [contenteditable])")
        tried = 0
        for i in range(focusable.count()):
            one = focusable.nth(i)
            if one.is_visible() and one.is_enabled():
                page.evaluate("() => { window.heard.length = 0; }")
                one.focus()
                for key in ("Control+s", "Control+Shift+c", "F1", "x", "d", "Control+Shift+ArrowUp", "Control+z", "Alt+Enter"):
                    page.keyboard.press(key)
                heard = [h for h in page.evaluate("() => window.heard") if h.split()[1] not in ("Control", "Shift", "Alt")]
                assert [h.lower() for h in heard] == [f"{way} {key}" for key in ("s", "c", "f1") for way in ("capture", "bubble")]
                tried += 1
        assert tried > 5

    def test_ctrl_s_waits_until_the_answer_is_in_the_notebook(self, page, stub):
        """The notebook is saved after the receipt, or the file would lack the last answer."""
        stub.open(form_spec({"id": "why", "kind": "text", "label": "Why?"}), mode="hold", frozen=True)
        page.evaluate(HEARD)
        page.get_by_label("Why?").press_sequentially("one")
        stub.press("Control+s")
        assert "bubble s" not in page.evaluate("() => window.heard")
        page.evaluate("() => window.release()")
        page.wait_for_function("() => window.heard.includes('bubble s') && window.heard.includes('capture s')")
        assert stub.fields == {"why": "one"}

    def test_an_unused_key_says_so(self, page, stub):
        """Not silence."""
        stub.open(text_spec())
        stub.select("bridge")
        stub.press("q")
        expect(page.locator("[role=status].wss-sr")).to_have_text("The key q does nothing here. The labels have the keys 1 to 3.")

    def test_answering_adds_no_stop_for_the_tab_key(self, page, stub):
        """Clear is reached by mouse, by touch and by Delete on the question."""
        stops = "() => [...document.querySelectorAll('#host *')].filter((n) => n.tabIndex >= 0 && n.checkVisibility()).length"
        kinds = [f for f in ALL_KINDS["blocks"][0]["fields"] if f["kind"] in ("choice", "scale")]
        stub.open(form_spec(*kinds))
        before = page.evaluate(stops)
        page.get_by_role("radiogroup", name="Choice").get_by_label("Yes").check()
        page.get_by_role("slider", name="Scale").press("Enter")
        page.get_by_role("slider", name="Scale").blur()
        assert set(stub.fields) == {"f1", "f4"}
        assert page.evaluate(stops) == before
        page.get_by_role("radiogroup", name="Choice").get_by_label("Yes").press("Delete")
        page.get_by_role("slider", name="Scale").press("Delete")
        assert stub.fields == {}

    def test_the_ring_of_the_focus_is_thick(self, page, stub):
        """Three pixels on every control, whatever Jupyter's own style sheet says."""
        stub.open(text_spec(check="Check"))
        page.add_style_tag(content="button:focus-visible { outline: 1px solid #9ab !important; outline-offset: -1px; }")
        for _ in range(12):
            stub.press("Tab")
            ring = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement); return [document.activeElement.tagName, s.outlineWidth, s.outlineColor]; }"
            )
            if ring[0] == "BODY":
                break
            assert ring[1:] == ["3px", "rgb(10, 74, 140)"]


SAID = """() => { window.said = []; const live = document.querySelector('[role=status].wss-sr');
  new MutationObserver(() => { if (live.textContent) window.said.push([live.textContent, performance.now()]); }).observe(live, { childList: true, characterData: true, subtree: true }); }"""


class TestHeard:
    def test_a_new_mark_keeps_its_words(self, page, stub):
        """The redraw moves the selection; that may not talk over what was done. Then Saved, once."""
        stub.open(text_spec(), frozen=True)
        page.evaluate(SAID)
        stub.select("bridge")
        stub.press("1")
        stub.after(5000)
        said = page.evaluate("() => window.said")
        assert [s[0] for s in said] == ["Marked Vague: “bridge”.", "Saved."]
        assert said[1][1] - said[0][1] > 650

    def test_saved_is_said_once_for_several_changes(self, page, stub):
        """When the hands rest, not after each key."""
        stub.open(text_spec(), frozen=True)
        page.evaluate(SAID)
        stub.select("bridge")
        stub.press("1", "2", "3")
        stub.after(5000)
        assert [s[0].split(":")[0] for s in page.evaluate("() => window.said")] == [
            "Marked Vague",
            "Now Role only, no longer Vague",
            "Now Named, no longer Role only",
            "Saved.",
        ]

    def test_storage_refused_is_not_called_kept(self, page, stub):
        """A browser that keeps nothing: the learner is told to leave the page open."""
        stub.open(text_spec(), mode="fail")
        page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('refused'); }; }")
        stub.select("bridge")
        stub.press("1")
        expect(state(page)).to_contain_text("This browser keeps nothing: leave this page open")
        expect(state(page)).not_to_contain_text("kept in this browser tab")

    @pytest.mark.parametrize(("width", "height"), [(1280, 800), (320, 256)])
    def test_the_caret_never_stands_behind_the_label_bar(self, page, stub, width, height):
        """Walking down and up a long text: the caret's line lies below the bar."""
        page.set_viewport_size({"width": width, "height": height})
        stub.open(text_spec("\n".join(f"Line {i} of the long text, said a source." for i in range(60)), labels=LABELS * 3))
        page.locator(".wss-text").focus()
        stub.press("Control+End")
        hidden = """() => { const r = getSelection().getRangeAt(0).getBoundingClientRect(), b = document.querySelector('.wss-bar').getBoundingClientRect();
          return [r.height > 0, r.top < b.bottom && b.top < r.bottom || r.top < 0]; }"""
        seen = []
        for _ in range(45):
            stub.press("ArrowUp")
            seen.append(page.evaluate(hidden))
        assert sum(shown for shown, _ in seen) > 20
        assert [behind for _, behind in seen].count(True) == 0


class TestForm:
    def test_choice_by_keyboard_and_cleared(self, page, stub):
        """Space chooses, an arrow changes, Clear takes the answer back."""
        stub.open(form_spec({"id": "f", "kind": "choice", "label": "Is it so?", "options": OPTIONS}))
        page.get_by_label("Yes").focus()
        stub.press("Space", "ArrowDown")
        assert stub.fields == {"f": "no"}
        page.get_by_role("button", name="Clear").press("Enter")
        assert stub.fields == {}
        expect(page.get_by_label("No", exact=True)).not_to_be_checked()
        expect(page.get_by_role("radiogroup", name="Is it so?")).to_be_visible()

    def test_long_choice_is_chips_whose_meaning_is_shown_when_chosen(self, page, stub):
        """Six options with hints: one click each, the hints folded; Delete clears."""
        options = [{"id": f"o{i}", "name": f"{c} grade", "hint": f"Means {c}."} for i, c in enumerate("ABCDEF")]
        stub.open(form_spec({"id": "f", "kind": "choice", "label": "Grade", "options": options}))
        expect(page.get_by_text("Means C.").last).to_be_hidden()
        page.get_by_role("radio", name="C grade").check()
        assert stub.fields == {"f": "o2"}
        expect(page.locator(".wss-meaning")).to_have_text("Means C.")
        stub.press("ArrowRight")
        assert stub.fields == {"f": "o3"}
        stub.press("Delete")
        assert stub.fields == {}

    def test_choice_shown_as_a_list(self, page, stub):
        """A native list with an empty first line that clears."""
        options = [{"id": f"o{i}", "name": f"{c} grade"} for i, c in enumerate("ABCDEF")]
        stub.open(form_spec({"id": "f", "kind": "choice", "label": "Grade", "options": options, "as": "select"}))
        page.get_by_label("Grade").focus()
        stub.press("c")
        assert stub.fields == {"f": "o2"}
        page.get_by_label("Grade").select_option("")
        assert stub.fields == {}

    def test_many_keeps_the_order_of_the_options(self, page, stub):
        """A list of ids; none ticked is no answer."""
        stub.open(form_spec({"id": "f", "kind": "many", "label": "Which?", "options": OPTIONS}))
        page.get_by_label("No", exact=True).press("Space")
        page.get_by_label("Yes").press("Space")
        assert stub.fields == {"f": ["yes", "no"]}
        page.get_by_label("No", exact=True).press("Space")
        page.get_by_label("Yes").press("Space")
        assert stub.fields == {}

    def test_number_has_limits_and_a_none(self, page, stub):
        """Outside the limits: a sentence and no answer. "No limit" is an answer of its own."""
        none = {"id": "no_bound", "name": "There is no upper limit"}
        stub.open(
            form_spec(
                {"id": "f", "kind": "number", "label": "How many?", "min": 0, "max": 50, "none": none},
                {"id": "g", "kind": "line", "label": "Other"},
            )
        )
        box = page.get_by_label("How many?")
        box.press_sequentially("12")
        stub.press("Tab")
        assert stub.fields == {"f": 12}
        box.fill("900")
        box.blur()
        expect(page.get_by_text("Write a number from 0 to 50.")).to_be_visible()
        assert stub.fields == {}
        stub.put("value", {"fields": {"g": "from another window"}})
        expect(page.get_by_label("Other")).to_have_value("from another window")
        expect(box).to_have_value("900")
        stub.put("value", {"fields": {}})
        page.get_by_label("There is no upper limit").press("Space")
        assert stub.fields == {"f": "no_bound"}
        expect(box).to_be_disabled()

    def test_scale_is_unset_until_touched(self, page, stub):
        """The thumb in the middle is no answer; Enter, an arrow or the box makes it one."""
        bands = [{"to": 40, "name": "unlikely"}, {"to": 100, "name": "likely"}]
        stub.open(form_spec({"id": "f", "kind": "scale", "label": "How likely?", "step": 5, "bands": bands}))
        slider = page.get_by_role("slider", name="How likely?")
        expect(slider).to_have_attribute("aria-valuetext", "not answered yet")
        assert stub.fields == {}
        slider.press("Enter")
        slider.blur()
        assert stub.fields == {"f": 50}
        slider.press("ArrowRight")
        slider.blur()
        assert stub.fields == {"f": 55}
        expect(slider).to_have_attribute("aria-valuetext", "55: likely")
        page.get_by_label("How likely?: write the number").fill("7")
        page.get_by_label("How likely?: write the number").blur()
        assert stub.fields == {"f": 7}
        expect(page.locator(".wss-band")).to_have_text("7: unlikely")
        page.get_by_role("button", name="Clear").press("Enter")
        assert stub.fields == {}

    def test_text_counts_words_and_keeps_line_breaks(self, page, stub):
        """Shift+Enter is a line break here, not "run the cell"."""
        stub.open(form_spec({"id": "f", "kind": "text", "label": "Why?", "maxlength": 40}))
        page.get_by_label("Why?").press_sequentially("two words")
        stub.press("Shift+Enter")
        page.get_by_label("Why?").press_sequentially("more")
        expect(page.get_by_text("3 words")).to_contain_text("26 more characters fit.")
        stub.press("Tab")
        assert stub.fields == {"f": "two words\nmore"}
        assert "Enter" not in page.evaluate("() => window.outside")

    def test_line(self, page, stub):
        """One line; blanks only are no answer."""
        stub.open(form_spec({"id": "f", "kind": "line", "label": "Name"}))
        page.get_by_label("Name").fill("Ada")
        page.get_by_label("Name").blur()
        assert stub.fields == {"f": "Ada"}
        page.get_by_label("Name").fill("  ")
        page.get_by_label("Name").blur()
        assert stub.fields == {}

    def test_order_moves_by_buttons_and_keeps_the_focus(self, page, stub):
        """Moving is told; the button pressed stays under the finger."""
        items = [{"id": "a", "name": "Ant"}, {"id": "b", "name": "Bee"}, {"id": "c", "name": "Cow"}]
        stub.open(form_spec({"id": "f", "kind": "order", "label": "Biggest first", "items": items}))
        assert stub.fields == {}
        up = page.get_by_role("button", name="Up: Cow")
        up.press("Enter")
        expect(up).to_be_focused()
        expect(page.locator("[role=status].wss-sr")).to_have_text("“Cow” is now 2 of 3.")
        stub.press("Enter", "Enter")
        expect(page.locator("[role=status].wss-sr")).to_have_text("“Cow” is already first.")
        assert stub.fields == {"f": ["c", "a", "b"]}
        page.get_by_role("button", name="Clear").press("Enter")
        assert stub.fields == {}
        page.get_by_role("button", name="Keep this order").press("Enter")
        assert stub.fields == {"f": ["a", "b", "c"]}

    @pytest.mark.parametrize("look", ["radio", "select"])
    def test_groups(self, page, stub, look):
        """Each item its own named control; half done is not yet answered."""
        field = {
            "id": "f",
            "kind": "groups",
            "label": "Sort",
            "as": look,
            "items": [{"id": "i1", "name": "Rain"}, {"id": "i2", "name": "Snow"}],
            "groups": OPTIONS,
        }
        stub.open(form_spec(field))
        for item, option, name in [("Rain", "no", "No"), ("Snow", "yes", "Yes")]:
            expect(page.get_by_text("0 of 1 answered.")).to_be_visible()
            if look == "radio":
                page.get_by_role("radiogroup", name=item).get_by_label(name, exact=True).press("Space")
            else:
                page.get_by_label(item).select_option(option)
        assert stub.fields == {"f": {"i1": "no", "i2": "yes"}}
        expect(page.get_by_text("1 of 1 answered.")).to_be_visible()

    def test_later_evidence_opens_when_the_questions_are_answered(self, page, stub):
        """Locked with a sentence, opened with an announcement, and never shut over an answer."""
        first = {"id": "f1", "kind": "choice", "label": "Is it so?", "options": OPTIONS}
        later = {"id": "f2", "kind": "line", "label": "And now?"}
        blocks = [{"id": "b1", "heading": "Tuesday", "body": [], "fields": [first]},
                  {"id": "b2", "heading": "Friday", "opens_after": ["f1"], "body": [{"kind": "doc", "title": "Letter", "text": "It fell."}], "fields": [later]}]  # fmt: skip
        stub.open({"shape": "form", "blocks": blocks})
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text("Opens when you have answered “Is it so?”.")).to_be_visible()
        expect(page.get_by_text("It fell.")).to_be_hidden()
        page.get_by_role("button", name="Back").click()
        page.get_by_label("Yes").press("Space")
        expect(page.locator("[role=status].wss-sr")).to_have_text("Now open: Friday.")
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text("It fell.")).to_be_visible()
        page.get_by_label("And now?").fill("No")
        page.get_by_role("button", name="Everything on one page").click()
        page.get_by_role("button", name="Clear").click()
        expect(page.get_by_text("It fell.")).to_be_visible()
        expect(page.get_by_text("1 of 2 answered. Not finished: Tuesday.")).to_be_visible()

    def test_saved_answers_stand_in_every_field(self, page, stub):
        """What the kernel has is what the page shows."""
        items = [{"id": "a", "name": "Ant"}, {"id": "b", "name": "Bee"}]
        fields = [{"id": "f1", "kind": "choice", "label": "C", "options": OPTIONS}, {"id": "f2", "kind": "many", "label": "M", "options": OPTIONS},
                  {"id": "f3", "kind": "number", "label": "N"}, {"id": "f4", "kind": "scale", "label": "S"}, {"id": "f5", "kind": "text", "label": "T"},
                  {"id": "f6", "kind": "line", "label": "L"}, {"id": "f7", "kind": "order", "label": "O", "items": items},
                  {"id": "f8", "kind": "groups", "label": "G", "items": items, "groups": OPTIONS}]  # fmt: skip
        answers = {"f1": "no", "f2": ["yes"], "f3": 0, "f4": 0, "f5": "t", "f6": "l", "f7": ["b", "a"], "f8": {"a": "no", "b": "open"}}
        stub.open(form_spec(*fields), {"fields": answers})
        expect(page.get_by_text("8 of 8 answered.")).to_be_visible()
        expect(page.get_by_label("N", exact=True)).to_have_value("0")
        expect(page.get_by_label("S: write the number")).to_have_value("0")
        assert page.locator(".wss-order-list li").evaluate_all("n => n.map(x => x.dataset.item)") == ["b", "a"]
        assert page.locator("input:checked").evaluate_all("n => n.map(x => x.value)") == ["no", "yes", "no", "open"]


FEEDBACK = {
    "headline": "1 of 2 found", "points": "1 of 2 points", "note": "A note.", "measures": ["A measure."], "status": {},
    "items": [
        {"kind": "found", "title": "Named", "quote": "the mayor", "start": 52, "end": 61, "field": None, "sentences": ["Yes."], "votes": "", "next": ""},
        {"kind": "info", "title": "Note", "quote": "", "start": None, "end": None, "field": None, "sentences": ["So it is."], "votes": "", "next": ""},
        {"kind": "miss", "title": "Vague", "quote": "A source", "start": 0, "end": 8, "field": None, "sentences": ["Nobody could ask."], "votes": "3 of 3", "next": "Look again."},
    ],
}  # fmt: skip


class TestFeedback:
    def fed(self, page, stub, spec, feedback, value=None):
        stub.open({**spec, "check": "Check my answer"}, value)
        page.evaluate("(f) => { window.model.fed = f; }", feedback)
        page.get_by_role("button", name="Check my answer").click()

    def test_what_needs_work_comes_first_and_the_rest_is_folded(self, page, stub):
        """Each verdict has a word; the headline is announced."""
        self.fed(page, stub, text_spec(), FEEDBACK)
        expect(page.get_by_role("heading", name="1 of 2 found")).to_be_visible()
        expect(page.locator("[role=status].wss-sr")).to_have_text("1 of 2 found")
        assert page.locator(".wss-badge").evaluate_all("n => n.map(x => x.lastChild.textContent)") == ["Missed", "Note", "Found"]
        expect(page.get_by_text("Yes.", exact=True)).to_be_hidden()
        page.get_by_text("What you got right (1)").click()
        expect(page.get_by_text("Yes.", exact=True)).to_be_visible()

    def test_missed_words_are_shown_but_not_marked(self, page, stub):
        """Show in the text selects them; the learner decides whether to mark."""
        self.fed(page, stub, text_spec(), FEEDBACK)
        page.get_by_role("button", name="Show in the text: A source").click()
        assert page.evaluate("() => getSelection().toString()") == "A source"
        expect(page.locator("mark")).to_have_count(0)
        expect(page.locator(".wss-text")).to_be_focused()

    def test_feedback_is_named_old_after_a_change(self, page, stub):
        """Old feedback stays readable but does not pass for new."""
        self.fed(page, stub, text_spec(), FEEDBACK)
        expect(page.get_by_text("From before your last change.")).to_have_count(0)
        stub.select("bridge")
        stub.press("1")
        expect(page.get_by_text("From before your last change.")).to_be_visible()
        page.get_by_role("button", name="Check my answer").click()
        expect(page.get_by_text("From before your last change.")).to_have_count(0)

    def test_hostile_words_stay_words(self, page, stub):
        """Everything that comes from a file, a learner or a kernel is text."""
        feedback = dict.fromkeys(("headline", "points", "note"), HOSTILE) | {"measures": [HOSTILE], "items": [
            {"kind": kind, "title": HOSTILE, "quote": HOSTILE, "field": "f", "sentences": [HOSTILE], "votes": HOSTILE, "next": HOSTILE} for kind in ("wrong", "right", HOSTILE)]}  # fmt: skip
        field = {
            "id": "f",
            "kind": "choice",
            "label": HOSTILE,
            "help": HOSTILE,
            "quote": HOSTILE,
            "options": [{"id": "a", "name": HOSTILE, "hint": HOSTILE}],
        }
        spec = form_spec(field, title=HOSTILE, prompt=HOSTILE, notice=HOSTILE, help=HOSTILE, content_note=HOSTILE)
        spec["blocks"][0] |= {
            "heading": HOSTILE,
            "body": [{"kind": kind, "title": HOSTILE, "text": HOSTILE} for kind in ("p", "quote", "doc", "note")],
        }
        self.fed(page, stub, spec, feedback)
        expect(page.get_by_role("heading", name=HOSTILE).last).to_be_visible()
        self.no_elements(page)
        stub.open(text_spec(HOSTILE, labels=[{"id": "vague", "name": HOSTILE, "hint": HOSTILE}]), {"spans": [mark(0, 9)]}, progress=HOSTILE)
        assert page.locator(".wss-text").text_content() == HOSTILE
        self.no_elements(page)

    def no_elements(self, page):
        assert page.locator("#host img, #host script").count() == 0
        assert page.evaluate("() => window.hacked") is None

    def test_check_waits_until_the_change_is_saved(self, page, stub):
        """Or the kernel would judge an older answer."""
        stub.open({**text_spec(), "check": "Check"}, mode="hold", frozen=True)
        page.evaluate("(f) => { window.model.fed = f; }", FEEDBACK)
        stub.select("bridge")
        stub.press("1")
        page.get_by_role("button", name="Check").click()
        expect(page.get_by_text("Checking…").first).to_be_visible()
        assert stub.get("asks") == 0
        page.evaluate("() => window.release()")
        expect(page.get_by_role("heading", name="1 of 2 found")).to_be_visible()
        assert stub.get("asks") == 1

    def test_check_without_an_answer_says_so(self, page, stub):
        """The kernel never answers the check."""
        page.clock.install()
        stub.open({**text_spec(), "check": "Check"})
        page.get_by_role("button", name="Check").click()
        expect(page.locator(".wss-check-state")).to_have_text("Checking…")
        page.clock.fast_forward(8500)
        expect(page.locator(".wss-check-state")).to_contain_text("No answer yet: the notebook is busy or has stopped.")

    def test_verdict_stands_beside_its_question_too(self, page, stub):
        """And the list leads to the question."""
        field = {"id": "f", "kind": "choice", "label": "Is it so?", "options": OPTIONS}
        item = {"kind": "wrong", "title": "Is it so?", "quote": "", "field": "f", "sentences": ["It is not."], "votes": "", "next": ""}
        self.fed(page, stub, form_spec(field), {"headline": "0 of 1", "items": [item]})
        expect(page.locator("[data-field=f] .wss-fieldback")).to_contain_text("It is not.")
        page.get_by_role("button", name="Go to the question: Is it so?").click()
        expect(page.get_by_label("Yes")).to_be_focused()


DARK = "() => { document.body.dataset.jpThemeLight = 'false'; document.body.style.cssText = '--jp-ui-font-color0: #fff; --jp-layout-color0: #111;'; }"
CONTRASTS = """() => [...document.querySelectorAll('mark')].map((m) => {
  const light = (c) => { const [r, g, b] = c.match(/[0-9.]+/g).slice(0, 3).map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const [a, b] = [light(getComputedStyle(m).color), light(getComputedStyle(m).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); })"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marked_words_are_readable_in_every_colour(page, stub, theme):
    """axe does not judge words over a pattern, so their contrast is computed here: 7 to 1 or more."""
    labels = [{"id": f"l{i}", "name": f"Label {i}"} for i in range(12)]
    stub.open(text_spec("abcdefghijkl", labels=labels), {"spans": [mark(i, i + 1, f"l{i}", str(i)) for i in range(12)]})
    if theme == "dark":
        page.evaluate(DARK)
    contrasts = page.evaluate(CONTRASTS)
    assert len(contrasts) == 12
    assert min(contrasts) >= 7


ALL_KINDS = form_spec(
    {"id": "f1", "kind": "choice", "label": "Choice", "help": "Help.", "options": OPTIONS},
    {"id": "f2", "kind": "many", "label": "Many", "options": OPTIONS},
    {"id": "f3", "kind": "number", "label": "Number", "none": {"id": "no_bound", "name": "None"}},
    {"id": "f4", "kind": "scale", "label": "Scale"},
    {"id": "f5", "kind": "text", "label": "Text", "help": "Help."},
    {"id": "f6", "kind": "line", "label": "Line"},
    {"id": "f7", "kind": "order", "label": "Order", "items": OPTIONS},
    {"id": "f8", "kind": "groups", "label": "Groups", "items": OPTIONS, "groups": OPTIONS},
    {"id": "f9", "kind": "groups", "label": "Lists", "items": OPTIONS, "groups": OPTIONS, "as": "select"},
    {"id": "f10", "kind": "choice", "label": "List", "options": OPTIONS, "as": "select"},
    check="Check",
)


VALUES = {"spans": {"spans": [mark(0, 13, "vague", "1"), mark(2, 8, "named", "2")]}, "form": {"fields": {"f1": "yes", "f7": ["no", "yes", "open"], "f4": 30}}}  # fmt: skip


@pytest.mark.parametrize("spec", [text_spec(attributes=[VOICE], check="Check"), ALL_KINDS], ids=["spans", "form"])
class TestEverywhere:
    def test_no_command_key_leaves_the_exercise(self, page, stub, spec):
        """x, d d, a, b, m ... would delete or add cells. Every focusable thing carries Notebook 7's attribute as well."""
        stub.open(spec, VALUES[spec["shape"]])
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        focusable = page.locator("#host :is(button, input, select, textarea, summary, details, [tabindex], [contenteditable])")
        assert focusable.count() > 10
        assert focusable.evaluate_all("n => n.filter((x) => !x.hasAttribute('data-lm-suppress-shortcuts')).map((x) => x.outerHTML)") == []
        for i in range(focusable.count()):
            one = focusable.nth(i)
            if one.is_visible() and one.is_enabled() and one.evaluate("n => n.tagName !== 'DETAILS'"):
                one.focus()
                stub.press("x", "d", "m", "j", "Escape", "ArrowDown")
        assert page.evaluate("() => window.outside") == []

    @pytest.mark.parametrize("theme", ["light", "dark"])
    def test_axe_finds_nothing(self, page, stub, spec, theme):
        """WCAG 2.0 to 2.2, A to AAA, contrast included; a planted fault proves that axe looks."""
        stub.open(spec, VALUES[spec["shape"]], ack={"n": "", "rev": 2, "ok": True, "at": "2026-01-01T10:00:00Z"}, progress="1 of 2")
        if theme == "dark":
            page.evaluate(DARK)
        items = [{**FEEDBACK["items"][0], "kind": kind, "field": "f1"} for kind in ("miss", "wrong_label", "contested", "right", "info")]
        stub.put("feedback", {**FEEDBACK, "items": items, "n": "", "rev": 1})
        page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        run = """async () => { const r = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')); }"""
        assert page.evaluate(run) == []
        page.evaluate(
            "() => document.querySelector('.wss-root').insertAdjacentHTML('beforeend', '<p style=\"color:#777;background:#888\">low</p>')"
        )
        assert any("color-contrast" in v for v in page.evaluate(run))

    @pytest.mark.parametrize("width", [400, 640])
    def test_narrow_pages_do_not_scroll_sideways(self, page, stub, spec, width):
        """A phone, or 1280 pixels at 200 %; on the phone every target is 44 pixels high."""
        page.set_viewport_size({"width": width, "height": 800})
        stub.open(spec, VALUES[spec["shape"]])
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        least = 44 if width == 400 else 24
        small = page.locator("#host :is(button, select, summary, input:not([type=radio], [type=checkbox]), .wss-option)").evaluate_all(
            "(n, least) => n.filter((x) => x.offsetParent && x.getBoundingClientRect().height < least).map((x) => x.outerHTML)", least)  # fmt: skip
        assert small == []


class TestKernelSide:
    """The Python half without a browser: what it takes, what it answers."""

    def widget(self, save=None, check=None, spec=None):
        self.kept = []

        def keep(value):
            self.kept.append(value)
            return {"rev": len(self.kept), "at": "2026-01-01T10:00:00Z", "message": ""}

        return ExerciseWidget(
            spec or text_spec(check="Check", title="T"),
            value={"spans": []},
            ack={"n": "", "rev": 0, "ok": True, "at": "", "message": ""},
            save=save or keep,
            check=check,
        )

    def test_change_is_saved_in_order_and_receipted(self):
        """Sorted marks, and a receipt with the change's own number."""
        widget = self.widget()
        widget.edit = {"n": "w:1", "value": {"spans": [mark(2, 8, number="b"), mark(0, 1, number="a")]}}
        assert [s["start"] for s in widget.value["spans"]] == [0, 2]
        assert widget.ack == {"n": "w:1", "rev": 1, "ok": True, "at": "2026-01-01T10:00:00Z", "message": ""}

    def test_older_change_never_overwrites_a_newer_one(self):
        """Threads may deliver them the wrong way round; another window's numbers do not matter."""
        widget = self.widget()
        widget.edit = {"n": "w:10", "value": {"spans": [mark(2, 8)]}}
        widget.edit = {"n": "w:9", "value": {"spans": []}}
        assert (len(widget.value["spans"]), widget.ack["n"]) == (1, "w:10")
        widget.edit = {"n": "other:1", "value": {"spans": []}}
        assert (widget.value["spans"], widget.ack["n"]) == ([], "other:1")

    @pytest.mark.parametrize("error", [AnswersError("The disk is full.", "Make room."), OSError("The disk is full. Make room.")])
    def test_failed_save_keeps_the_old_value_and_says_why(self, error):
        """The receipt carries the sentence; the version does not go up."""

        def fail(value):
            raise error

        widget = self.widget(save=fail)
        widget.edit = {"n": "w:1", "value": {"spans": [mark(2, 8)]}}
        assert (
            widget.value,
            widget.ack["ok"],
            widget.ack["rev"],
            widget.ack["message"],
        ) == ({"spans": []}, False, 0, "The disk is full. Make room.")

    @pytest.mark.parametrize(
        "value",
        [
            None,
            {},
            {"spans": 3},
            {"spans": [mark(0, 9999)]},
            {"spans": [mark(3, 3)]},
            {"spans": [mark(0, 1, "none")]},
            {"spans": [{**mark(0, 1), "attrs": {"x": "y"}}]},
        ],
    )
    def test_odd_marks_are_refused_and_not_saved(self, value):
        """A sentence, never a crash."""
        widget = self.widget()
        widget.edit = {"n": "w:1", "value": value}
        assert (widget.ack["ok"], self.kept) == (False, [])
        assert widget.ack["message"]

    def test_odd_fields_are_refused(self):
        """A text where a list belongs; a field that does not exist."""
        spec = form_spec({"id": "m", "kind": "many", "label": "M", "options": OPTIONS})
        for fields in ({"m": "yes"}, {"z": 1}):
            widget = self.widget(spec=spec)
            widget.edit = {"n": "w:1", "value": {"fields": fields}}
            assert (widget.ack["ok"], self.kept) == (False, [])

    def test_check_answers_with_the_version_it_saw(self):
        """So that the page can tell old feedback from new."""
        widget = self.widget(check=lambda value: {"headline": f"{len(value['spans'])} marks"})
        widget.edit = {"n": "w:1", "value": {"spans": [mark(2, 8)]}}
        widget.ask = {"n": "w:2"}
        assert widget.feedback == {"headline": "1 marks", "n": "w:2", "rev": 1}

    @pytest.mark.parametrize(("error", "sentence"), [(AnswersError("No key."), "No key."), (ZeroDivisionError("x"), "ZeroDivisionError")])
    def test_broken_check_becomes_a_sentence(self, error, sentence):
        """No traceback in a learner's notebook."""

        def broken(value):
            raise error

        widget = self.widget(check=broken)
        widget.ask = {"n": "w:1"}
        assert widget.feedback["headline"] == "This could not be checked."
        assert sentence in widget.feedback["note"]

    def test_without_a_check_there_is_no_button(self):
        """Nothing to press that does nothing."""
        assert self.widget().spec["check"] is None

    def test_two_threads_never_save_at_the_same_time(self):
        """JupyterLab 4.6 with ipykernel 7 delivers changes in threads."""
        inside, clashes, begun, go_on = [], [], threading.Event(), threading.Event()

        def slow(value):
            clashes.extend(inside)
            inside.append(1)
            begun.set()
            go_on.wait(0.2)
            inside.pop()
            return {"rev": 1, "at": "", "message": ""}

        widget = self.widget(save=slow)
        first = threading.Thread(target=widget._on_edit, args=({"new": {"n": "w:1", "value": {"spans": []}}},))
        second = threading.Thread(target=widget._on_edit, args=({"new": {"n": "w:2", "value": {"spans": []}}},))
        first.start()
        begun.wait(5)
        second.start()
        first.join(5)
        second.join(5)
        assert clashes == []
