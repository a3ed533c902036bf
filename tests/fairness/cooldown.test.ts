import { expect, test } from "vitest";
import { createCooldown } from "../../src/fairness/cooldown.ts";
import { createFakeCounters } from "../support/fake-counters.ts";

const MIA = { guildId: "1", memberId: "10" };
const MO = { guildId: "1", memberId: "11" };

test("a member waits for the next turn, and others do not wait for them", async () => {
  const { cooldown, pass } = createTestCooldown({ cooldownMs: 30_000 });
  expect(await cooldown.takeTurn(MIA)).toBe(0);
  pass(10_000);
  expect(await cooldown.takeTurn(MIA)).toBe(20_000);
  expect(await cooldown.takeTurn(MO)).toBe(0);
  expect(await cooldown.takeTurn({ ...MIA, guildId: "2" })).toBe(0);
  pass(20_000);
  expect(await cooldown.takeTurn(MIA)).toBe(0);
});

test("being told to wait does not make the wait longer", async () => {
  const { cooldown, pass } = createTestCooldown({ cooldownMs: 30_000 });
  await cooldown.takeTurn(MIA);
  pass(29_000);
  await cooldown.takeTurn(MIA);
  expect(await cooldown.takeTurn(MIA)).toBe(1000);
});

test("a clock that goes back makes nobody's wait longer than a turn's, here and after a restart", async () => {
  const counters = createFakeCounters();
  const { cooldown, pass } = createTestCooldown({ cooldownMs: 30_000, counters });
  pass(365 * 86_400_000);
  await cooldown.takeTurn(MIA);
  await expect.poll(() => counters.keys()).toHaveLength(1);
  pass(-10_000);
  expect(await cooldown.takeTurn(MIA)).toBe(30_000);
  pass(-365 * 86_400_000 + 10_000);
  const restarted = createTestCooldown({ cooldownMs: 30_000, counters });
  expect(await restarted.cooldown.takeTurn(MIA)).toBe(0);
  expect(await restarted.cooldown.takeTurn(MIA)).toBe(30_000);
  expect(await cooldown.takeTurn(MIA)).toBe(30_000);
  pass(30_000);
  expect(await cooldown.takeTurn(MIA)).toBe(0);
});

test("of two questions at once one is told to wait", async () => {
  const { cooldown } = createTestCooldown({ cooldownMs: 30_000 });
  expect(await Promise.all([cooldown.takeTurn(MIA), cooldown.takeTurn(MIA)])).toEqual([0, 30_000]);
});

test("a restart does not end anybody's wait", async () => {
  const counters = createFakeCounters();
  await createTestCooldown({ cooldownMs: 30_000, counters }).cooldown.takeTurn(MIA);
  await expect.poll(() => counters.keys()).toHaveLength(1);
  const { cooldown, pass } = createTestCooldown({ cooldownMs: 30_000, counters });
  pass(5000);
  expect(await cooldown.takeTurn(MIA)).toBe(25_000);
  expect(await cooldown.takeTurn(MIA)).toBe(25_000);
});

test("of two processes that are asked at the same moment, one gives the turn", async () => {
  const counters = createFakeCounters();
  const [here, there] = [1, 2].map(() => createTestCooldown({ cooldownMs: 30_000, counters }).cooldown);
  const waits = await Promise.all([here?.takeTurn(MIA), there?.takeTurn(MIA)]);
  expect(waits.toSorted()).toEqual([0, 30_000]);
});

test("a turn does not wait for a reload that occupies the store", async () => {
  const counters = createFakeCounters();
  const release = counters.hold();
  const { cooldown } = createTestCooldown({ cooldownMs: 30_000, counters });
  expect(await cooldown.takeTurn(MIA)).toBe(0);
  expect(await cooldown.takeTurn(MIA)).toBe(30_000);
  release();
});

test("without a cooldown every turn is free, and nothing is kept of anybody", async () => {
  const counters = createFakeCounters();
  const { cooldown } = createTestCooldown({ cooldownMs: 0, counters });
  expect([await cooldown.takeTurn(MIA), await cooldown.takeTurn(MIA)]).toEqual([0, 0]);
  expect(counters.keys()).toEqual([]);
});

test("what is kept does not tell who asked, and differs between installations", async () => {
  const counters = createFakeCounters();
  const member = { guildId: "123456789012345678", memberId: "876543210987654321" };
  await createTestCooldown({ cooldownMs: 1, counters, secret: "one" }).cooldown.takeTurn(member);
  await createTestCooldown({ cooldownMs: 1, counters, secret: "two" }).cooldown.takeTurn(member);
  await expect.poll(() => counters.keys()).toHaveLength(2);
  expect(counters.keys().join()).not.toMatch(/12345678|87654321/);
});

interface Setup {
  readonly cooldownMs: number;
  readonly counters?: ReturnType<typeof createFakeCounters>;
  readonly secret?: string;
}

function createTestCooldown({ cooldownMs, counters = createFakeCounters(), secret = "salt" }: Setup) {
  let nowMs = Date.parse("2026-03-01T12:00:00Z");
  const cooldown = createCooldown({
    store: counters.store,
    secret,
    cooldownMs,
    now: () => new Date(nowMs),
    onError: (error) => {
      throw error;
    },
  });
  return {
    cooldown,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}
