// The text as numbers. On the wire: code points of the article (Python's `text[start:end]`), end exclusive.
// In the page: UTF-16 units of the passage.

import { same } from "./dom.js";

export function places(text, offset) {
  const unitOf = [0];
  for (const point of text) unitOf.push(unitOf[unitOf.length - 1] + point.length);
  const pointOf = new Map(unitOf.map((unit, point) => [unit, point]));
  return {
    unit: (articlePoint) => unitOf[Math.max(0, Math.min(articlePoint - offset, unitOf.length - 1))],
    point(unit) { while (!pointOf.has(unit)) unit--; return pointOf.get(unit) + offset; },
  };
}

// Words and single signs, without blanks: [start, end, isWord]. Chrome, Safari, Firefox ≥ 125 segment by language.
export function tokens(text, lang) {
  if (!Intl.Segmenter) return [...text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s]/gu)].map((m) => [m.index, m.index + m[0].length, /[\p{L}\p{N}]/u.test(m[0])]);
  let segmenter;
  try { segmenter = new Intl.Segmenter(lang || "en", { granularity: "word" }); } catch { segmenter = new Intl.Segmenter("en", { granularity: "word" }); }
  return [...segmenter.segment(text)].filter((s) => s.segment.trim()).map((s) => [s.index, s.index + s.segment.length, Boolean(s.isWordLike)]);
}

// A selection grows to whole words; a comma or quotation mark at its edge stays only if it was selected too.
// A bare caret means the word it stands in.
export function snapTo(all, [a, b]) {
  const hit = all.filter(([s, e, word]) => (a === b ? word && s <= a && a <= e : s < b && e > a));
  if (!hit.some((token) => token[2])) return null;
  return a === b ? hit[hit.length - 1].slice(0, 2) : [hit[0][0], hit[hit.length - 1][1]];
}

// Where typed words occur: any case, straight or curly quotation marks, any blank.
export function occurrences(text, all, typed) {
  const want = typed.trim();
  if (!want) return [];
  const pattern = want.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/['‘’]/g, "['‘’]").replace(/["“”„]/g, "[\"“”„]").replace(/\s+/g, "\\s+");
  const found = [...text.matchAll(new RegExp(pattern, "giu"))].map((m) => [m.index, m.index + m[0].length]);
  const whole = found.filter((r) => same(snapTo(all, r), r)); // "ear" is not meant to find "year" if "ear" occurs
  return whole.length ? whole : found.map((r) => snapTo(all, r)).filter(Boolean);
}

const ABBREVIATED = /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|No|vs|U\.S|U\.K|U\.N|e\.g|i\.e|a\.m|p\.m|\p{Lu})\.[”"’]?$/u;

// The sentences of a passage as [start, end] in UTF-16 units; none where there is only one. A sentence does not end after
// “Mr.”, nor before a small letter (“Where?” she asked.).
export function sentencesOf(text, lang) {
  if (typeof Intl === "undefined" || !Intl.Segmenter) return [];
  let segmenter;
  try { segmenter = new Intl.Segmenter(lang || "en", { granularity: "sentence" }); } catch { segmenter = new Intl.Segmenter("en", { granularity: "sentence" }); }
  const found = [];
  for (const { segment, index } of segmenter.segment(text)) {
    if (!segment.trim()) continue;
    const start = index + segment.length - segment.trimStart().length, end = index + segment.trimEnd().length, last = found[found.length - 1];
    const goesOn = last && !text.slice(last[1], start).includes("\n") && (/^\p{Ll}/u.test(text.slice(start)) || ABBREVIATED.test(text.slice(...last)));
    if (goesOn) last[1] = end; else found.push([start, end]);
  }
  return found.length > 1 ? found : [];
}

// Where words of one selection may be two: [[start, end], [start, end]] around the one word that joins them, else null. Units of `words`.
export function joined(words, joins) {
  const found = joins.flatMap((join) => [...words.matchAll(new RegExp(`\\s${join.replace(/ /g, "\\s")}\\s`, "giu"))]);
  if (found.length !== 1) return null;
  const at = found[0].index, after = at + found[0][0].length;
  const both = [[0, words.slice(0, at).trimEnd().replace(/,$/, "").length], [after, words.length]];
  return both.every(([a, b]) => /[\p{L}\p{N}]/u.test(words.slice(a, b))) ? both : null;
}
