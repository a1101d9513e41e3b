// Small tools. Every string reaches the page as a text node; none is ever read as HTML.

import { BLOCK } from "./keys.js";

const FOCUSABLE = /^(button|details|input|select|summary|textarea)$/;

export function h(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  if (FOCUSABLE.test(tag) || attrs.tabindex) node.setAttribute(BLOCK, "true");
  for (const [name, v] of Object.entries(attrs)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), v);
    else if (v !== null && v !== undefined && v !== false) node.setAttribute(name, v === true ? "" : v);
  }
  node.append(...kids.flat(Infinity).filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

export const copy = (value) => JSON.parse(JSON.stringify(value ?? {}));
// Cut between words where that leaves enough; a quotation that was opened is closed again.
export function shorten(text, most = 60) {
  if (text.length <= most) return text;
  const cut = [...text].slice(0, most - 1).join("").trimEnd(), words = cut.replace(/[\s,;:–—]+\S*$/u, ""), short = words.length * 2 > cut.length ? words : cut;
  return `${short}…${short.split("“").length > short.split("”").length ? "”" : ""}`;
}

// Equal answers, whatever the order of their keys (Python may return them in another order).
export function same(a, b) {
  const steady = (_, v) => (v && typeof v === "object" && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort()) : v);
  return JSON.stringify(a, steady) === JSON.stringify(b, steady);
}

export function localTime(iso) {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) return "";
  const clock = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === new Date().toDateString()) return `at ${clock}`;
  return `on ${at.toLocaleDateString("en-GB", { day: "numeric", month: "long" })} at ${clock}`;
}

// A wish of this reader (larger letters, everything on one page), kept by the browser where it keeps anything.
const wishes = (globalThis.whoSaysSoWishes ||= {}); // where the browser keeps nothing, a wish lasts as long as the page
export function remembered(key, value) {
  if (value !== undefined) wishes[key] = value;
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key) ?? wishes[key] ?? null;
  } catch { return wishes[key] ?? null; }
}
