// The Check button: an answer is checked once the kernel holds it, and a check without an answer is said.

import { h } from "./dom.js";
import { RUN_AGAIN } from "./saver.js";

const NO_FEEDBACK_AFTER = 8000; // ms

export function makeChecker({ model, saver, announce, answered }) {
  const line = h("span", { class: "wss-check-state" });
  let asked = "", timer = 0;
  const tell = (text) => { line.textContent = text; announce(text); };

  function check() {
    asked = "saving";
    tell("Checking…");
    clearTimeout(timer);
    timer = setTimeout(() => tell(`No answer yet: the notebook is busy or has stopped. Wait until other cells have finished, then press the button again. If that does not help: ${RUN_AGAIN}`), NO_FEEDBACK_AFTER);
    // A check of an answer that the kernel does not have would judge an older one.
    saver.whenSaved((ok) => {
      if (!ok) { clearTimeout(timer); asked = ""; tell("Not checked, because your last change is not saved yet."); return; }
      asked = saver.nextNumber();
      try { model.set("ask", { n: asked }); model.save_changes(); } catch { /* no kernel: the timer will say so */ }
    });
  }
  function onFeedback() {
    const feedback = model.get("feedback") || {};
    if (!asked || feedback.n !== asked) return;
    asked = "";
    clearTimeout(timer);
    line.textContent = "";
    announce((feedback.status && feedback.status.text) || feedback.headline || "");
    answered();
  }
  model.on("change:feedback", onFeedback);
  return { line, check, destroy() { clearTimeout(timer); model.off("change:feedback", onFeedback); } };
}
