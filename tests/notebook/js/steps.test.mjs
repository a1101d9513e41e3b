import assert from "node:assert/strict";
import { test } from "node:test";
import { contextOf, earlierAnswers, groupsOf, nounOf, shortName, stepsOf } from "./steps.js";

const field = (id, more = {}) => ({ id, kind: "choice", label: id, options: [{ id: "yes", name: "Yes" }], ...more });
const ids = (groups) => groups.map((g) => g.map((f) => f.id));

test("one source with its few questions is one step", () => {
  assert.deepEqual(ids(groupsOf([field("a"), field("b"), field("c")])), [["a", "b", "c"]]);
});

test("questions about other words are steps of their own, how sure stays with its verdict", () => {
  const fields = [field("a", { quote: "x" }), field("a-sure", { kind: "scale", optional: true }), field("b", { quote: "y" }), field("b-sure", { kind: "scale" })];
  assert.deepEqual(ids(groupsOf(fields)), [["a", "a-sure"], ["b", "b-sure"]]);
});

test("more questions than fit on a step come a few at a time, in even steps", () => {
  assert.deepEqual(groupsOf([..."abcdefgh"].map((id) => field(id))).map((g) => g.length), [3, 3, 2]);
  assert.deepEqual(groupsOf([..."abcdefghij"].map((id) => field(id))).map((g) => g.length), [3, 3, 2, 2]);
  assert.deepEqual(ids(groupsOf([..."abcdefg"].map((id) => field(id, { optional: id === "d" })))), [["a", "b", "c", "d", "e", "f", "g"]]);
});

test("every question is on exactly one step, whatever the form", () => {
  const blocks = [{ id: "0", body: [], fields: [] }, { id: "1", fields: [field("a"), field("b", { quote: "q" })] }, { id: "2", fields: [..."cdefghi"].map((id) => field(id, { optional: id === "d" })) }];
  assert.deepEqual(stepsOf(blocks).flatMap((s) => s.fields), [..."abcdefghi"]);
});

test("a block without questions is context, folded where it is long", () => {
  const block = (n) => ({ id: "c", body: [{ kind: "p", text: "x".repeat(n) }], fields: [] });
  assert.deepEqual(contextOf([block(100), block(900), { id: "f", fields: [field("a")] }]).map((c) => c.open), [true, false]);
});

test("a step is named by its claim, else by its number", () => {
  const block = { fields: [field("a", { label: "Claim A on 12 March: your verdict" }), field("b", { label: "Claims about it" })] };
  assert.equal(shortName({ block, fields: ["a"] }, 4), "Claim A");
  assert.equal(shortName({ block, fields: ["b"] }, 4), "5");
});

test("earlier answers about the same words are recalled, later ones are not", () => {
  const blocks = [{ fields: [field("a", { quote: "x" }), field("b", { quote: "y" })] }, { fields: [field("c", { quote: "x" })] }];
  const answers = { a: "yes", b: "yes", c: "yes" };
  assert.deepEqual(earlierAnswers(blocks, blocks[1].fields[0], answers), [{ label: "a", answer: "Yes" }]);
  assert.deepEqual(earlierAnswers(blocks, blocks[0].fields[0], answers), []);
});

test("ticks stay together, for no next question can come by itself; texts are four at a time", () => {
  const ticks = [..."abcd"].map((id) => field(id, { kind: "many", quote: id }));
  assert.deepEqual(groupsOf(ticks).map((g) => g.length), [4]);
  assert.deepEqual(groupsOf([..."abcdefg"].map((id) => field(id, { kind: "text" }))).map((g) => g.length), [4, 3]);
});

test("a step of several questions is called no question", () => {
  const block = (...fields) => ({ id: "x", fields });
  assert.equal(nounOf(stepsOf([block(field("a"), field("a-sure", { kind: "scale", optional: true })), block(field("b"))])), "Question");
  assert.equal(nounOf(stepsOf([block(field("a"), field("b")), block(field("c"))])), "Step");
});

test("a step about several claims is not called by the first", () => {
  const fields = ["B", "C"].map((c) => field(c, { kind: "many", label: `Claim ${c}: which cards?`, quote: c }));
  assert.equal(shortName(stepsOf([{ id: "back", fields }])[0], 18), "19");
  assert.equal(shortName(stepsOf([{ id: "back", fields: fields.slice(0, 1) }])[0], 18), "Claim B");
});
