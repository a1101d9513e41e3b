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

// A label pressed while words are selected marks them. Pressed while none are, it is “on”: the next words that are selected get it, until it is let go.
export function makePalette({ labels, look, choose, undo, heldChanged }) {
  const keep = (e) => e.preventDefault(); // a press on a button must not lose the selection in the text
  let held = null;
  // The name is underlined as its marks are in the text: the line is the label's sign where there are no colours.
  const named = (l, i) => { const name = h("span", { class: "wss-label-name" }, l.name); name.style.setProperty("--wss-line", `var(--wss-line-${i})`); return name; };
  const buttons = labels.map((l, i) => h("button", { type: "button", class: `wss-label ${look.style(l.id)}`, title: l.hint || null, "aria-pressed": "false", "aria-keyshortcuts": KEY_NAMES[i], tabindex: i ? "-1" : "0", onmousedown: keep, onclick: (e) => { choose(i, e.detail > 0); spread(false); } },
    h("span", { class: "wss-key", "aria-hidden": "true" }, KEY_NAMES[i]), named(l, i)));
  const row = h("div", { class: "wss-palette", role: "toolbar", "aria-label": "Labels for the selected words" }, buttons);
  rove(row, () => buttons);
  // Where there is room for one line only, the others are one press away.
  const all = h("button", { type: "button", class: "wss-quiet wss-all-labels", hidden: true, "aria-expanded": "false", "aria-label": `All ${labels.length} labels`, onmousedown: keep, onclick: () => spread(!row.classList.contains("wss-spread")) }, `All ${labels.length}`);
  const release = h("button", { type: "button", class: "wss-quiet wss-let-go", hidden: true, onmousedown: keep, onclick: () => hold(null), title: "Or press Escape, or the label again" }, "Let go");
  const undoButton = h("button", { type: "button", class: "wss-quiet wss-undo", "aria-disabled": "true", onmousedown: keep, onclick: undo }, "Undo");
  const here = h("span", { class: "wss-here-text" });

  function hold(which) {
    held = which;
    buttons.forEach((b, i) => { b.classList.toggle("wss-held", i === which); b.setAttribute("aria-pressed", String(i === which)); });
    release.hidden = which === null;
    heldChanged(which);
    bring(which);
  }
  function bring(i) { if (i !== null) row.scrollLeft += buttons[i].getBoundingClientRect().left - row.getBoundingClientRect().left - 4; }
  function spread(yes) {
    row.classList.toggle("wss-spread", yes);
    all.setAttribute("aria-expanded", String(yes));
    if (!yes) bring(held);
    measure();
  }
  const measure = () => { all.hidden = !row.classList.contains("wss-spread") && row.scrollWidth <= row.clientWidth + 2; };
  const sized = new ResizeObserver(measure);
  sized.observe(row);
  return {
    node: h("div", { class: "wss-bar" }, h("div", { class: "wss-palette-row" }, row, all), h("p", { class: "wss-here" }, here, release, undoButton)),
    held: () => held,
    hold,
    say: (...words) => here.replaceChildren(...words),
    canUndo: (yes) => undoButton.setAttribute("aria-disabled", String(!yes)),
    destroy: () => sized.disconnect(),
  };
}
