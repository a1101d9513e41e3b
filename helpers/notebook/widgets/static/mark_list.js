// All marks as a list made of native controls: another way to see, change and remove them.

import { h, shorten } from "./dom.js";

export function makeMarkList({ labels, attributes, look, lang, quote, marks, actions }) {
  const list = h("ol", { class: "wss-marks" }), count = h("h4", { class: "wss-count" });
  const end = h("p", { class: "wss-sr", tabindex: "-1" }, "End of your marks.");
  const skip = h("button", { type: "button", class: "wss-quiet wss-skip", hidden: true, onclick: () => end.focus() }, "Past the list of marks"); // one Tab in place of three a mark

  function entry(s) {
    const words = quote(s), short = shorten(words);
    const attribute = (a) => h("label", { class: "wss-attr" }, h("span", { "aria-hidden": "true" }, a.name),
      h("select", { "data-key": `${a.id} ${s.id}`, "aria-label": `${a.name} of “${short}”`, onchange: (e) => actions.setAttribute(s.id, a, e.target.value) },
        h("option", { value: "" }, "Choose…"),
        a.options.map((o) => h("option", { value: o.id, selected: (s.attrs || {})[a.id] === o.id }, o.name))));
    return h("li", { class: `wss-entry ${look.style(s.label)}`, "data-span": s.id },
      h("span", { class: "wss-key", "aria-hidden": "true" }, look.key(s.label)),
      h("q", { class: "wss-quote", lang, dir: "auto", title: words }, shorten(words, 90)),
      h("span", { class: "wss-entry-tools" },
        labels.length > 1 ? h("select", { "data-key": `label ${s.id}`, "aria-label": `Label of “${short}”`, onchange: (e) => actions.relabel(s.id, e.target.value) },
          labels.map((l) => h("option", { value: l.id, selected: l.id === s.label }, l.name))) : null,
        attributes.map(attribute),
        h("button", { type: "button", class: "wss-quiet", "data-key": `show ${s.id}`, "aria-label": `Show “${short}” in the text`, onclick: () => actions.show(s.start, s.end) }, "Show"),
        h("button", { type: "button", class: "wss-quiet", "data-key": `remove ${s.id}`, "aria-label": `Remove “${short}”`, onclick: () => actions.remove([s.id], true) }, "Remove")));
  }
  return {
    node: h("div", {}, count, skip, list, end),
    rows: list,
    current(id) { for (const li of list.children) li.classList.toggle("wss-current", li.dataset.span === id); },
    draw() {
      const focused = list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
      const all = marks.all(), open = marks.unfinished().length;
      skip.hidden = end.hidden = all.length < 2;
      count.textContent = !all.length ? "Your marks: none yet" : `Your marks (${all.length})${open ? `: ${open} not finished, something is still to be chosen` : ""}`;
      list.replaceChildren(...all.map(entry));
      // the list is made anew; a keyboard user stays where they were
      if (focused) [...list.querySelectorAll("[data-key]")].find((n) => n.dataset.key === focused)?.focus({ preventScroll: true });
    },
  };
}
