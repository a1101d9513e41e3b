// “How sure are you?” is asked only of those who like it: folded, and open under all questions of the exercise once it was opened under one.

import { h } from "./dom.js";

export function howSure() {
  const folds = [];
  return {
    open: () => folds.some((f) => f.open),
    fold(node) {
      const fold = h("details", { class: "wss-fold wss-sure", ontoggle: () => { for (const f of folds) f.open = fold.open; } }, h("summary", {}, "How sure are you? (if you like)"), node);
      folds.push(fold);
      return fold;
    },
    show() { for (const f of folds) f.open = true; },
  };
}
