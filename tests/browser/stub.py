"""The widget's module alone in an empty page, with a stub for the kernel: no Jupyter, so each test takes a fraction of a second."""

import json
from pathlib import Path

from helpers.notebook.widgets import exercise_widget

CSS = Path(exercise_widget.__file__).parent / "static" / "widget.css"


# A kernel that answers as the test says: "save" (the default), "fail", "silent" or "hold" (answers on window.release()).
STUB = """async ([source, css, state, mode, wishes = {}]) => {
  try { localStorage.clear(); sessionStorage.clear(); } catch { /* a browser that keeps nothing */ } // what the test before had kept
  for (const [name, wish] of Object.entries(wishes)) try { localStorage.setItem(name, wish); } catch { /* the same */ }
  document.documentElement.lang = 'en'; document.title = 'Exercise';
  document.head.insertAdjacentHTML('beforeend', '<meta name=viewport content="width=device-width"><style>body { margin: 12px; background: var(--jp-layout-color0, #fff); color: var(--jp-ui-font-color0, #111); }</style><style>' + css + '</style>');
  document.body.innerHTML = '<main><h1>Lesson</h1><h2>Part</h2><div id=host></div></main>';
  const on = {}, held = [];
  const tell = (name) => (on['change:' + name] || []).forEach((f) => f());
  const model = window.model = {
    s: state, mode, edits: [], asks: 0, fed: null,
    get: (k) => state[k],
    set(k, v) { state[k] = v; this.changed = k; },
    on: (e, f) => { (on[e] ||= []).push(f); }, off: (e, f) => { on[e] = (on[e] || []).filter((g) => g !== f); },
    put(k, v) { state[k] = v; tell(k); },
    take(e) {
      if (this.mode === 'fail') return this.put('ack', { n: e.n, rev: state.ack.rev || 0, ok: false, at: '', message: 'the disk is full.' });
      this.put('value', e.value);
      this.put('ack', { n: e.n, rev: (state.ack.rev || 0) + 1, ok: true, at: new Date().toISOString(), message: '' });
    },
    save_changes() {
      if (this.changed === 'ask') { this.asks++; if (this.fed) this.put('feedback', { ...this.fed, n: state.ask.n, rev: state.ack.rev || 0 }); return; }
      const e = JSON.parse(JSON.stringify(state.edit));
      this.edits.push(e);
      if (this.mode === 'silent') return;
      if (this.mode === 'hold') held.push(e); else this.take(e);
    },
  };
  window.release = () => model.take(held.shift());
  window.outside = []; document.addEventListener('keydown', (e) => window.outside.push(e.key));
  const module = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  window.again = () => { window.stop?.(); window.stop = module.default.render({ model, el: document.getElementById('host') }); };
  window.again(); }"""


STAYS = {"who-says-so:goes-on": "no"}  # a learner's wish: no question comes by itself


class Stub:
    """The exercise on the page, and what the stub kernel holds."""

    def __init__(self, page):
        self.page = page

    def open(self, spec, value=None, *, ack=None, mode="save", progress="", feedback=None, frozen=False, goes_on=False):
        """Show an exercise. `frozen`: the page's clock stands still until `after`, so that no wait of the page's own ends on a busy machine.
        `goes_on`: the next question comes by itself, as learners get it; else a test turns the pages."""
        if frozen:
            self.page.clock.install(time=0)
            self.page.clock.pause_at(1000)
        self.page.unroute_all()
        base = {"id": "q1", "draft": "draft-1", "title": "Who says so?", "prompt": "Mark every source.", "lang": "en",
                "dir": "ltr", "check": None, "sealed": False, "notice": "", "steps": True}  # fmt: skip
        spec = {**base, **spec}
        if value is None:
            value = {"fields": {}} if spec["shape"] == "form" else {"spans": []}
        state = {"spec": spec, "value": value, "ack": ack or {}, "edit": {}, "ask": {}, "feedback": feedback or {}, "progress": progress}
        # an address of its own: sessionStorage does not exist on about:blank
        self.page.route("http://stub.test/", lambda r: r.fulfill(body="<!doctype html>", content_type="text/html"))
        self.page.goto("http://stub.test/")
        self.page.evaluate(STUB, [exercise_widget.module_source(), CSS.read_text(encoding="utf-8"), state, mode, {} if goes_on else STAYS])
        return self

    def get(self, path):
        return json.loads(self.page.evaluate(f"() => JSON.stringify(window.model.{path}) ?? 'null'"))

    def after(self, milliseconds):
        """Let time pass on a page whose clock stands still."""
        self.page.clock.run_for(milliseconds)

    def put(self, name, value):
        self.page.evaluate("([k, v]) => window.model.put(k, v)", [name, value])

    @property
    def fields(self):
        return self.get("s.value")["fields"]

    @property
    def quotes(self):
        """What is marked, read as Python reads it: article[start:end] in code points."""
        spec = self.get("s.spec")
        article = "\0" * spec.get("offset", 0) + spec["text"]
        return [(s["label"], article[s["start"] : s["end"]]) for s in self.get("s.value")["spans"]]

    def select(self, words, nth=0):
        self.page.evaluate(SELECT, [words, nth])

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)


# By DOM range, not by dragging over pixels: marks shift the layout.
SELECT = """([words, nth]) => {
  const box = document.querySelector('.wss-text'), all = box.textContent;
  let i = -1; for (let k = 0; k <= nth; k++) i = all.indexOf(words, i + 1);
  if (i < 0) throw new Error('not in the text: ' + words);
  const at = (n) => { let seen = 0; const w = document.createTreeWalker(box, 4); for (let x = w.nextNode(); x; x = w.nextNode()) { if (n <= seen + x.length) return [x, n - seen]; seen += x.length; } };
  box.focus(); getSelection().setBaseAndExtent(...at(i), ...at(i + words.length)); }"""
