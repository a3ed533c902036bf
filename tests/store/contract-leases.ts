import { expect } from "vitest";
import { changes, indexed, outcome } from "../support/article.ts";
import type { StoreTest } from "./store-test.ts";

const NOON = "2026-03-01T12:00:00.000Z";
const ONE = "2026-03-01T13:00:00.000Z";
const TWO = "2026-03-01T14:00:00.000Z";

/** What one process at a time may do. */
export function describeLeases(test: StoreTest): void {
  test("a lease is one holder's until it is over; the next to take it hears that it was left", async ({
    store,
  }) => {
    const take = (holder: string, now: string, until = TWO) =>
      store.takeLease({ name: "source wire", holder, now, until });
    expect(await take("first", NOON, ONE)).toBe("free");
    expect(await take("second", "2026-03-01T12:59:59.999Z")).toBeUndefined();
    expect(await take("second", ONE)).toBe("left");
    expect(await take("first", ONE)).toBeUndefined();
  });

  test("a lease that lasts longer than whoever asks may have it is over: the clock went back", async ({
    store,
  }) => {
    const take = (holder: string, now: string, until: string) =>
      store.takeLease({ name: "login 0", holder, now, until });
    await take("first", TWO, "2026-03-01T14:00:05.000Z");
    // Another process's clock may be seconds behind.
    expect(await take("second", "2026-03-01T13:59:50.000Z", "2026-03-01T13:59:55.000Z")).toBeUndefined();
    expect(await take("second", NOON, "2026-03-01T12:00:05.000Z")).toBe("left");
    expect(await take("first", NOON, "2026-03-01T12:00:05.000Z")).toBeUndefined();
  });

  test("its holder keeps it for longer, also when it was over and nobody wanted it", async ({ store }) => {
    const take = (holder: string, now: string, until: string) =>
      store.takeLease({ name: "source wire", holder, now, until });
    await take("first", NOON, ONE);
    expect(await take("first", NOON, TWO)).toBe("free");
    expect(await take("second", ONE, TWO)).toBeUndefined();
    expect(await take("first", "2026-03-01T15:00:00.000Z", "2026-03-01T16:00:00.000Z")).toBe("free");
    expect(await take("second", "2026-03-01T15:30:00.000Z", "2026-03-01T17:00:00.000Z")).toBeUndefined();
  });

  test("what is given back is free at once; nobody gives back what is another's", async ({ store }) => {
    const take = (holder: string) => store.takeLease({ name: "source wire", holder, now: NOON, until: ONE });
    await take("first");
    await store.dropLease({ name: "source wire", holder: "second" });
    expect(await take("second")).toBeUndefined();
    await store.dropLease({ name: "source wire", holder: "first" });
    expect(await take("second")).toBe("free");
  });

  test("leases of different names leave each other alone", async ({ store }) => {
    const take = (name: string, holder: string) => store.takeLease({ name, holder, now: NOON, until: ONE });
    expect(await take("source wire", "first")).toBe("free");
    expect(await take("source feed", "second")).toBe("free");
  });

  test("of many who take a lease at once one gets it", async ({ store }) => {
    const taken = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.takeLease({ name: "source wire", holder: `${index}`, now: NOON, until: ONE }),
      ),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  test("who has lost the lease of a source writes nothing to it", async ({ store }) => {
    const lease = { name: "source wire", holder: "first" };
    await store.takeLease({ ...lease, now: NOON, until: ONE });
    await store.takeLease({ ...lease, holder: "second", now: ONE, until: TWO });
    const late = outcome({ lease, lastError: "late" });
    await expect(store.apply(changes({ put: [indexed()], outcome: late }))).rejects.toThrow(
      /another process/,
    );
    await expect(store.noteReading("wire", late)).rejects.toThrow(/another process/);
    expect(await store.versions("wire")).toEqual(new Map());
    expect((await store.listSources()).find(({ id }) => id === "wire")?.lastError).toBeNull();
    await store.apply(
      changes({ put: [indexed()], outcome: outcome({ lease: { ...lease, holder: "second" } }) }),
    );
    expect((await store.versions("wire")).size).toBe(1);
  });

  test("a lease that is over and nobody else's is enough to write", async ({ store }) => {
    const lease = { name: "source wire", holder: "first" };
    await store.takeLease({ ...lease, now: NOON, until: ONE });
    await store.apply(changes({ put: [indexed()], outcome: outcome({ lease, triedAt: TWO }) }));
    expect((await store.versions("wire")).size).toBe(1);
  });
}
