// Runs before JupyterLab on every page of the site: says what cannot be saved, gives each learner a store of their own, and has the site kept for later.
import { CANNOT, WORKER, current, forgetOpenPages, makeStore, newPages, promise, sentences, storageOf, takeAlong } from "./keep.js";

const root = new URL("../", import.meta.url);
const REMIND_AFTER = 30 * 60 * 1000, MOST_WAIT = 120 * 1000; // ms

/** Called by config-utils.js with all settings, before the application reads them. */
window.whoSaysSo = (config) => {
  config.contentsStorageName = storageOf(current());
  // JupyterLite throws its worker away when it does not know the version; ours stays the same worker
  try { localStorage.setItem(`${WORKER}-version`, config.appVersion); } catch { /* then it is registered anew */ }
};

// Python begins with the page, beside JupyterLab: the worker that JupyterLite would make later is made now, and handed over when it is asked for.
const KERNEL = new URL("kernel.js", import.meta.url), IMAGES = "who-says-so python" /* as in python.js */, ITS_OWN = /\/comlink\.worker\.\w+\.js$/, Plain = window.Worker;
let early = null, inUse = null;

function python() {
  const worker = new Plain(KERNEL, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data?.wssPython) document.documentElement.dataset.wssPython = data.wssPython;
    if (data?._logMessage?.level === "critical" && /fatal/.test(data._logMessage.data)) forgetPython(); // it began with an image, perhaps
  });
  return worker;
}

function beginPython() {
  window.Worker = new Proxy(Plain, {
    construct(Made, [url, ...how]) {
      if (!ITS_OWN.test(String(url))) return new Made(url, ...how);
      [inUse, early] = [early || python(), null];
      return inUse;
    },
  });
  const now = () => { early ||= inUse ? null : python(); };
  if (navigator.serviceWorker.controller) now();
  else navigator.serviceWorker.addEventListener("controllerchange", now, { once: true }); // through it Python reads the learner's files
}

const forgetPython = () => caches.delete(IMAGES).catch(() => {});

/** Has the image of Python kept, which the next visit begins with. */
async function keepPython() {
  const told = new Promise((go) => inUse?.addEventListener("message", ({ data }) => { if (data?.wssImage) go(); }));
  if (!inUse) return;
  inUse.postMessage("who-says-so: keep");
  await Promise.race([told, new Promise((go) => setTimeout(go, MOST_WAIT))]); // a Python that is busy or gone must not keep the site from being kept
}

function el(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) if (name.startsWith("on")) node.addEventListener(name.slice(2), value); else node.setAttribute(name, value);
  node.append(...kids);
  return node;
}

/** A page that says in a sentence why there is nothing to see. */
function stop(why) {
  document.title = "Who says so?";
  document.body.replaceChildren(el("main", { class: "wss-site-stop", role: "alert" }, el("h1", {}, "Who says so?"), el("p", {}, CANNOT[why]), el("p", {}, el("a", { href: root.href }, "Back to the beginning"))));
}

export async function download() {
  const { name, text, count } = await takeAlong(current());
  if (!count) return "There is no answer yet to take along.";
  el("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name }).click();
  return `${name} is among your downloads: ${count === 1 ? "1 answer" : `${count} answers`}. Bring it back on the first page, here or on another computer.`;
}

/** The line at the foot of every page. */
function strip(state) {
  const [first, ...rest] = sentences(state, current()), said = el("span", { role: "status" });
  const more = el("details", {}, el("summary", {}, first), ...rest.map((one) => el("p", {}, one)));
  const take = el("button", { type: "button", onclick: async () => { said.textContent = await download(); } }, "Take my work along");
  const line = el("div", { class: "wss-site-strip", role: "region", "aria-label": "Saving" }, more, said, take, el("a", { href: root.href }, "Another learner"));
  document.body.append(line);
  line.addEventListener("keydown", (e) => e.stopPropagation());
  const fit = () => { document.documentElement.style.setProperty("--wss-strip", `${line.offsetHeight}px`); window.dispatchEvent(new Event("resize")); };
  new ResizeObserver(fit).observe(line);
  setTimeout(() => { said.textContent = "You have worked for half an hour. Take your work along, so that a copy is with you."; }, REMIND_AFTER);
}

/** When the learner has the page: keeping the rest for later would only make it come later. */
async function whenReady() {
  const until = Date.now() + MOST_WAIT;
  while (Date.now() < until && !document.querySelector(".wss-page[data-wss]:not([data-wss='starting'])")) await new Promise((go) => setTimeout(go, 500));
}

/** Has the whole site kept for a visit without a network, beside everything else. */
export async function keepSite() {
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(WORKER);
    navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data?.kept) document.documentElement.dataset.wssKept = "whole"; });
    const follow = (next) => next?.addEventListener("statechange", () => { if (next.state === "activated") next.postMessage("keep"); });
    registration.addEventListener("updatefound", () => follow(registration.installing)); // a new version of the site: it is kept beside this visit, and shown at the next
    follow(registration.installing || registration.waiting); // one that came before we listened
    registration.update().catch(() => {}); // without a network there is none
    for (let n = 0; n < 20; n++) { // a file may not come, and a new version may take over unseen; asked again does no harm
      (await navigator.serviceWorker.ready).active.postMessage("keep");
      await new Promise((go) => setTimeout(go, 10_000));
    }
  } catch { /* what can be kept was said when the page began; this visit goes on */ }
}

/** True where the application may start. */
export async function begin() {
  document.head.append(el("link", { rel: "stylesheet", href: new URL("site.css", import.meta.url).href }));
  if (window.isSecureContext && navigator.serviceWorker) beginPython();
  const state = await promise();
  if (!state.can) { early?.terminate(); stop(state.why); return false; }
  await makeStore(current());
  // JupyterLab takes the path out of the address when it has opened the page: a reload still shows what was open
  if (new URLSearchParams(location.search).has("path")) try { await forgetOpenPages(); } catch (error) { console.warn("who-says-so: the pages of the last visit may open too.", error); }
  try { await newPages(current(), await (await fetch(new URL("pages.json", import.meta.url))).json()); } catch (error) { console.warn("who-says-so: pages could not be compared.", error); }
  strip(state);
  whenReady().then(keepPython).then(keepSite);
  return true;
}
