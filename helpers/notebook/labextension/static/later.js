// What a lesson says after an exercise tells what is found there. It waits until the exercise was checked, or the learner wants it at once.
import { h, kept } from "./dom.js";
import { readLine } from "./grammar.js";

/** Per cell the exercise that it waits for, or "". A cell: { id, type, source }. A heading ends what is said after an exercise. */
export function waitsFor(cells) {
  let last = "";
  return cells.map(({ id, type, source }) => {
    if (type === "code") {
      const line = readLine(source);
      if (line?.verb === "exercise") last = line.args[0];
      return "";
    }
    const mine = /^\s*#/.test(source) || /^part-\d-end$/.test(id) ? "" : last;
    if (/^#{1,3} /m.test(source)) last = "";
    return mine;
  });
}

/** Keeps a lesson's later words folded. Graded pages have none. */
export function makeLater(panel) {
  const key = (exercise) => `checked:${panel.context.path}:${exercise}`, seen = new Set();
  const isOpen = (exercise) => seen.has(exercise) || kept.read(key(exercise)) === "yes";
  const titleOf = (exercise) => panel.content.node.querySelector(`section[data-exercise="${CSS.escape(exercise)}"] h3`)?.textContent || "";
  const comes = new MutationObserver(() => draw()); // an exercise brings its title when its widget is there
  const watch = (yes) => { comes.disconnect(); if (yes) comes.observe(panel.content.node, { childList: true, subtree: true }); };

  function open(exercise) {
    seen.add(exercise);
    kept.write(key(exercise), "yes");
    draw();
  }
  function draw() {
    const widgets = panel.content.widgets, waits = waitsFor(widgets.map(({ model }) => ({ id: model.id, type: model.type, source: model.sharedModel.getSource() })));
    let told = "", untitled = false;
    widgets.forEach((cell, i) => {
      const later = Boolean(waits[i]) && !isOpen(waits[i]), note = cell.node.querySelector(":scope > .wss-later-note");
      cell.toggleClass("wss-later", later);
      if (!later || told === waits[i]) return note?.remove(); // said once for each exercise
      told = waits[i];
      const title = titleOf(told), said = `More on this when you have checked “${title || "the exercise above"}”. `;
      untitled ||= !title;
      if (note) return void (note.firstChild.textContent === said || (note.firstChild.textContent = said));
      cell.node.append(h("p", { class: "wss-later-note" }, h("span", {}, said),
        h("button", { type: "button", class: "wss-page-button", onclick: () => { open(waits[i]); cell.node.querySelector(".jp-RenderedMarkdown")?.scrollIntoView({ block: "nearest" }); } }, "Show it now")));
    });
    watch(untitled);
  }
  panel.node.addEventListener("wss-checked", (e) => open(e.detail));
  panel.content.model.cells.changed.connect(draw);
  return { draw };
}
