// A long unit is one notebook, shown in parts that fit a lesson: a cell called “part-2” begins the second.
import { kept } from "./dom.js";

const BEGINS = /^part-([2-9])$/;
const LINK = /#part-([1-9])$/;

/** The part that each cell belongs to, from the cells' ids in order. */
export function partsOf(ids) {
  let now = 1;
  return ids.map((id) => (now = BEGINS.test(id) && Number(BEGINS.exec(id)[1]) === now + 1 ? now + 1 : now));
}

/** Shows one part of a page at a time. Returns { count(), now(), show(n) }; `changed()` is called when another part is shown. */
export function makeParts(panel, changed) {
  const key = `part:${panel.context.path}`;
  const numbers = () => partsOf(panel.content.widgets.map((cell) => cell.model.id));
  const count = () => Math.max(1, ...numbers());
  let now = Math.min(Number(kept.read(key)) || 1, count());

  function draw() {
    const of = numbers();
    panel.content.widgets.forEach((cell, i) => { cell.node.dataset.wssPart = of[i]; cell.toggleClass("wss-other-part", of[i] !== now); });
  }
  /** Show part n from its top; `follow` takes the keyboard and the screen reader along. */
  function show(n, follow) {
    if (n < 1 || n > count()) return;
    now = n;
    kept.write(key, String(n));
    draw();
    changed();
    const first = panel.content.widgets[numbers().indexOf(n)], heading = first?.node.querySelector("h1, h2");
    panel.content.node.querySelector(".jp-WindowedPanel-outer")?.scrollTo(0, 0);
    panel.content.node.scrollTop = 0;
    if (follow && heading) { heading.tabIndex = -1; heading.focus({ preventScroll: true }); }
  }
  panel.node.addEventListener("click", (e) => {
    const found = LINK.exec(e.target.closest?.("a[href]")?.getAttribute("href") || "");
    if (!found) return;
    e.preventDefault();
    e.stopPropagation();
    show(Number(found[1]), true);
  }, true);
  panel.content.model.cells.changed.connect(draw);
  draw();
  return { count, now: () => now, show };
}
