// The plugin: every notebook that is opened is looked at, and only pages of this kit are touched.
import { makeBar } from "./bar.js";
import { readLine } from "./grammar.js";
import { makeLater } from "./later.js";
import { makeParts } from "./parts.js";
import { keepReady, keepUpToDate, openingCells, sourceOf } from "./ready.js";
import { standIn } from "./storage.js";
import { talkTo } from "./talk.js";
import { makeView, markCells } from "./view.js";

const START = ["notebooks", "00_start_here.ipynb"];
const BLOCKED_AFTER = 20000; // ms without any connection since the page was opened
const OFFLINE_AFTER = 3000; // ms; a short break in the connection is nobody's business

function about(panel) {
  const lines = openingCells(panel).map((cell) => readLine(sourceOf(cell)));
  const first = panel.content.widgets.find((cell) => cell.model.type === "markdown");
  return {
    title: /^#\s+(.+)$/m.exec(first ? sourceOf(first) : "")?.[1].trim() || panel.title.label.replace(/\.ipynb$/, ""),
    exercises: lines.filter((l) => l.verb === "exercise").map((l) => l.args[0]),
    handsIn: lines.some((l) => l.verb === "hand_in"),
  };
}

/** The start page above a notebook, or "": looked for in each folder on the way up, by listing (asking for what is not there makes noise). */
async function startPage(contents, path) {
  const parts = path.split("/").slice(0, -1);
  const has = async (folder, name) => (await contents.get(folder)).content.some((one) => one.name === name);
  for (let n = parts.length; n >= 0; n--) {
    const folder = parts.slice(0, n).join("/"), there = [...parts.slice(0, n), ...START].join("/");
    if (there === path) return "";
    try { if (await has(folder, START[0]) && await has([...parts.slice(0, n), START[0]].join("/"), START[1])) return there; } catch { /* a folder that may not be listed */ }
  }
  return "";
}

function addStyle(href) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}

standIn(window); // before JupyterLab starts

export async function makePlugin(shared, style) {
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");
  const { Widget } = await shared("@lumino/widgets");
  const pages = new Set();

  async function makePage(app, view, panel) {
    pages.add(panel);
    panel.disposed.connect(() => { pages.delete(panel); view.apply(); });
    panel.addClass("wss-page");
    panel.node.addEventListener("keydown", () => panel.addClass("wss-keys"), { capture: true, once: true }); // whoever goes by keyboard sees which cell is next
    panel.addClass("wss-waiting"); // until the cells have run for the first time
    // the whole page in the accessibility tree; overrides.json says the same where the application reads it
    panel.content.notebookConfig = { ...panel.content.notebookConfig, windowingMode: "defer" };
    markCells(panel);
    panel.content.model.cells.changed.connect(() => markCells(panel));
    view.apply();

    const page = about(panel), start = await startPage(app.serviceManager.contents, panel.context.path), { sessionContext } = panel;
    let again = () => {};
    const header = panel.contentHeader;
    const parts = makeParts(panel, () => bar.draw());
    const bar = makeBar(panel, { ...page, parts }, {
      again: async () => { await (sessionContext.session?.kernel ? sessionContext.session.kernel.restart() : sessionContext.startKernel()); again(); },
      startPage: start ? () => app.commands.execute("docmanager:open", { path: start }) : null,
      toggleView: () => { view.toggle(); bar.draw(); },
      isPlain: view.isPlain,
    });
    const holder = new Widget({ node: bar.node });
    // Lumino gives a box the height that its style names, so the height that the words need is named.
    function fit() {
      const high = [...bar.node.children].reduce((sum, row) => sum + (row.hidden ? 0 : row.offsetHeight), 0);
      panel.node.style.setProperty("--wss-bar-end", `${header.node.offsetTop + high}px`);
      if (high && bar.node.style.minHeight !== `${high}px`) { bar.node.style.minHeight = `${high}px`; header.fit(); }
    }
    const watch = new ResizeObserver(fit);
    for (const row of bar.node.children) watch.observe(row);
    panel.disposed.connect(() => watch.disconnect());
    header.addWidget(holder);
    fit();

    const later = page.handsIn ? null : makeLater(panel);
    let ready = false;
    const upToDate = keepUpToDate(panel, NotebookActions);
    const hear = (message) => { bar.hear(message); if (message.state) upToDate(message.state.revs); };
    const tell = (state) => {
      if (state === "ready") bar.setTalk(talkTo(sessionContext.session.kernel, page.exercises, hear));
      ready = state === "ready";
      if (ready) { panel.removeClass("wss-waiting"); later?.draw(); view.apply(); } // again: where a page is the first thing that is opened, JupyterLab shows its list of files late
      bar.tell(state);
    };
    again = keepReady(panel, NotebookActions, tell);
    const connected = () => sessionContext.session?.kernel?.connectionStatus === "connected";
    setTimeout(() => { if (!ready && !connected() && !panel.isDisposed) bar.tell("blocked"); }, BLOCKED_AFTER);
    let timer = 0;
    sessionContext.connectionStatusChanged.connect((_, status) => {
      clearTimeout(timer);
      if (status === "connected") { if (ready) bar.tell("ready"); } else if (ready) timer = setTimeout(() => { if (ready) bar.tell("offline"); }, OFFLINE_AFTER);
    });
  }

  async function opened(app, view, panel) {
    await panel.context.ready;
    if (panel.isDisposed) return;
    const ours = openingCells(panel).length > 0;
    if (!ours) panel.node.dataset.wss = "other"; else panel.node.dataset.wss = "starting";
    if (ours) view.apply();
    await panel.revealed;
    if (panel.isDisposed) return;
    if (ours) await makePage(app, view, panel);
  }

  return {
    id: "who-says-so:page",
    description: "Course pages of “Who says so?” open ready, without code, with a bar on top.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      addStyle(style);
      const view = makeView(app, pages);
      tracker.forEach((panel) => { opened(app, view, panel); });
      tracker.widgetAdded.connect((_, panel) => { opened(app, view, panel); });
    },
  };
}
