// The learner's selection in the text, as UTF-16 units from its beginning, whatever elements the text is drawn with.

// What scrolls the page around a node.
export function scrollerOf(node) {
  for (let n = node.parentElement; n; n = n.parentElement) if (/auto|scroll/.test(getComputedStyle(n).overflowY) && n.scrollHeight > n.clientHeight) return n;
  return document.scrollingElement;
}

const STILL = 4; // px that a hand may shake in a click

export function makeSelection(box, { changed, released }) {
  const own = new AbortController(), on = (target, name, f) => target.addEventListener(name, f, { signal: own.signal });
  let entered = null; // where a drag that began outside came into the text
  let from = [0, 0], inside = false, long = false, presses = 0; // where the pointer went down, whether in the text, whether a finger stayed there and selects, and how often in a row

  const unitAt = (node, offset) => { const r = document.createRange(); r.selectNodeContents(box); r.setEnd(node, offset); return r.toString().length; };
  function read() {
    const s = document.getSelection();
    if (!s || !s.rangeCount || !box.contains(s.anchorNode) || !box.contains(s.focusNode)) return null;
    const a = unitAt(s.anchorNode, s.anchorOffset), b = unitAt(s.focusNode, s.focusOffset);
    return [Math.min(a, b), Math.max(a, b)];
  }
  // A place between two text nodes belongs to both: a beginning is put into the later one, an end into the earlier.
  function pointAt(unit, isStart) {
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let last = null;
    for (let n = walk.nextNode(), seen = 0; n; seen += n.length, n = walk.nextNode()) {
      last = [n, Math.min(unit - seen, n.length)];
      if (isStart ? unit < seen + n.length : unit <= seen + n.length) return last;
    }
    return last || [box, 0];
  }
  function select(a, b, scroll) {
    const from = pointAt(a, a !== b), to = a === b ? from : pointAt(b, false);
    document.getSelection()?.setBaseAndExtent(...from, ...to);
    if (scroll) from[0].parentElement?.scrollIntoView({ block: "center" });
  }
  function unitUnder(e) {
    const place = document.caretPositionFromPoint?.(e.clientX, e.clientY), range = place ? null : document.caretRangeFromPoint?.(e.clientX, e.clientY);
    const node = place?.offsetNode ?? range?.startContainer;
    return node && box.contains(node) ? unitAt(node, place?.offset ?? range.startOffset) : null;
  }

  on(document, "selectionchange", () => { const now = read(); if (now) changed(now); });
  // A browser lets no drag cross from the page into a text that looks editable; so the place where it came in is kept.
  on(document, "pointerdown", (e) => { entered = null; inside = box.contains(e.target); long = false; from = [e.clientX, e.clientY]; });
  on(box, "contextmenu", () => { long = true; });
  on(box, "mousedown", (e) => { presses = e.detail; });
  on(box, "pointerenter", (e) => { if (e.buttons & 1) entered = unitUnder(e); });
  on(document, "pointerup", (e) => {
    const began = entered, to = box.contains(e.target) ? unitUnder(e) : null;
    const dragged = Math.hypot(e.clientX - from[0], e.clientY - from[1]) > STILL;
    const meant = e.pointerType === "touch" ? (to !== null && !long ? "tap" : "finger") : dragged ? "drag" : presses === 2 ? "word" : "click";
    entered = null;
    if (to === null && !inside) return; // a drag may end beside the text
    setTimeout(() => { // after the browser has set its own selection
      if (own.signal.aborted) return;
      if (to !== null && began !== null && began !== to && !read()?.some((u, i, both) => both[0] !== both[1])) { box.focus({ preventScroll: true }); select(Math.min(began, to), Math.max(began, to)); }
      released(meant === "tap" ? [to, to] : read(), e, meant); // the caret comes after a tap
    }, 0);
  });
  return { read, select, rangeOf(a, b) { const r = document.createRange(); r.setStart(...pointAt(a, true)); r.setEnd(...pointAt(b, false)); return r; }, destroy: () => own.abort() };
}
