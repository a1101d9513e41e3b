import assert from "node:assert/strict";
import { test } from "node:test";
import { HOLD, RESTED, STALE, makeAnnouncer } from "./announcer.js";

function clock() {
  let time = 0, jobs = [], id = 0;
  return {
    now: () => time,
    later(f, ms) { jobs.push({ id: ++id, at: time + ms, f }); return id; },
    cancel(one) { jobs = jobs.filter((j) => j.id !== one); },
    pass(ms) {
      const end = time + ms;
      for (;;) {
        const due = jobs.filter((j) => j.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        jobs = jobs.filter((j) => j !== due);
        time = due.at;
        due.f();
      }
      time = end;
    },
    left: () => jobs.length,
  };
}

function start() {
  const said = [], t = clock();
  return { said, t, a: makeAnnouncer((text) => said.push(text), t) };
}

test("one sentence after the other, each held", () => {
  const { said, t, a } = start();
  a.say("one");
  a.say("two");
  assert.deepEqual(said, ["one"]);
  t.pass(HOLD);
  assert.deepEqual(said, ["one", "two"]);
});

test("a remark gives way, and a stale sentence is cleared", () => {
  const { said, t, a } = start();
  a.say("one");
  a.remark("where the caret stands");
  t.pass(HOLD + 1);
  a.remark("later");
  assert.deepEqual(said, ["one", "later"]);
  t.pass(HOLD + STALE);
  assert.equal(said.at(-1), "");
});

test("Saved is said once the changes rest, and not after a change that waits", () => {
  const { said, t, a } = start();
  a.saved("Saved.");
  t.pass(RESTED / 2);
  a.saved("Saved.");
  t.pass(RESTED - 1);
  assert.deepEqual(said, []);
  a.notSaved();
  t.pass(RESTED);
  assert.deepEqual(said, []);
});

test("nothing runs after the end", () => {
  const { t, a } = start();
  a.say("one");
  a.saved("Saved.");
  a.destroy();
  assert.equal(t.left(), 0);
});
