// The first page: what can be kept here, who is learning, taking work along and bringing it back. JupyterLab is not loaded yet.
import { addLearner, bringBack, current, goOnAs, learners, promise, sentences, workIn } from "./keep.js";
import { download, keepSite } from "./start.js";

const $ = (id) => document.getElementById(id), said = (text) => { $("said").textContent = text; };

function p(text, alert) {
  const one = document.createElement("p");
  one.textContent = text;
  if (alert) one.setAttribute("role", "alert");
  return one;
}

function drawLearners() {
  const here = current();
  $("learners").replaceChildren(...learners().map((one) => {
    const item = document.createElement("li"), name = one.name || "The first learner on this browser";
    if (one.id === here.id) { item.append(Object.assign(document.createElement("strong"), { textContent: name }), " (now)"); return item; }
    const go = Object.assign(document.createElement("button"), { type: "button", textContent: `Go on as ${name}` });
    go.addEventListener("click", () => { goOnAs(one.id); draw(); });
    item.append(go);
    return item;
  }));
}

async function draw() {
  const state = await promise();
  $("saving").replaceChildren(...sentences(state, current()).map((one) => p(one, !state.can)));
  $("go").hidden = $("who").hidden = !state.can;
  drawLearners();
  document.documentElement.dataset.wss = state.can ? "ready" : "refused";
}

$("another").addEventListener("submit", (e) => {
  e.preventDefault();
  const name = new FormData(e.target).get("name").trim();
  if (!name) return;
  goOnAs(addLearner(name));
  e.target.reset();
  draw();
  said(`Now ${name} is learning. Press “Begin, or go on”.`);
});
$("take").addEventListener("click", async () => said(await download()));
$("back").addEventListener("change", async (e) => {
  const [file] = e.target.files;
  if (!file) return;
  try {
    const text = await file.text(), here = current(), theirs = workIn(text).learner;
    const mixed = theirs && here.name && theirs !== here.name;
    if (mixed && !confirm(`This is the work of “${theirs}”. You work here as “${here.name}”. Put it into the work of “${here.name}”?`)) {
      said(`Nothing was brought back. To keep “${theirs}” apart, use “Start as another learner” first.`);
      return;
    }
    const { brought, kept } = await bringBack(here, text);
    said(`${brought} brought back.${kept ? ` ${kept} here ${kept === 1 ? "is" : "are"} newer and stayed.` : ""}`);
  } catch (error) { said(error.message || "That file could not be read."); } finally { e.target.value = ""; }
});
keepSite();
draw();
