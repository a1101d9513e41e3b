import assert from "node:assert/strict";
import { test } from "node:test";
import { cut } from "./article.js";
import { patternOf, ranked } from "./feedback.js";

const some = (kind, n, more = {}) => Array.from({ length: n }, () => ({ kind, ...more }));
const text = (items, marked) => patternOf(items, { byKind: true, marked });

test("the pattern is named from what was marked and what readers marked", () => {
  assert.equal(text([...some("found", 8), ...some("miss", 4), ...some("false_alarm", 9)], 17), "You marked 17 places; readers marked 12: look at what readers left alone.");
  assert.match(text([...some("found", 2), ...some("miss", 3)], 2), /readers marked 5: read once more for what you passed over/);
  assert.match(text([...some("found", 1), ...some("wrong_label", 3)], 4), /look at the labels/);
  assert.match(text([...some("found", 1), ...some("boundary", 2)], 3), /where a mark begins and ends/);
});

test("a fair word rightly left alone is no mark of the readers, and nothing is said where all is found", () => {
  assert.equal(text([...some("found", 3), ...some("found", 5, { outcome: "spared" })], 3), "");
  assert.match(text([...some("found", 3), ...some("found", 5, { outcome: "spared" }), ...some("miss", 1)], 3), /You marked 3 places; readers marked 4/);
});

test("a form names the questions to look at again", () => {
  const items = [{ kind: "right", field: "a" }, { kind: "wrong", field: "b" }, { kind: "miss", field: "c" }], numbers = { a: 1, b: 2, c: 7 };
  assert.equal(patternOf(items, { byKind: false, numberOf: (f) => numbers[f] }), "Look again at questions 2 and 7; the rest is right.");
  assert.equal(patternOf(items.slice(1), { byKind: false, numberOf: (f) => numbers[f] }), "Look again at questions 2 and 7.");
  assert.equal(patternOf(items.slice(0, 1), { byKind: false, numberOf: (f) => numbers[f] }), "");
});

test("the first three explanations are of different kinds where there are several", () => {
  const { open, good } = ranked([...some("found", 1), ...some("miss", 5), ...some("false_alarm", 5), ...some("boundary", 1)], { byKind: true });
  assert.deepEqual(open.slice(0, 3).map((i) => i.kind), ["false_alarm", "miss", "boundary"]);
  assert.deepEqual([open.length, good.length], [11, 1]);
});

test("a form’s explanations stand in the order of its questions", () => {
  const numbers = { a: 2, b: 1 };
  assert.deepEqual(ranked([{ kind: "wrong", field: "a" }, { kind: "wrong", field: "b" }], { byKind: false, numberOf: (f) => numbers[f] }).open.map((i) => i.field), ["b", "a"]);
});

test("what is asked about is cut out by code points", () => {
  assert.deepEqual(cut({ start: 10, text: "😱 It fell." }, [[12, 14], [13, 19]]), [["😱 ", false], ["It", true], [" fell", true], [".", false]]);
  assert.deepEqual(cut({ start: 10, text: "It fell." }, [[0, 5]]), [["It fell.", false]]);
});
