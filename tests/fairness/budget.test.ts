import { expect, test } from "vitest";
import { createBudget } from "../../src/fairness/budget.ts";
import { createFakeCounters } from "../support/fake-counters.ts";

test("a server's tokens are used up when as many were spent as the day has, whoever else spends", async () => {
  const { budget } = createTestBudget({ dailyTokens: 100 });
  budget.spend("1", 60);
  budget.spend("2", 99);
  expect(await budget.isSpent("1")).toBe(false);
  budget.spend("1", 40);
  expect([await budget.isSpent("1"), await budget.isSpent("2")]).toEqual([true, false]);
});

test("tokens count at once, also while a reload occupies the store, and are not counted twice afterwards", async () => {
  const counters = createFakeCounters();
  const release = counters.hold();
  const { budget } = createTestBudget({ dailyTokens: 100, counters });
  budget.spend("1", 100);
  expect(await budget.isSpent("1")).toBe(true);
  release();
  const smaller = createTestBudget({ dailyTokens: 101, counters }).budget;
  await expect.poll(() => counters.keys()).toEqual(["tokens 1"]);
  expect([await budget.isSpent("1"), await smaller.isSpent("1")]).toEqual([true, false]);
});

test("a restart does not refill a budget, and the next day does", async () => {
  const counters = createFakeCounters();
  createTestBudget({ dailyTokens: 10, counters }).budget.spend("1", 10);
  await expect.poll(() => counters.keys()).toEqual(["tokens 1"]);
  const { budget, setNow } = createTestBudget({ dailyTokens: 10, counters });
  setNow("2026-03-01T23:59:59.999Z");
  expect(await budget.isSpent("1")).toBe(true);
  setNow("2026-03-02T00:00:00Z");
  expect(await budget.isSpent("1")).toBe(false);
});

test("what was spent on a later day is nothing: the clock went back", async () => {
  const counters = createFakeCounters();
  const { budget, setNow } = createTestBudget({ dailyTokens: 10, counters });
  setNow("2027-03-01T12:00:00Z");
  budget.spend("1", 10);
  await expect.poll(() => budget.isSpent("1")).toBe(true);
  setNow("2026-03-01T12:00:00Z");
  expect(await budget.isSpent("1")).toBe(false);
});

test("what is no count is not spent, gives nothing back, and does not use up a day", async () => {
  const { budget } = createTestBudget({ dailyTokens: 100 });
  budget.spend("1", 99);
  for (const amount of [-50, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) budget.spend("1", amount);
  expect(await budget.isSpent("1")).toBe(false);
  budget.spend("1", 0.5);
  expect(await budget.isSpent("1")).toBe(true);
});

test("without a budget nothing is limited, and nothing kept", async () => {
  const counters = createFakeCounters();
  const { budget } = createTestBudget({ dailyTokens: 0, counters });
  budget.spend("1", 1_000_000);
  expect(await budget.isSpent("1")).toBe(false);
  expect(counters.keys()).toEqual([]);
});

interface Setup {
  readonly dailyTokens: number;
  readonly counters?: ReturnType<typeof createFakeCounters>;
}

function createTestBudget({ dailyTokens, counters = createFakeCounters() }: Setup) {
  let now = new Date("2026-03-01T12:00:00Z");
  const budget = createBudget({
    store: counters.store,
    dailyTokens,
    now: () => now,
    onError: (error) => {
      throw error;
    },
  });
  return {
    budget,
    setNow: (moment: string) => {
      now = new Date(moment);
    },
  };
}
