// What Jupyter says about the notebook behind this page, where it says anything (JupyterLab, Notebook 7). Elsewhere: nothing.

const BLIP = 3000; // ms: a connection that comes back within this is no news

export function kernelOf(model) {
  try { return model.widget_manager?.kernel ?? null; } catch { return null; }
}

// "gone": no connection to Jupyter; "dead": the kernel has ended; "busy": it is working on another cell; "": nothing is known to be wrong.
export function kernelTrouble(kernel) {
  if (!kernel) return "";
  if (kernel.connectionStatus && kernel.connectionStatus !== "connected") return "gone";
  if (["dead", "terminating", "restarting", "autorestarting"].includes(kernel.status)) return "dead";
  return kernel.status === "busy" ? "busy" : "";
}

// Tells when the notebook stops answering or comes back, not at each blip.
export function watchKernel(kernel, changed) {
  const signals = [kernel?.connectionStatusChanged, kernel?.statusChanged].filter((s) => s?.connect);
  let timer = 0;
  const look = () => { clearTimeout(timer); timer = setTimeout(changed, kernelTrouble(kernel) ? BLIP : 0); };
  for (const s of signals) s.connect(look);
  return { destroy() { clearTimeout(timer); for (const s of signals) s.disconnect(look); } };
}
