// Saving: "Saved" is the kernel's word for this very change, never a guess.

import { copy, h, localTime, same } from "./dom.js";
import { kernelOf, kernelTrouble, watchKernel } from "./kernel.js";

const BUSY_AFTER = 4000; // ms without a receipt before we say that something is wrong
export const RUN_AGAIN = "Load this page anew; if the exercise does not come back by itself, choose Run → Run All Cells.";

export function makeSaver({ model, key, line, announcer, repaint, changed }) {
  // An edit is numbered "<this view>:<count>": within one view a late, older edit is dropped by the kernel;
  // two windows have different origins, so neither needs the other's clock.
  const origin = Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
  let count = 0, value = copy(model.get("value")), waiting = "", unsent = false, trouble = "", afterwards = [];
  let sendTimer = 0, busyTimer = 0, kept = false; // kept: this browser holds the change in the tab's own storage
  const ack = () => model.get("ack") || {};
  const kernel = kernelOf(model), watch = watchKernel(kernel, () => draw());
  const stopped = () => ({ gone: "this page has no connection to Jupyter.", dead: "the notebook has stopped.", busy: "the notebook is busy with another cell." })[kernelTrouble(kernel)] || "the notebook is busy or has stopped.";
  const retry = h("button", { type: "button", class: "wss-quiet", onclick: () => change(value) }, "Try to save again");
  const words = h("span"); // beside it, so that the button is not inside a sentence that changes
  line.append(words);

  const draft = {
    read() { try { return JSON.parse(sessionStorage.getItem(key) || "null"); } catch { return null; } },
    write() { try { sessionStorage.setItem(key, JSON.stringify({ rev: ack().rev || 0, value })); kept = true; } catch { kept = false; } },
    drop() { try { sessionStorage.removeItem(key); } catch { /* the same */ } },
  };

  const where = () => (kept ? "Your change is kept in this browser tab." : "This browser keeps nothing: leave this page open until it says Saved.");

  function draw() {
    const { at, message, rev } = ack();
    const [state, text] =
      trouble === "busy" ? ["busy", `Not saved yet: ${stopped()} ${where()} ${kernelTrouble(kernel) === "busy" ? "It is saved when that cell has finished." : RUN_AGAIN}`]
      : trouble ? ["failed", `Not saved: ${trouble} ${where()}`]
      : waiting ? ["saving", "Saving…"]
      : ["gone", "dead"].includes(kernelTrouble(kernel)) ? ["busy", `${kernelTrouble(kernel) === "gone" ? "This page has no connection to Jupyter" : "The notebook has stopped"}. ${at ? `Saved ${localTime(at)}; what you change now is not. ` : "Nothing is saved now. "}${RUN_AGAIN}`]
      : at ? ["saved", `Saved ${localTime(at)}.${message ? " " + message : ""}`]
      : ["empty", message || "Nothing to save yet."];
    line.dataset.state = state;
    line.dataset.rev = rev || 0;
    if (words.textContent !== text) words.textContent = text;
    if (state === "failed") line.append(retry); else retry.remove();
    changed();
  }

  // delay: typing is sent when the fingers rest; until then `waiting` already keeps older receipts from saying "Saved"
  function change(next, delay = 0) {
    value = copy(next);
    waiting = `${origin}:${++count}`;
    unsent = true;
    trouble = "";
    announcer.notSaved();
    draft.write();
    clearTimeout(sendTimer);
    clearTimeout(busyTimer);
    if (delay) sendTimer = setTimeout(flush, delay); else flush();
    draw();
  }

  function flush() {
    clearTimeout(sendTimer);
    if (!unsent) return;
    unsent = false;
    busyTimer = setTimeout(() => { trouble = "busy"; draw(); announcer.say(words.textContent); settle(false); }, BUSY_AFTER);
    try { model.set("edit", { n: waiting, value }); model.save_changes(); } catch { /* no kernel: the timer will say so */ }
  }

  function settle(ok) { const run = afterwards; afterwards = []; for (const f of run) f(ok); }

  // What the kernel holds goes on the page only when the page holds nothing newer.
  function take() {
    if (waiting || same(model.get("value"), value)) return;
    value = copy(model.get("value"));
    repaint(value);
  }

  function onAck() {
    const { n, ok, message } = ack();
    if (waiting && n !== waiting) return draw(); // the receipt of an older edit, or of another window's
    if (waiting) {
      clearTimeout(busyTimer);
      if (ok === false) { trouble = message || "the notebook gave no reason."; announcer.say(`Not saved: ${trouble}`); }
      else { waiting = ""; trouble = ""; draft.drop(); announcer.saved("Saved."); }
    }
    if (!waiting) take();
    draw();
    settle(!waiting);
  }

  function restore(offer) {
    const kept = draft.read();
    if (!kept || same(kept.value, model.get("value"))) return draft.drop();
    const bring = () => { change(kept.value); repaint(value); announcer.say("A change that had not been saved was brought back."); };
    // The same version as then: nobody answered since. Otherwise the learner decides which answer counts.
    if (kept.rev === (ack().rev || 0)) bring(); else offer(bring, draft.drop);
  }

  model.on("change:value", take);
  model.on("change:ack", onAck);
  addEventListener("pagehide", flush);
  return {
    change, flush, draw, restore, nextNumber: () => `${origin}:${++count}`, isWaiting: () => Boolean(waiting), value: () => value,
    whenSaved(f, { again = true } = {}) { if (trouble && again) change(value); flush(); if (waiting && !(trouble && !again)) afterwards.push(f); else f(true); },
    destroy() { watch.destroy(); flush(); model.off("change:value", take); model.off("change:ack", onAck); removeEventListener("pagehide", flush); clearTimeout(busyTimer); },
  };
}
