// The learner's view: no code, no prompts, no menus, no file list; one document. JupyterLab itself is one switch away.
import { isOurs, readLine } from "./grammar.js";
import { kept } from "./dom.js";

// Lumino lays widgets out by hand, so they are hidden through it, not by a style sheet. Ids and classes of JupyterLab 4 and Notebook 7.
const IDS = new Set(["jp-top-panel", "jp-menu-panel", "jp-bottom-panel", "top-panel-wrapper", "menu-panel-wrapper", "spacer-widget-top", "spacer-widget-bottom"]);
const isFurniture = (w) => IDS.has(w.id) || w.node.classList.contains("jp-SideBar") || w.node.classList.contains("lm-DockPanel-tabBar");

function* below(widget, depth = 0) {
  for (const child of depth < 6 && widget.layout ? widget.layout : []) {
    yield child;
    if (!child.node.classList.contains("jp-MainAreaWidget")) yield* below(child, depth + 1);
  }
}

/** Marks the cells whose code is the kit's own line; any other code stays in sight. */
export function markCells(panel) {
  for (const cell of panel.content.widgets) {
    cell.node.setAttribute("role", "article"); // JupyterLab calls the page a feed, and a feed is made of articles
    const source = cell.model.type === "code" ? cell.model.sharedModel.getSource() : "";
    cell.toggleClass("wss-ours", isOurs(source));
    cell.toggleClass("wss-by-hand", cell.model.type === "markdown" && cell.model.id.endsWith("-marks")); // what the teacher marks, where the exercise above says it, too (page.css)
    cell.toggleClass("wss-opens-itself", isOurs(source) && !["points", "written", "solve"].includes(readLine(source).verb));
  }
}

/** One for the application. `pages` is the set of course panels; `changed()` is called when the switch was moved. */
export function makeView(app, pages) {
  const { shell } = app, hidden = new Set();
  let plain = kept.read("show-jupyter") === "yes", on = false;

  function hide() {
    for (const w of below(shell)) if (isFurniture(w) && !w.isHidden) { hidden.add(w); w.hide(); }
  }

  function apply() {
    const panel = shell.currentWidget, page = pages.has(panel), wanted = page && !plain;
    for (const one of pages) one.toolbar.setHidden(!plain);
    document.body.classList.toggle("wss-learner", wanted);
    if (wanted === on) { if (on) { shell.collapseLeft?.(); hide(); } return; }
    on = wanted;
    if (on) {
      if (shell.mode) shell.mode = "single-document";
      shell.collapseLeft?.();
      shell.collapseRight?.();
      hide();
    } else {
      if (shell.mode && plain) shell.mode = "multiple-document";
      for (const w of hidden) if (!w.isDisposed) w.show();
      hidden.clear();
      if (shell.mode && plain) shell.expandLeft?.();
    }
  }

  app.restored.then(apply);
  shell.currentChanged?.connect(apply);
  return {
    apply,
    isPlain: () => plain,
    toggle() { plain = !plain; kept.write("show-jupyter", plain ? "yes" : "no"); apply(); },
  };
}
