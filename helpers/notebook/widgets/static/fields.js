// The controls of questions. Each kind is a function (field, tools) → {node, set(answer or undefined), focus()}; tools.put(answer) saves.

import { copy, h, same } from "./dom.js";

const REST = 600; // ms without typing before a text is sent

export const filled = (field, answer) =>
  field.kind === "groups" ? answer !== undefined && field.items.every((i) => answer[i.id]) : answer !== undefined;

// A question with a name of its own: one control has a <label>, several share a <legend>.
function framed(field, tools, controls, { one, role } = {}) {
  const helpId = field.help ? `${tools.id}-help` : null;
  const said = [tools.about ? h("span", { class: "wss-sr" }, `${tools.about}: `) : null, field.label, field.optional && field.kind === "scale" ? h("span", { class: "wss-hint" }, " (if you like)") : null];
  const name = one ? h("label", { for: one, class: "wss-question" }, said) : h("legend", { class: "wss-question" }, said);
  return h(one ? "div" : "fieldset", { class: `wss-field wss-q-${field.kind}`, "data-field": field.id, role: role || null, "aria-describedby": one ? null : [helpId, `${tools.id}-result`].filter(Boolean).join(" ") },
    name, field.quote ? h("blockquote", { lang: tools.lang, dir: "auto" }, field.quote) : null,
    field.help ? h("p", { class: "wss-help", id: helpId }, field.help) : null, controls, h("div", { class: "wss-fieldback" })); // its first result has the id “…-result” (form.js)
}

const clearButton = (field, action) => h("button", { type: "button", class: "wss-quiet wss-clear", hidden: true, tabindex: "-1", "aria-label": `Clear: ${field.label}`, title: "Or press Delete on the question", onclick: action }, "Clear");

// “Clear” is no stop for the Tab key: Delete on the question does the same.
const clears = (e, clear) => { if ((e.key === "Delete" || e.key === "Backspace") && !clear.hidden) { e.preventDefault(); clear.click(); } };

function ticks(field, tools, type) { // radio buttons or checkboxes
  const inputs = field.options.map((o) => h("input", { type, name: tools.id, value: o.id, onchange: read, onkeydown: (e) => clears(e, clear), "aria-keyshortcuts": type === "radio" ? "Delete" : null }));
  const clear = clearButton(field, () => { tools.put(undefined); set(undefined); inputs[0].focus(); });
  function read() {
    const on = inputs.filter((i) => i.checked).map((i) => i.value);
    const answer = !on.length ? undefined : type === "radio" ? on[0] : on;
    clear.hidden = type !== "radio" || answer === undefined;
    tools.put(answer);
  }
  function set(answer) {
    for (const i of inputs) i.checked = type === "radio" ? answer === i.value : (answer || []).includes(i.value);
    clear.hidden = type !== "radio" || answer === undefined;
  }
  const rows = field.options.map((o, i) => h("label", { class: "wss-option" }, inputs[i], h("span", {}, o.name, o.hint ? h("span", { class: "wss-hint" }, " ", o.hint) : null)));
  const brief = field.options.every((o) => !o.hint && o.name.length <= 24); // a few short words: side by side
  return { node: framed(field, tools, h("div", { class: `wss-options${brief ? " wss-brief" : ""}` }, rows, type === "radio" ? clear : null), { role: type === "radio" ? "radiogroup" : null }), set, pick: type === "radio" ? (i) => { inputs[i].checked = true; read(); } : null, focus: () => (inputs.find((i) => i.checked) || inputs[0]).focus() };
}

// Many answers: small chips in a row. What they mean stands once, folded; the meaning of the one chosen is shown.
function chips(field, tools) {
  const meaning = h("p", { class: `wss-small wss-meaning${field.options.some((o) => o.hint) ? "" : " wss-none"}` });
  const inputs = field.options.map((o) => h("input", { type: "radio", name: tools.id, value: o.id, onchange: () => { tools.put(o.id); tell(); }, onkeydown: (e) => clears(e, clear), "aria-keyshortcuts": "Delete", "aria-describedby": o.hint ? `${tools.id}-${o.id}` : null }));
  const clear = clearButton(field, () => { tools.put(undefined); set(undefined); inputs[0].focus(); });
  const tell = () => { const k = inputs.findIndex((i) => i.checked); meaning.textContent = k < 0 ? "" : field.options[k].hint || ""; clear.hidden = k < 0; };
  function set(answer) { for (const i of inputs) i.checked = i.value === answer; tell(); }
  const hints = field.options.some((o) => o.hint)
    ? h("details", { class: "wss-fold" }, h("summary", {}, "What these answers mean"), h("dl", {}, field.options.map((o) => [h("dt", {}, o.name), h("dd", {}, o.hint || "")]))) : null;
  // A pointer over an answer, or the focus on it, shows its meaning before it is taken.
  const show = (o) => () => { meaning.textContent = o.hint || ""; };
  const row = h("div", { class: "wss-chips", onpointerleave: () => tell(), onfocusout: () => tell() }, field.options.map((o, i) => h("label", { class: "wss-chip", onpointerenter: show(o), onfocusin: show(o) }, inputs[i], h("span", {}, o.name), o.hint ? h("span", { id: `${tools.id}-${o.id}`, hidden: true }, o.hint) : null)));
  return { node: framed(field, tools, [row, h("div", { class: "wss-row" }, meaning, clear), hints], { role: "radiogroup" }), set, pick: (i) => { set(field.options[i].id); tools.put(field.options[i].id); }, focus: () => (inputs.find((i) => i.checked) || inputs[0]).focus() };
}

function choice(field, tools) {
  const short = field.options.length <= 9 && field.options.every((o) => o.name.length <= 60); // one click; a list takes two
  const as = field.as === "select" && tools.steps && short ? "chips" : field.as || (field.options.length <= 5 ? "radio" : field.options.length <= 12 ? "chips" : "select");
  if (as === "radio") return ticks(field, tools, "radio");
  if (as === "chips") return chips(field, tools);
  const pick = h("select", { id: tools.id, "aria-describedby": `${field.help ? `${tools.id}-help ` : ""}${tools.id}-result`, onchange: () => tools.put(pick.value || undefined) },
    h("option", { value: "" }, "Choose…"), field.options.map((o) => h("option", { value: o.id }, o.hint ? `${o.name} (${o.hint})` : o.name)));
  return { node: framed(field, tools, pick, { one: tools.id }), set: (answer) => { pick.value = answer ?? ""; }, focus: () => pick.focus() };
}

// The number in a box, or a sentence why it is none.
function readNumber(box, field) {
  const { min = null, max = null } = field, n = box.valueAsNumber;
  if (box.validity.badInput) return "Write a number.";
  if (Number.isNaN(n)) return undefined;
  if ((min !== null && n < min) || (max !== null && n > max)) return min !== null && max !== null ? `Write a number from ${min} to ${max}.` : min !== null ? `Write a number of at least ${min}.` : `Write a number of at most ${max}.`;
  return n;
}

const leaveOnWheel = (e) => e.target.blur(); // turning the wheel over a number box must scroll, not change the answer

function number(field, tools) {
  const problem = h("p", { class: "wss-problem", id: `${tools.id}-problem`, role: "status" });
  const box = h("input", { type: "number", id: tools.id, min: field.min, max: field.max, step: field.step ?? "any", "aria-describedby": [field.help ? `${tools.id}-help` : "", `${tools.id}-problem`, `${tools.id}-result`].join(" ").trim(), oninput: read, onblur: tools.flush, onwheel: leaveOnWheel });
  const none = field.none ? h("input", { type: "checkbox", onchange: () => { box.disabled = none.checked; if (none.checked) tools.put(field.none.id); else read(); } }) : null;
  function read() {
    const n = readNumber(box, field);
    problem.textContent = typeof n === "string" ? n : "";
    tools.put(typeof n === "string" ? undefined : n, REST);
    box.setAttribute("aria-invalid", String(typeof n === "string")); // last: an older result goes with the change
  }
  function set(answer) {
    const isNone = Boolean(none) && answer === field.none.id;
    if (none) none.checked = box.disabled = isNone;
    const typed = readNumber(box, field);
    if (isNone) return;
    if (typeof answer === "number" ? typed !== answer : typeof typed !== "string") box.value = answer ?? ""; // an unfinished "-" or "900" stays
  }
  const row = h("div", { class: "wss-row" }, box, field.unit ? h("span", {}, field.unit) : null, none ? h("label", { class: "wss-option" }, none, h("span", {}, field.none.name)) : null);
  return { node: framed(field, tools, [row, problem], { one: tools.id }), set, focus: () => (box.disabled ? none : box).focus() };
}

function scale(field, tools) {
  const min = field.min ?? 0, max = field.max ?? 100, step = field.step ?? 5;
  const word = (n) => (field.bands || []).find((b) => n <= b.to)?.name || "";
  const says = h("output", { class: "wss-band" });
  const range = h("input", { type: "range", min, max, step, "aria-label": field.label, oninput: () => take(Number(range.value)),
    // the thumb stands in the middle before it is touched; choosing exactly that place fires no input event
    onpointerup: () => take(Number(range.value)), onkeydown: (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); take(Number(range.value)); } else clears(e, clear); }, "aria-keyshortcuts": "Delete", onblur: tools.flush });
  const box = h("input", { type: "number", min, max, step: "any", "aria-label": `${field.label}: write the number`, onblur: tools.flush, onwheel: leaveOnWheel,
    oninput: () => { const n = readNumber(box, { min, max }); if (typeof n === "number") take(n, true); else { tools.put(undefined, REST); show(undefined); } } });
  const clear = clearButton(field, () => { tools.put(undefined); set(undefined); range.focus(); });
  function show(n) {
    const unset = typeof n !== "number";
    range.classList.toggle("wss-unset", unset);
    range.value = unset ? (min + max) / 2 : n;
    const text = unset ? "not answered yet" : [n, word(n)].filter((x) => x !== "").join(": ");
    says.textContent = text;
    range.setAttribute("aria-valuetext", text);
    clear.hidden = unset;
  }
  function take(n, fromBox) { if (!fromBox) box.value = n; show(n); tools.put(n, REST); }
  function set(answer) { show(answer); if (typeof readNumber(box, { min, max }) !== "string" && box.value !== String(answer ?? "")) box.value = answer ?? ""; }
  return { node: framed(field, tools, h("div", { class: "wss-row" }, h("span", { class: "wss-end" }, field.low ?? String(min)), range, h("span", { class: "wss-end" }, field.high ?? String(max)), box, says, clear)), set, focus: () => range.focus() };
}

function typed(field, tools, tag) { // "text" and "line"
  const count = h("p", { class: "wss-small", id: `${tools.id}-count` });
  const box = h(tag, { id: tools.id, rows: tag === "textarea" ? field.rows ?? 4 : null, type: tag === "input" ? "text" : null, maxlength: field.maxlength, dir: "auto", autocomplete: "off",
    placeholder: field.placeholder, "aria-describedby": [field.help ? `${tools.id}-help` : "", `${tools.id}-count`, `${tools.id}-result`].join(" ").trim(),
    oninput: () => { tools.put(box.value.trim() ? box.value : undefined, REST); tell(); }, onblur: tools.flush });
  function tell() {
    const words = box.value.trim() ? box.value.trim().split(/\s+/u).length : 0, left = field.maxlength ? field.maxlength - box.value.length : Infinity;
    count.textContent = (tag === "textarea" ? `${words} ${words === 1 ? "word" : "words"}` : "") + (left <= 60 ? ` ${left} more characters fit.` : "");
  }
  tell();
  const set = (answer) => { if ((answer ?? "") !== box.value && (box.value.trim() || answer)) box.value = answer ?? ""; tell(); }; // same text: the caret stays
  return { node: framed(field, tools, [box, count], { one: tools.id }), set, focus: () => box.focus() };
}

// A row of a list is dragged to its place: with the mouse by any part of it that is no button, with a finger by its grip (the rest scrolls the page).
function draggable(list, { began, moved, back }) {
  let li = null, before = [];
  const free = (e) => !e.button && !e.target.closest("button") && !list.closest("fieldset:disabled") && (e.pointerType !== "touch" || e.target.closest(".wss-grip"));
  const ends = (drop) => () => {
    if (!li) return;
    const row = li, ids = began();
    li = null;
    row.classList.remove("wss-moving");
    if (!drop) back(before); else if (!same(ids, before)) moved(row, ids);
  };
  list.addEventListener("pointerdown", (e) => {
    if (!free(e) || !(li = e.target.closest("li"))) return;
    e.preventDefault(); // or words are selected
    before = began();
    li.classList.add("wss-moving");
    list.setPointerCapture(e.pointerId);
  });
  list.addEventListener("pointermove", (e) => {
    if (!li) return;
    const next = [...list.children].find((row) => { const r = row.getBoundingClientRect(); return row !== li && e.clientY < r.top + r.height / 2; }) ?? null;
    if (next !== li.nextElementSibling) list.insertBefore(li, next);
  });
  list.addEventListener("pointerup", ends(true));
  list.addEventListener("pointercancel", ends(false));
}

function order(field, tools) {
  const list = h("ol", { class: "wss-order-list", onkeydown: (e) => clears(e, clear) });
  const right = h("button", { type: "button", onclick: () => { confirmed(true); tools.put(now()); tools.announce("This order is your answer."); } }, "Keep this order");
  const clear = clearButton(field, () => { tools.put(undefined); set(undefined); right.focus(); });
  const now = () => [...list.children].map((li) => li.dataset.item);
  const confirmed = (yes) => { clear.hidden = !yes; right.hidden = yes; };
  const rows = new Map(field.items.map((item) => {
    const button = (text, step) => h("button", { type: "button", class: "wss-quiet", "aria-label": `${text}: ${item.name}`, onclick: (e) => move(item, step, e.currentTarget) }, text);
    return [item.id, h("li", { "data-item": item.id }, h("span", { class: "wss-grip", "aria-hidden": "true", title: "Drag it to its place" }, "⠿"), h("span", { class: "wss-order-name" }, item.name), h("span", { class: "wss-order-tools" }, button("Up", -1), button("Down", 1)))];
  }));
  function move(item, step, button) {
    const ids = now(), from = ids.indexOf(item.id), to = from + step;
    if (to < 0 || to >= ids.length) return tools.announce(`“${item.name}” is already ${step < 0 ? "first" : "last"}.`);
    ids.splice(to, 0, ...ids.splice(from, 1));
    place(ids);
    button.focus(); // moving a node in the page drops its focus
    confirmed(true);
    tools.announce(`“${item.name}” is now ${to + 1} of ${ids.length}.`);
    tools.put(ids);
  }
  draggable(list, {
    began: now, back: place,
    moved(li, ids) { confirmed(true); tools.put(ids); tools.announce(`“${field.items.find((i) => i.id === li.dataset.item).name}” is now ${ids.indexOf(li.dataset.item) + 1} of ${ids.length}.`); },
  });
  function place(ids) { list.replaceChildren(...ids.filter((id) => rows.has(id)).map((id) => rows.get(id))); }
  function set(answer) {
    const ids = answer || field.items.map((i) => i.id);
    if (!same(ids, now())) place(ids);
    confirmed(answer !== undefined);
  }
  return { node: framed(field, tools, [list, h("div", { class: "wss-row" }, right, clear)]), set, focus: () => list.querySelector("button").focus() };
}

function groups(field, tools) {
  let answer = {};
  const radios = (field.as || (field.groups.length <= 4 ? "radio" : "select")) === "radio";
  const put = (item, group) => { answer = { ...answer, [item]: group }; if (!group) delete answer[item]; clear.hidden = !Object.keys(answer).length; tools.put(Object.keys(answer).length ? answer : undefined); };
  const clear = clearButton(field, () => { tools.put(undefined); set(undefined); rows[0].querySelector("input, select").focus(); });
  const rows = field.items.map((item, k) => {
    const name = h("span", { class: "wss-item-name", id: `${tools.id}-${k}`, lang: item.quote ? tools.lang : null }, item.name);
    if (!radios) {
      return h("div", { class: "wss-group-row", "data-item": item.id }, name, h("select", { "aria-labelledby": `${tools.id}-${k}`, onchange: (e) => put(item.id, e.target.value) },
        h("option", { value: "" }, "Choose…"), field.groups.map((g) => h("option", { value: g.id }, g.name))));
    }
    return h("div", { class: "wss-group-row", "data-item": item.id, role: "radiogroup", "aria-labelledby": `${tools.id}-${k}` }, name,
      h("span", { class: "wss-choices" }, field.groups.map((g) => h("label", { class: "wss-option" }, h("input", { type: "radio", name: `${tools.id}-${k}`, value: g.id, onchange: () => put(item.id, g.id) }), h("span", {}, g.name)))));
  });
  function set(next) {
    answer = { ...next };
    for (const row of rows) {
      const group = answer[row.dataset.item];
      if (radios) for (const i of row.querySelectorAll("input")) i.checked = i.value === group; else row.querySelector("select").value = group ?? "";
    }
    clear.hidden = !Object.keys(answer).length;
  }
  return { node: framed(field, tools, [h("div", { class: "wss-group-rows", onkeydown: (e) => clears(e, clear) }, rows), clear]), set, focus: () => rows[0].querySelector("input, select").focus() };
}

export const FIELD_KINDS = { choice, number, scale, order, groups, many: (f, t) => ticks(f, t, "checkbox"), text: (f, t) => typed(f, t, "textarea"), line: (f, t) => typed(f, t, "input") };
