import { expect, test } from "vitest";
import { createLogins } from "../../src/discord/logins.ts";
import { createLeases } from "../../src/store/leases.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";

const NEVER = new AbortController().signal;
/** The only process, with all logins of the day left. */
const ALONE = {
  maxConcurrency: 1,
  takeLogin: async () => true,
  countLeft: async () => 1000,
  clock: { now: () => 0, sleep: async () => {} },
  onNoneLeft: fail,
  onWait: () => {},
};

test("two processes' shards of one bucket log in five seconds apart, those of two buckets at once", async () => {
  const { createProcess, clock } = await createProcesses();
  const at: number[] = [];
  const logIn = async (shardId: number) => {
    await createProcess().waitForIdentify(shardId, NEVER);
    at.push(clock.now());
  };
  await logIn(0);
  await logIn(1);
  await logIn(2);
  const [first = 0, second = 0, third = 0] = at;
  expect([second - first, third - first >= 5000, third - first < 6000]).toEqual([0, true, true]);
});

test("whoever stops waiting does not log in", async () => {
  const { createProcess } = await createProcesses();
  await createProcess().waitForIdentify(0, NEVER);
  const leaver = new AbortController();
  const waiting = createProcess().waitForIdentify(2, leaver.signal);
  leaver.abort(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
});

test("a login that Discord has hardly any left of waits for the next day, and somebody hears of it", async () => {
  let left = 2;
  let nowMs = 0;
  const heard: number[] = [];
  const logins = createLogins({
    maxConcurrency: 2,
    takeLogin: async () => true,
    countLeft: async () => left,
    clock: {
      now: () => nowMs,
      sleep: async (ms) => {
        nowMs += ms;
        if (nowMs > 3_600_000) left = 1000;
      },
    },
    onError: fail,
    onNoneLeft: (count) => heard.push(count),
    onWait: fail,
  });
  await logins.waitForIdentify(0, NEVER);
  expect(nowMs).toBeGreaterThan(3_600_000);
  expect(heard).toEqual([2]);
});

test("how many are left is asked before a shard has its turn, which is short", async () => {
  const order: string[] = [];
  const logins = createLogins({
    ...ALONE,
    takeLogin: async () => order.push("turn") > 1,
    countLeft: async () => order.push("left") * 1000,
    onError: fail,
  });
  await logins.waitForIdentify(0, NEVER);
  expect(order).toEqual(["left", "turn"]);
});

test("a clock that goes back keeps no shard from logging in, and somebody hears, once, that it waits", async () => {
  const { createProcess, clock, waits } = await createProcesses();
  await createProcess().waitForIdentify(0, NEVER);
  await clock.sleep(-7 * 86_400_000);
  const from = clock.now();
  await createProcess().waitForIdentify(2, NEVER);
  expect(clock.now() - from).toBe(0);
  await createProcess().waitForIdentify(4, NEVER);
  expect(clock.now() - from).toBeLessThan(6000);
  expect(waits).toEqual([4]);
});

test("where Discord does not say how many are left, a shard logs in all the same", async () => {
  const errors: unknown[] = [];
  const logins = createLogins({
    ...ALONE,
    countLeft: () => Promise.reject(new Error("Discord failed")),
    onError: (error) => errors.push(error),
  });
  await logins.waitForIdentify(0, NEVER);
  expect(errors).toHaveLength(1);
});

test("where the other processes are not known, a shard logs in all the same", async () => {
  const errors: unknown[] = [];
  const logins = createLogins({
    ...ALONE,
    takeLogin: () => Promise.reject(new Error("the disk failed")),
    onError: (error) => errors.push(error),
  });
  await logins.waitForIdentify(0, NEVER);
  expect(errors).toHaveLength(1);
});

/** Processes with one store and one clock, on which waiting takes no time. Two shards may log in at once. */
async function createProcesses() {
  const store = await createSqliteStore({ file: ":memory:" });
  let nowMs = Date.parse("2026-03-01T12:00:00Z");
  const waits: number[] = [];
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const createProcess = () => {
    const leases = createLeases({ store, now: () => new Date(nowMs) });
    return createLogins({
      maxConcurrency: 2,
      takeLogin: ({ bucket, forMs }) => leases.claimOnce(`login ${bucket}`, forMs),
      countLeft: async () => 1000,
      clock,
      onError: fail,
      onNoneLeft: fail,
      onWait: (shardId) => waits.push(shardId),
    });
  };
  return { createProcess, clock, waits };
}

function fail(what: unknown): never {
  throw what;
}
