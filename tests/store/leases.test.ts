import { expect, test } from "vitest";
import { createLeases } from "../../src/store/leases.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";

const NOON = Date.parse("2026-03-01T12:00:00Z");

test("work under a lease is done by one process at a time, and afterwards by another", async () => {
  const { first, second } = await createTwo();
  const { promise: isHeld, resolve: holds } = Promise.withResolvers<void>();
  const { promise, resolve: finish } = Promise.withResolvers<string>();
  const held = first.hold("work", () => {
    holds();
    return promise;
  });
  await isHeld;
  expect(await second.hold("work", async () => "mine")).toBeUndefined();
  expect(await second.hold("other work", async () => "mine")).toBe("mine");
  finish("done");
  expect(await held).toBe("done");
  expect(await second.hold("work", async () => "mine")).toBe("mine");
});

test("a lease is kept for as long as the work goes on", async () => {
  const { first, second, pass, renewals } = await createTwo({ renewEveryMs: 5 });
  await first.hold("work", async () => {
    for (let round = 0; round < 4; round += 1) {
      pass(6000);
      const before = renewals();
      await expect.poll(renewals).toBeGreaterThan(before + 1);
      expect(await second.hold("work", async () => "mine")).toBeUndefined();
    }
  });
});

test("the lease of a process that is silent ends by itself, and the process hears of it when it wakes", async () => {
  const { first, second, pass } = await createTwo({ renewEveryMs: 50 });
  const outcome = first.hold("work", async ({ signal }) => {
    pass(10_000);
    const other = second.hold("work", () => new Promise(() => {}));
    await new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    return other;
  });
  expect(await outcome).toBeUndefined();
});

test("what goes wrong in the work is told, and the lease given back", async () => {
  const { first, second } = await createTwo();
  await expect(first.hold("work", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await second.hold("work", async () => "mine")).toBe("mine");
});

test("what is claimed for an hour is one process's for that hour", async () => {
  const { first, second, pass } = await createTwo();
  expect(await first.claim("daily", 3_600_000)).toBe(true);
  expect(await second.claim("daily", 3_600_000)).toBe(false);
  pass(3_600_000);
  expect(await second.claim("daily", 3_600_000)).toBe(true);
});

test("what is claimed once is nobody's for that time, not even of the process that claimed it", async () => {
  const { first, second, pass } = await createTwo();
  expect(await first.claimOnce("login", 5000)).toBe(true);
  expect(await first.claimOnce("login", 5000)).toBe(false);
  expect(await second.claimOnce("login", 5000)).toBe(false);
  pass(5000);
  expect(await first.claimOnce("login", 5000)).toBe(true);
});

/** Two processes over one store, with a clock of their own. */
async function createTwo(options: { readonly renewEveryMs?: number } = {}) {
  const store = await createSqliteStore({ file: ":memory:" });
  let nowMs = NOON;
  let renewals = 0;
  const counting: Pick<Store, "takeLease" | "dropLease"> = {
    dropLease: store.dropLease,
    takeLease: (request) =>
      store.takeLease(request).finally(() => {
        renewals += 1;
      }),
  };
  const now = () => new Date(nowMs);
  return {
    first: createLeases({ store: counting, now, ...options }),
    second: createLeases({ store, now }),
    renewals: () => renewals,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}
