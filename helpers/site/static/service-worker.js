// Keeps the whole site for later, so that it opens without a network, and passes the kernel’s file requests to the page (as JupyterLite’s own does).
// VERSION and FILES are written by the build: a new site is a new worker, which keeps its own files whole before it takes over.
const VERSION = "@VERSION@", FILES = ["@FILES@"];
const CACHE = `who-says-so-${VERSION}`, broadcast = new BroadcastChannel("/sw-api.v1"), scope = new URL("./", self.location).href;
const AT_ONCE = 6; // files fetched side by side

async function keep() {
  const cache = await caches.open(CACHE), left = [...FILES];
  const one = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      const url = new URL(name, scope).href;
      if (await cache.match(url)) continue;
      const answer = await fetch(url, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      await cache.put(url, answer);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

self.addEventListener("install", (e) => { self.skipWaiting(); });
self.addEventListener("activate", (e) => { e.waitUntil(self.clients.claim()); });

// Keeping begins with the first page that asks for it, and goes on beside the learner’s work; only a whole copy is used.
let keeping = null, whole = false;
async function keepWhole() {
  const cache = await caches.open(CACHE);
  whole = Boolean(await cache.match(new URL("who-says-so/whole", scope).href));
  if (whole) return;
  await keep();
  await cache.put(new URL("who-says-so/whole", scope).href, new Response(VERSION));
  whole = true;
  for (const name of await caches.keys()) if (name.startsWith("who-says-so-") && name !== CACHE) await caches.delete(name);
}
const startKeeping = () => (keeping ||= keepWhole().catch(() => { keeping = null; }));

self.addEventListener("message", (e) => { if (e.data === "keep") e.waitUntil(startKeeping().then(() => e.source?.postMessage({ kept: whole }))); });

self.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname === "/api/service-worker-heartbeat") return e.respondWith(new Response("ok"));
  if (url.pathname.includes("/api/drive") || url.pathname.includes("/api/stdin/")) return e.respondWith(ask(e.request, url));
  if (e.request.method === "GET" && url.href.startsWith(scope)) e.respondWith(answer(e.request, url));
});

// From the kept copy when it is whole, else from the server; where the server cannot be reached, whatever is kept.
async function answer(request, url) {
  url.search = url.hash = "";
  const href = url.pathname.endsWith("/") ? `${url.href}index.html` : url.href;
  const cache = await caches.open(CACHE);
  if (!whole) whole = Boolean(await cache.match(new URL("who-says-so/whole", scope).href));
  const kept = whole && (await cache.match(href));
  if (kept) return kept;
  let reply = null;
  try { reply = await fetch(request); } catch { /* no network */ }
  if (reply?.ok) return reply;
  return (await caches.match(href)) || reply || Response.error(); // a page of the version before asks for what its own version has
}

async function ask(request, url) {
  const data = await request.json();
  data.requestId ??= crypto.randomUUID();
  const reply = new Promise((resolve) => {
    const heard = ({ data: said }) => {
      if (said.browsingContextId !== data.browsingContextId || said.requestId !== data.requestId || !("response" in said)) return;
      broadcast.removeEventListener("message", heard);
      resolve(new Response(JSON.stringify(said.response)));
    };
    broadcast.addEventListener("message", heard);
  });
  broadcast.postMessage({ ...data, pathname: url.pathname });
  return reply;
}
