// Messages between the page and its kernel (helpers/notebook/page.py): plain data both ways.

const PATIENCE = 20000; // ms; a cell that still runs holds answers up

/** Opens a channel. `heard(message)` gets what comes unasked. Returns { ask(what, more) → Promise of the answer, close() }. */
export function talkTo(kernel, exercises, heard) {
  const comm = kernel.createComm("who-says-so"), waiting = new Map();
  let count = 0;
  comm.onMsg = ({ content: { data }, buffers }) => {
    const settle = waiting.get(data.n);
    if (!settle) return heard(data);
    waiting.delete(data.n);
    settle({ ...data, bytes: buffers?.[0] });
  };
  comm.onClose = () => { for (const settle of waiting.values()) settle({ problem: "The page was started anew meanwhile. Press the button again." }); waiting.clear(); };
  comm.open({ exercises });
  return {
    ask(what, more = {}) {
      const n = ++count;
      return new Promise((resolve) => {
        waiting.set(n, resolve);
        setTimeout(() => { if (waiting.delete(n)) resolve({ problem: "No answer yet: the notebook is busy or has stopped. Wait a moment, then press the button again." }); }, PATIENCE);
        comm.send({ ...more, n, do: what });
      });
    },
    close() { if (!comm.isDisposed && !kernel.isDisposed) comm.dispose(); },
  };
}
