// Which cells may run by themselves when a page is opened. The whole safety of opening a stranger's notebook stands here, so the form is exact:
//     from helpers.classroom import exercise; exercise("q1")
// one known verb, plain names in double quotes, one space where one stands, nothing before, between or after. Not trimmed, not normalised.

/** Verbs that only show something. What marks, solves or prints a text for the teacher is run by hand. */
export const OPENING = ["exercise", "article", "bring", "choose_article", "figure", "hand_in", "precision_recall", "suggestions"];
/** The kit's other cells: not run here, but their code is no more for learners than the rest. */
export const BY_HAND = ["points", "written", "solve"];

const LINE = /^from helpers\.classroom import ([a-z_]{1,32}); \1\(((?:"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"(?:, |(?=\))))*)\)$/;

/** {verb, args} of a cell that is a line of this kit, or null. */
export function readLine(source) {
  const found = typeof source === "string" && source.length < 500 ? LINE.exec(source) : null;
  if (!found || found[2].endsWith(", ")) return null;
  return { verb: found[1], args: [...found[2].matchAll(/"([^"]+)"/g)].map((m) => m[1]) };
}

/** Whether a cell with this source may run by itself. */
export function runsByItself(source) {
  const line = readLine(source);
  return line !== null && OPENING.includes(line.verb);
}

/** Whether a cell belongs to the kit, so that learners need not see its code. */
export function isOurs(source) {
  const line = readLine(source);
  return line !== null && (OPENING.includes(line.verb) || BY_HAND.includes(line.verb));
}

// Where other people's work lies: opening it must leave it as it is (a hand-in page writes a file beside itself).
const NOT_HERE = ["submitted", "autograded", "feedback", "solutions", "source"];

/** Whether pages at this path (with slashes) open by themselves. */
export function opensHere(path) {
  return !String(path).split("/").slice(0, -1).some((part) => NOT_HERE.includes(part));
}
