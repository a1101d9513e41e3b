"""One widget for every exercise: it draws a `spec`, hands each change to `save`, and reports what came of it.

It knows the shapes of answers (marks in a text, fields of a form), not what they mean. What is right, where answers
are kept and when they may be seen is decided by the functions it is given.
"""

import threading

import anywidget
import traitlets as t

from helpers.errors import KitError

from .join import STATIC, join


def module_source() -> str:
    """Return the browser's half as one ES module."""
    return join("main.js")


class Unreadable(KitError):
    """The page sent something that is no answer to this exercise."""


def read_spans(spec, value):
    """Return marks of a passage, in order. Offsets are those of the article: the passage begins at `spec["offset"]`."""
    first = spec.get("offset", 0)
    last = first + len(spec["text"])
    labels = {label["id"] for label in spec["labels"]}
    choices = {a["id"]: {o["id"] for o in a["options"]} for a in spec.get("attributes") or []}
    spans = []
    for mark in value["spans"]:
        start, end, label = int(mark["start"]), int(mark["end"]), mark["label"]
        attrs = dict(mark.get("attrs") or {})
        if not first <= start < end <= last:
            raise Unreadable("A mark lies outside the text.", "Run this cell again.")
        if label not in labels or any(option not in choices.get(name, ()) for name, option in attrs.items()):
            raise Unreadable("A mark has a label that this exercise does not have.", "Run this cell again.")
        spans.append({"id": str(mark["id"])[:40], "start": start, "end": end, "label": label, "attrs": attrs})
    return {"spans": sorted(spans, key=lambda s: (s["start"], s["end"], s["label"], s["id"]))}


_FIELD_SHAPES = {"choice": str, "many": list, "number": (int, float, str), "scale": (int, float),
                 "text": str, "line": str, "order": list, "groups": dict}  # fmt: skip


def read_fields(spec, value):
    """Return answers of a form, in the order of its fields. A field without an answer is absent."""
    kinds = {field["id"]: field["kind"] for block in spec["blocks"] for field in block.get("fields") or []}
    given = dict(value["fields"])
    for name, answer in given.items():
        if name not in kinds or not isinstance(answer, _FIELD_SHAPES[kinds[name]]) or isinstance(answer, bool):
            raise Unreadable(f"The answer to “{name}” cannot be read.", "Run this cell again.")
    return {"fields": {name: given[name] for name in kinds if name in given}}


def read_value(spec, value):
    """Return the value in its canonical form, or an `Unreadable` error that says what is odd."""
    try:
        return (read_fields if spec["shape"] == "form" else read_spans)(spec, value)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable("The page sent an answer that cannot be read.", "Run this cell again.") from error


class Order:
    """Lets no late message overwrite a newer one. Messages carry "<window>:<count>"; windows do not share a clock."""

    def __init__(self):
        self._last = {}

    def is_new(self, number):
        window, _, count = str(number).rpartition(":")
        if not count.isdigit():
            return True
        if int(count) <= self._last.get(window, -1):
            return False
        self._last[window] = int(count)
        return True


class ExerciseWidget(anywidget.AnyWidget):
    """An exercise on the page.

    `save(value)` keeps an answer and returns {"rev", "at", "message"} (and "value", if it changed it); it raises when
    the answer is not kept, and the page then shows the error's sentence. `check(value)` returns feedback; without it
    there is no check. `finish()` keeps the answer as it is and sets `lock`. All may be called from any thread, `save` and
    `finish` never twice at a time.
    """

    _esm = module_source()
    _css = (STATIC / "widget.css").read_text(encoding="utf-8")

    spec = t.Dict().tag(sync=True)
    value = t.Dict().tag(sync=True)
    edit = t.Dict().tag(sync=True)  # browser → kernel: {"n", "value"}
    ack = t.Dict().tag(sync=True)  # kernel → browser: {"n", "rev", "ok", "at", "message"}
    ask = t.Dict().tag(sync=True)  # browser → kernel: {"n"}
    feedback = t.Dict().tag(sync=True)
    progress = t.Unicode().tag(sync=True)
    finish = t.Dict().tag(sync=True)  # browser → kernel: {"n"}
    lock = t.Dict().tag(sync=True)  # kernel → browser: {"can", "at", "next", "n", "problem"}

    def __init__(self, spec, *, value, ack, save, check=None, finish=None, lock=None, progress=""):
        # JupyterLab 4.6 with ipykernel 7 delivers changes in subshell threads, so two can arrive at the same time.
        self._lock, self._edits = threading.RLock(), Order()
        self._check_lock, self._asks = threading.RLock(), Order()
        self._finishes = Order()
        self._save, self._check, self._finish = save, check, finish
        if check is None:
            spec = {**spec, "check": None}
        super().__init__(spec=spec, value=value, ack=ack, progress=progress, lock=lock or {})

    def __repr__(self):
        # shown where widgets are not: on GitHub, in a printed notebook, before the cell has run
        return f"Exercise “{self.spec.get('title', '')[:40]}”: run this cell to see it."

    @t.observe("edit")
    def _on_edit(self, change):
        edit = change["new"]
        if not edit:
            return
        with self._lock:
            if self._edits.is_new(edit.get("n", "")):
                self._take(edit)

    def _take(self, edit):
        number = edit.get("n", "")
        try:
            value = read_value(self.spec, edit.get("value"))
            receipt = self._save(value)
        except Exception as error:  # noqa: BLE001 a full disk, a read-only folder, an odd value: the learner must know
            said = str(error) or f"the notebook reported {type(error).__name__}."
            self.ack = {"n": number, "rev": self.ack.get("rev", 0), "ok": False, "at": "", "message": said}
            return
        self.value = receipt.get("value", value)
        self.ack = {"n": number, "rev": receipt["rev"], "ok": True, "at": receipt.get("at") or "",
                    "message": receipt.get("message") or ""}  # fmt: skip

    @t.observe("finish")
    def _on_finish(self, change):
        number = change["new"].get("n", "")
        with self._lock:
            if not number or self._finish is None or not self._finishes.is_new(number):
                return
            problem = ""
            try:
                self._finish()
            except Exception as error:  # noqa: BLE001 a full disk, a read-only folder: the learner must know
                problem = str(error) or f"the notebook reported {type(error).__name__}."
            self.lock = {**self.lock, "n": number, "problem": problem}

    @t.observe("ask")
    def _on_ask(self, change):
        number = change["new"].get("n", "")
        if not number or self._check is None:
            return
        with self._check_lock:  # not the lock of saving: a slow check must not hold up a save
            if not self._asks.is_new(number):
                return
            with self._lock:
                value, rev = self.value, self.ack.get("rev", 0)
            # rev says which answer was checked, so that the page can tell feedback from before the last change
            self.feedback = {**self._checked(value), "n": number, "rev": rev}

    def _checked(self, value):
        try:
            return dict(self._check(value))
        except KitError as error:
            sentence = str(error)
        except Exception as error:  # noqa: BLE001 never a traceback in a learner's notebook
            sentence = f"The checker stopped with {type(error).__name__}. Please show this line to your teacher."
        return {"headline": "This could not be checked.", "points": "", "note": f"{sentence} Your answer is safe.",
                "measures": [], "items": [], "status": {"text": "This could not be checked."}}  # fmt: skip
