import { expect, test } from "vitest";
import { createSharedWork } from "../../src/fairness/shared-work.ts";

const NEVER = new AbortController().signal;

test("equal work under way is done once, and everyone gets its value", async () => {
  const { join, works, finish } = createTestWork();
  const callers = [join("a"), join("a"), join("b")];
  expect(works.map(({ key }) => key)).toEqual(["a", "b"]);
  finish(0, "first");
  finish(1, "second");
  expect(await Promise.all(callers)).toEqual(["first", "first", "second"]);
});

test("work that is over is not given again", async () => {
  const { join, works, finish } = createTestWork();
  const first = join("a");
  finish(0, "old");
  await first;
  const second = join("a");
  finish(1, "new");
  expect([await second, works.length]).toEqual(["new", 2]);
});

test("a caller who joins late hears every step, once and in order", async () => {
  const { join, step, finish } = createTestWork();
  const heard: [string[], string[]] = [[], []];
  const early = join("a", { onStep: (each) => heard[0].push(each) });
  step(0, "one");
  const late = join("a", { onStep: (each) => heard[1].push(each) });
  step(0, "two");
  finish(0, "done");
  await Promise.all([early, late]);
  expect(heard).toEqual([
    ["one", "two"],
    ["one", "two"],
  ]);
});

test("a caller who leaves hears no more, and does not stop the work for the others", async () => {
  const { join, works, step, finish } = createTestWork();
  const leaver = new AbortController();
  const heard: string[] = [];
  const left = join("a", { signal: leaver.signal, onStep: (each) => heard.push(each) });
  const stays = join("a");
  leaver.abort(new Error("gone"));
  await expect(left).rejects.toThrow("gone");
  step(0, "unheard");
  expect([heard, works[0]?.signal.aborted]).toEqual([[], false]);
  finish(0, "value");
  expect(await stays).toBe("value");
});

test("the last caller who leaves stops the work, and the next one begins anew", async () => {
  const { join, works, finish } = createTestWork();
  const leaver = new AbortController();
  const callers = [join("a", { signal: leaver.signal }), join("a", { signal: leaver.signal })];
  leaver.abort(new Error("gone"));
  for (const caller of callers) await expect(caller).rejects.toThrow("gone");
  expect(works[0]?.signal.aborted).toBe(true);
  const next = join("a");
  finish(1, "again");
  expect(await next).toBe("again");
});

test("work that fails fails for everyone, and can be tried again", async () => {
  const { join, fail, finish } = createTestWork();
  const callers = [join("a"), join("a")];
  fail(0, new Error("the disk is full"));
  for (const caller of callers) await expect(caller).rejects.toThrow("the disk is full");
  const next = join("a");
  finish(1, "again");
  expect(await next).toBe("again");
});

/** Shared work that goes on when the test says so, by its number. */
function createTestWork() {
  const shared = createSharedWork<string, string>();
  const works: {
    readonly key: string;
    readonly signal: AbortSignal;
    readonly onStep: (step: string) => void;
    readonly result: PromiseWithResolvers<string>;
  }[] = [];
  return {
    works,
    join: (key: string, { signal = NEVER, onStep = (_step: string) => {} } = {}) =>
      shared.join({
        key,
        signal,
        onStep,
        work(workSignal, onWorkStep) {
          const result = Promise.withResolvers<string>();
          works.push({ key, signal: workSignal, onStep: onWorkStep, result });
          return result.promise;
        },
      }),
    step: (index: number, step: string) => works[index]?.onStep(step),
    finish: (index: number, value: string) => works[index]?.result.resolve(value),
    fail: (index: number, error: Error) => works[index]?.result.reject(error),
  };
}
