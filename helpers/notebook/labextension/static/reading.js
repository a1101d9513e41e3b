// “Read the article”: the whole text beside the exercises, from wherever the learner is; a sheet from below on a small screen.
import { h, keepKeys } from "./dom.js";

/** The exercise nearest to the middle of the window. */
export function exerciseInView(root) {
  const middle = root.getBoundingClientRect().top + root.clientHeight / 2;
  const far = (e) => { const { top, bottom } = e.getBoundingClientRect(); return top <= middle && bottom >= middle ? 0 : Math.min(Math.abs(top - middle), Math.abs(bottom - middle)); };
  const all = [...root.querySelectorAll("section[data-exercise]")].filter((e) => e.offsetParent).map((e) => [far(e), e.dataset.exercise]);
  return all.sort((a, b) => a[0] - b[0])[0]?.[1];
}

/** A paragraph as [words, asked about]: `ranges` and `start` are code points of the article. */
export function cutAt(paragraph, start, ranges) {
  const points = [...paragraph], pieces = [];
  const inside = ranges.map(([a, b]) => [Math.max(a - start, 0), Math.min(b - start, points.length)]).filter(([a, b]) => a < b).sort((x, y) => x[0] - y[0]);
  let at = 0;
  for (const [a, b] of inside) {
    if (a > at) pieces.push([points.slice(at, a).join(""), false]);
    if (b > at) pieces.push([points.slice(Math.max(a, at), b).join(""), true]);
    at = Math.max(at, b);
  }
  if (at < points.length) pieces.push([points.slice(at).join(""), false]);
  return pieces;
}

/** What is there for whoever wants it, folded up; nothing where there is nothing. */
const folded = (title, parts) => (parts.length ? h("details", {}, h("summary", {}, title), parts) : null);

/** The panel; `ask` talks to the kernel. Returns { toggle(), close() }. */
export function makeReading(panel, ask, opener) {
  const body = h("div", { class: "wss-page-article-body", tabindex: "0", role: "document", "aria-label": "The article" });
  const others = h("select", { "aria-label": "Which article", onchange: () => show({ slug: others.value }) });
  const box = h("aside", { class: "wss-page-article", role: "complementary", "aria-label": "Article", hidden: true },
    h("div", { class: "wss-page-article-head" }, others, h("button", { type: "button", class: "wss-page-button", onclick: close }, "Close")), body);
  keepKeys(box);
  box.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
  panel.node.append(box);

  let shown = null, beside = ""; // the article in the panel, and the exercise that it was opened for

  function draw({ article, others: list, problem }) {
    shown = problem ? null : article;
    if (problem) return body.replaceChildren(h("p", {}, problem));
    others.replaceChildren(...list.map(({ slug, title }) => h("option", { value: slug, selected: slug === article.slug }, title)));
    others.hidden = list.length < 2;
    body.replaceChildren(h("p", { class: "wss-page-faint" }, article.note), h("h2", { lang: article.lang }, article.title), h("p", { class: "wss-page-faint" }, article.from),
      h("p", { class: "wss-page-faint" }, article.how_hard),
      folded("Where this text comes from", article.provenance.map((p) => h("p", {}, h("strong", {}, `${p.heading}: `), p.lines.join(" ")))),
      folded("Hard words in plain English", article.glossary.length ? [h("dl", {}, article.glossary.flatMap((w) => [h("dt", {}, w.words), h("dd", {}, w.plain)]))] : []),
      h("ol", { lang: article.lang, dir: "auto" }, article.paragraphs.map(() => h("li", {}))), h("p", { class: "wss-page-faint" }, article.rights));
    body.scrollTop = 0;
    light();
  }
  // What the exercise asks about now is lit, and in sight.
  function light() {
    const asked = panel.content.node.querySelector(`section[data-exercise="${CSS.escape(beside)}"]`)?.closest("[data-wss-asked]")?.dataset.wssAsked;
    const ranges = shown?.exercises?.includes(beside) && asked ? JSON.parse(asked) : [];
    [...body.querySelectorAll("li")].forEach((li, n) => li.replaceChildren(...cutAt(shown.paragraphs[n], shown.starts[n], ranges).map(([words, on]) => (on ? h("mark", { class: "wss-page-asked" }, words) : words))));
    const first = body.querySelector("mark");
    if (first) body.scrollTop += first.getBoundingClientRect().top - body.getBoundingClientRect().top - body.clientHeight / 4;
  }
  // The panel follows the learner to another question, or to an exercise about another article.
  function follow(e) {
    const exercise = e.target.closest?.("[data-wss-asked]")?.querySelector("section[data-exercise]")?.dataset.exercise;
    if (box.hidden || !exercise || (exercise === beside && e.type === "focusin")) return;
    beside = exercise;
    if (shown && !shown.exercises.includes(exercise)) show({ exercise }); else if (shown) light();
  }
  panel.content.node.addEventListener("focusin", follow);
  panel.content.node.addEventListener("wss-asked", (e) => { if (e.target.contains(document.activeElement)) follow(e); });

  async function show(what) { draw(await ask("article", what)); }

  async function open() {
    const exercise = beside = exerciseInView(panel.content.node) || "";
    box.hidden = false;
    panel.node.classList.add("wss-reading");
    opener.setAttribute("aria-expanded", "true");
    body.replaceChildren(h("p", {}, "Opening…"));
    body.focus();
    await show({ exercise });
  }

  function close() {
    box.hidden = true;
    panel.node.classList.remove("wss-reading");
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  }

  return { toggle: () => (box.hidden ? open() : close()), close };
}
