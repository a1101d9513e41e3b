// The frame that every exercise has in common.

import { makeAnnouncer } from "./announcer.js";
import { h } from "./dom.js";
import { drawFeedback } from "./feedback.js";
import { formArea } from "./form.js";
import { isSave, keepKeys } from "./keys.js";
import { makeSaver, RUN_AGAIN } from "./saver.js";
import { spansArea } from "./spans.js";

const NO_FEEDBACK_AFTER = 8000; // ms

function build({ model, el }) {
  const spec = model.get("spec"), uid = `wss${Math.random().toString(36).slice(2, 9)}`;
  const live = h("div", { role: "status", "aria-live": "polite", class: "wss-sr" });
  // emptied first, so that the same sentence said twice is heard twice
  const announcer = makeAnnouncer((text) => { live.textContent = ""; if (text) requestAnimationFrame(() => { live.textContent = text; }); });
  const announce = (text) => announcer.say(text);
  const line = h("p", { class: "wss-state" }), checkLine = h("span", { class: "wss-check-state" });
  const notes = h("div", { class: "wss-notes" }), feedbackBox = h("div"), foot = h("p", { class: "wss-progress" });
  const note = (text, ...rest) => { const p = h("p", { class: "wss-note" }, text, rest); notes.append(p); return p; };
  let area = null, asked = "", checkTimer = 0, shown = "";

  const saver = makeSaver({ model, key: `who-says-so:${spec.draft || spec.id}`, line, announcer, repaint: (v) => area.paint(v), changed: () => showFeedback() });
  const shell = { model, spec, uid, announce, remark: (text) => announcer.remark(text), note, change: saver.change, flush: saver.flush };
  area = spec.shape === "form" ? formArea(shell) : spansArea(shell);

  function showFeedback() {
    const feedback = model.get("feedback") || {}, stale = saver.isWaiting() || (feedback.rev ?? 0) !== ((model.get("ack") || {}).rev ?? 0);
    const key = JSON.stringify([feedback, stale]);
    if (!area || key === shown) return; // a redraw would close what the learner opened and lose the focus
    shown = key;
    const options = { lang: spec.lang, byKind: spec.shape !== "form", goTo: area.goTo };
    drawFeedback(feedbackBox, feedback, stale, options);
    area.feedback?.(feedback.headline ? feedback.items || [] : [], stale);
  }

  function check() {
    asked = "saving";
    checkLine.textContent = "Checking…";
    announce("Checking…");
    clearTimeout(checkTimer);
    checkTimer = setTimeout(() => tell(`No answer yet: the notebook is busy or has stopped. Wait until other cells have finished, then press the button again. If that does not help: ${RUN_AGAIN}`), NO_FEEDBACK_AFTER);
    const tell = (text) => { checkLine.textContent = text; announce(text); };
    // A check of an answer that the kernel does not have would judge an older one.
    saver.whenSaved((ok) => {
      if (!ok) { clearTimeout(checkTimer); asked = ""; return tell("Not checked, because your last change is not saved yet."); }
      asked = saver.nextNumber();
      try { model.set("ask", { n: asked }); model.save_changes(); } catch { /* no kernel: the timer will say so */ }
    });
  }

  const onFeedback = () => {
    const feedback = model.get("feedback") || {};
    if (asked && feedback.n === asked) {
      asked = "";
      clearTimeout(checkTimer);
      checkLine.textContent = "";
      announce((feedback.status && feedback.status.text) || feedback.headline || "");
    }
    showFeedback();
  };
  const onProgress = () => { foot.textContent = model.get("progress") || ""; };

  // A key that the browser or Jupyter acts on: what was typed goes first. The notebook is saved once the answer is in it.
  function passing(e) {
    saver.flush();
    if (!isSave(e) || !saver.isWaiting()) return;
    const { target, key, code, keyCode, ctrlKey, metaKey } = e;
    e.preventDefault();
    e.stopImmediatePropagation();
    saver.whenSaved(() => target.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, ctrlKey, metaKey, bubbles: true, cancelable: true })), { again: false });
  }

  const root = h("section", { class: "wss-root", "aria-label": spec.title || "Exercise", "data-exercise": spec.id },
    spec.title ? h("h3", {}, spec.title) : null,
    spec.notice ? h("p", { class: "wss-note wss-notice" }, spec.notice) : null,
    notes,
    spec.content_note ? h("p", { class: "wss-note" }, spec.content_note) : null,
    spec.prompt ? h("p", { class: "wss-prompt" }, spec.prompt) : null,
    spec.help ? h("p", { class: "wss-help" }, spec.help) : null,
    spec.sealed ? h("p", { class: "wss-note" }, spec.sealed_note || "Answers to this exercise are shown later.") : null,
    area.node, live,
    h("div", { class: "wss-foot" },
      spec.check ? h("button", { type: "button", class: "wss-check", onclick: check }, spec.check) : null, checkLine, line),
    feedbackBox, foot);
  const keys = keepKeys(root, { passing });
  el.append(root);

  model.on("change:feedback", onFeedback);
  model.on("change:progress", onProgress);
  area.paint(saver.value());
  saver.draw();
  onProgress();
  saver.restore((bring, drop) => {
    const p = note("A change that was never saved is kept in this browser tab, but this exercise was answered again since. ",
      h("button", { type: "button", class: "wss-quiet", onclick: () => { p.remove(); bring(); } }, "Use the kept change"),
      h("button", { type: "button", class: "wss-quiet", onclick: () => { p.remove(); drop(); } }, "Throw it away"));
  });
  return () => {
    model.off("change:feedback", onFeedback);
    model.off("change:progress", onProgress);
    clearTimeout(checkTimer);
    keys.destroy();
    saver.stop();
    area.stop?.();
    announcer.destroy();
    root.remove();
  };
}

export function render({ model, el }) {
  let stop = build({ model, el });
  const again = () => { stop(); stop = build({ model, el }); }; // the kernel may open a sealed exercise
  model.on("change:spec", again);
  return () => { model.off("change:spec", again); stop(); };
}
