import { expect, test } from "vitest";
import { createConversations } from "../../src/discord/conversation.ts";
import { createKeptTexts } from "../../src/discord/kept-texts.ts";
import type { Occasion, OutcomeReport, Task } from "../../src/discord/occasion.ts";
import { createProposals } from "../../src/discord/proposals.ts";
import { createShelf } from "../../src/discord/shelf.ts";
import { wordsOf } from "../../src/discord/words/words.ts";
import { fakeServices } from "./bot-scene.ts";

test("a server that asks more than all may at once is told so, and another server is not", async () => {
  const { ask, release, outcomesOf } = createTestConversations({ maxInFlight: 200 });
  const flood = Array.from({ length: 250 }, () => ask("1"));
  const others = Array.from({ length: 30 }, () => ask("2"));
  release();
  await Promise.all([...flood, ...others]);
  expect([outcomesOf("1").done, outcomesOf("1").busy]).toEqual([200, 50]);
  expect(outcomesOf("2")).toEqual({ done: 30 });
});

test("of many servers that ask too much each has its equal share, and every new one at least one", async () => {
  const { ask, release, outcomesOf } = createTestConversations({ maxInFlight: 6 });
  const asked = ["1", "2", "3"].flatMap((guildId) => Array.from({ length: 9 }, () => ask(guildId)));
  release();
  await Promise.all(asked);
  expect(["1", "2", "3"].map((guildId) => outcomesOf(guildId).done)).toEqual([6, 3, 2]);
});

/** Conversations whose tasks all wait until they are released. */
function createTestConversations({ maxInFlight }: { readonly maxInFlight: number }) {
  const clock = { now: () => 0, sleep: async () => {} };
  const texts = createKeptTexts({ clock, onError() {} });
  const reports: OutcomeReport[] = [];
  const conversations = createConversations({
    services: fakeServices(),
    shelf: createShelf(texts),
    proposals: createProposals(texts),
    clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    onOutcome: (report) => reports.push(report),
    answerWithinMs: 60_000,
    maxInFlight,
  });
  const gate = Promise.withResolvers<void>();
  const task: Task = {
    isEphemeral: true,
    run: async () => {
      await gate.promise;
      return { outcome: "done", blocks: [] };
    },
  };
  return {
    ask: (guildId: string) => conversations.hold(occasionIn(guildId), task),
    release: gate.resolve,
    outcomesOf(guildId: string) {
      const outcomes = reports.filter(({ command }) => command === guildId).map(({ outcome }) => outcome);
      return Object.fromEntries(
        [...new Set(outcomes)].map((one) => [one, outcomes.filter((each) => each === one).length]),
      );
    },
  };
}

/** What a member of this server did, under its id as the name; replying takes no time. */
function occasionIn(guildId: string): Occasion {
  return {
    name: guildId,
    asker: { guildId, memberId: "10" },
    language: "en",
    words: wordsOf("en"),
    reply: {
      defer: async () => true,
      say: async () => true,
      open: async () => true,
      suggest: async () => true,
      show() {},
      finish: async () => "delivered",
    },
    receivedAt: 0,
  };
}
