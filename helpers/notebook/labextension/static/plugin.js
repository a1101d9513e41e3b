// The plugin: every notebook that is opened is looked at, and only pages of this kit are touched.
import { keepReady, openingCells } from "./ready.js";

export async function makePlugin(shared) {
  const { INotebookTracker, NotebookActions } = await shared("@jupyterlab/notebook");

  async function opened(panel) {
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.revealed;
    if (panel.isDisposed) return;
    const tell = (state) => { panel.node.dataset.wss = state; };
    if (openingCells(panel).length) keepReady(panel, NotebookActions, tell); else tell("other");
  }

  return {
    id: "who-says-so:page",
    description: "Course pages of “Who says so?” open ready, without code, with a bar on top.",
    autoStart: true,
    requires: [INotebookTracker],
    activate: (app, tracker) => {
      tracker.forEach(opened);
      tracker.widgetAdded.connect((_, panel) => { opened(panel); });
    },
  };
}
