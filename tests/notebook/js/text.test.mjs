import assert from "node:assert/strict";
import { test } from "node:test";
import { joined, occurrences, places, sentencesOf, snapTo, tokens } from "./text.js";

test("code points and UTF-16 units are turned into each other, from an offset on", () => {
  const text = "a 😱 b 👩‍👩‍👧 c", at = places(text, 57);
  for (let unit = 0, point = 57; unit < text.length; point++) {
    assert.equal(at.unit(point), unit);
    assert.equal(at.point(unit), point);
    unit += String.fromCodePoint(text.codePointAt(unit)).length;
  }
});

test("a selection grows to whole words; a bare caret is the word it stands in", () => {
  const text = "A source said.", all = tokens(text, "en");
  assert.deepEqual(snapTo(all, [3, 10]), [2, 13]);
  assert.deepEqual(snapTo(all, [4, 4]), [2, 8]);
  assert.equal(snapTo(all, [13, 14]), null);
});

test("typed words are found in any case and with any quotation marks", () => {
  const text = "“Nobody was hurt,” she said. A year ago", all = tokens(text, "en");
  assert.deepEqual(occurrences(text, all, '"nobody WAS hurt,"'), [[0, 18]]);
  assert.deepEqual(occurrences(text, all, "ear"), [[31, 35]]);
});

test("a sentence does not end after Mr. nor before a small letter, and ends with its paragraph", () => {
  const text = "Mr. Ash left. “Where?” she asked.\nThe U.S. Army spoke. No headline";
  assert.deepEqual(sentencesOf(text, "en").map(([a, b]) => text.slice(a, b)), ["Mr. Ash left.", "“Where?” she asked.", "The U.S. Army spoke.", "No headline"]);
  assert.deepEqual(sentencesOf("One only.", "en"), []);
});

test("words that may be two sources are cut at the one word that joins them", () => {
  const joins = ["and", "as well as"];
  const cut = (words) => joined(words, joins)?.map(([a, b]) => words.slice(a, b)) ?? null;
  assert.deepEqual(cut("a driver and two guards"), ["a driver", "two guards"]);
  assert.deepEqual(cut("a driver, as\nwell as his brother"), ["a driver", "his brother"]);
  assert.equal(cut("a driver, a nurse and a guard and another"), null); // more than two: nobody can say where
  for (const one of ["brand andirons", "and a guard", "a driver and", "a sandy road"]) assert.equal(cut(one), null, one);
});
