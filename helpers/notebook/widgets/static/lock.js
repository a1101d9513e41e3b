// “Finish and go on”: a learner locks an exercise whose words later ones print; those open then. And the page of an exercise that waits.

import { h, localTime } from "./dom.js";

const NO_ANSWER_AFTER = 8000; // ms
const quoted = (next) => next.map((n) => `“${n.title}”`).join(next.length > 2 ? ", " : " and ");

// The heading of another exercise on this page becomes where one reads on; false where it is not on the page.
function goTo(root, id) {
  const page = root.closest(".jp-Notebook") || document;
  const there = [...page.querySelectorAll(`section[data-exercise="${CSS.escape(id)}"]`)].pop(), heading = there?.querySelector("h3");
  if (!heading) return false;
  const hidden = there.closest(".wss-other-part"); // a long page shows one part at a time, and such a link another one
  if (hidden) {
    const link = h("a", { href: `#part-${hidden.dataset.wssPart}` });
    root.append(link);
    link.click();
    link.remove();
  }
  heading.setAttribute("tabindex", "-1");
  there.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
  return true;
}

function way(text, one, announce) {
  return h("button", { type: "button", class: "wss-way", onclick: (e) => { if (!goTo(e.currentTarget.closest("section"), one.id)) announce(`“${one.title}” stands elsewhere on this page.`); } }, `${text}: ${one.title}`);
}

export function waitingView({ waits, announce }) {
  const many = waits.length > 1;
  return h("div", { class: "wss-note wss-waits" },
    h("p", {}, `This one prints words that you are to find yourself in ${quoted(waits)}. It opens when you have finished ${many ? "those exercises" : "that exercise"}: press “Finish and go on” there.`),
    waits.map((one) => way("Go to", one, announce)));
}

export function makeLock({ model, saver, announce, area }) {
  const now = () => model.get("lock") || {}, locked = () => Boolean(now().at);
  const frame = h("fieldset", { class: "wss-lockable" }, area.node), box = h("div", { class: "wss-finish" });
  let asking = false, sent = "", timer = 0, was = locked();
  const said = h("p", { class: "wss-finished", tabindex: "-1" }), line = h("span", { class: "wss-check-state" });
  const ask = h("button", { type: "button", onclick: () => show(true) }, "Finish and go on");
  const yes = h("button", { type: "button", class: "wss-check", onclick: finish }, "Finish now");
  const no = h("button", { type: "button", class: "wss-quiet", onclick: () => { show(false); ask.focus(); } }, "Keep working");
  const tell = (text) => { line.textContent = text; announce(text); };

  function draw() {
    const { can, at, next = [] } = now();
    frame.disabled = locked();
    if (!can) return box.replaceChildren();
    const opens = `${quoted(next)} ${next.length > 1 ? "open" : "opens"}`;
    if (at) {
      said.textContent = `Finished ${localTime(at)}. Your marks stay as they are; only your teacher can open this exercise again.`;
      return box.replaceChildren(said, ...next.map((one) => way("Go on", one, announce)));
    }
    said.textContent = asking ? `Finish this exercise? Your marks can then not be changed any more, and ${opens}, which ${next.length > 1 ? "print" : "prints"} some of its answers.`
      : `${opens} when you have finished this one.`;
    box.replaceChildren(said, ...(asking ? [yes, no] : [ask]), line);
  }
  function show(yes) { asking = yes; line.textContent = ""; draw(); if (yes) { said.focus(); box.scrollIntoView({ block: "nearest" }); } } // with its two buttons

  function finish() {
    tell("Finishing…");
    clearTimeout(timer);
    timer = setTimeout(() => { sent = ""; tell("Not finished: the notebook is busy or has stopped. Wait a moment, then press the button again."); }, NO_ANSWER_AFTER);
    saver.whenSaved((ok) => { // what is locked is what the page shows
      if (!ok) { clearTimeout(timer); tell("Not finished, because your last change is not saved yet."); return; }
      sent = saver.nextNumber();
      try { model.set("finish", { n: sent }); model.save_changes(); } catch { /* no kernel: the timer will say so */ }
    });
  }

  function onLock() {
    const { n, problem, next = [] } = now(), here = Boolean(sent) && n === sent;
    if (here) { clearTimeout(timer); sent = ""; }
    if (here && problem) return tell(`Not finished: ${problem}`);
    const focused = box.contains(document.activeElement);
    if (locked() !== was) {
      was = locked();
      clearTimeout(timer);
      asking = false;
      line.textContent = "";
      announce(was ? `Finished. Open now: ${quoted(next)}.` : "This exercise is open again.");
    }
    draw();
    if (focused && !box.contains(document.activeElement)) said.focus();
  }

  model.on("change:lock", onLock);
  draw();
  return {
    node: now().can ? frame : area.node, box, locked,
    // Nothing is taken any more: what was marked a moment ago goes from the page again.
    refused() { area.paint(saver.value()); announce("This exercise is finished. Your marks stay as they are."); },
    destroy() { clearTimeout(timer); model.off("change:lock", onLock); },
  };
}
