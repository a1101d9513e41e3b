// What a check answered: one sentence on the pattern, the three most useful explanations, the rest folded;
// in a form each explanation stands under its question.

import { h, shorten } from "./dom.js";

// kind: [symbol, a word where the kernel sent none]; what still needs work comes first
const KINDS = {
  false_alarm: ["✕", "False alarm"], miss: ["○", "Missed"], wrong_label: ["⇄", "Another label"], wrong: ["✕", "Not this"], boundary: ["↔", "Other edges"],
  contested: ["≈", "Readers differ"], info: ["i", "Note"], found: ["✓", "Found"], accepted: ["✓", "Also possible"], right: ["✓", "Right"],
};
const GOOD = new Set(["found", "accepted", "right"]);
const OPEN_CARDS = 3;
const kindOf = (item) => (item.kind in KINDS ? item.kind : "info");
const plural = (n, one, many) => `${n} ${n === 1 ? one : many}`;

// The explanations in the order in which they help: a text by kind, the rarer kind of mistake not crowded out; a form by its questions.
export function ranked(items, { byKind, numberOf = () => 0 }) {
  const open = items.filter((i) => !GOOD.has(i.kind)), good = items.filter((i) => GOOD.has(i.kind));
  if (!byKind) { const n = (i) => numberOf(i.field); return { open: [...open].sort((a, b) => n(a) - n(b)), good: [...good].sort((a, b) => n(a) - n(b)) }; }
  const rank = Object.keys(KINDS), sorted = [...open].sort((a, b) => rank.indexOf(kindOf(a)) - rank.indexOf(kindOf(b)));
  const seen = new Set(), first = sorted.filter((i) => !seen.has(i.kind) && seen.add(i.kind));
  return { open: [...first, ...sorted.filter((i) => !first.includes(i))], good };
}

// One sentence that names the pattern, or "" where nothing is to be said.
export function patternOf(items, { byKind, marked = 0, numberOf = () => 0, noun = "Question" }) {
  const count = (...kinds) => items.filter((i) => kinds.includes(i.kind)).length;
  if (!byKind) {
    const again = [...new Set(items.filter((i) => ["wrong", "miss"].includes(i.kind) && i.field).map((i) => numberOf(i.field)).filter(Boolean))].sort((a, b) => a - b);
    if (!again.length) return "";
    const one = noun.toLowerCase(), names = again.length === 1 ? `${one} ${again[0]}` : `${one}s ${again.slice(0, -1).join(", ")} and ${again[again.length - 1]}`;
    const rest = items.some((i) => i.field && !again.includes(numberOf(i.field)));
    return `Look again at ${names}${rest ? "; the rest is right" : ""}.`;
  }
  const readers = items.filter((i) => ["found", "miss", "wrong_label", "boundary"].includes(i.kind) && i.outcome !== "spared").length;
  const both = `You marked ${plural(marked, "place", "places")}; readers marked ${readers}`;
  const [alarms, misses, labels, edges] = [count("false_alarm"), count("miss"), count("wrong_label"), count("boundary")];
  if (!readers || !(alarms + misses + labels + edges)) return "";
  if (labels > alarms + misses) return `${both}: the places fit, so look at the labels.`;
  if (edges > alarms + misses) return `${both}: look at where a mark begins and ends.`;
  if (alarms > misses) return `${both}: look at what readers left alone.`;
  if (misses > alarms) return `${both}: read once more for what you passed over.`;
  return `${both}: as many were passed over as were marked in vain.`;
}

export function badge(item) {
  const [symbol, word] = KINDS[kindOf(item)];
  return h("span", { class: "wss-badge" }, h("span", { "aria-hidden": "true", class: "wss-symbol" }, symbol), item.word || word);
}

export const kindClass = (item) => `wss-kind-${kindOf(item)}`;

function details(item) {
  return [(item.sentences || []).slice(1).map((s) => h("p", {}, s)), item.votes ? h("p", { class: "wss-small" }, item.votes) : null];
}

// One sentence, and more on demand.
export function resultUnderQuestion(item, stale, toSummary, label) {
  const rest = (item.sentences || []).length > 1 || item.votes;
  return h("div", { class: `wss-item ${kindClass(item)}${stale ? " wss-stale" : ""}` },
    h("div", { class: "wss-said" },
      h("p", { class: "wss-item-head" }, badge(item), item.title && item.title !== label ? h("strong", {}, item.title) : null), // the question stands right above
      stale ? h("p", { class: "wss-small" }, "From before your last change.") : null,
      (item.sentences || []).slice(0, 1).map((s) => h("p", {}, s)),
      item.next ? h("p", { class: "wss-next" }, item.next) : null),
    h("div", { class: "wss-row" }, rest ? h("details", {}, h("summary", {}, "More"), details(item)) : null,
      toSummary ? h("button", { type: "button", class: "wss-quiet wss-to-summary", onclick: toSummary }, "Back to the summary") : null));
}

// Words that bring their own quotation marks get no second ones.
const inMarks = (words, lang) => h(words[0] === "“" ? "span" : "q", { lang, dir: "auto" }, words);

function card(item, { lang, goTo, byKind, numberOf = () => 0, noun = "Question" }) {
  const inForm = !byKind && item.field, number = inForm ? numberOf(item.field) : 0;
  const label = typeof item.start === "number" ? "Show in the text" : item.field ? "Go to the question" : "";
  const about = item.quote || item.title || "";
  return h("li", { class: `wss-item ${kindClass(item)}` },
    h("p", { class: "wss-item-head" }, badge(item), item.title ? h("strong", {}, number ? `${noun} ${number}: ` : "", item.title) : null),
    item.quote ? h("p", {}, inMarks(inForm ? shorten(item.quote, 80) : item.quote, lang)) : null, // which words, for several may stand on one step
    (item.sentences || []).slice(0, inForm && item.kind === "wrong" ? 2 : 1).map((s) => h("p", {}, s)), // what is wrong is told with its reason
    inForm ? null : details(item), // in a form the rest stands under its question
    item.next && !inForm ? h("p", { class: "wss-next" }, item.next) : null,
    label && goTo ? h("button", { type: "button", class: "wss-quiet", "aria-label": about ? `${label}: ${shorten(about)}` : null, onclick: () => goTo(item) }, label) : null);
}

export function drawFeedback(box, feedback, stale, options) {
  if (!feedback.headline) { box.replaceChildren(); return; }
  const items = feedback.items || [], { open, good } = ranked(items, options);
  const list = (some) => h("ul", { class: "wss-items" }, some.map((i) => card(i, options)));
  const shown = open.slice(0, OPEN_CARDS), rest = open.slice(OPEN_CARDS), pattern = patternOf(items, options);
  box.replaceChildren(h("div", { class: `wss-feedback${stale ? " wss-stale" : ""}`, role: "group", "aria-label": "What the check says" },
    stale ? h("p", { class: "wss-stale-note" }, "From before your last change. Check again for a new answer.") : "",
    h("div", { class: "wss-head" }, h("h4", { tabindex: "-1" }, feedback.headline), feedback.points ? h("span", { class: "wss-points" }, feedback.points) : null),
    pattern ? h("p", { class: "wss-pattern" }, pattern) : "",
    feedback.note ? h("p", {}, feedback.note) : "",
    shown.length ? list(shown) : "",
    rest.length ? h("details", { class: "wss-rest" }, h("summary", {}, `All ${open.length}: ${rest.length} more to look at`), list(rest)) : "",
    good.length ? h("details", { open: options.byKind && !open.length && good.length <= OPEN_CARDS }, h("summary", {}, `What you got right (${good.length})`), list(good)) : "",
    (feedback.measures || []).length ? h("details", { class: "wss-more-numbers", open: !open.length }, h("summary", {}, "In numbers"), h("ul", { class: "wss-measures" }, feedback.measures.map((m) => h("li", {}, m)))) : ""));
}
