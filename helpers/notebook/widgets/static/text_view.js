// The text as it stands on the page, marks drawn in. Its text content is exactly the passage: not one sign added or lost.

import { h } from "./dom.js";

export const HUES = 8; // colour pairs in widget.css; labels 9 to 12 repeat a hue with another line pattern
export const KEY_NAMES = [..."1234567890ab"]; // letters are safe: the text box refuses typing and lets no key out

// How a list of labels is shown: name, key and style of each.
export function labelLook(labels) {
  const index = (id) => labels.findIndex((l) => l.id === id);
  return {
    index,
    name: (id) => labels[index(id)]?.name ?? id,
    key: (id) => KEY_NAMES[index(id)] ?? "?",
    style(id) { const i = Math.max(0, index(id)); return `wss-hue-${i % HUES}${i >= HUES ? " wss-hue-repeat" : ""}`; },
  };
}

export function makeTextView({ box, text, at, look, sentences, dir, marks, selection }) {
  const starts = new Map(sentences.map(([from], i) => [from, i + 1]));

  function piece(a, b) {
    const on = marks.all().filter((s) => at.unit(s.start) <= a && at.unit(s.end) >= b);
    if (!on.length) return document.createTextNode(text.slice(a, b));
    const mark = h("mark", { class: `wss-mark ${look.style(on[on.length - 1].label)}` }, text.slice(a, b));
    // one line per overlapping mark, stacked below the words
    mark.style.backgroundImage = on.map((s) => `var(--wss-line-${Math.max(0, look.index(s.label))})`).join(",");
    mark.style.backgroundPosition = on.map((_, k) => `0 calc(100% - ${k * 5}px)`).join(",");
    mark.style.paddingBottom = `${on.length * 5}px`;
    if (on.some((s) => marks.missing(s).length)) mark.classList.add("wss-unfinished");
    const begin = on.filter((s) => at.unit(s.start) === a);
    if (begin.length) {
      mark.dataset.start = begin.map((s) => look.key(s.label)).join("");
      mark.style.setProperty("--wss-signs", begin.length);
      mark.dataset.alt = `[${begin.map((s) => look.name(s.label)).join(" and ")}:] `; // read aloud, not shown
    }
    if (on.some((s) => at.unit(s.end) === b)) mark.dataset.endalt = " [end] ";
    return mark;
  }

  // Each line of the article is a block of its own; its "\n" stays inside.
  function draw() {
    const had = document.activeElement === box ? selection().read() : null;
    const edges = new Set([...marks.all().flatMap((s) => [at.unit(s.start), at.unit(s.end)]), ...starts.keys()]);
    const paragraphs = [];
    for (let from = 0; from < text.length;) {
      const stop = text.indexOf("\n", from), to = stop < 0 ? text.length : stop + 1, inner = stop < 0 ? to : stop;
      const cuts = [from, ...[...edges].filter((u) => u > from && u < inner).sort((x, y) => x - y), inner];
      const kids = [];
      for (let i = 0; i + 1 < cuts.length; i++) {
        if (cuts[i] >= cuts[i + 1]) continue;
        if (starts.has(cuts[i])) kids.push(h("span", { class: "wss-n", "data-n": starts.get(cuts[i]), title: `Sentence ${starts.get(cuts[i])}: click to take the whole sentence` }));
        kids.push(piece(cuts[i], cuts[i + 1]));
      }
      if (to > inner) kids.push(document.createTextNode("\n"));
      paragraphs.push(h("div", { class: inner === from ? "wss-par wss-empty" : "wss-par", dir: dir === "auto" ? "auto" : null }, kids));
      from = to;
    }
    box.replaceChildren(...paragraphs);
    if (had) selection().select(...had);
  }

  const repair = new MutationObserver(() => { if (box.textContent !== text) draw(); }); // translation or spelling add-ons
  repair.observe(box, { childList: true, characterData: true, subtree: true });
  return { draw, destroy: () => repair.disconnect() };
}
