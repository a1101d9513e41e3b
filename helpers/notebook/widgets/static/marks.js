// The marks of one exercise and what can be undone. Nothing of the page in here. Places are code points of the article.

const inOrder = (some) => [...some].sort((x, y) => x.start - y.start || x.end - y.end || (x.label < y.label ? -1 : x.label > y.label ? 1 : 0));
const freshId = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 6);

// The shortest of marks that overlap; of two that are as long, the later.
export const innermost = (some) => some.reduce((m, s) => (!m || s.end - s.start <= m.end - m.start ? s : m), null);

export function makeMarks({ attributes = [], newId = freshId } = {}) {
  let spans = [], past = [];
  const commit = (next) => { past.push(spans); spans = inOrder(next); };
  const edit = (id, change) => commit(spans.map((s) => (s.id === id ? change(s) : s)));
  return {
    all: () => spans,
    find: (id) => spans.find((s) => s.id === id) || null,
    // A value from outside: what could be undone belonged to another list.
    load(next, isSame) { const sorted = inOrder(next); if (!isSame(sorted, spans)) past = []; spans = sorted; },
    // Marks that touch a stretch; for a bare caret (a = b) those that hold it, their edges included.
    touching: (a, b) => spans.filter((s) => (a === b ? s.start <= a && s.end >= a : s.start < b && s.end > a)),
    exactly: (a, b) => spans.filter((s) => s.start === a && s.end === b),
    add(start, end, label) {
      const attrs = Object.fromEntries(attributes.filter((a) => a.default).map((a) => [a.id, a.default]));
      const mark = { id: newId(), start, end, label, attrs };
      commit([...spans, mark]);
      return mark;
    },
    relabel(id, label) { edit(id, (s) => ({ ...s, label })); },
    setAttribute(id, attribute, option) {
      edit(id, (s) => { const attrs = { ...s.attrs }; if (option) attrs[attribute] = option; else delete attrs[attribute]; return { ...s, attrs }; });
    },
    remove(ids) { commit(spans.filter((s) => !ids.includes(s.id))); },
    // One mark becomes several with its label, in one step that can be undone.
    split(id, places) { const old = this.find(id); commit([...spans.filter((s) => s.id !== id), ...places.map(([start, end]) => ({ ...old, id: newId(), start, end }))]); },
    undo() { if (!past.length) return false; spans = past.pop(); return true; },
    canUndo: () => past.length > 0,
    // What is still to be said about a mark: the attributes without a value.
    missing: (mark) => attributes.filter((a) => !a.optional && !(mark.attrs || {})[a.id]),
    unfinished() { return spans.filter((s) => this.missing(s).length); },
  };
}
