// After an answer the next question comes by itself: by mouse, touch or number key, once the answer is seen and saved.
// Never by the arrow keys, which only look at one answer after the other; never where somebody came back to change an answer.

import { h, remembered } from "./dom.js";

const KEY = "who-says-so:goes-on", CHANGED = "wss-goes-on";
const SEEN = 500; // ms in which the answer is on the page before the next question comes; longer than a double click
const HAND = 1000; // ms from the press of a pointer to the change that it makes

// `may()`: nothing is left to do or to read here; `saved(f)`: f(ok) once the kernel holds the answer; `go(name)`: on, and `name` is what was taken.
export function makeGoesOn({ may, saved, go }) {
  let pressed = -Infinity, turn = 0, timer = 0;
  const on = () => remembered(KEY) !== "no";
  const stop = () => { turn++; clearTimeout(timer); };
  const button = h("button", { type: "button", class: "wss-quiet wss-goes-on", title: "After an answer by mouse, touch or number key the next question comes by itself", onclick: () => { remembered(KEY, on() ? "no" : "yes"); dispatchEvent(new Event(CHANGED)); } }, "Carry on by itself");
  const draw = () => button.setAttribute("aria-pressed", String(on()));
  addEventListener(CHANGED, draw); // one wish for all exercises of the page
  draw();
  function answered(name) {
    if (!on() || performance.now() - pressed > HAND || !may()) return;
    stop();
    const mine = turn;
    timer = setTimeout(() => saved((ok) => { if (ok && mine === turn && may()) go(name); }), SEEN);
  }
  return {
    button, stop, answered,
    watch(node) {
      for (const name of ["pointerdown", "pointerup"]) node.addEventListener(name, () => { stop(); pressed = performance.now(); }, { capture: true });
      node.addEventListener("keydown", () => { stop(); pressed = -Infinity; }, { capture: true });
      // the second half of a double click, or a press on the answer that stands already
      node.addEventListener("click", (e) => { if (e.target.matches("input[type=radio]:checked")) answered(e.target.closest("label").innerText); });
    },
    byNumber() { pressed = performance.now(); },
    destroy() { stop(); removeEventListener(CHANGED, draw); },
  };
}
