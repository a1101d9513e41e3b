// Runs the cells of a course page when it is opened, and again after its kernel was started anew.
import { opensHere, readLine, runsByItself } from "./grammar.js";

// Run once before the cells, and only where there is such a cell. From here on nothing is imported from the notebook's own folder:
// a file called helpers/classroom.py or json.py beside a stranger's notebook must not be taken for ours. Then the kit listens to this page.
const FIRST = `exec('''
import os, sys
here = os.path.realpath(os.getcwd())
sys.path[:] = [p for p in sys.path if p and os.path.realpath(p) != here]
from helpers.notebook.page import listen
listen()
''', {})`;

const MAX_CRASHES = 2; // a kernel that dies again and again is left alone, or each new start would kill it anew

export const sourceOf = (cell) => cell.model.sharedModel.getSource();

/** The cells of a panel that may run by themselves, in order; none where other people's work lies. */
export function openingCells(panel) {
  if (!opensHere(panel.context.path)) return [];
  return panel.content.widgets.filter((cell) => cell.model.type === "code" && runsByItself(sourceOf(cell)));
}

async function prepare(kernel) {
  const { language_info } = await kernel.info;
  if (language_info?.name !== "python") return false;
  const reply = await kernel.requestExecute({ code: FIRST, silent: true, store_history: false, stop_on_error: true }).done;
  return reply.content.status === "ok";
}

const OF_AN_ANSWER = ["precision_recall", "suggestions"]; // these show what was answered; pictures keep themselves up to date
const REST = 1500; // ms without another change

/** Runs the cells that show an answer again after it has changed. Returns a function that hears the revisions of all answers. */
export function keepUpToDate(panel, NotebookActions) {
  let known = null, changed = new Set(), timer = 0;
  async function run() {
    const names = changed;
    changed = new Set();
    const cells = openingCells(panel).filter((cell) => { const { verb, args } = readLine(sourceOf(cell)); return OF_AN_ANSWER.includes(verb) && args.some((a) => names.has(a)); });
    if (cells.length && !panel.isDisposed) await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
  }
  return (revs) => {
    for (const [name, rev] of Object.entries(revs || {})) if (known && known[name] !== rev) changed.add(name);
    known = revs || {};
    clearTimeout(timer);
    if (changed.size) timer = setTimeout(run, REST);
  };
}

/** Keep a panel ready. `tell(state)` hears "starting", "ready" (cells have run), "no-kit" or "stopped"; returns a function that runs again. */
export function keepReady(panel, NotebookActions, tell) {
  const { sessionContext } = panel;
  let wanted = true, running = false, crashes = 0;

  async function run(kernel) {
    tell("starting");
    if (!(await prepare(kernel))) return tell("no-kit");
    const cells = openingCells(panel); // asked now, not when the page was opened: what runs is what stands there
    await NotebookActions.runCells(panel.content, cells, sessionContext);
    if (!panel.isDisposed && kernel === sessionContext.session?.kernel && !wanted) tell("ready");
  }

  async function go() {
    const kernel = sessionContext.session?.kernel;
    if (!wanted || running || panel.isDisposed || !kernel || kernel.connectionStatus !== "connected") return;
    if (!openingCells(panel).length) return;
    wanted = false;
    running = true;
    try { await run(kernel); } catch (error) { console.warn("who-says-so: the page could not be made ready.", error); }
    running = false;
    if (wanted) go();
  }

  sessionContext.kernelChanged.connect(() => { wanted = true; go(); });
  sessionContext.connectionStatusChanged.connect(go);
  sessionContext.statusChanged.connect((_, status) => {
    if (status === "autorestarting" && ++crashes > MAX_CRASHES) return tell("stopped");
    if (status === "restarting" || status === "autorestarting") { wanted = true; tell("starting"); }
    if (status === "dead") tell("stopped");
    if (status === "idle") go();
  });
  go();
  return () => { wanted = true; crashes = 0; go(); };
}
