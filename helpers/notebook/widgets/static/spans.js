// Marking words in a text: store, selection, view, labels, the bar at a mark and the list, put together.

import { copy, h, same, shorten } from "./dom.js";
import { digitOf, letterOf } from "./keys.js";
import { makeMarkBar, stillToChoose } from "./mark_bar.js";
import { makeMarkList } from "./mark_list.js";
import { innermost, makeMarks } from "./marks.js";
import { makePalette } from "./palette.js";
import { makeSelection, scrollerOf } from "./selection.js";
import { joined, places, sentencesOf, snapTo, tokens } from "./text.js";
import { KEY_NAMES, labelLook, makeTextView } from "./text_view.js";
import { typingRoute } from "./typing_route.js";

export function spansArea({ spec, uid, announce, remark, change }) {
  const { text, labels = [], attributes = [], lang = "en", dir = "ltr", two = null } = spec;
  const at = places(text, spec.offset || 0), all = tokens(text, lang), look = labelLook(labels);
  const sentences = sentencesOf(text, lang); // UTF-16 units
  const marks = makeMarks({ attributes });
  const quote = (s) => text.slice(at.unit(s.start), at.unit(s.end));
  const lastKey = KEY_NAMES[Math.min(labels.length, KEY_NAMES.length) - 1];
  const asIs = new Set(); // marks of which the learner said that they are one, or that came from elsewhere
  let arrived = false, pointing = false; // the text was come to by the Tab key; a pointer is or was last in it
  let finger = matchMedia("(hover: none)").matches, wasOpen = false, pressed = false; // the bar was open when the pointer went down; what is chosen in it is chosen by a pointer
  let selected = null, lastHere = "", padded = null, quiet = "", fresh = "", tapped = ""; // quiet: a mark whose bar would only cover the text; fresh: the mark just made, until the learner goes elsewhere; tapped: the mark that the last tap made

  const box = h("div", {
    id: `${uid}-text`, class: "wss-text", role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
    "aria-label": `Text to mark${spec.title ? ": " + spec.title : ""}`, "aria-describedby": `${uid}-how`,
    contenteditable: "true", inputmode: "none", spellcheck: "false", translate: "no", autocapitalize: "off", "data-gramm": "false",
    lang, dir: dir === "auto" ? null : dir, tabindex: "0",
  });
  const host = h("div", { class: "wss-textwrap" }, box);
  const selection = makeSelection(box, { changed: onSelection, released: onRelease });
  const view = makeTextView({ box, text, at, look, sentences, dir, marks, selection: () => selection });
  const palette = makePalette({ labels, look, choose, undo: undoOne, heldChanged });
  const bar = makeMarkBar({ host, uid, attributes, look, quote, marks, setAttribute, remove: (id) => { remove([id]); box.focus({ preventScroll: true }); }, back: () => box.focus({ preventScroll: true }), doubt });
  const list = makeMarkList({ labels, attributes, look, lang, quote, marks, actions: { setAttribute, relabel, show, remove } });
  host.append(bar.node);

  // ---------- what the selection means
  const points = (range) => [at.point(range[0]), at.point(range[1])];
  const bare = () => Boolean(selected) && selected[0] === selected[1];
  const here = () => (selected ? marks.touching(...points(selected)) : []);
  // The mark that a label would replace and the bar tells about: the one under the caret, or the one that is selected whole.
  function current() {
    if (!selected) return null;
    if (bare()) return innermost(here());
    const range = snapTo(all, selected);
    return range ? innermost(marks.exactly(...points(range))) : null;
  }

  // ---------- two in one selection (“a driver and a guard”)
  const inTwo = (one) => (two && one && !asIs.has(one.id) && !two.not_for.includes(one.label) ? joined(quote(one), two.joins) : null);
  function doubt(one) {
    const both = inTwo(one);
    if (!both) return null;
    const { ask, one: name, each } = two, from = at.unit(one.start), places = both.map(([a, b]) => points([from + a, from + b]));
    return { ask, names: [name, each],
      one() { asIs.add(one.id); box.focus({ preventScroll: true }); settle(one); drawHere(); announce("Kept as one mark."); },
      each() { marks.split(one.id, places); done(`Two marks now: ${places.map(([start, end]) => `“${quote({ start, end })}”`).join(" and ")}.`); box.focus({ preventScroll: true }); settle(marks.exactly(...places[1])[0]); } };
  }

  // ---------- drawing
  function drawHere() {
    const one = current(), range = selected && snapTo(all, selected);
    const held = palette.held(), made = marks.find(fresh), said = (name, words) => [h("b", {}, name), " ", h("q", { lang, dir: "auto" }, shorten(words, 80))];
    palette.say(...(range && !bare() ? said("Selected:", text.slice(...range))
      : made ? [...said(`Marked ${look.name(made.label)}:`, quote(made)), held === null ? " Another label changes it." : ""]
      : held !== null ? [h("b", {}, `${labels[held].name} is on.`), finger ? " Tap a word, or select some and press it again." : " Select words: they get it at once."]
      : ["Select words, then press a label. Or a label first, then its words."]));
    if (one && one.id !== quiet && (document.activeElement === box || bar.node.contains(document.activeElement))) bar.show(one, selection.rangeOf(at.unit(one.start), at.unit(one.end)));
    else bar.hide();
    palette.canUndo(marks.canUndo());
    list.current(one?.id);
  }
  function draw() { view.draw(); list.draw(); drawHere(); }

  // ---------- changes
  const namesHere = () => here().map((s) => look.name(s.label)).join(" and ");
  function done(message) {
    draw();
    lastHere = namesHere(); // the redraw moves the selection: that is no news
    announce(message);
    change({ spans: marks.all() });
  }
  // After labelling the selection gives way to a caret at the mark, so that the mark is seen.
  function settle({ id, start, end }) {
    if (document.activeElement !== box) return;
    const now = marks.find(id);
    fresh = now ? id : "";
    quiet = now && !marks.missing(now).length && !inTwo(now) ? id : "";
    selected = [at.unit(end), at.unit(end)];
    selection.select(...selected);
    drawHere();
  }
  const wanted = (s) => { const open = [inTwo(s) ? two.ask : "", stillToChoose(marks.missing(s))].filter(Boolean).join(" "); return open ? ` ${open} Press Tab.` : ""; };
  // A press on a label: the selected words get it, or the mark that was gone to changes; else the label is on from now.
  // The caret at a mark just made is no selection: whoever has a label on means the next words.
  function choose(i, byHand) {
    const held = palette.held(), one = current(), nothing = !one && ((byHand && !finger) || !snapTo(all, selected || [0, 0])); // a mouse selects by drag or double click; a finger’s tap and a keyboard’s caret mean the word they stand in
    const idle = !selected || (bare() && (nothing || (held !== null && (one.id === fresh || bar.node.hidden))));
    if (!idle) { mark(i); if (held !== null && !one) palette.hold(i); return; }
    palette.hold(held === i ? null : i);
    announce(held === i ? `${labels[i].name} is let go.` : `${labels[i].name} is on: words that you select get it. Escape lets go.`);
  }
  function heldChanged(which) {
    const style = which === null ? "" : look.style(labels[which].id);
    box.className = `wss-text${which === null ? "" : ` wss-holding ${style}`}`;
    fresh = "";
    quiet = current()?.id || "";
    if (bar.node.contains(document.activeElement)) box.focus({ preventScroll: true }); // the bar goes: it would lie over the next words
    drawHere();
  }
  function mark(i, typed) {
    const label = labels[i];
    if (!label) return;
    const old = typed ? null : current();
    if (old) {
      if (old.label === label.id) { announce(`Those words are already marked ${label.name}.`); return; }
      marks.relabel(old.id, label.id);
      done(`Now ${label.name}, no longer ${look.name(old.label)}: “${quote(old)}”.${wanted(old)}`);
      settle(old);
      return;
    }
    const range = typed || (selected && snapTo(all, selected));
    if (!range) { announce("Select some words in the text first."); return; }
    const [start, end] = points(range);
    if (marks.exactly(start, end).some((s) => s.label === label.id)) { announce(`Those words are already marked ${label.name}.`); return; }
    const made = marks.add(start, end, label.id);
    done(`Marked ${label.name}: “${quote(made)}”.${typed ? "" : wanted(made)}`);
    settle(made);
  }
  function relabel(id, label) { marks.relabel(id, label); done(`Label changed to ${look.name(label)}.`); }
  function setAttribute(id, a, option) {
    marks.setAttribute(id, a.id, option);
    done(`${a.name}: ${a.options.find((o) => o.id === option)?.name ?? "not chosen"}.`);
    const one = marks.find(id);
    if (palette.held() !== null && pressed && !marks.missing(one).length && !inTwo(one)) { box.focus({ preventScroll: true }); settle(one); } // on to the next words
  }
  function remove(ids, fromList) {
    if (!ids.length) { announce("There is no mark here."); return; }
    const place = marks.all().findIndex((s) => s.id === ids[0]);
    marks.remove(ids);
    done("Mark removed.");
    if (fromList) (list.rows.children[Math.min(place, list.rows.children.length - 1)]?.querySelector('[data-key^="remove"]') || box).focus();
  }
  function removeHere() { const one = innermost(here()); remove(one ? [one.id] : []); }
  function undoOne() { if (marks.undo()) done("Undone."); else announce("There is nothing to undo."); }
  function show(start, end) {
    pointing = true; // asked for, as by a press
    box.focus({ preventScroll: true });
    selected = [at.unit(start), at.unit(end)];
    selection.select(...selected, true);
    drawHere();
  }
  function takeSentence(n) {
    const [start, end] = sentences[n - 1];
    box.focus({ preventScroll: true });
    selected = [start, end];
    selection.select(...selected);
    if (palette.held() !== null) mark(palette.held());
    else { drawHere(); announce(`Sentence ${n} is selected.`); }
  }

  // ---------- events
  function onSelection(now) {
    const moved = !same(now, selected);
    selected = now;
    if (moved && !(tapped && current()?.id === tapped)) { fresh = ""; quiet = arrived && bare() ? calm() : ""; }
    const names = namesHere();
    if (names !== lastHere && names && document.activeElement === box) remark(`Marked ${names}`);
    lastHere = names;
    drawHere();
  }
  // With a label on: a drag or a double click marks; a finger marks the word it taps, and what it selects waits for the label, for it may still grow.
  // A click marks nothing, nor does a press that only sends the bar away.
  function onRelease(now, e, meant) {
    if (e.target.classList?.contains("wss-n")) return;
    if (now) selected = now;
    const marking = palette.held() !== null && selected && snapTo(all, selected) && (meant === "tap" ? !here().length && !wasOpen : !bare() && (meant === "drag" || meant === "word"));
    if (!marking) { drawHere(); return; } // a press where the caret stands already changes no selection, and still asks about the mark there
    if (meant === "tap") box.focus({ preventScroll: true }); // the browser’s own focus and caret come after a tap, now or later: they are no going elsewhere
    mark(palette.held());
    if (meant === "tap") tapped = fresh;
  }
  // It looks editable, so that the browser's own caret and selection work with every device; it never changes.
  for (const name of ["beforeinput", "paste", "cut", "drop", "dragover"]) box.addEventListener(name, (e) => e.preventDefault());
  box.addEventListener("pointerdown", (e) => { quiet = fresh = tapped = ""; pointing = true; arrived = false; wasOpen = !bar.node.hidden; finger = e.pointerType === "touch"; if (e.target.classList?.contains("wss-n")) e.preventDefault(); });
  box.addEventListener("mousedown", (e) => { if (e.target.classList?.contains("wss-n")) e.preventDefault(); });
  box.addEventListener("click", (e) => { if (e.target.classList?.contains("wss-n")) takeSentence(Number(e.target.dataset.n)); });
  bar.node.addEventListener("pointerdown", () => { pressed = true; });
  bar.node.addEventListener("keydown", () => { pressed = false; });
  // Who comes by the Tab key is asked nothing about a mark that needs nothing, until the caret moves.
  const calm = () => { const one = current(); return one && !marks.missing(one).length && !inTwo(one) ? one.id : ""; };
  box.addEventListener("focus", () => { arrived = !pointing; if (arrived) { selected = selection.read() || selected; quiet = bare() ? calm() : quiet; } });
  // Escape, wherever the focus is: the bar goes first, then the label that is on.
  const escape = (e) => {
    if (e.key !== "Escape") return;
    if (!bar.node.hidden) { quiet = current()?.id || ""; bar.hide(); }
    else if (palette.held() !== null) { palette.hold(null); announce("No label is on."); }
  };
  document.addEventListener("keydown", escape, true);
  // The caret stays below the label bar, which sticks to the top of whatever scrolls.
  box.addEventListener("focus", () => {
    padded = scrollerOf(box);
    padded.style.scrollPaddingTop = getComputedStyle(palette.node).position === "sticky" ? `${palette.node.offsetHeight + 12}px` : "";
  });
  box.addEventListener("blur", unpad);
  function unpad() { if (padded) padded.style.scrollPaddingTop = ""; padded = null; }
  host.addEventListener("focusout", (e) => { if (!host.contains(e.relatedTarget) && !palette.node.contains(e.relatedTarget)) bar.hide(); });
  host.addEventListener("focusin", () => drawHere());
  box.addEventListener("keydown", (e) => {
    pointing = arrived = false;
    tapped = "";
    selected = selection.read() || selected; // selectionchange comes late: a fast typist would mark the previous selection
    const mod = e.ctrlKey || e.metaKey, letter = letterOf(e);
    if (mod && !e.shiftKey && letter === "z") { e.preventDefault(); undoOne(); return; }
    if (mod || e.altKey) return;
    const i = KEY_NAMES.indexOf(digitOf(e) ?? letter);
    if (i >= 0 && i < labels.length) { e.preventDefault(); mark(i); }
    else if (e.key === "Delete" || e.key === "Backspace") { e.preventDefault(); removeHere(); }
    else if (letter === "s" && sentences.length) {
      e.preventDefault();
      const unit = selected ? selected[0] : 0, n = sentences.findIndex(([a, b]) => a <= unit && unit <= b);
      if (n >= 0) takeSentence(n + 1);
    } else if (e.key === "Enter" && !e.shiftKey) { e.preventDefault(); if (palette.held() !== null && !bare()) mark(palette.held()); }
    else if ([...e.key].length === 1 && e.key !== " ") { e.preventDefault(); announce(`The key ${e.key} does nothing here. The labels have the keys ${KEY_NAMES[0]} to ${lastKey}.`); }
  });

  // ---------- the frame
  const keysText = labels.length === 1 ? "1" : labels.length > 9 ? `key shown on it (${KEY_NAMES[0]} to ${lastKey})` : `number (1 to ${lastKey})`;
  const hints = labels.some((l) => l.hint)
    ? h("details", { class: "wss-fold" }, h("summary", {}, "What the labels mean"), h("dl", {}, labels.map((l) => [h("dt", {}, l.name), h("dd", {}, l.hint || "")])))
    : null;
  const ways = `Select words with the mouse or with Shift and the arrow keys; then press a label’s button or its ${keysText}. ` +
    "Or press a label first: it stays on, and each word that you double-click and all words that you drag over get it at once, until you press it again or Escape. " +
    `${sentences.length ? "A click on a small number, or the key S, takes the whole sentence. " : ""}Click a mark and press another label to replace it. ` +
    "Delete removes the mark at the cursor, Ctrl+Z undoes, Tab leaves the text. Or use “Mark by typing the words instead” below it.";
  const how = h("details", { class: "wss-fold wss-how" }, h("summary", {}, "How to mark"), h("p", { class: "wss-help" }, ways));
  host.append(h("p", { id: `${uid}-how`, hidden: true }, ways)); // what describes the text: words folded up are left out of a description, hidden ones are not

  return {
    node: h("div", { class: "wss-area" }, h("div", { class: "wss-folds" }, hints, how), h("div", {}, palette.node, host)), // the bar sticks to the text only
    after: h("div", { class: "wss-area" }, typingRoute({ text, all, labels, lang, uid, announce, mark }), list.node),
    paint(value) { marks.load(copy(value).spans || [], same); for (const one of marks.all()) asIs.add(one.id); draw(); },
    marked: () => marks.all().length,
    goTo: (item) => show(item.start, item.end),
    destroy() { document.removeEventListener("keydown", escape, true); unpad(); selection.destroy(); view.destroy(); palette.destroy(); },
  };
}
