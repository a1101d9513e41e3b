// What this browser keeps for a learner: where it is kept, what it holds, taking it along and bringing it back. Answers are data here, never code.

export const STORAGE = "who-says-so"; // the same in helpers/site/app.py
// The stores of a learner's database. JupyterLite makes them one by one, and where two are asked for at once it can wait for itself for ever: all are made first.
const STORES = ["files", "counters", "checkpoints", "local-forage-detect-blob-support"];
const FORMAT = "who-says-so-work", MOST = 50e6; // bytes of a file that is brought back
const ANSWER = /^(exercises|notebooks)\/(?:[A-Za-z0-9_-]+\/)?answers\/[A-Za-z0-9][A-Za-z0-9_.-]*\.(json|txt)$/;
const ANSWERS_FOLDER = /^(?:notebooks|exercises\/[A-Za-z0-9_-]+)\/answers$/;

const local = {
  read(key) { try { return localStorage.getItem(key); } catch { return null; } },
  write(key, value) { try { if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value); return true; } catch { return false; } },
};

/** The learners on this browser: [{ id, name }]; the first has the id "" and may have no name. */
export function learners() {
  try {
    const list = JSON.parse(local.read("who-says-so:learners") || "[]");
    if (Array.isArray(list) && list.length && list.every((one) => typeof one?.id === "string" && typeof one?.name === "string")) return list;
  } catch { /* damaged: as if there were none */ }
  return [{ id: "", name: "" }];
}

export const current = () => { const id = local.read("who-says-so:learner") || ""; return learners().find((one) => one.id === id) || learners()[0]; };
export const goOnAs = (id) => local.write("who-says-so:learner", id);

/** Adds a learner, or names the first one; returns its id. */
export function addLearner(name) {
  const list = learners(), id = crypto.randomUUID().slice(0, 8);
  local.write("who-says-so:learners", JSON.stringify([...list, { id, name: name.trim().slice(0, 80) }]));
  return id;
}
export function nameLearner(id, name) {
  local.write("who-says-so:learners", JSON.stringify(learners().map((one) => (one.id === id ? { id, name: name.trim().slice(0, 80) } : one))));
}
export const storageOf = (learner) => (learner.id ? `${STORAGE}-${learner.id}` : STORAGE);

const asked = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });

/** The store of files of a learner, or null where there is none yet and none is wanted. */
async function openFiles(name, make) {
  let db = null;
  if (!make && indexedDB.databases) {
    const there = await indexedDB.databases();
    if (!there.some((one) => one.name === name)) return null;
  }
  db = await asked(indexedDB.open(name));
  if (STORES.some((store) => !db.objectStoreNames.contains(store))) {
    const version = db.version + 1;
    if (!make) { if (db.objectStoreNames.contains("files")) return db; db.close(); return null; }
    db.close();
    const again = indexedDB.open(name, version);
    again.onupgradeneeded = () => { for (const store of STORES) if (!again.result.objectStoreNames.contains(store)) again.result.createObjectStore(store); };
    db = await asked(again);
  }
  return db;
}

async function each(learner, make, work) {
  const db = await openFiles(storageOf(learner), make);
  if (!db) return undefined;
  try { return await work(db.transaction("files", make ? "readwrite" : "readonly").objectStore("files"), db); } finally { db.close(); }
}

/** Makes a learner's database, where it is not there yet. */
export const makeStore = (learner) => each(learner, true, async () => {});

/** Forgets which pages were open at the last visit: JupyterLab would show the last one over the page that the address asks for, and begin a Python for each. */
export async function forgetOpenPages() {
  const name = `${STORAGE} workspaces`, there = await indexedDB.databases?.(); // the same in helpers/site/app.py
  if (!there?.some((one) => one.name === name)) return;
  const db = await asked(indexedDB.open(name));
  try { if (db.objectStoreNames.contains("statedb")) await asked(db.transaction("statedb", "readwrite").objectStore("statedb").clear()); } finally { db.close(); }
}

const done = (transaction) => new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = transaction.onabort = () => reject(transaction.error); });
const textOf = (file) => (file.format === "json" ? JSON.stringify(file.content, null, 1) : file.format === "base64" ? new TextDecoder().decode(Uint8Array.from(atob(file.content), (c) => c.charCodeAt(0))) : file.content);

/** A learner's answers as { path: text }. */
export async function answersOf(learner) {
  const found = {};
  await each(learner, false, async (store) => {
    const keys = await asked(store.getAllKeys()), files = await asked(store.getAll());
    keys.forEach((path, n) => { if (ANSWER.test(path) && files[n]?.type !== "directory" && files[n]?.content) found[path] = textOf(files[n]); });
  });
  return found;
}

/** The learner's work as one file: { name, text, count }. */
export async function takeAlong(learner) {
  const files = await answersOf(learner), count = Object.keys(files).filter((path) => path.endsWith(".json")).length;
  const who = (learner.name || "my").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "my";
  return { name: `${who}-work-${new Date().toISOString().slice(0, 10)}.json`, count, text: JSON.stringify({ format: FORMAT, version: 1, learner: learner.name, files }, null, 1) };
}

const newer = (a, b) => ((a.rev || 0) !== (b.rev || 0) ? (a.rev || 0) > (b.rev || 0) : String(a.saved || "") > String(b.saved || ""));
const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };

function model(path, type, content) {
  const now = new Date().toISOString(), name = path.split("/").pop();
  const size = type === "directory" ? 0 : new TextEncoder().encode(content).length;
  return { name, path, type, content: type === "directory" ? null : content, format: type === "directory" ? "json" : "text", mimetype: type === "directory" ? "" : path.endsWith(".json") ? "application/json" : "text/plain", size, writable: true, created: now, last_modified: now };
}

/** Reads a file of “Take my work along”: { learner, files }, or throws a sentence. */
export function workIn(text) {
  const work = text.length < MOST ? parsed(text) : null, files = work?.files;
  if (work?.format !== FORMAT || !files || typeof files !== "object" || Array.isArray(files)) throw new Error("This is not a file that was made by “Take my work along”.");
  return { learner: typeof work.learner === "string" ? work.learner.trim().slice(0, 80) : "", files };
}

/** Brings work back. Of each exercise the newer answer counts; the older stays beside it. Returns { brought, kept } or throws a sentence. */
export async function bringBack(learner, text) {
  const work = workIn(text);
  const files = Object.entries(work.files).filter(([path, one]) => ANSWER.test(path) && typeof one === "string");
  let brought = 0, kept = 0;
  await each(learner, true, async (store, db) => {
    const finished = done(store.transaction);
    for (const [path, one] of files) {
      const there = await asked(store.get(path)), record = parsed(one);
      if (there && path.endsWith(".txt")) continue;
      if (!there) { store.put(model(path, "file", one), path); brought += path.endsWith(".json"); }
      else if (textOf(there) !== one) {
        const ours = parsed(textOf(there)), aside = path.replace(/\.json$/, `.older-${Date.now().toString(36)}.json`);
        if (!ours || (record && newer(record, ours))) { store.put(model(aside, "file", textOf(there)), aside); store.put(model(path, "file", one), path); brought += 1; } else kept += 1;
      }
      for (let folder = path.slice(0, path.lastIndexOf("/")); ANSWERS_FOLDER.test(folder); folder = "") if (!(await asked(store.get(folder)))) store.put(model(folder, "directory"), folder);
    }
    await finished;
  });
  return { brought, kept };
}

const OLDER = "older pages";

/** Pages of a new version of the site stand in front of copies that were saved of the older version; the copies are kept in a folder of their own.
 * `shipped`: { path: digest } of this version. Answers lie beside the pages and are not touched. Returns how many copies were put aside. */
export async function newPages(learner, shipped) {
  const key = `who-says-so:pages:${learner.id}`, seen = parsed(local.read(key) || "{}") || {}, when = new Date().toISOString().slice(0, 10);
  const changed = Object.keys(shipped).filter((path) => seen[path] && seen[path] !== shipped[path]);
  let aside = 0;
  if (changed.length) {
    await each(learner, true, async (store) => {
      const finished = done(store.transaction);
      for (const path of changed) {
        const saved = await asked(store.get(path));
        if (!saved) continue;
        const to = `${OLDER}/${path.split("/").pop().replace(/\.ipynb$/, "")} ${when} ${Date.now().toString(36)}.ipynb`;
        if (!(await asked(store.get(OLDER)))) store.put(model(OLDER, "directory"), OLDER);
        store.put({ ...saved, path: to, name: to.split("/").pop() }, to);
        store.delete(path);
        aside += 1;
      }
      await finished;
    });
  }
  local.write(key, JSON.stringify(shipped));
  return aside;
}

/** What can be promised about saving here, asked anew each time: { can, persisted, small } and `why` where nothing can be saved. */
export async function promise() {
  if (!window.isSecureContext) return { can: false, why: "insecure" };
  let worker;
  try { worker = navigator.serviceWorker; } catch { return { can: false, why: "refused" }; }
  if (!worker) return { can: false, why: "private" };
  let small = false;
  try {
    const opened = indexedDB.open("who-says-so-probe");
    opened.onupgradeneeded = () => opened.result.createObjectStore("probe");
    const probe = await asked(opened);
    small = !(await holds(probe, SMALL));
    probe.close();
    indexedDB.deleteDatabase("who-says-so-probe");
  } catch { return { can: false, why: "refused" }; } // before the worker: a browser that refuses storage refuses the worker with the same words as for a certificate
  try { await worker.register(WORKER); } catch (error) { if (error.name === "SecurityError") return { can: false, why: "untrusted" }; }
  let persisted = false;
  // Firefox asks the learner, and answers when they have: the page does not wait for that; the next one knows
  const meanwhile = new Promise((go) => { setTimeout(go, PATIENCE, false); });
  try { persisted = (await navigator.storage.persisted()) || (await Promise.race([navigator.storage.persist(), meanwhile])); } catch { /* an old browser: nothing is promised */ }
  return { can: true, persisted, small };
}

/** Whether so many bytes can be written now: what a browser says of its room (`estimate`) need not be so. */
async function holds(probe, bytes) {
  try {
    const writing = probe.transaction("probe", "readwrite"), finished = done(writing);
    writing.objectStore("probe").put(new Uint8Array(bytes), "room");
    await finished;
    return true;
  } catch { return false; }
}

export const WORKER = new URL("../service-worker.js?enableCache=false", import.meta.url).href; // as JupyterLite asks for it
export const CANNOT = {
  untrusted: "This browser does not trust the certificate of this address, and so it refuses what the exercises need. Your teacher can have the certificate trusted on this computer, or give you an address with a real one.",
  insecure: "This address is not secure (it begins with http://), so browsers keep nothing and the exercises cannot run here. Ask your teacher for the address that begins with https://.",
  private: "This looks like a private window, or a browser that keeps nothing for pages. The exercises need a normal window: open this address there.",
  refused: "This browser refuses to keep anything for this page, so nothing could be saved. Allow storage for this page, or open it in a normal window.",
};
const PATIENCE = 500; // ms
const SMALL = 5e6; // bytes: more than a school year of answers

/** The sentences about saving, before the first answer. */
export function sentences({ can, why, persisted, small }, learner) {
  if (!can) return [CANNOT[why]];
  const said = [`Your answers are saved in this browser, on this computer${learner.name ? `, as ${learner.name}` : ""}. They are sent nowhere.`];
  if (small) said.push("There is little room left for this page. Take your work along often, or make room.");
  said.push(persisted
    ? "The browser has promised to keep them until somebody deletes them."
    : "The browser has not promised to keep them: in a private window they go when you close it, and it may clear them when room runs out. Take your work along before you leave.");
  said.push("Whoever uses this computer with the same account can open them.");
  return said;
}
