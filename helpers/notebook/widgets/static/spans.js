// Marking words in a text. On the wire: code points of the article (Python's `text[start:end]`), end exclusive.
// In the page: UTF-16 units of the passage. `places` converts; everything below "drawing" thinks in UTF-16.

import { copy, h, same, shorten } from "./dom.js";
import { digitOf, letterOf } from "./keys.js";
import { occurrences, places, snapTo, tokens } from "./text.js";

const HUES = 8; // colour pairs in widget.css; labels 9 to 12 repeat a hue with another line pattern
const KEY_NAMES = [..."1234567890ab"]; // letters are safe: the text box refuses typing and lets no key out

// What scrolls the page around a node.
function scrollerOf(node) {
  for (let n = node.parentElement; n; n = n.parentElement) if (/auto|scroll/.test(getComputedStyle(n).overflowY) && n.scrollHeight > n.clientHeight) return n;
  return document.scrollingElement;
}

export function spansArea({ spec, uid, announce, remark, change }) {
  const { text, labels = [], attributes = [], lang = "en", dir = "ltr" } = spec;
  const at = places(text, spec.offset || 0), all = tokens(text, lang);
  const index = (id) => labels.findIndex((l) => l.id === id);
  const nameOf = (id) => labels[index(id)]?.name ?? id;
  const quote = (s) => text.slice(at.unit(s.start), at.unit(s.end));
  const style = (id) => { const i = Math.max(0, index(id)); return `wss-h${i % HUES}${i >= HUES ? " wss-again" : ""}`; };
  let spans = [], selected = null, undo = [], lastHere = "";

  // ---------- pieces of the page
  const box = h("div", {
    id: `${uid}-text`, class: "wss-text", role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
    "aria-label": `Text to mark${spec.title ? ": " + spec.title : ""}`, "aria-describedby": `${uid}-how`,
    contenteditable: "true", inputmode: "none", spellcheck: "false", translate: "no", autocapitalize: "off", "data-gramm": "false",
    lang, dir: dir === "auto" ? null : dir, tabindex: "0",
  });
  const list = h("ol", { class: "wss-marks" });
  const count = h("h4", { class: "wss-count" });
  const hereText = h("span", { class: "wss-here-text" });
  const keep = (e) => e.preventDefault(); // a press on a button must not lose the selection in the text
  const hereRemove = h("button", { type: "button", class: "wss-quiet", onmousedown: keep, onclick: () => removeHere() }, "Remove");
  const hereEntry = h("button", { type: "button", class: "wss-quiet", onmousedown: keep, onclick: () => goToEntry() }, "Change");
  const undoButton = h("button", { type: "button", class: "wss-quiet wss-undo", onmousedown: keep, onclick: undoOne }, "Undo");

  // ---------- selection ↔ places
  const unitAt = (node, off) => { const r = document.createRange(); r.selectNodeContents(box); r.setEnd(node, off); return r.toString().length; };
  function getSelected() {
    const s = document.getSelection();
    if (!s || !s.rangeCount || !box.contains(s.anchorNode) || !box.contains(s.focusNode)) return null;
    const a = unitAt(s.anchorNode, s.anchorOffset), b = unitAt(s.focusNode, s.focusOffset);
    return [Math.min(a, b), Math.max(a, b)];
  }
  // A place between two text nodes belongs to both: a beginning is put into the later one, an end into the earlier.
  function pointAt(unit, isStart) {
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let n = walk.nextNode(), seen = 0; n; seen += n.length, n = walk.nextNode()) {
      last = [n, Math.min(unit - seen, n.length)];
      if (isStart ? unit < seen + n.length : unit <= seen + n.length) return last;
    }
    return last || [box, 0];
  }
  function select(a, b, scroll) {
    const from = pointAt(a, true), to = a === b ? from : pointAt(b, false);
    document.getSelection()?.setBaseAndExtent(...from, ...to);
    if (scroll) from[0].parentElement?.scrollIntoView({ block: "center" });
  }
  function show(start, end) {
    box.focus({ preventScroll: true });
    selected = [at.unit(start), at.unit(end)];
    select(...selected, true);
    drawHere();
  }

  // ---------- drawing
  function piece(a, b) {
    const on = spans.filter((s) => at.unit(s.start) <= a && at.unit(s.end) >= b);
    if (!on.length) return document.createTextNode(text.slice(a, b));
    const mark = h("mark", { class: `wss-mark ${style(on[on.length - 1].label)}` }, text.slice(a, b));
    // one line per overlapping mark, stacked below the words
    mark.style.backgroundImage = on.map((s) => `var(--wss-line-${Math.max(0, index(s.label))})`).join(",");
    mark.style.backgroundPosition = on.map((_, k) => `0 calc(100% - ${k * 5}px)`).join(",");
    mark.style.paddingBottom = `${on.length * 5}px`;
    const starts = on.filter((s) => at.unit(s.start) === a);
    if (starts.length) {
      mark.dataset.start = starts.map((s) => KEY_NAMES[index(s.label)] ?? "?").join("+");
      mark.dataset.alt = `[${starts.map((s) => nameOf(s.label)).join(" and ")}:] `; // read aloud, not shown
    }
    if (on.some((s) => at.unit(s.end) === b)) mark.dataset.endalt = " [end] ";
    return mark;
  }

  // Each line of the article is a block of its own; its "\n" stays inside, so the text content is exactly `text`.
  function drawText() {
    const had = document.activeElement === box ? getSelected() : null;
    const edges = new Set(spans.flatMap((s) => [at.unit(s.start), at.unit(s.end)]));
    const paragraphs = [];
    for (let from = 0; from < text.length;) {
      const stop = text.indexOf("\n", from), to = stop < 0 ? text.length : stop + 1, inner = stop < 0 ? to : stop;
      const cuts = [from, ...[...edges].filter((u) => u > from && u < inner).sort((x, y) => x - y), inner];
      const kids = [];
      for (let i = 0; i + 1 < cuts.length; i++) if (cuts[i] < cuts[i + 1]) kids.push(piece(cuts[i], cuts[i + 1]));
      if (to > inner) kids.push(document.createTextNode("\n"));
      paragraphs.push(h("div", { class: inner === from ? "wss-par wss-empty" : "wss-par", dir: dir === "auto" ? "auto" : null }, kids));
      from = to;
    }
    box.replaceChildren(...paragraphs);
    if (had) select(...had);
  }

  function entry(s) {
    const words = quote(s), short = shorten(words);
    const attribute = (a) => h("label", { class: "wss-attr" }, h("span", { "aria-hidden": "true" }, a.name),
      h("select", { "data-key": `${a.id} ${s.id}`, "aria-label": `${a.name} of “${short}”`, onchange: (e) => setAttribute(s.id, a, e.target.value) },
        h("option", { value: "" }, "Choose…"),
        a.options.map((o) => h("option", { value: o.id, selected: (s.attrs || {})[a.id] === o.id }, o.name))));
    return h("li", { class: `wss-entry ${style(s.label)}`, "data-span": s.id },
      h("span", { class: "wss-key", "aria-hidden": "true" }, KEY_NAMES[index(s.label)] ?? "?"),
      h("q", { class: "wss-quote", lang, dir: "auto", title: words }, shorten(words, 90)),
      h("span", { class: "wss-entry-tools" },
        labels.length > 1 ? h("select", { "data-key": `label ${s.id}`, "aria-label": `Label of “${short}”`, onchange: (e) => relabel(s.id, e.target.value) },
          labels.map((l) => h("option", { value: l.id, selected: l.id === s.label }, l.name))) : null,
        attributes.map(attribute),
        h("button", { type: "button", class: "wss-quiet", "data-key": `show ${s.id}`, "aria-label": `Show “${short}” in the text`, onclick: () => show(s.start, s.end) }, "Show"),
        h("button", { type: "button", class: "wss-quiet", "data-key": `remove ${s.id}`, "aria-label": `Remove “${short}”`, onclick: () => remove([s.id], true) }, "Remove")));
  }

  function drawList() {
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    count.textContent = spans.length ? `Your marks (${spans.length})` : "Your marks: none yet";
    list.replaceChildren(...spans.map(entry));
    // the list is made anew; a keyboard user stays where they were
    if (focused) [...list.querySelectorAll("[data-key]")].find((n) => n.dataset.key === focused)?.focus({ preventScroll: true });
  }

  // One line beside the labels: what a label would mark now, or the mark under the caret (the way in for touch).
  function drawHere() {
    const on = here(), range = selected && snapTo(all, selected), bare = selected && selected[0] === selected[1];
    const inner = on.length ? innermost(on) : null;
    const isMark = inner && (bare || (range && at.point(range[0]) === inner.start && at.point(range[1]) === inner.end));
    hereText.replaceChildren(...(isMark
      ? [h("b", {}, `Marked ${on.map((s) => nameOf(s.label)).join(" + ")}: `), h("q", { lang, dir: "auto" }, shorten(quote(inner), 80))]
      : range && !bare ? [h("b", {}, "Selected: "), h("q", { lang, dir: "auto" }, shorten(text.slice(...range), 80))]
      : ["Select some words, then choose a label."]));
    hereRemove.hidden = hereEntry.hidden = !isMark;
    undoButton.setAttribute("aria-disabled", String(!undo.length));
    for (const li of list.children) li.classList.toggle("wss-current", Boolean(isMark) && li.dataset.span === inner.id);
  }

  function draw() { drawText(); drawList(); drawHere(); }

  // ---------- changes
  const order = (some) => [...some].sort((x, y) => x.start - y.start || x.end - y.end || (x.label < y.label ? -1 : x.label > y.label ? 1 : 0));
  function commit(next, message) { undo.push(spans); put(next, message); }
  function put(next, message) {
    spans = order(next);
    draw();
    lastHere = here().map((s) => nameOf(s.label)).join(" and "); // the redraw moves the selection: that is no news
    announce(message);
    change({ spans });
  }
  function mark(i, range) {
    const label = labels[i];
    if (!label) return;
    const r = range || (selected && snapTo(all, selected));
    if (!r) return announce("Select some words in the text first.");
    const s = { id: Date.now().toString(36) + Math.random().toString(36).slice(2, 6), start: at.point(r[0]), end: at.point(r[1]), label: label.id, attrs: {} };
    if (spans.some((x) => x.start === s.start && x.end === s.end && x.label === s.label)) return announce(`Those words are already marked ${label.name}.`);
    for (const a of attributes) if (a.default) s.attrs[a.id] = a.default;
    commit([...spans, s], `Marked ${label.name}: “${text.slice(...r)}”.`);
  }
  const relabel = (id, label) => commit(spans.map((s) => (s.id === id ? { ...s, label } : s)), `Label changed to ${nameOf(label)}.`);
  function setAttribute(id, a, option) {
    const changed = (s) => { const attrs = { ...s.attrs }; if (option) attrs[a.id] = option; else delete attrs[a.id]; return { ...s, attrs }; };
    commit(spans.map((s) => (s.id === id ? changed(s) : s)), `${a.name}: ${a.options.find((o) => o.id === option)?.name ?? "not chosen"}.`);
  }
  function remove(ids, fromList) {
    if (!ids.length) return announce("There is no mark here.");
    const place = spans.findIndex((s) => s.id === ids[0]);
    commit(spans.filter((s) => !ids.includes(s.id)), "Mark removed.");
    if (fromList) (list.children[Math.min(place, list.children.length - 1)]?.querySelector('[data-key^="remove"]') || box).focus();
  }
  function removeHere() { const on = here(); remove(on.length ? [innermost(on).id] : []); }
  function undoOne() { if (undo.length) put(undo.pop(), "Undone."); else announce("There is nothing to undo."); }
  function goToEntry() {
    const on = here();
    const li = on.length && [...list.children].find((n) => n.dataset.span === innermost(on).id);
    if (li) { li.scrollIntoView({ block: "nearest" }); li.querySelector("select, button").focus(); }
  }
  function here() {
    if (!selected) return [];
    const [a, b] = selected;
    return spans.filter((s) => (a === b ? at.unit(s.start) <= a && at.unit(s.end) >= a : at.unit(s.start) < b && at.unit(s.end) > a));
  }
  const innermost = (on) => on.reduce((m, s) => (s.end - s.start < m.end - m.start ? s : m));

  // ---------- events
  function onSelection() {
    const now = getSelected();
    if (!now) return;
    selected = now;
    const names = here().map((s) => nameOf(s.label)).join(" and ");
    if (names !== lastHere && names && document.activeElement === box) remark(`Marked ${names}`);
    lastHere = names;
    drawHere();
  }
  document.addEventListener("selectionchange", onSelection);
  // It looks editable, so that the browser's own caret and selection work with every device; it never changes.
  for (const name of ["beforeinput", "paste", "cut", "drop", "dragover"]) box.addEventListener(name, (e) => e.preventDefault());
  const repair = new MutationObserver(() => { if (box.textContent !== text) drawText(); }); // translation or spelling add-ons
  repair.observe(box, { childList: true, characterData: true, subtree: true });
  // The caret stays below the label bar, which sticks to the top of whatever scrolls.
  let padded = null;
  box.addEventListener("focus", () => {
    padded = scrollerOf(box);
    padded.style.scrollPaddingTop = getComputedStyle(bar).position === "sticky" ? `${bar.offsetHeight + 12}px` : "";
  });
  box.addEventListener("blur", () => { if (padded) padded.style.scrollPaddingTop = ""; padded = null; });
  box.addEventListener("keydown", (e) => {
    selected = getSelected() || selected; // selectionchange comes late: a fast typist would mark the previous selection
    const mod = e.ctrlKey || e.metaKey;
    if (mod && !e.shiftKey && letterOf(e) === "z") { e.preventDefault(); undoOne(); return; }
    if (mod || e.altKey) return;
    const key = digitOf(e) ?? letterOf(e), i = KEY_NAMES.indexOf(key);
    if (i >= 0 && i < labels.length) { e.preventDefault(); mark(i); }
    else if ([...e.key].length === 1 && e.key !== " ") { e.preventDefault(); announce(`The key ${e.key} does nothing here. The labels have the keys ${KEY_NAMES[0]} to ${lastKey}.`); }
    else if (e.key === "Delete" || e.key === "Backspace") { e.preventDefault(); removeHere(); }
    else if (e.key === "Enter" && !e.shiftKey) e.preventDefault();
  });

  // ---------- the frame
  const lastKey = KEY_NAMES[Math.min(labels.length, KEY_NAMES.length) - 1];
  const keysText = labels.length === 1 ? "1" : labels.length > 9 ? `key shown on it (${KEY_NAMES[0]} to ${lastKey})` : `number (1 to ${lastKey})`;
  const palette = h("div", { class: "wss-palette", role: "group", "aria-label": "Labels for the selected words" },
    labels.map((l, i) => h("button", { type: "button", class: `wss-label ${style(l.id)}`, title: l.hint || null, "aria-keyshortcuts": KEY_NAMES[i], onmousedown: keep, onclick: () => mark(i) },
      h("span", { class: "wss-key", "aria-hidden": "true" }, KEY_NAMES[i]), l.name)));
  const hints = labels.some((l) => l.hint)
    ? h("details", { class: "wss-fold" }, h("summary", {}, "What the labels mean"), h("dl", {}, labels.map((l) => [h("dt", {}, l.name), h("dd", {}, l.hint || "")])))
    : null;
  const bar = h("div", { class: "wss-bar" }, palette, h("p", { class: "wss-here" }, hereText, hereEntry, hereRemove, undoButton));
  const how = h("p", { class: "wss-help", id: `${uid}-how` },
    `Select words with the mouse or with Shift and the arrow keys; then press a label’s button or its ${keysText}. Delete removes the mark at the cursor, Ctrl+Z undoes, Tab leaves the text. Or use “Mark by typing the words instead” below it.`);
  const node = h("div", { class: "wss-area" }, how, hints,
    h("div", {}, bar, box), // the bar sticks to the text only
    typingRoute({ text, all, labels, lang, uid, announce, mark }), count, list);

  return {
    node,
    paint(value) { const next = order(copy(value).spans || []); if (!same(next, spans)) undo = []; spans = next; draw(); },
    goTo: (item) => show(item.start, item.end),
    stop() { if (padded) padded.style.scrollPaddingTop = ""; document.removeEventListener("selectionchange", onSelection); repair.disconnect(); },
  };
}

// The second way in, made of native controls only: write the words, choose which of their places is meant.
function typingRoute({ text, all, labels, lang, uid, announce, mark }) {
  let found = [];
  const around = ([a, b]) => `${a > 25 ? "…" : ""}${text.slice(Math.max(0, a - 25), Math.min(text.length, b + 25)).replace(/\s+/g, " ")}${b + 25 < text.length ? "…" : ""}`;
  const place = h("select", { id: `${uid}-place`, lang });
  const placeRow = h("span", { class: "wss-pair", hidden: true }, h("label", { for: `${uid}-place` }, "Which place"), place);
  const result = h("span", { class: "wss-small", role: "status" });
  const words = h("input", { type: "text", id: `${uid}-words`, lang, autocomplete: "off", spellcheck: "false", oninput: look });
  const label = h("select", { id: `${uid}-which` }, labels.map((l, i) => h("option", { value: i }, l.name)));
  function look() {
    found = occurrences(text, all, words.value);
    place.replaceChildren(...found.map((r, i) => h("option", { value: i }, `${i + 1}: ${around(r)}`)));
    placeRow.hidden = found.length < 2;
    result.textContent = !words.value.trim() ? "" : found.length ? `Found ${found.length === 1 ? "once" : `${found.length} times`}.` : "Not in the text as written here.";
  }
  function add(e) {
    e.preventDefault();
    look0();
    if (!found.length) return announce("Those words are not in the text as written here.");
    mark(Number(label.value), found[Number(place.value) || 0]);
    words.value = "";
    look();
    words.focus();
  }
  const look0 = () => { const kept = place.value; look(); if (kept && Number(kept) < found.length) place.value = kept; };
  return h("details", { class: "wss-fold" }, h("summary", {}, "Mark by typing the words instead"),
    h("form", { class: "wss-typing", onsubmit: add },
      h("span", { class: "wss-pair" }, h("label", { for: `${uid}-words` }, "Words from the text"), words), placeRow,
      h("span", { class: "wss-pair" }, h("label", { for: `${uid}-which` }, "Label"), label),
      h("button", { type: "submit" }, "Add mark"), result));
}
