// Small tools. Every string reaches the page as a text node; none is ever read as HTML.

export function h(tag, attrs = {}, ...kids) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  if (/^(button|input|select|summary|a)$/.test(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true"); // Notebook 7's keys
  node.append(...kids.flat().filter((kid) => kid !== null && kid !== undefined && kid !== false));
  return node;
}

/** Keys pressed in a box of ours do not act on the notebook; Ctrl and Cmd combinations (saving) pass. */
export function keepKeys(box) {
  box.addEventListener("keydown", (e) => { if (!(e.ctrlKey || e.metaKey) && e.key !== "Tab") e.stopPropagation(); });
}

export function clock(iso) {
  const at = new Date(iso);
  if (!iso || Number.isNaN(at.getTime())) return "";
  if (at.toDateString() === new Date().toDateString()) return at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return at.toLocaleDateString("en-GB", { day: "numeric", month: "short" });
}

/** Whether this tab keeps a change that is not saved yet (the exercises put it into sessionStorage). */
export function tabKeeps() {
  try { sessionStorage.setItem("who-says-so:try", "1"); sessionStorage.removeItem("who-says-so:try"); return true; } catch { return false; }
}

/** What the browser keeps for this person, where it keeps anything (private windows may refuse). */
export const kept = {
  read(key) { try { return localStorage.getItem(`who-says-so:${key}`); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(`who-says-so:${key}`, value); } catch { /* then it is forgotten with the page */ } },
};
