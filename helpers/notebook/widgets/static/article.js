// The article at hand: beside the exercise where there is room, above it where there is less, a sheet from below on a phone.

import { h } from "./dom.js";

// Where highlighted stretches of a paragraph begin and end, in code points of that paragraph: [[text, isAsked], ...].
export function cut(paragraph, asked) {
  const points = [...paragraph.text], end = paragraph.start + points.length;
  const inside = asked.map(([a, b]) => [Math.max(a, paragraph.start), Math.min(b, end)]).filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0]);
  const pieces = [];
  let at = paragraph.start;
  for (const [a, b] of inside) {
    if (b <= at) continue;
    if (a > at) pieces.push([at, a, false]);
    pieces.push([Math.max(a, at), b, true]);
    at = b;
  }
  if (at < end) pieces.push([at, end, false]);
  return pieces.map(([a, b, on]) => [points.slice(a - paragraph.start, b - paragraph.start).join(""), on]);
}

export function makeArticle({ article, lang, uid, toggled }) {
  let open = false, asked = [];
  const phone = matchMedia("(max-width: 40rem)");
  const button = h("button", { type: "button", class: "wss-quiet wss-read", "aria-expanded": "false", "aria-controls": `${uid}-article`, onclick: () => set(!open) }, "Read the article");
  const heading = h("h4", { tabindex: "-1" }, article.title);
  const known = [article.byline ? `By ${article.byline}` : "", article.outlet, article.date, article.kind].filter(Boolean).join(" · ");
  const body = h("div", { class: "wss-article-text", lang });
  const node = h("aside", { class: "wss-article", id: `${uid}-article`, "aria-label": "The article", hidden: true, onkeydown: (e) => { if (e.key === "Escape") set(false); } },
    h("div", { class: "wss-head" }, heading, h("button", { type: "button", class: "wss-quiet", onclick: () => set(false) }, "Close")),
    h("p", { class: "wss-small" }, known), article.how_hard ? h("p", { class: "wss-small" }, article.how_hard) : null, article.content_note ? h("p", { class: "wss-small" }, article.content_note) : null,
    (article.provenance || []).length ? h("details", { class: "wss-small wss-comes-from" }, h("summary", {}, "Where this text comes from"),
      article.provenance.map((p) => h("p", {}, h("strong", {}, `${p.heading}: `), p.lines.join(" ")))) : null,
    (article.glossary || []).length ? h("details", { class: "wss-small wss-hard-words" }, h("summary", {}, "Hard words in plain English"),
      h("dl", {}, article.glossary.map((w) => [h("dt", {}, w.words), h("dd", {}, w.plain)]))) : null, body);

  function draw() {
    body.replaceChildren(...article.paragraphs.map((p) => h("p", { dir: "auto" }, h("span", { class: "wss-pn", "aria-hidden": "true" }, String(p.n)), h("span", { class: "wss-sr" }, `Paragraph ${p.n}. `),
      cut(p, asked).map(([words, on]) => (on ? h("mark", { class: "wss-asked" }, words) : words)))));
  }
  function set(yes) {
    if (yes === open) return;
    open = yes;
    button.setAttribute("aria-expanded", String(yes));
    button.textContent = yes ? "Close the article" : "Read the article";
    if (yes) {
      draw();
      node.hidden = false;
      const sheet = phone.matches && node.showPopover;
      node.classList.toggle("wss-sheet", Boolean(sheet));
      if (sheet) { node.popover = "manual"; node.showPopover(); } else node.removeAttribute("popover");
      heading.focus({ preventScroll: true });
      toView();
    } else {
      if (node.popover) { try { node.hidePopover(); } catch { /* it was closed already */ } node.removeAttribute("popover"); }
      node.hidden = true;
      button.focus({ preventScroll: true });
    }
    toggled(yes);
  }
  // Only the panel scrolls, not the page.
  function toView() {
    const first = body.querySelector(".wss-asked");
    const low = first && first.getBoundingClientRect().bottom > node.getBoundingClientRect().bottom - 12;
    if (low || node.scrollTop) node.scrollTop = !first ? 0 : Math.max(0, first.getBoundingClientRect().top - node.getBoundingClientRect().top + node.scrollTop - node.clientHeight / 3);
  }
  return {
    button, node,
    highlight(ranges) { if (JSON.stringify(ranges) === JSON.stringify(asked)) return; asked = ranges; if (open) { draw(); toView(); } },
    destroy() { if (node.popover) { try { node.hidePopover(); } catch { /* not shown */ } } },
  };
}
