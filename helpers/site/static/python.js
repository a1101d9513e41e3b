// Python for a page, in a worker: begun while JupyterLab is still loading, and from the second visit on taken up where an image of it was kept.
// The image is Python's memory and files after its first imports, made and kept by this browser. Where there is none, or one of another build, Python begins anew.

const BUILD = "@PYTHON@", WHEEL = "@WHEEL@"; // written by the build: a digest of all that goes into an image, and the kit's package
const place = new URL("../static/pyodide/", import.meta.url).href, IMAGES = "who-says-so python"; // not one of the service worker's own caches
const kept = new URL(`image-${BUILD}?${encodeURIComponent(navigator.userAgent)}`, import.meta.url).href; // another browser may lay Python out in another way
const FIRST = "import pyodide_kernel, anywidget, helpers.classroom, helpers.marking, helpers.notebook.page, helpers.notebook.widgets.exercise_widget, helpers.exercises.types";
// What must be another in each Python, though the memory is the same; and what lies in the browser's files.
const ANEW = `import random, sys, pyodide_kernel
random.seed()
if "tempfile" in sys.modules: sys.modules["tempfile"]._name_sequence = None
pyodide_kernel.keep_what_is_brought()`;
const ALIGNED = 16; // bytes

let begun = null, made = null;

/** Begins Python, once. */
export const begin = () => (begun ||= start());

/** As JupyterLite's kernel calls Pyodide's own. */
export async function loadPyodide({ stdout, stderr }) {
  const python = await begin();
  python.setStdout({ batched: stdout });
  python.setStderr({ batched: stderr });
  askOnce(python.FS);
  return python;
}

async function start() {
  const { loadPyodide: load } = await import(`${place}pyodide.mjs`), quiet = { indexURL: place, stdout: () => {}, stderr: () => {} };
  const image = await keptImage();
  if (image) {
    try {
      const python = await load({ ...quiet, _loadSnapshot: image.memory, fsInit: async (FS, { sitePackages }) => putFiles(FS, sitePackages, image) });
      python.runPython(ANEW);
      postMessage({ wssPython: "image" });
      return python;
    } catch (error) {
      console.warn("who-says-so: Python begins anew.", error);
      await caches.delete(IMAGES);
    }
  }
  const wheel = fetch(place + WHEEL).then((answer) => answer.arrayBuffer());
  const python = await load({ ...quiet, _makeSnapshot: true });
  python.unpackArchive(new Uint8Array(await wheel), "wheel", { extractDir: sitePackages(python) });
  python.runPython(FIRST);
  postMessage({ wssPython: "anew" });
  try { made = imageOf(python); } catch (error) { console.warn("who-says-so: no image of Python.", error); }
  return python;
}

const sitePackages = (python) => python.runPython("import site; site.getsitepackages()[0]");

function filesIn(FS, folder) {
  return FS.readdir(folder).filter((name) => !/^\.\.?$|^__pycache__$/.test(name)).flatMap((name) => {
    const path = `${folder}/${name}`, { mode } = FS.lstat(path);
    return FS.isDir(mode) ? filesIn(FS, path) : FS.isFile(mode) ? [path] : [];
  });
}

/** One piece of bytes: the length of a list, the list of files and their sizes, the files, the memory. */
function imageOf(python) {
  const { FS } = python, top = sitePackages(python), files = filesIn(FS, top).map((path) => [path.slice(top.length + 1), FS.readFile(path)]);
  const memory = python.makeMemorySnapshot(), sizes = files.map(([name, data]) => [name, data.length]);
  const list = new TextEncoder().encode(JSON.stringify({ files: sizes, memory: memory.length }));
  const parts = [new Uint8Array(Uint32Array.of(list.length).buffer), list, ...files.map(([, data]) => data)];
  const before = parts.reduce((sum, one) => sum + one.length, 0);
  return new Blob([...parts, new Uint8Array(Math.ceil(before / ALIGNED) * ALIGNED - before), memory]);
}

async function keptImage() {
  try {
    const answer = await (await caches.open(IMAGES)).match(kept);
    if (!answer) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer()), length = new Uint32Array(bytes.buffer, 0, 1)[0];
    const list = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))), files = [];
    let at = 4 + length;
    for (const [name, size] of list.files) { files.push([name, bytes.slice(at, at + size)]); at += size; }
    const memory = bytes.subarray(Math.ceil(at / ALIGNED) * ALIGNED);
    return memory.length === list.memory ? { files, memory } : null;
  } catch { return null; /* a browser that keeps nothing */ }
}

function putFiles(FS, top, { files }) {
  for (const [name, data] of files) {
    FS.mkdirTree(`${top}/${name}`.replace(/\/[^/]*$/, ""));
    FS.writeFile(`${top}/${name}`, data, { canOwn: true });
  }
}

// What is only read of the learner's files. Each question goes through the service worker to the page, and costs some milliseconds.
const READS = new Set(["lookup", "getmode", "getattr", "readdir", "get"]), MOST = 1000; // ms

/** While Python runs without a pause, it asks each thing once, until it writes. */
function askOnce(FS) {
  const mount = FS.mount;
  FS.mount = (type, ...rest) => {
    if (type.API?.request) type.API.request = remembering(type.API.request.bind(type.API));
    return mount.call(FS, type, ...rest);
  };
}

function remembering(request) {
  const known = new Map();
  let since = 0;
  return (asked) => {
    if (!READS.has(asked.method)) { known.clear(); try { return request(asked); } finally { known.clear(); } }
    if (performance.now() - since > MOST) known.clear();
    if (!known.size) { since = performance.now(); setTimeout(() => known.clear()); }
    const key = `${asked.method} ${asked.path}`;
    if (!known.has(key)) known.set(key, JSON.stringify(request(asked)));
    return JSON.parse(known.get(key)); // a new one each time: who asks adds to it
  };
}

/** Keeps the image that was made, for the next visit; those of other builds go. */
export async function keepImage() {
  if (!made) return;
  const image = made;
  made = null;
  const cache = await caches.open(IMAGES);
  for (const one of await cache.keys()) if (one.url !== kept) await cache.delete(one);
  await cache.put(kept, new Response(image));
}

// The page says when. JupyterLite's own messages go by.
addEventListener("message", (e) => {
  if (e.data !== "who-says-so: keep") return;
  e.stopImmediatePropagation();
  keepImage().catch(() => {}).then(() => postMessage({ wssImage: true }));
});
