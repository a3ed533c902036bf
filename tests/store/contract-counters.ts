import { expect } from "vitest";
import { changes, indexed } from "../support/article.ts";
import type { StoreTest } from "./store-test.ts";

const NOON = "2026-03-01T12:00:00.000Z";
const ONE = "2026-03-01T13:00:00.000Z";
const TWO = "2026-03-01T14:00:00.000Z";

/** What is counted beside the articles: turns and tokens. */
export function describeCounters(test: StoreTest): void {
  test("a counter adds up, each under its key", async ({ store }) => {
    await store.addToCounter({ key: "a", now: NOON, amount: 3, until: ONE });
    expect(await store.addToCounter({ key: "a", now: NOON, amount: 4, until: ONE })).toEqual({
      value: 7,
      until: ONE,
    });
    await store.addToCounter({ key: "b", now: NOON, amount: 1, until: TWO });
    expect(await store.findCounter({ key: "a", now: NOON })).toEqual({ value: 7, until: ONE });
    expect(await store.findCounter({ key: "b", now: NOON })).toEqual({ value: 1, until: TWO });
    expect(await store.findCounter({ key: "c", now: NOON })).toBeUndefined();
  });

  test("of many who add at once, each hears another sum", async ({ store }) => {
    const addition = { key: "a", now: NOON, amount: 1, until: ONE };
    const sums = await Promise.all(Array.from({ length: 20 }, () => store.addToCounter(addition)));
    expect(new Set(sums.map(({ value }) => value)).size).toBe(20);
  });

  test("a counter begins anew at the moment when it is over", async ({ store }) => {
    await store.addToCounter({ key: "a", now: NOON, amount: 3, until: ONE });
    expect(await store.findCounter({ key: "a", now: "2026-03-01T12:59:59.999Z" })).toBeDefined();
    expect(await store.findCounter({ key: "a", now: ONE })).toBeUndefined();
    await store.addToCounter({ key: "a", now: ONE, amount: 1, until: TWO });
    expect(await store.findCounter({ key: "a", now: ONE })).toEqual({ value: 1, until: TWO });
  });

  test("a counter whose end is later than it may be begins anew: the clock went back", async ({ store }) => {
    const add = (now: string, until: string) => store.addToCounter({ key: "a", now, amount: 1, until });
    await add(ONE, TWO);
    // Another process's clock may be seconds behind.
    expect((await add("2026-03-01T12:59:50.000Z", "2026-03-01T13:59:50.000Z")).value).toBe(2);
    expect(await add(NOON, ONE)).toEqual({ value: 1, until: ONE });
  });

  test("counters and articles leave each other alone", async ({ store }) => {
    await store.addToCounter({ key: "wire/one", now: NOON, amount: 3, until: ONE });
    await store.apply(changes({ put: [indexed()] }));
    await store.apply(changes({ remove: ["wire/one"] }));
    expect(await store.findCounter({ key: "wire/one", now: NOON })).toEqual({ value: 3, until: ONE });
  });

  test("a text is kept under its key until it is over, or another takes its place", async ({ store }) => {
    await store.keepText({ key: "a", text: "first", now: NOON, until: ONE });
    await store.keepText({ key: "b", text: "“zwei” 🕊️", now: NOON, until: TWO });
    await store.keepText({ key: "a", text: "third", now: NOON, until: ONE });
    expect(await store.findText({ key: "a", now: "2026-03-01T12:59:59.999Z" })).toBe("third");
    expect(await store.findText({ key: "a", now: ONE })).toBeUndefined();
    expect(await store.findText({ key: "b", now: ONE })).toBe("“zwei” 🕊️");
    expect(await store.findText({ key: "c", now: NOON })).toBeUndefined();
  });

  test("of many who take a text one gets it, and nobody when it is over", async ({ store }) => {
    await store.keepText({ key: "a", text: "once", now: NOON, until: ONE });
    expect(await store.takeText({ key: "a", now: ONE })).toBe(false);
    const taken = await Promise.all(Array.from({ length: 9 }, () => store.takeText({ key: "a", now: NOON })));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await store.findText({ key: "a", now: NOON })).toBeUndefined();
  });

  test("a text whose end is later than it may be is over: the clock went back", async ({ store }) => {
    await store.keepText({ key: "a", text: "once", now: ONE, until: TWO });
    const late = { key: "a", now: NOON, latestEnd: ONE };
    expect([await store.findText(late), await store.takeText(late)]).toEqual([undefined, false]);
    // Another process's clock may be seconds behind.
    const query = { key: "a", now: "2026-03-01T12:59:50.000Z", latestEnd: "2026-03-01T13:59:50.000Z" };
    expect([await store.findText(query), await store.takeText(query)]).toEqual(["once", true]);
  });

  test("keeps its secret, and has another than any other store", async ({ store, createStore }) => {
    const secret = await store.secret();
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await store.secret()).toBe(secret);
    const other = await createStore();
    expect(await other.secret()).not.toBe(secret);
    await other.close();
  });
}
