// The frame that every exercise has in common.

import { makeAnnouncer } from "./announcer.js";
import { makeArticle } from "./article.js";
import { makeChecker } from "./checker.js";
import { h, remembered } from "./dom.js";
import { drawFeedback } from "./feedback.js";
import { formArea } from "./form.js";
import { isSave, keepKeys } from "./keys.js";
import { makeLock, waitingView } from "./lock.js";
import { makeSaver } from "./saver.js";
import { spansArea } from "./spans.js";

const EASY_KEY = "who-says-so:easy-reading";

function build({ model, el }) {
  const spec = model.get("spec"), uid = `wss${Math.random().toString(36).slice(2, 9)}`;
  const live = h("div", { role: "status", "aria-live": "polite", class: "wss-sr" });
  // emptied first, so that the same sentence said twice is heard twice
  const announcer = makeAnnouncer((text) => { live.textContent = ""; if (text) requestAnimationFrame(() => { live.textContent = text; }); });
  const announce = (text) => announcer.say(text);
  const line = h("p", { class: "wss-state" });
  const notes = h("div", { class: "wss-notes" }), feedbackBox = h("div"), foot = h("p", { class: "wss-progress" });
  const note = (text, ...rest) => { const p = h("p", { class: "wss-note" }, text, rest); notes.append(p); return p; };
  const byKind = spec.shape !== "form";
  let area = null, shown = "", lock = null;

  const saver = makeSaver({ model, key: `who-says-so:${spec.draft || spec.id}`, line, announcer, repaint: (v) => area.paint(v), changed: () => showFeedback() });
  const checker = makeChecker({ model, saver, announce, answered: () => { showFeedback(); toResult(); } });
  const asked = spec.article?.asked || {};
  const article = spec.article ? makeArticle({ article: spec.article, lang: spec.lang, uid, toggled: (open) => root.classList.toggle("wss-with-article", open) }) : null;
  // What is asked about, for the article beside it and for a panel that the page has of its own (labextension/static/reading.js).
  function showing(ids) {
    const ranges = ids.map((id) => asked[id]).filter(Boolean);
    article?.highlight(ranges);
    el.dataset.wssAsked = JSON.stringify(ranges);
    el.dispatchEvent(new CustomEvent("wss-asked", { bubbles: true }));
  }
  const shell = { spec, uid, announce, remark: (text) => announcer.remark(text), change: (...changed) => (lock?.locked() ? lock.refused() : saver.change(...changed)), flush: saver.flush, saved: (f) => (saver.isWaiting() ? saver.whenSaved(f) : f(true)), showing, toSummary: () => toResult() };
  area = byKind ? spansArea(shell) : formArea(shell);
  lock = makeLock({ model, saver, announce, area });
  if (byKind && asked[""]) showing([""]);

  function showFeedback() {
    const feedback = model.get("feedback") || {}, stale = saver.isWaiting() || (feedback.rev ?? 0) !== ((model.get("ack") || {}).rev ?? 0);
    const key = JSON.stringify([feedback, stale]);
    if (!area || key === shown) return; // a redraw would close what the learner opened and lose the focus
    if (stale && feedback.headline && shown === JSON.stringify([feedback, false])) announce("The explanations are from before this change. Check again for new ones.");
    shown = key;
    drawFeedback(feedbackBox, feedback, stale, { lang: spec.lang, byKind, goTo: area.goTo, numberOf: area.numberOf, noun: area.noun, marked: area.marked?.() });
    area.feedback?.(feedback.headline ? feedback.items || [] : [], stale);
  }
  // The answer to a press of Check comes into view and is where the keyboard and the screen reader go on.
  function toResult() {
    const heading = feedbackBox.querySelector("h4");
    heading?.focus({ preventScroll: true });
    el.dispatchEvent(new CustomEvent("wss-checked", { bubbles: true, detail: spec.id })); // what the page says of it may be read now (labextension/static/later.js)
    (feedbackBox.querySelector(".wss-item") || heading)?.scrollIntoView({ block: "nearest" });
    if (heading && heading.getBoundingClientRect().top < 0) heading.scrollIntoView({ block: "start" });
  }

  const onProgress = () => { const far = model.get("progress"); foot.textContent = far ? `Exercises on this page: ${far}` : ""; };
  const easy = h("button", { type: "button", class: "wss-quiet wss-aa", "aria-pressed": "false", "aria-label": "Aa Larger letters and wider spacing", onclick: () => { remembered(EASY_KEY, root.classList.contains("wss-easy") ? "no" : "yes"); dispatchEvent(new Event("wss-easy")); } }, "Aa", h("span", { class: "wss-wide" }, " Larger letters"));
  // One wish for all exercises of the page, and for the words around them (labextension/static/page.css).
  function setEasy() {
    const yes = remembered(EASY_KEY) === "yes";
    root.classList.toggle("wss-easy", yes);
    easy.setAttribute("aria-pressed", String(yes));
    document.documentElement.classList.toggle("wss-easy-page", yes);
  }

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
    h("div", { class: "wss-cols" }, h("div", { class: "wss-main" },
      h("div", { class: "wss-top" }, spec.title ? h("h3", {}, spec.title) : h("span"), h("div", { class: "wss-tools" }, article?.button, easy)),
      spec.notice ? h("p", { class: "wss-note wss-notice" }, spec.notice) : null,
      notes,
      spec.content_note ? h("p", { class: "wss-note" }, spec.content_note) : null,
      spec.prompt ? h("p", { class: "wss-prompt" }, spec.prompt) : null,
      spec.help ? h("p", { class: "wss-help" }, spec.help) : null,
      spec.sealed ? h("p", { class: "wss-note" }, spec.sealed_note || "Answers to this exercise are shown later.") : null,
      spec.waits ? waitingView({ waits: spec.waits, announce }) : lock.node, live,
      spec.waits ? null : h("div", { class: "wss-foot" }, spec.check ? h("button", { type: "button", class: "wss-check", onclick: checker.check }, spec.check) : null, checker.line, line),
      lock.box, feedbackBox, area.after || null, foot), article?.node));
  const keys = keepKeys(root, { passing });
  el.append(root);
  setEasy();
  addEventListener("wss-easy", setEasy);

  model.on("change:progress", onProgress);
  model.on("change:feedback", showFeedback);
  area.paint(saver.value());
  saver.draw();
  onProgress();
  if (!lock.locked() && !spec.waits) saver.restore((bring, drop) => {
    const p = note("A change that was never saved is kept in this browser tab, but this exercise was answered again since. ",
      h("button", { type: "button", class: "wss-quiet", onclick: () => { p.remove(); bring(); } }, "Use the kept change"),
      h("button", { type: "button", class: "wss-quiet", onclick: () => { p.remove(); drop(); } }, "Throw it away"));
  });
  return () => {
    removeEventListener("wss-easy", setEasy);
    model.off("change:progress", onProgress);
    model.off("change:feedback", showFeedback);
    for (const part of [checker, keys, saver, lock, area, article, announcer]) part?.destroy?.();
    root.remove();
  };
}

export function render({ model, el }) {
  let stop = build({ model, el });
  const again = () => { stop(); stop = build({ model, el }); }; // the kernel may open a sealed exercise
  model.on("change:spec", again);
  return () => { model.off("change:spec", again); stop(); };
}
