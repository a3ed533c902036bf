import { expect, test } from "vitest";
import { createHosts } from "../../src/sources/fetch/hosts.ts";
import { createLeases } from "../../src/store/leases.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";

test("of two processes, one asks a host at a time, with the pause between them", async () => {
  const { createProcess, now, pass } = await createProcesses();
  const here = createProcess(async () => {});
  let endHere = () => {};
  let endedAt = 0;
  const there = createProcess(async (ms) => {
    pass(ms);
    if (now() < 2000 || endedAt > 0) return;
    endedAt = now();
    endHere();
  });
  endHere = await here.takeTurn("harbour.example", undefined);
  await there.takeTurn("ridge.example", undefined);
  expect(now()).toBe(0);
  await there.takeTurn("www.harbour.example", undefined);
  expect([endedAt, now()]).toEqual([2000, 7000]);
});

test("who stops waiting for another process's turn has not had one", async () => {
  const { createProcess } = await createProcesses();
  const leaver = new AbortController();
  const here = createProcess(async () => {});
  const there = createProcess(async () => leaver.abort(new Error("gone")));
  await here.takeTurn("harbour.example", undefined);
  await expect(there.takeTurn("harbour.example", leaver.signal)).rejects.toThrow("gone");
});

/** Processes with one store and one clock, which begins at 0 and stands still between them. */
async function createProcesses() {
  const store = await createSqliteStore({ file: ":memory:" });
  let nowMs = 0;
  return {
    now: () => nowMs,
    pass: (ms: number) => {
      nowMs += ms;
    },
    createProcess: (sleep: (ms: number) => Promise<void>) => {
      const { claim } = createLeases({ store, now: () => new Date(nowMs) });
      return createHosts({ gapMs: 5000, sleep, claim: (host, forMs) => claim(`host ${host}`, forMs) });
    },
  };
}
