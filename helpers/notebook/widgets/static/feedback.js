// What a check answered: the same entries in a list below the exercise and, in a form, beside their questions.

import { h, shorten } from "./dom.js";

// kind: [symbol, word]; what still needs work is open, the rest is folded
const KINDS = {
  miss: ["○", "Missed"], false_alarm: ["✕", "Extra mark"], wrong_label: ["⇄", "Other label"], boundary: ["↔", "Other beginning or end"],
  wrong: ["✕", "Not right"], contested: ["≈", "Readers disagree"], info: ["i", "Note"],
  found: ["✓", "Found"], accepted: ["✓", "Accepted"], right: ["✓", "Right"],
};
const GOOD = new Set(["found", "accepted", "right"]);

export function badge(kind) {
  const [symbol, word] = KINDS[kind] || KINDS.info;
  return h("span", { class: "wss-badge" }, h("span", { "aria-hidden": "true", class: "wss-symbol" }, symbol), word);
}

export const kindClass = (kind) => `wss-kind-${kind in KINDS ? kind : "info"}`;

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

export function drawFeedback(box, feedback, stale, options) {
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
