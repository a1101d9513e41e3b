// Which keys an exercise keeps for itself. Everything else (Ctrl+S, F-keys, menus …) belongs to the browser and to Jupyter.

// Notebook 7 listens to keys before anybody can stop them; its shortcuts spare an element only if that element itself,
// not its container, carries this attribute. JupyterLab heeds it too, so it is taken off for keys that pass through.
export const BLOCK = "data-lm-suppress-shortcuts";

const DIGITS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10]; // zero in ASCII, Arabic, Persian, Devanagari, Bengali, full width
const CARET = /^(Arrow|Home$|End$|Page|Backspace$|Delete$)/;

// "0" to "9" for a key that stands for a digit on any keyboard: AZERTY's “&” and a Czech “+” stand on the key of 1. Otherwise null.
export function digitOf(event) {
  if ([...(event.key || "")].length !== 1) return null; // the number pad without Num Lock moves the caret
  const place = /^(?:Digit|Numpad)(\d)$/.exec(event.code || "");
  if (place) return place[1];
  const point = event.key.codePointAt(0), zero = DIGITS.find((z) => point >= z && point < z + 10);
  return zero === undefined ? null : String(point - zero);
}

// "a" to "z": the letter typed, or on a keyboard without Latin letters the letter of that place.
export function letterOf(event) {
  const key = (event.key || "").toLowerCase();
  if (/^[a-z]$/.test(key)) return key;
  const place = /^Key([A-Z])$/.exec(event.code || "");
  return place && key.length === 1 ? place[1].toLowerCase() : null;
}

// Is this key the exercise's own? `typing`: the focus is in a box that takes text; `text`: in the text to mark.
export function isKept(event, { typing = false, text = false } = {}) {
  const { key } = event, mod = event.ctrlKey || event.metaKey;
  if (key === "Tab" || /^F\d+$/.test(key)) return false;
  if (key === "Enter") return event.altKey || typing || !(mod || event.shiftKey); // Shift+Enter runs the cell, Alt+Enter would add one
  if (event.altKey && !event.getModifierState?.("AltGraph")) return typing && !mod && key.length === 1; // Option makes letters on a Mac
  if (!mod || event.getModifierState?.("AltGraph")) return true;
  if (CARET.test(key)) return true; // Ctrl+Shift+Arrow moves cells in JupyterLab
  const letter = letterOf(event);
  return letter === "z" || letter === "y" || ((typing || text) && !event.shiftKey && ["a", "c", "v", "x"].includes(letter));
}

export const isSave = (event) => (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && letterOf(event) === "s";

const takesText = (node) => node.matches?.("textarea, input:not([type=radio], [type=checkbox], [type=range])") ?? false;

// JupyterLab's command keys (x, d d, a, b, m, 0 0 ...) act on the notebook, even on this very cell. It listens in the bubbling
// phase, where stopping is enough; Notebook 7 in the capturing one, where only the attribute helps, so that is set for each key.
export function keepKeys(root, { passing = () => {} } = {}) {
  const own = new AbortController();
  const kept = (e) => isKept(e, { typing: takesText(e.target), text: e.target.classList?.contains("wss-text") });
  let bare = null;
  const cover = () => { bare?.setAttribute(BLOCK, "true"); bare = null; };
  addEventListener("keydown", (e) => {
    cover(); // the next key may come before the timer
    if (!root.contains(e.target) || kept(e)) return;
    if (e.target.hasAttribute?.(BLOCK)) { (bare = e.target).removeAttribute(BLOCK); setTimeout(cover, 0); }
    passing(e);
  }, { capture: true, signal: own.signal });
  root.addEventListener("keydown", (e) => { if (kept(e)) e.stopPropagation(); }, { signal: own.signal });
  return { destroy: () => own.abort() };
}
