import { expect, test } from "vitest";
import { createKeptTexts } from "../../src/discord/kept-texts.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";

const HOUR_MS = 3_600_000;

test("what is kept is found by its id until it is over, in this process and in others", async () => {
  const { createProcess, pass } = await createProcesses();
  const [here, there] = [createProcess(), createProcess()];
  const id = here.keep("a text", HOUR_MS);
  expect(await here.find(id)).toBe("a text");
  await expect.poll(() => there.find(id)).toBe("a text");
  expect(await there.find("made-up")).toBeUndefined();
  pass(HOUR_MS);
  expect([await here.find(id), await there.find(id)]).toEqual([undefined, undefined]);
});

test("what is kept is over when the clock goes back, in this process and in others", async () => {
  const { createProcess, pass } = await createProcesses();
  const [here, there] = [createProcess(), createProcess()];
  const id = here.keep("a text", HOUR_MS);
  await expect.poll(() => there.find(id)).toBe("a text");
  pass(-HOUR_MS);
  expect([await here.find(id), await there.find(id)]).toEqual([undefined, undefined]);
  expect([await there.take(id), await here.take(id)]).toEqual([false, false]);
});

test("of many who take it at once, here and elsewhere, one gets it", async () => {
  const { createProcess } = await createProcesses();
  const [here, there] = [createProcess(), createProcess()];
  const id = here.keep("once", HOUR_MS);
  await expect.poll(() => there.find(id)).toBe("once");
  const taken = await Promise.all([here.take(id), there.take(id), here.take(id), there.take(id)]);
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await here.take(id)).toBe(false);
});

test("without a store, or with one that fails, it is kept in this process alone", async () => {
  const fails = () => Promise.reject(new Error("the disk failed"));
  for (const store of [undefined, { keepText: fails, findText: fails, takeText: fails }]) {
    const errors: unknown[] = [];
    const clock = { now: () => 0 };
    const texts = createKeptTexts({ store, clock, onError: (error) => errors.push(error) });
    const id = texts.keep("a text", HOUR_MS);
    expect(await texts.find(id)).toBe("a text");
    expect([await texts.take(id), await texts.take(id)]).toEqual([true, false]);
    expect(errors.length > 0).toBe(store !== undefined);
  }
});

async function createProcesses() {
  const store: Store = await createSqliteStore({ file: ":memory:" });
  let nowMs = Date.parse("2026-03-01T12:00:00Z");
  const onError = (error: unknown) => {
    throw error;
  };
  return {
    createProcess: () => createKeptTexts({ store, clock: { now: () => nowMs }, onError }),
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}
