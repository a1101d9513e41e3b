// The slim bar on top of a course page: what page this is, how far you are, whether all is saved, and what you can do.
import { clock, h, kept, keepKeys, tabKeeps } from "./dom.js";
import { makeHandIn, unsaved } from "./handing.js";
import { makeReading } from "./reading.js";

const AGAIN_AFTER = 4000; // ms after Ctrl+S in which a late answer has the notebook saved once more

const TROUBLE = {
  "starting": "Opening…",
  "no-kit": "This page needs the kit “Who says so?”, and the Python that runs here does not have it. Ask your teacher.",
  "stopped": "The page has stopped. What was saved is safe; new answers are not saved until it starts again.",
  "offline": "No connection: new answers are not saved until it is back.",
  "blocked": "This page gets no connection to Jupyter, so nothing that you do here is saved. A filter or proxy in between may refuse it. Load the page anew; if it stays so, tell your teacher.",
};
const WAITING = ["stopped", "offline"]; // states in which somebody may go on answering
const KEEPS_NOTHING = "This browser keeps nothing for this page (a private window, or blocked cookies). Answers are saved all the same: leave the page open until it says Saved.";

/** What the bar says of a state. What is said of keeping holds for this very browser. */
export function sentence(state, keeps) {
  const kept = keeps ? "What you change meanwhile is kept in this browser tab." : "This browser keeps nothing meanwhile: leave the page open until it says Saved.";
  if (state === "ready") return keeps ? "" : KEEPS_NOTHING;
  return [TROUBLE[state] || "", WAITING.includes(state) ? kept : ""].filter(Boolean).join(" ");
}

/** A toolbar is one Tab stop; the arrow keys go from button to button. */
function oneTabStop(bar, buttons) {
  const at = (n) => { const all = buttons.filter((b) => !b.hidden); all.forEach((b, i) => b.setAttribute("tabindex", i === n ? "0" : "-1")); return all; };
  at(0);
  bar.addEventListener("keydown", (e) => {
    const all = buttons.filter((b) => !b.hidden), here = all.indexOf(document.activeElement);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: all.length - 1 }[e.key];
    if (here < 0 || to === undefined) return;
    e.preventDefault();
    const n = (to + all.length) % all.length;
    at(n)[n].focus();
  });
}

/** The exercise that is to be done next: the first of the shown part that nothing was saved for. */
function nextToDo(root) {
  const all = [...root.querySelectorAll("section[data-exercise]")].filter((e) => e.offsetParent);
  return all.find((e) => e.querySelector(".wss-state[data-state=empty]")) || all[0];
}

function goToNext(root) {
  const exercise = nextToDo(root), heading = exercise?.querySelector("h3");
  if (!heading) return;
  heading.setAttribute("tabindex", "-1");
  exercise.scrollIntoView({ block: "start" });
  heading.focus({ preventScroll: true });
}

/** page: { title, handsIn, parts } ; acts: { again, startPage, toggleView, isPlain }. Returns { tell(state), hear(message), setTalk(talk), draw(), node }. */
export function makeBar(panel, page, acts) {
  let talk = null, state = "starting", far = {}, lastSave = 0;
  const ask = (what, more) => (talk ? talk.ask(what, more) : Promise.resolve({ problem: "The page is not ready yet. Wait a moment, then press the button again." }));

  const button = (text, act, more = {}) => h("button", { type: "button", class: "wss-page-button", onclick: act, ...more }, text);
  const begin = button(["←", h("span", { class: "wss-page-wide" }, " All lessons")], acts.startPage, { hidden: !acts.startPage, "aria-label": "All lessons", title: "All lessons" });
  const read = button([h("span", { class: "wss-page-wide" }, "Read the article"), h("span", { class: "wss-page-narrow" }, "Article")], () => reading.toggle(), { "aria-expanded": "false", "aria-label": "Read the article", "data-icon": "article" });
  const hand = button("Hand in", () => handIn(), { class: "wss-page-button wss-page-main", "data-icon": "hand-in", hidden: !page.handsIn });
  // One wish for the whole page; the exercises hear of it (widgets/static/shell.js), and their own button is not shown here.
  const easy = button("Aa", () => { kept.write("easy-reading", kept.read("easy-reading") === "yes" ? "no" : "yes"); dispatchEvent(new Event("wss-easy")); drawEasy(); }, { "aria-label": "Aa Larger letters and wider spacing", title: "Larger letters" });
  const drawEasy = () => { const yes = kept.read("easy-reading") === "yes"; easy.setAttribute("aria-pressed", String(yes)); document.documentElement.classList.toggle("wss-easy-page", yes); };
  const shift = button([h("span", { class: "wss-page-wide" }, "Show "), "Jupyter"], acts.toggleView, { "data-icon": "code", "aria-label": "Show Jupyter", title: "Show Jupyter: menus, files and code", "aria-pressed": String(acts.isPlain()) });
  const again = button("Start it again", acts.again, { hidden: true });
  const pieces = page.parts.count() > 1 ? Array.from({ length: page.parts.count() }, (_, i) => button([h("span", { class: "wss-page-wide" }, "Part "), String(i + 1)], () => page.parts.show(i + 1), { "aria-label": `Part ${i + 1} of ${page.parts.count()}`, "data-part": String(i + 1) })) : [];
  const skip = button("Go to the next exercise", () => goToNext(panel.content.node), { class: "wss-page-button wss-page-skip" }); // for the keyboard: seen when it has the focus
  // `data-longest` is the room that each of them is given, so that no answer makes the bar a line higher and the page jump.
  const done = h("span", { class: "wss-page-done" });
  const saved = h("span", { class: "wss-page-all-saved", "data-longest": "✓ Saved\nNot saved yet\nNot connected" });
  const trouble = h("p", { class: "wss-page-trouble", role: "status" });
  const tools = h("div", { class: "wss-page-tools", role: "toolbar", "aria-label": "This page" }, begin, pieces, read, easy, hand, shift);
  const node = h("div", { class: "wss-page-bar", role: "region", "aria-label": "Course page" },
    h("div", { class: "wss-page-bar-row" }, skip, h("strong", { class: "wss-page-title" }, page.title), h("span", { class: "wss-page-far" }, done, saved), tools),
    h("div", { class: "wss-page-bar-trouble", hidden: true }, trouble, again));
  keepKeys(node);
  oneTabStop(tools, [begin, ...pieces, read, easy, hand, shift]);
  const reading = makeReading(panel, ask, read), handIn = makeHandIn(panel, ask, () => far);

  function draw() {
    const problem = sentence(state, tabKeeps()) || far.problem || "";
    if (trouble.textContent !== problem) trouble.textContent = problem;
    again.hidden = state !== "stopped";
    trouble.parentNode.hidden = !problem;
    const counted = far.total ? `${far.done} of ${far.total} answered` : "", begun = far.begun ? `, ${far.begun} begun` : "";
    const n = Math.max(far.total || 0, page.exercises.length), longest = n ? `${n} of ${n} answered, ${n} begun` : "";
    if (done.dataset.longest !== longest) done.dataset.longest = longest;
    if (done.textContent !== counted + begun) done.replaceChildren(counted, h("span", { class: "wss-page-wide" }, begun));
    const open = unsaved(panel.content.node);
    saved.dataset.state = open || state !== "ready" ? "open" : far.saved ? "saved" : "empty";
    saved.textContent = state === "starting" ? "" : state !== "ready" ? "Not connected" : open ? "Not saved yet" : far.saved ? "Saved" : "";
    saved.title = far.saved ? `Last saved at ${clock(far.saved)}` : ""; // the exercise says when
    shift.setAttribute("aria-pressed", String(acts.isPlain()));
    pieces.forEach((one, i) => one.setAttribute("aria-pressed", String(i + 1 === page.parts.now())));
  }

  // An answer that reached the notebook's copy just after the learner saved it: saved once more, so that the file holds it.
  function late() {
    if (!page.handsIn || !panel.context.model.dirty || Date.now() - lastSave > AGAIN_AFTER) return;
    lastSave = 0;
    panel.context.save().catch(() => {});
  }
  panel.context.saveState.connect((_, what) => { if (what === "completed manually") lastSave = Date.now(); });
  const seen = new MutationObserver(draw);
  seen.observe(panel.content.node, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
  panel.disposed.connect(() => seen.disconnect());
  draw();
  drawEasy();

  return {
    node,
    draw,
    tell(next) { state = next; panel.node.dataset.wss = next; draw(); },
    setTalk(next) { talk?.close(); talk = next; },
    hear(message) {
      far = message.state ? { ...message.state } : { ...far, problem: message.problem };
      draw();
      setTimeout(late, 400);
    },
  };
}
