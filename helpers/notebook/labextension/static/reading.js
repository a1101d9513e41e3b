// “Read the article”: the whole text beside the exercises, from wherever the learner is; a sheet from below on a small screen.
import { h, keepKeys } from "./dom.js";

/** The exercise nearest to the middle of the window. */
export function exerciseInView(root) {
  const middle = root.getBoundingClientRect().top + root.clientHeight / 2;
  const far = (e) => { const { top, bottom } = e.getBoundingClientRect(); return top <= middle && bottom >= middle ? 0 : Math.min(Math.abs(top - middle), Math.abs(bottom - middle)); };
  const all = [...root.querySelectorAll("section[data-exercise]")].filter((e) => e.offsetParent).map((e) => [far(e), e.dataset.exercise]);
  return all.sort((a, b) => a[0] - b[0])[0]?.[1];
}

/** The panel; `ask` talks to the kernel. Returns { toggle(), close() }. */
export function makeReading(panel, ask, opener) {
  const body = h("div", { class: "wss-page-article-body", tabindex: "0", role: "document", "aria-label": "The article" });
  const others = h("select", { "aria-label": "Which article", onchange: () => show({ slug: others.value }) });
  const box = h("aside", { class: "wss-page-article", role: "complementary", "aria-label": "Article", hidden: true },
    h("div", { class: "wss-page-article-head" }, others, h("button", { type: "button", class: "wss-page-button", onclick: close }, "Close")), body);
  keepKeys(box);
  box.addEventListener("keydown", (e) => { if (e.key === "Escape") close(); });
  panel.node.append(box);

  function draw({ article, others: list, problem }) {
    if (problem) return body.replaceChildren(h("p", {}, problem));
    others.replaceChildren(...list.map(({ slug, title }) => h("option", { value: slug, selected: slug === article.slug }, title)));
    others.hidden = list.length < 2;
    body.replaceChildren(h("p", { class: "wss-page-faint" }, article.note), h("h2", { lang: article.lang }, article.title), h("p", { class: "wss-page-faint" }, article.from),
      ...(article.provenance || []).map((p) => h("p", { class: "wss-page-faint" }, h("strong", {}, `${p.heading}: `), p.lines.join(" "))),
      h("ol", { lang: article.lang, dir: "auto" }, article.paragraphs.map((p) => h("li", {}, p))), h("p", { class: "wss-page-faint" }, article.rights));
    body.scrollTop = 0;
  }

  async function show(what) { draw(await ask("article", what)); }

  async function open() {
    const exercise = exerciseInView(panel.content.node);
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
