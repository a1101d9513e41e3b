// The small bar at a mark: what it is, what else is asked about it, and the way to remove it.

import { h, shorten } from "./dom.js";

export const stillToChoose = (some) => (some.length ? `Still to choose: ${some.map((a) => a.name.replace(/\?$/, "")).join(", ")}.` : "");

export function makeMarkBar({ host, uid, attributes, look, quote, marks, setAttribute, remove, back, doubt = () => null }) {
  let shown = null, radios = new Map();
  const node = h("div", { class: "wss-markbar", role: "group", hidden: true,
    onmousedown: (e) => { if (!e.target.matches("input, button")) e.preventDefault(); }, // or the text loses the focus and the bar goes before the click
    onkeydown: (e) => { if (e.key === "Escape") { e.preventDefault(); back(); } } });

  function question(attribute, mark, k) {
    const inputs = attribute.options.map((o) => h("input", { type: "radio", name: `${uid}-bar-${k}`, value: o.id, onchange: () => setAttribute(mark.id, attribute, o.id),
      onkeydown: (e) => { if (e.key === "Delete" || e.key === "Backspace") { e.preventDefault(); setAttribute(mark.id, attribute, ""); } } }));
    radios.set(attribute.id, inputs);
    return h("fieldset", { class: "wss-ask", role: "radiogroup" }, h("legend", {}, attribute.name, h("span", { class: "wss-sr" }, ` “${shorten(quote(mark))}”`)),
      h("span", { class: "wss-chips" }, attribute.options.map((o, i) => h("label", { class: "wss-chip", title: o.hint || null }, inputs[i], h("span", {}, o.name)))));
  }
  function place(range) {
    const rects = range.getClientRects(), last = rects[rects.length - 1], frame = host.getBoundingClientRect();
    if (!last) return;
    const below = last.bottom - frame.top + 6, above = rects[0].top - frame.top - node.offsetHeight - 6, fits = below + node.offsetHeight <= frame.height;
    node.style.top = `${fits || above < 0 ? below : above}px`; // never over what stands under the text: Check must be free
    host.style.minHeight = fits || above >= 0 ? "" : `${below + node.offsetHeight + 4}px`;
    const room = frame.width - node.offsetWidth - 8;
    node.style.left = `${Math.max(4, Math.min(last.left - frame.left, room))}px`;
  }
  return {
    node,
    shown: () => shown,
    show(mark, range) {
      const two = doubt(mark), stamp = `${mark.id} ${mark.label} ${Boolean(two)}`;
      if (shown !== mark.id || node.dataset.stamp !== stamp) {
        node.dataset.stamp = stamp;
        shown = mark.id;
        radios = new Map();
        node.className = `wss-markbar ${look.style(mark.label)}`;
        node.setAttribute("aria-label", `About the mark “${shorten(quote(mark))}”`);
        node.replaceChildren(
          h("p", { class: "wss-markbar-head" }, h("span", { class: "wss-key", "aria-hidden": "true" }, look.key(mark.label)), h("strong", {}, look.name(mark.label))),
          ...attributes.map((a, k) => question(a, mark, k)),
          two ? h("div", { class: "wss-ask wss-two", role: "group", "aria-label": two.ask }, h("p", {}, two.ask), h("span", { class: "wss-chips" },
            h("button", { type: "button", onclick: two.one }, two.names[0]), h("button", { type: "button", onclick: two.each }, two.names[1]))) : "",
          h("div", { class: "wss-markbar-foot" }, h("p", { class: "wss-small wss-markbar-hint" }), h("button", { type: "button", class: "wss-quiet", onclick: () => remove(mark.id) }, "Remove")));
      }
      for (const [id, inputs] of radios) for (const i of inputs) i.checked = (mark.attrs || {})[id] === i.value;
      node.querySelector(".wss-markbar-hint").textContent = stillToChoose(marks.missing(mark)) || "Another label replaces this one.";
      node.hidden = false;
      place(range);
    },
    hide() { shown = null; node.hidden = true; }, // the room that was made stays: whatever is being pressed must not move away
  };
}
