// Questions. On the wire: {"fields": {id: answer}}; a question without an answer is absent.
// Shown one step at a time with a way to jump, or everything on one page.

import { copy, h, remembered, shorten } from "./dom.js";
import { resultUnderQuestion } from "./feedback.js";
import { FIELD_KINDS, filled } from "./fields.js";
import { makeGoesOn } from "./goes_on.js";
import { digitOf } from "./keys.js";
import { howSure } from "./sure.js";
import { rove } from "./palette.js";
import { scrollerOf } from "./selection.js";
import { contextOf, earlierAnswers, nounOf, shortName, stepsOf } from "./steps.js";

const ALL_KEY = "who-says-so:one-page";

function bodyPart(part, lang) {
  const title = part.title ? h("p", { class: "wss-doc-title" }, part.title) : null;
  if (part.kind === "quote") return h("blockquote", { lang, dir: "auto" }, title, part.text);
  if (part.kind === "doc" || part.kind === "note") return h("div", { class: `wss-${part.kind}`, lang: part.kind === "doc" ? lang : null }, title, h("div", { class: "wss-doc-text", dir: "auto" }, part.text));
  return h("p", { class: "wss-p" }, title, part.text);
}

// What is called invalid where an answer is to be looked at again: the group of radio buttons, or the boxes and lists themselves.
const askedIn = (node) => (node.getAttribute("role") === "radiogroup" ? [node] : node.querySelectorAll(":is(select, textarea, input:not([type=radio])):not(.wss-group-row *)"));

export function formArea({ spec, uid, announce, change, flush, saved, showing, toSummary }) {
  const blocks = spec.blocks || [], steps = stepsOf(blocks), paged = Boolean(spec.steps) && steps.length > 1, noun = nounOf(steps); // a teacher’s forms are short and whole
  const fields = new Map(), controls = new Map(), parts = [], results = new Map(), told = new Set(); // told: a result stands under it, be it of an older answer
  const several = blocks.filter((b) => (b.fields || []).length).length > 1;
  let answers = {}, painting = true, now = 0, fresh = false, started = false, onePage = remembered(ALL_KEY) === "yes"; // fresh: this step came into view with a question open
  const has = (id) => filled(fields.get(id), answers[id]), wants = (id) => !fields.get(id).optional;
  const overall = h("p", { class: "wss-help" }), took = h("span", { class: "wss-small wss-took" }), sure = howSure();
  const complete = (step) => { const asked = step.fields.filter(wants); return asked.length ? asked.every(has) : step.fields.every(has); };
  // On to the next question: all of this one is answered for the first time, nothing is to be read under it, and the next one is open.
  const onward = makeGoesOn({ saved,
    may: () => paged && !onePage && fresh && now < steps.length - 1 && complete(steps[now]) && !sure.open() && !steps[now].fields.some((id) => told.has(id)) && parts.find((p) => p.block === steps[now + 1].block).open,
    go: (name) => { go(now + 1); took.textContent = `Taken: ${shorten(name, 40)}. Back changes it.`; announce(`Taken: ${name}.`); } });

  function control(field, id, block) {
    fields.set(field.id, field);
    const put = (answer, delay) => {
      answers = { ...answers, [field.id]: answer };
      if (answer === undefined) delete answers[field.id];
      change({ fields: answers }, delay);
      took.textContent = ""; // it was said of the question before
      refresh();
      if (field.kind === "choice" && answer !== undefined) onward.answered(field.options.find((o) => o.id === answer)?.name);
    };
    const made = (FIELD_KINDS[field.kind] || FIELD_KINDS.line)(field, { id, lang: spec.lang, put, flush, announce, steps: paged, about: several ? shorten(block.heading || "", 80) : "" });
    made.id = id;
    made.earlier = h("p", { class: "wss-earlier", hidden: true });
    made.node.prepend(made.earlier);
    controls.set(field.id, made);
    return paged && field.optional && field.kind === "scale" ? sure.fold(made.node) : made.node;
  }

  function part(block, b) {
    const groups = steps.filter((s) => s.block === block).map((step) => {
      const heading = h("p", { class: "wss-step-name", tabindex: "-1" });
      const node = h("div", { class: "wss-step" }, heading, step.fields.map((id) => control(block.fields.find((f) => f.id === id), `${uid}-${b}-${block.fields.findIndex((f) => f.id === id)}`, block)));
      Object.assign(step, { node, heading });
      return node;
    });
    const tally = h("span", { class: "wss-tally" }), locked = h("p", { class: "wss-locked" });
    const long = contextOf([block]).some((c) => !c.open);
    const body = (block.body || []).map((p) => bodyPart(p, spec.lang));
    const cards = groups.length && blocks.indexOf(block) > 0 ? earlierCards(block) : null;
    const inside = h("div", { class: groups.length > 1 && body.length ? "wss-inside wss-beside" : "wss-inside" },
      body.length || cards ? h("div", { class: "wss-body" }, !groups.length && long ? h("details", { class: "wss-fold wss-context" }, h("summary", {}, block.heading || "To read first"), body) : body, cards) : null, h("div", { class: "wss-steps" }, groups));
    const node = h("div", { class: "wss-block", "data-block": block.id },
      block.heading && !(long && !groups.length) ? h("div", { class: "wss-head" }, h("h4", {}, block.heading), tally) : null, locked, inside);
    parts.push({ block, node, tally, locked, inside, open: null });
    return node;
  }
  // What came in on earlier days stays at hand while one step is shown.
  function earlierCards(block) {
    if (!(block.opens_after || []).length) return null;
    const before = blocks.slice(0, blocks.indexOf(block)).filter((b) => (b.fields || []).length).flatMap((b) => (b.body || []).filter((p) => p.kind === "doc"));
    return before.length ? h("details", { class: "wss-fold wss-before" }, h("summary", {}, `Earlier cards (${before.length})`), before.map((p) => bodyPart(p, spec.lang))) : null;
  }

  const nodes = blocks.map(part);
  const chips = steps.map((step, i) => {
    step.name = shortName(step, i);
    return h("button", { type: "button", class: "wss-quiet wss-jump", tabindex: i ? "-1" : "0", onclick: () => go(i) }, step.name.split(" ").pop());
  });
  const grouped = blocks.some((b) => steps.filter((s) => s.block === b).length > 1); // then a number alone has its group’s name, too
  const overview = h("div", { class: "wss-jumps", role: "toolbar", "aria-label": "All questions" }, blocks.map((block) => {
    const own = steps.map((s, i) => (s.block === block ? chips[i] : null)).filter(Boolean);
    if (!own.length) return null;
    return (own.length > 1 || (grouped && /^\d+$/.test(steps.find((s) => s.block === block).name))) && block.heading ? h("span", { class: "wss-jump-group" }, h("span", { class: "wss-small" }, block.heading.split(/[:.]/)[0], /\D/.test(steps.find((s) => s.block === block).name) ? h("span", { class: "wss-wide" }, ` · ${steps.find((s) => s.block === block).name.split(" ")[0].toLowerCase()}`) : null), own) : own;
  }));
  const roving = rove(overview, () => chips);
  const where = h("span", { class: "wss-where" });
  const back = h("button", { type: "button", onclick: () => go(now - 1) }, "Back");
  const next = h("button", { type: "button", class: "wss-next-step", onclick: () => go(now + 1) }, "Next");
  const whole = h("button", { type: "button", class: "wss-quiet", onclick: () => setOnePage(!onePage, true) });
  // On a narrow page the overview is folded: the question stands on the first screen. Wide, it is there, and this button is not.
  const unfold = h("button", { type: "button", class: "wss-quiet wss-unfold", "aria-expanded": "false", onclick: () => fold(unfold.getAttribute("aria-expanded") === "true") }, "All questions");
  const fold = (yes) => { unfold.setAttribute("aria-expanded", String(!yes)); nav.classList.toggle("wss-unfolded", !yes); };
  const far = h("span", { class: "wss-far", "aria-hidden": "true" }, h("span", {}));
  const nav = h("div", { class: "wss-nav" }, h("div", { class: "wss-nav-line" }, where, unfold, whole), overview, far);
  const walk = h("div", { class: "wss-walk" }, back, next, took, onward.button);
  // Enter on an answer goes on, as in a questionnaire on paper one's eye does; a number takes the answer that stands there.
  function onKey(e) {
    if (!paged || onePage || e.shiftKey || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "Enter" && e.target.matches("input[type=radio], input[type=checkbox]")) { e.preventDefault(); return go(now + 1); }
    const n = Number(digitOf(e) ?? 0), typing = e.target.matches("textarea, select, summary, input:not([type=radio])");
    if (!n || typing || !steps[now].node.contains(e.target)) return;
    const at = e.target.closest("[data-field]")?.dataset.field ?? steps[now].fields.find((id) => fields.get(id).kind === "choice" && !has(id)) ?? (steps[now].fields.length === 1 ? steps[now].fields[0] : null);
    if (!controls.get(at)?.pick || n > fields.get(at).options.length) return;
    e.preventDefault();
    onward.byNumber();
    controls.get(at).pick(n - 1);
  }
  const node = h("div", { class: "wss-area wss-form", onkeydown: onKey }, paged ? nav : null, nodes, paged ? walk : null, overall);
  onward.watch(node);

  function setOnePage(yes, byHand) {
    onePage = yes;
    if (byHand) { remembered(ALL_KEY, yes ? "yes" : "no"); announce(yes ? "All questions are on one page." : "One question at a time."); }
    layout();
  }
  // Which step is on the page. All fields stay in the document, so that nothing typed is lost.
  function layout() {
    const single = paged && !onePage;
    node.classList.toggle("wss-single", single);
    whole.textContent = onePage ? "One at a time" : "Everything on one page";
    walk.hidden = overview.hidden = where.hidden = unfold.hidden = !single;
    for (const p of parts) if ((p.block.fields || []).length) p.node.hidden = single && steps[now].block !== p.block;
    steps.forEach((step, i) => { step.node.hidden = single && i !== now; step.heading.hidden = !single; });
    where.textContent = `${now + 1} of ${steps.length}`;
    if (steps[now]) steps[now].heading.replaceChildren(`${noun} ${now + 1} of ${steps.length}`, keysOf(steps[now]));
    back.setAttribute("aria-disabled", String(now === 0));
    next.hidden = now === steps.length - 1;
    chips.forEach((c, i) => { if (i === now) c.setAttribute("aria-current", "step"); else c.removeAttribute("aria-current"); });
    if (chips[now]) roving(chips[now]);
    showing?.(single ? steps[now].fields : [...fields.keys()]);
  }
  const keysOf = (step) => { const most = Math.max(0, ...step.fields.map((id) => (controls.get(id).pick ? fields.get(id).options.length : 0))); return most ? h("span", { class: "wss-keys", "aria-hidden": "true" }, `, keys 1 to ${Math.min(9, most)} answer`) : ""; };
  function go(i, quiet) {
    if (i < 0 || i >= steps.length) return;
    flush();
    onward.stop();
    now = i;
    fresh = !complete(steps[i]);
    took.textContent = "";
    fold(true);
    layout();
    if (quiet) return;
    const open = !steps[i].node.closest("[hidden]");
    (open ? steps[i].heading : chips[i]).focus({ preventScroll: true });
    nav.scrollIntoView({ block: "nearest" });
    if (open) inView(steps[i]);
  }
  // All answers of a step stand in the window where they fit, so that nobody scrolls for each question.
  function inView({ node }) {
    const frame = scrollerOf(node).getBoundingClientRect(), start = Math.max(0, frame.top), end = Math.min(innerHeight, frame.bottom), top = node.getBoundingClientRect().top;
    const last = [walk, node].find((one) => one.getBoundingClientRect().bottom - top < end - start - 16); // with Next, or at least the answers
    if (last && last.getBoundingClientRect().bottom > end) last.scrollIntoView({ block: "end" });
  }

  function refresh() {
    for (const p of parts) {
      const ids = (p.block.fields || []).map((f) => f.id), missing = (p.block.opens_after || []).filter((id) => fields.has(id) && !has(id));
      const open = !missing.length || ids.some((id) => answers[id] !== undefined); // what was answered is never hidden again
      if (open !== p.open) {
        if (open && p.open === false && !painting) announce(`Now open: ${p.block.heading || "the next part"}.`);
        p.open = open;
        p.inside.hidden = !open;
        p.locked.hidden = open;
      }
      p.locked.textContent = open ? "" : missing.length > 2 ? `Opens when you have answered the ${missing.length} questions above that are still open.` : `Opens when you have answered ${missing.map((id) => `“${fields.get(id).label}”`).join(" and ")}.`;
      const asked = ids.filter(wants);
      p.tally.textContent = !open || !several || asked.length < 2 ? "" : `${asked.filter(has).length} of ${asked.length} answered`;
    }
    for (const [id, c] of controls) {
      const before = earlierAnswers(blocks, fields.get(id), answers);
      c.earlier.hidden = !before.length;
      c.earlier.textContent = before.length ? `You said: ${before.map((e) => `${e.label.replace(/: your verdict$/, "")}: ${e.answer}`).join("; ")}.` : "";
    }
    steps.forEach((step, i) => {
      const all = complete(step), open = parts.find((p) => p.block === step.block).open;
      const result = step.fields.map((id) => results.get(id)).find(Boolean);
      chips[i].dataset.state = result || (!open ? "locked" : all ? "done" : "open");
      chips[i].setAttribute("aria-label", `${/\D/.test(step.name) ? `${step.name}, ${step.block.heading}` : `${noun} ${step.name}${step.block.heading ? `: ${shorten(step.block.heading, 50)}` : ""}`}: ${{ good: "right", bad: "look again", locked: "not open yet", done: "answered", open: "not answered yet" }[chips[i].dataset.state]}`);
    });
    const asked = [...fields.keys()].filter(wants), counted = asked.length ? asked : [...fields.keys()], finished = counted.filter(has).length;
    far.firstChild.style.inlineSize = `${(100 * finished) / Math.max(1, counted.length)}%`;
    const left = stillOpen((id) => counted.includes(id) && !has(id));
    overall.textContent = `In this exercise: ${finished} of ${counted.length} answered.${finished && left.length && parts.length > 1 ? ` Not finished: ${left.join(", ")}`.replace(/[.…”]*$/, (end) => (end ? end : ".")) : ""}${finished === counted.length && !spec.check ? " Nothing is left to do here." : ""}`;
  }

  // What is not finished, by its heading; by the numbers of the steps where several headings are the same (“Paragraph 2, Paragraph 2”), unless they are too many.
  function stillOpen(open) {
    const of = (some) => some.filter((p) => p.block.heading && (p.block.fields || []).some((f) => open(f.id))).map((p) => shorten(p.block.heading, 50));
    const all = parts.map((p) => p.block.heading).filter(Boolean);
    if (!paged || new Set(all).size === all.length) return of(parts);
    const numbers = steps.filter((s) => s.fields.some(open)).map((s) => s.name);
    return numbers.length > 8 ? [] : numbers;
  }

  const stepOf = (id) => steps.findIndex((s) => s.fields.includes(id));
  return {
    node,
    paint(value) {
      painting = true;
      answers = copy(value).fields || {};
      for (const [id, c] of controls) c.set(answers[id]);
      if ([...fields.values()].some((f) => f.kind === "scale" && f.optional && has(f.id))) sure.show();
      refresh();
      if (!started) { started = true; now = Math.max(0, steps.findIndex((s) => !s.fields.filter(wants).every(has))); fresh = Boolean(steps[now]) && !complete(steps[now]); layout(); } // begin where it was left
      painting = false;
    },
    destroy: onward.destroy,
    noun,
    numberOf: (id) => (paged ? stepOf(id) + 1 : 0), // a short form has no numbers on the page
    goTo(item) {
      const c = controls.get(item.field);
      if (!c) return;
      if (paged && !onePage) go(stepOf(item.field), true);
      c.focus();
      c.node.scrollIntoView({ block: "nearest" });
    },
    // the same verdicts again beside their questions
    feedback(items, stale) {
      results.clear();
      told.clear();
      if (items.length) took.textContent = ""; // it was said of the question before
      for (const [id, c] of controls) {
        const own = items.filter((i) => i.field === id);
        c.node.querySelector(".wss-fieldback").replaceChildren(...own.map((i) => resultUnderQuestion(i, stale, toSummary, fields.get(id).label)));
        const said = c.node.querySelector(".wss-said");
        if (said) said.id = `${c.id}-result`; // what describes the question: the words, not the buttons under them
        const bad = own.some((i) => ["wrong", "miss"].includes(i.kind));
        for (const asked of askedIn(c.node)) { if (bad && !stale) asked.setAttribute("aria-invalid", "true"); else asked.removeAttribute("aria-invalid"); }
        if (own.length) told.add(id);
        if (own.length && !stale) results.set(id, bad ? "bad" : own.every((i) => i.kind === "contested" || i.kind === "info") ? null : "good");
      }
      refresh();
    },
  };
}
