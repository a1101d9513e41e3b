import assert from "node:assert/strict";
import { test } from "node:test";
import { digitOf, isKept, isSave, letterOf } from "./keys.js";

const key = (key, code = "", more = {}) => ({ key, code, getModifierState: (m) => Boolean(more[m]), ...more });

test("a digit is the place of the key, on every keyboard", () => {
  assert.equal(digitOf(key("&", "Digit1")), "1");
  assert.equal(digitOf(key("à", "Digit0")), "0");
  assert.equal(digitOf(key("٣", "Digit3")), "3");
  assert.equal(digitOf(key("٣")), "3");
  assert.equal(digitOf(key("7", "Numpad7")), "7");
});

test("the number pad without Num Lock, letters and signs are no digits", () => {
  for (const k of [key("Home", "Numpad7"), key("a", "KeyA"), key("-", "Minus"), key("Enter", "NumpadEnter")]) assert.equal(digitOf(k), null);
});

test("a letter is what is typed, or its place where no Latin letters are typed", () => {
  assert.equal(letterOf(key("q", "KeyA")), "q"); // AZERTY
  assert.equal(letterOf(key("ы", "KeyS")), "s");
  assert.equal(letterOf(key("Shift", "ShiftLeft")), null);
});

test("letters, digits and arrows stay; shortcuts of browser and Jupyter go", () => {
  for (const k of [key("x"), key("0"), key("Escape"), key("ArrowDown"), key("Enter"), key("Delete")]) assert.ok(isKept(k), k.key);
  for (const k of [key("s", "KeyS", { ctrlKey: true }), key("s", "KeyS", { metaKey: true }), key("F5"), key("Tab"), key("Enter", "Enter", { shiftKey: true })]) assert.ok(!isKept(k), k.key);
});

test("what would change the notebook stays, though it has a modifier", () => {
  for (const k of [key("z", "KeyZ", { ctrlKey: true }), key("ArrowUp", "ArrowUp", { ctrlKey: true, shiftKey: true }), key("Enter", "Enter", { altKey: true })]) assert.ok(isKept(k), k.key);
  assert.ok(isKept(key("Enter", "Enter", { shiftKey: true }), { typing: true }));
  assert.ok(isKept(key("c", "KeyC", { ctrlKey: true }), { text: true }));
  assert.ok(isKept(key("@", "KeyQ", { ctrlKey: true, altKey: true, AltGraph: true }), { typing: true }));
});

test("saving is Ctrl+S or Cmd+S, also on a Russian keyboard", () => {
  assert.ok(isSave(key("ы", "KeyS", { ctrlKey: true })) && isSave(key("s", "KeyS", { metaKey: true })));
  assert.ok(!isSave(key("s", "KeyS", { ctrlKey: true, shiftKey: true })) && !isSave(key("s", "KeyS")));
});
