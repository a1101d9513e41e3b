// A browser that refuses localStorage (cookies blocked, some private windows, a full disk): JupyterLab itself then never opens.
// Its window resolver writes there while it starts, and everything that restores the page waits for it (4.6, @jupyterlab/apputils).
// Then, and only then, a stand-in takes its place that lasts as long as the page.

const TRY = "who-says-so:try";

export function refuses(window) {
  try { window.localStorage.setItem(TRY, "1"); window.localStorage.removeItem(TRY); return false; } catch { return true; }
}

export function standIn(window) {
  if (!refuses(window)) return false;
  const kept = new Map();
  const store = {
    getItem: (key) => kept.get(String(key)) ?? null,
    setItem: (key, value) => { kept.set(String(key), String(value)); },
    removeItem: (key) => { kept.delete(String(key)); },
    clear: () => kept.clear(),
    key: (n) => [...kept.keys()][n] ?? null,
    get length() { return kept.size; },
  };
  try { Object.defineProperty(window, "localStorage", { value: store, configurable: true }); } catch { return false; /* then nothing can be done */ }
  return true;
}
