// What is said to a screen reader, one sentence after the other. A sentence that came is never overwritten before it could be
// heard; a passing remark (where the caret stands) gives way to it; nothing stale stays to be found later.

export const HOLD = 700, STALE = 15000, RESTED = 2500; // ms

export function makeAnnouncer(write, { now = () => Date.now(), later = setTimeout, cancel = clearTimeout } = {}) {
  let queue = [], timer = 0, clearing = 0, quietUntil = 0, saved = 0;
  function next() {
    timer = 0;
    cancel(clearing);
    const text = queue.shift();
    if (text === undefined) { clearing = later(() => write(""), STALE); return; }
    write(text);
    quietUntil = now() + HOLD;
    timer = later(next, HOLD);
  }
  return {
    say(text) {
      if (!text) return;
      queue = [...queue.filter((q) => q !== text), text].slice(-3); // many at once: the latest three
      if (!timer) next();
    },
    remark(text) { if (text && !timer && now() >= quietUntil) this.say(text); },
    // “Saved” comes once the learner rests, not after every key
    saved(text) { cancel(saved); saved = later(() => this.say(text), RESTED); },
    notSaved() { cancel(saved); },
    destroy() { for (const t of [timer, clearing, saved]) cancel(t); queue = []; },
  };
}
