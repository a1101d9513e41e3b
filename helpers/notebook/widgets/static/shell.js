// What every exercise has in common: the frame, the receipts and the feedback.
// Python joins shell.js, spans.js and form.js into one module (exercise_widget.py): no build step, nothing fetched.
// Every string reaches the page as a text node; none is ever read as HTML.

const BUSY_AFTER = 4000; // ms without a receipt before we say that something is wrong
const NO_FEEDBACK_AFTER = 8000;
const RUN_AGAIN = "Run this cell again: press the ▶ button, or choose Run → Run All Cells.";

// ---------- small tools

// Notebook 7 listens to keys before we can stop them; its shortcuts spare an element only if that element itself,
// not its container, carries data-lm-suppress-shortcuts. So every focusable element gets it here.
const FOCUSABLE = /^(button|details|input|select|summary|textarea)$/;

function h(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  if (FOCUSABLE.test(tag) || attrs.tabindex) node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, v] of Object.entries(attrs)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), v);
    else if (v !== null && v !== undefined && v !== false) node.setAttribute(name, v === true ? "" : v);
  }
  node.append(...kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

const copy = (value) => JSON.parse(JSON.stringify(value ?? {}));
const shorten = (text, most = 60) => (text.length > most ? [...text].slice(0, most - 1).join("").trimEnd() + "…" : text);

// Equal answers, whatever the order of their keys (Python may return them in another order).
function same(a, b) {
  const steady = (_, v) => (v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v);
  return JSON.stringify(a, steady) === JSON.stringify(b, steady);
}

function localTime(iso) {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) return "";
  const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  if (at.toDateString() === new Date().toDateString()) return `at ${clock}`;
  return `on ${at.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${clock}`;
}

// ---------- saving: "Saved" is the kernel's word for this very change, never a guess

function makeSaver({ model, key, line, announce, repaint, changed }) {
  // An edit is numbered "<this view>:<count>": within one view a late, older edit is dropped by the kernel;
  // two windows have different origins, so neither needs the other's clock.
  const origin = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  let count = 0, value = copy(model.get("value")), waiting = "", unsent = false, trouble = "", afterwards = [];
  let sendTimer = 0, busyTimer = 0;
  const ack = () => model.get("ack") || {};
  const retry = h("button", { type: "button", class: "wss-quiet", onclick: () => change(value) }, "Try to save again");
  const words = h("span"); // beside it, so that the button is not inside a sentence that changes
  line.append(words);

  const draft = {
    read() { try { return JSON.parse(sessionStorage.getItem(key) || "null"); } catch { return null; } },
    write() { try { sessionStorage.setItem(key, JSON.stringify({ rev: ack().rev || 0, value })); } catch { /* private mode: no drafts */ } },
    drop() { try { sessionStorage.removeItem(key); } catch { /* the same */ } },
  };

  function draw() {
    const { at, message, rev } = ack();
    const [state, text] =
      trouble === "busy" ? ["busy", `Not saved yet: the notebook is busy or has stopped. Your change is kept in this browser tab. ${RUN_AGAIN}`]
      : trouble ? ["failed", `Not saved: ${trouble} Your change is kept in this browser tab.`]
      : waiting ? ["saving", "Saving…"]
      : at ? ["saved", `Saved ${localTime(at)}.${message ? " " + message : ""}`]
      : ["empty", message || "Nothing to save yet."];
    line.dataset.state = state;
    line.dataset.rev = rev || 0;
    if (words.textContent !== text) words.textContent = text;
    if (state === "failed") line.append(retry); else retry.remove();
    changed();
  }

  // delay: typing is sent when the fingers rest; until then `waiting` already keeps older receipts from saying "Saved"
  function change(next, delay = 0) {
    value = copy(next);
    waiting = `${origin}:${++count}`;
    unsent = true;
    trouble = "";
    draft.write();
    clearTimeout(sendTimer);
    clearTimeout(busyTimer);
    if (delay) sendTimer = setTimeout(flush, delay); else flush();
    draw();
  }

  function flush() {
    clearTimeout(sendTimer);
    if (!unsent) return;
    unsent = false;
    busyTimer = setTimeout(() => { trouble = "busy"; draw(); announce(words.textContent); settle(false); }, BUSY_AFTER);
    try { model.set("edit", { n: waiting, value }); model.save_changes(); } catch { /* no kernel: the timer will say so */ }
  }

  function settle(ok) { const run = afterwards; afterwards = []; for (const f of run) f(ok); }

  // What the kernel holds goes on the page only when the page holds nothing newer.
  function take() {
    if (waiting || same(model.get("value"), value)) return;
    value = copy(model.get("value"));
    repaint(value);
  }

  function onAck() {
    const { n, ok, message } = ack();
    if (waiting && n !== waiting) return draw(); // the receipt of an older edit, or of another window's
    if (waiting) {
      clearTimeout(busyTimer);
      if (ok === false) { trouble = message || "the notebook gave no reason."; announce(`Not saved: ${trouble}`); }
      else { waiting = ""; trouble = ""; draft.drop(); }
    }
    if (!waiting) take();
    draw();
    settle(!waiting);
  }

  function restore(offer) {
    const kept = draft.read();
    if (!kept || same(kept.value, model.get("value"))) return draft.drop();
    const bring = () => { change(kept.value); repaint(value); announce("A change that had not been saved was brought back."); };
    // The same version as then: nobody answered since. Otherwise the learner decides which answer counts.
    if (kept.rev === (ack().rev || 0)) bring(); else offer(bring, draft.drop);
  }

  model.on("change:value", take);
  model.on("change:ack", onAck);
  addEventListener("pagehide", flush);
  return {
    change, flush, draw, restore, nextNumber: () => `${origin}:${++count}`, isWaiting: () => Boolean(waiting), value: () => value,
    whenSaved(f) { if (trouble) change(value); flush(); if (waiting) afterwards.push(f); else f(true); },
    stop() { flush(); model.off("change:value", take); model.off("change:ack", onAck); removeEventListener("pagehide", flush); clearTimeout(busyTimer); },
  };
}

// ---------- feedback

// kind: [symbol, word]; what still needs work is open, the rest is folded
const KINDS = {
  miss: ["○", "Missed"], false_alarm: ["✕", "Extra mark"], wrong_label: ["⇄", "Other label"], boundary: ["↔", "Other beginning or end"],
  wrong: ["✕", "Not right"], contested: ["≈", "Readers disagree"], info: ["i", "Note"],
  found: ["✓", "Found"], accepted: ["✓", "Accepted"], right: ["✓", "Right"],
};
const GOOD = new Set(["found", "accepted", "right"]);

function badge(kind) {
  const [symbol, word] = KINDS[kind] || KINDS.info;
  return h("span", { class: "wss-badge" }, h("span", { "aria-hidden": "true", class: "wss-symbol" }, symbol), word);
}

const kindClass = (kind) => `wss-kind-${kind in KINDS ? kind : "info"}`;

function feedbackItem(item, { lang, goTo }) {
  const label = typeof item.start === "number" ? "Show in the text" : item.field ? "Go to the question" : "";
  const about = item.quote || item.title || "";
  return h("li", { class: `wss-item ${kindClass(item.kind)}` },
    h("p", { class: "wss-item-head" }, badge(item.kind), item.title ? h("strong", {}, item.title) : null),
    item.quote ? h("p", {}, h("q", { lang, dir: "auto" }, item.quote)) : null,
    (item.sentences || []).map((sentence) => h("p", {}, sentence)),
    item.votes ? h("p", { class: "wss-small" }, item.votes) : null,
    item.next ? h("p", { class: "wss-next" }, item.next) : null,
    label && goTo ? h("button", { type: "button", class: "wss-quiet", "aria-label": about ? `${label}: ${shorten(about)}` : null, onclick: () => goTo(item) }, label) : null);
}

function drawFeedback(box, feedback, stale, options) {
  if (!feedback.headline) return box.replaceChildren();
  const items = (feedback.items || []).slice();
  if (options.byKind) { // a text: worst first; a form: in the order of its questions
    const rank = Object.keys(KINDS);
    items.sort((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind));
  }
  const good = items.filter((i) => GOOD.has(i.kind)), open = items.filter((i) => !GOOD.has(i.kind));
  // In a form the explanation stands under its question; here is only the way to it.
  const row = (item) => (options.byKind || !item.field ? item : { ...item, quote: "", sentences: [], votes: "", next: "" });
  const list = (some) => h("ul", { class: "wss-items" }, some.map((i) => feedbackItem(row(i), options)));
  box.replaceChildren(h("div", { class: `wss-feedback${stale ? " wss-stale" : ""}` },
    stale ? h("p", { class: "wss-stale-note" }, "From before your last change. Check again for a new answer.") : "",
    h("div", { class: "wss-head" }, h("h4", {}, feedback.headline), feedback.points ? h("span", { class: "wss-points" }, feedback.points) : null),
    feedback.note ? h("p", {}, feedback.note) : "",
    (feedback.measures || []).length ? h("ul", { class: "wss-measures" }, feedback.measures.map((m) => h("li", {}, m))) : "",
    open.length ? list(open) : "",
    good.length ? h("details", { open: !open.length }, h("summary", {}, `What you got right (${good.length})`), list(good)) : ""));
}

// ---------- the frame

function build({ model, el }) {
  const spec = model.get("spec"), uid = `wss${Math.random().toString(36).slice(2, 9)}`;
  const live = h("div", { role: "status", "aria-live": "polite", class: "wss-sr" });
  // emptied first, so that the same sentence said twice is heard twice
  const announce = (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };
  const line = h("p", { class: "wss-state" }), checkLine = h("span", { class: "wss-check-state" });
  const notes = h("div", { class: "wss-notes" }), feedbackBox = h("div"), foot = h("p", { class: "wss-progress" });
  const note = (text, ...rest) => { const p = h("p", { class: "wss-note" }, text, rest); notes.append(p); return p; };
  let area = null, asked = "", checkTimer = 0, shown = "";

  const saver = makeSaver({ model, key: `who-says-so:${spec.draft || spec.id}`, line, announce, repaint: (v) => area.paint(v), changed: () => showFeedback() });
  const shell = { model, spec, uid, announce, note, change: saver.change, flush: saver.flush };
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
  keepKeys(root, saver.flush);
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
    saver.stop();
    area.stop?.();
    root.remove();
  };
}

// JupyterLab's command keys (x, d d, a, b, m, 0 0 ...) act on the notebook, even on this very cell. It listens in the
// bubbling phase, so stopping here is enough; for Notebook 7 see FOCUSABLE above.
function keepKeys(root, flush) {
  root.addEventListener("keydown", (e) => {
    const typing = e.target.matches("textarea, input:not([type=radio], [type=checkbox], [type=range])");
    const mod = e.ctrlKey || e.metaKey, runs = e.key === "Enter" && (mod || e.shiftKey);
    if (runs && e.target.tagName !== "TEXTAREA") return flush(); // runs the cell: send what was typed first
    if (e.key === "Tab" || (mod && (!typing || e.key.toLowerCase() === "s"))) return;
    e.stopPropagation();
  });
}

function render({ model, el }) {
  let stop = build({ model, el });
  const again = () => { stop(); stop = build({ model, el }); }; // the kernel may open a sealed exercise
  model.on("change:spec", again);
  return () => { model.off("change:spec", again); stop(); };
}
