// The labels: one row that stays in view, one stop for the Tab key, arrows within.

import { h } from "./dom.js";
import { KEY_NAMES } from "./text_view.js";

// A row of buttons as one Tab stop: arrows, Home and End walk in it.
export function rove(row, buttons) {
  const stop = (one) => { for (const b of buttons()) b.tabIndex = b === one ? 0 : -1; };
  row.addEventListener("keydown", (e) => {
    const all = buttons(), now = all.indexOf(e.target), step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (now < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
    const next = step ? (now + step + all.length) % all.length : e.key === "Home" ? 0 : e.key === "End" ? all.length - 1 : -1;
    if (next < 0) return;
    e.preventDefault();
    stop(all[next]);
    all[next].focus();
  });
  row.addEventListener("focusin", (e) => { if (buttons().includes(e.target)) stop(e.target); });
  return stop;
}

export function makePalette({ labels, look, choose, undo, holdChanged }) {
  const keep = (e) => e.preventDefault(); // a press on a button must not lose the selection in the text
  let held = null;
  const buttons = labels.map((l, i) => h("button", { type: "button", class: `wss-label ${look.style(l.id)}`, title: l.hint || null, "aria-keyshortcuts": KEY_NAMES[i], tabindex: i ? "-1" : "0", onmousedown: keep, onclick: () => choose(i) },
    h("span", { class: "wss-key", "aria-hidden": "true" }, KEY_NAMES[i]), l.name));
  const row = h("div", { class: "wss-palette", role: "toolbar", "aria-label": "Labels for the selected words" }, buttons);
  rove(row, () => buttons);
  const slide = (sign) => row.scrollBy({ left: sign * row.clientWidth * 0.8 });
  const arrow = (sign, sign_, name) => h("button", { type: "button", class: "wss-quiet wss-slide", tabindex: "-1", hidden: true, "aria-label": name, onmousedown: keep, onclick: () => slide(sign) }, sign_);
  const back = arrow(-1, "‹", "Labels to the left"), on = arrow(1, "›", "More labels");
  const holdButton = h("button", { type: "button", class: "wss-quiet wss-hold", "aria-pressed": "false", onmousedown: keep, onclick: () => hold(held === null ? "next" : null), title: "Every selection then gets this label at once" }, "Keep label");
  const undoButton = h("button", { type: "button", class: "wss-quiet wss-undo", "aria-disabled": "true", onmousedown: keep, onclick: undo }, "Undo");
  const here = h("span", { class: "wss-here-text" });

  function hold(which) {
    held = which;
    holdButton.setAttribute("aria-pressed", String(which !== null));
    buttons.forEach((b, i) => b.classList.toggle("wss-held", i === which));
    holdButton.textContent = typeof which === "number" ? `Keeping: ${labels[which].name}` : which === "next" ? "Keep: choose a label" : "Keep label";
    holdChanged(which);
  }
  // An arrow stands where there is more to that side.
  const measure = () => { const more = row.scrollWidth > row.clientWidth + 2; back.hidden = !more || row.scrollLeft < 4; on.hidden = !more || row.scrollLeft > row.scrollWidth - row.clientWidth - 4; };
  row.addEventListener("scroll", measure, { passive: true });
  const sized = new ResizeObserver(measure);
  sized.observe(row);
  return {
    node: h("div", { class: "wss-bar" }, h("div", { class: "wss-palette-row" }, back, row, on), h("p", { class: "wss-here" }, here, labels.length > 1 ? holdButton : null, undoButton)),
    held: () => (typeof held === "number" ? held : null),
    chosen(i) { if (held !== null) hold(i); },
    release() { if (held !== null) hold(null); },
    say: (...words) => here.replaceChildren(...words),
    canUndo: (yes) => undoButton.setAttribute("aria-disabled", String(!yes)),
    destroy: () => sized.disconnect(),
  };
}
