import { expect, test } from "vitest";
import { createRecentWork } from "../../src/fairness/recent-work.ts";

const HOUR_MS = 60 * 60 * 1000;

test("what was made in the future is too old: the clock went back", () => {
  let now = new Date("2026-03-01T12:00:00Z");
  const work = createRecentWork<string>({ now: () => now });
  work.keep({ key: "a", version: "1" }, "value");
  now = new Date("2026-03-01T11:00:00Z");
  expect(work.find({ key: "a", version: "1" })).toBeUndefined();
});

test("what was worked out is found under its key, as long as its version is the one of now", () => {
  const { recent } = createAt();
  recent.keep({ key: "a", version: "1" }, "one");
  expect(recent.find({ key: "a", version: "1" })).toBe("one");
  expect(recent.find({ key: "b", version: "1" })).toBeUndefined();
  expect(recent.find({ key: "a", version: "2" })).toBeUndefined();
});

test("of a version that is over nothing comes back", () => {
  const { recent } = createAt();
  recent.keep({ key: "a", version: "1" }, "one");
  recent.find({ key: "a", version: "2" });
  expect(recent.find({ key: "a", version: "1" })).toBeUndefined();
});

test("after an hour it is worked out anew, however often it was found", () => {
  const { recent, wait } = createAt();
  recent.keep({ key: "a", version: "1" }, "one");
  wait(HOUR_MS - 1);
  expect(recent.find({ key: "a", version: "1" })).toBe("one");
  wait(1);
  expect(recent.find({ key: "a", version: "1" })).toBeUndefined();
});

test("of too many the one goes that was longest not asked for", () => {
  const { recent } = createAt();
  const idOf = (index: number) => ({ key: `${index}`, version: "1" });
  for (let index = 0; index < 256; index += 1) recent.keep(idOf(index), `${index}`);
  recent.find(idOf(0));
  recent.keep(idOf(256), "256");
  expect([0, 1, 2, 256].map((index) => recent.find(idOf(index)))).toEqual(["0", undefined, "2", "256"]);
});

function createAt() {
  let nowMs = 0;
  const recent = createRecentWork<string>({ now: () => new Date(nowMs) });
  return {
    recent,
    wait(ms: number) {
      nowMs += ms;
    },
  };
}
