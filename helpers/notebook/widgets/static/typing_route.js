// The second way in, made of native controls only: write the words, choose which of their places is meant.

import { h } from "./dom.js";
import { occurrences } from "./text.js";

export function typingRoute({ text, all, labels, lang, uid, announce, mark }) {
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
