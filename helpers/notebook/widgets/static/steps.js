// How a form is cut into steps: one question, or one source with its few questions, at a time. Nothing of the page in here.

const MOST = 6, FEW = 3, TEXTS = 4, TICKS = 4; // questions on one step; of a longer row; of a row of texts; of ticks, which no next question can follow by itself
const words = (block) => (block.body || []).reduce((n, part) => n + (part.text || "").length, 0);

// Fields of a block that belong together: a field with other quoted words than before begins a new group; what only adds to
// a question (how sure?) stays with it.
export function groupsOf(fields) {
  const quotes = new Set(fields.filter((f) => f.quote).map((f) => f.quote)), required = fields.filter((f) => !f.optional && f.kind !== "scale");
  if (quotes.size < 2 && required.length <= MOST) return fields.length ? [fields] : [];
  if (required.length <= TICKS && required.every((f) => f.kind === "many")) return [fields];
  const groups = [], few = required.every((f) => f.kind === "text") ? TEXTS : FEW, pieces = Math.ceil(required.length / few); // ten are 3, 3, 2 and 2
  const full = (n) => Math.floor(required.length / pieces) + (n < required.length % pieces ? 1 : 0); // so many in group n
  for (const field of fields) {
    const last = groups[groups.length - 1], quote = last?.find((f) => f.quote)?.quote;
    const joins = last && (field.optional || field.kind === "scale" || (quotes.size >= 2 ? (field.quote ?? quote) === quote : last.filter((f) => required.includes(f)).length < full(groups.length - 1)));
    if (joins) last.push(field); else groups.push([field]);
  }
  return groups;
}

// [{block, fields: ids}]. Blocks without questions are context for what follows.
export function stepsOf(blocks) {
  const steps = [];
  for (const block of blocks) {
    const groups = groupsOf(block.fields || []);
    for (const fields of groups) steps.push({ block, fields: fields.map((f) => f.id) });
  }
  return steps;
}

// Blocks that hold no question: a short one stands open over every step, a long one is folded.
export const contextOf = (blocks) => blocks.filter((b) => !(b.fields || []).length).map((block) => ({ block, open: words(block) <= 500 }));

// What a step is called: a question where each has one, else a step, for “Question 3 of 8” over three questions counts nothing.
const asks = (s) => s.block.fields.filter((f) => s.fields.includes(f.id) && !f.optional && f.kind !== "scale").length;
export const nounOf = (steps) => (steps.every((s) => asks(s) <= 1) ? "Question" : "Step");

// A short name for a step: “Claim A” where its question begins so, else its number.
export function shortName(step, index) {
  const first = step.block.fields.find((f) => f.id === step.fields[0]);
  return (asks(step) > 1 ? null : /^(?:Claim|Version|Line|Repair|Card) [A-Z0-9]{1,2}\b/.exec(first?.label || ""))?.[0] ?? String(index + 1);
}

// Earlier answers about the same quoted words: [{label, answer}], in the order of the page.
export function earlierAnswers(blocks, field, answers) {
  if (!field.quote) return [];
  const found = [];
  for (const one of blocks.flatMap((b) => b.fields || [])) {
    if (one.id === field.id) break;
    if (one.quote === field.quote && one.kind === "choice" && answers[one.id] !== undefined) found.push({ label: one.label, answer: one.options.find((o) => o.id === answers[one.id])?.name ?? "" });
  }
  return found;
}
