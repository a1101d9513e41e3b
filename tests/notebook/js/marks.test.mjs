import assert from "node:assert/strict";
import { test } from "node:test";
import { innermost, makeMarks } from "./marks.js";

const VOICE = { id: "voice", options: [{ id: "quote" }], default: null }, STRONG = { id: "strong", options: [{ id: "low" }], default: "low" };
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const made = () => { let n = 0; return makeMarks({ attributes: [VOICE, STRONG], newId: () => `m${++n}` }); };

test("marks stand in the order of the text, with defaults set", () => {
  const marks = made();
  marks.add(10, 14, "b");
  marks.add(2, 8, "a");
  assert.deepEqual(marks.all().map((s) => [s.start, s.label, s.attrs]), [[2, "a", { strong: "low" }], [10, "b", { strong: "low" }]]);
});

test("a mark is finished when nothing is left to choose", () => {
  const marks = made(), one = marks.add(0, 3, "a");
  assert.deepEqual(marks.missing(one).map((a) => a.id), ["voice"]);
  marks.setAttribute(one.id, "voice", "quote");
  assert.equal(marks.unfinished().length, 0);
  marks.setAttribute(one.id, "voice", "");
  assert.equal(marks.unfinished().length, 1);
});

test("another label keeps the mark, its place and what was chosen", () => {
  const marks = made(), one = marks.add(0, 3, "a");
  marks.setAttribute(one.id, "voice", "quote");
  marks.relabel(one.id, "b");
  assert.deepEqual(marks.all(), [{ id: one.id, start: 0, end: 3, label: "b", attrs: { strong: "low", voice: "quote" } }]);
});

test("every change can be undone, and a value from outside ends that", () => {
  const marks = made(), one = marks.add(0, 3, "a");
  marks.relabel(one.id, "b");
  marks.remove([one.id]);
  for (const left of [1, 1, 0]) { assert.ok(marks.undo()); assert.equal(marks.all().length, left); }
  assert.ok(!marks.undo());
  marks.add(0, 3, "a");
  marks.load([{ id: "z", start: 5, end: 6, label: "a", attrs: {} }], same);
  assert.ok(!marks.canUndo());
  marks.add(0, 3, "a");
  marks.load([...marks.all()], same);
  assert.ok(marks.canUndo(), "the same value again takes nothing away");
});

test("under a caret, edges count; the innermost of overlapping marks is meant", () => {
  const marks = made();
  marks.add(0, 20, "a");
  marks.add(5, 9, "b");
  assert.deepEqual(marks.touching(9, 9).map((s) => s.label), ["a", "b"]);
  assert.equal(innermost(marks.touching(7, 7)).label, "b");
  assert.deepEqual(marks.touching(9, 12).map((s) => s.label), ["a"]);
  assert.equal(innermost([]), null);
});

test("one mark becomes two with its label, and one undo brings it back", () => {
  const marks = made(), one = marks.add(0, 20, "a");
  marks.setAttribute(one.id, "voice", "quote");
  marks.split(one.id, [[0, 8], [13, 20]]);
  assert.deepEqual(marks.all().map((s) => [s.start, s.end, s.label, s.attrs.voice]), [[0, 8, "a", "quote"], [13, 20, "a", "quote"]]);
  assert.equal(new Set(marks.all().map((s) => s.id)).size, 2);
  marks.undo();
  assert.deepEqual(marks.all().map((s) => s.id), [one.id]);
});
