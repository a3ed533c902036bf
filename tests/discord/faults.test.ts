import { describe, expect, test } from "vitest";
import type { RestFault } from "../../src/local-discord/faults.ts";
import { answered, statement } from "./answers.ts";
import { createBotScene, fastClock, textOf } from "./bot-scene.ts";

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";
const FOLLOW_UP = "POST /webhooks/{application}/{token}";
const QUESTION = { question: "What did the minister say?" };

const FAULTS: [string, RestFault][] = [
  ["a rate limit", { kind: "rate limit", retryAfterMs: 40 }],
  ["a 503", { kind: "server error", status: 503 }],
  ["a reset", { kind: "reset" }],
  ["a hang-up", { kind: "hang up" }],
];

describe.each(FAULTS)("under %s", (_name, fault) => {
  test("the first response is tried again, and the question answered", async () => {
    const { discord, mo, outcomes } = await createBotScene();
    discord.restFaults.plan({ route: CALLBACK, fault, times: 3 });
    expect(textOf(await mo.slash("ask", QUESTION).reply())).toContain("The minister reported progress.");
    await expect.poll(() => outcomes[0]?.outcome).toBe("answered");
  });

  test("a first response whose answer was lost counts when Discord says that it has one", async () => {
    const { discord, mo } = await createBotScene();
    discord.restFaults.plan({ route: CALLBACK, fault, isAnswerLost: true });
    expect(textOf(await mo.slash("ask", QUESTION).reply())).toContain("The minister reported progress.");
    expect(discord.calls(CALLBACK).map(({ status }) => status)).toContain(400);
  });

  test("the answer is sent again until it is there", async () => {
    const { discord, mo } = await createBotScene({ bot: { clock: fastClock(50) } });
    discord.restFaults.plan({ route: EDIT, fault, times: 5 });
    expect(textOf(await mo.slash("ask", QUESTION).reply())).toContain("The minister reported progress.");
  });

  test("nothing of a long answer is lost", async () => {
    const statements = Array.from({ length: 5 }, (_, index) =>
      statement(`${index} ${"long ".repeat(300)}end`),
    );
    const { discord, mo } = await createBotScene({
      bot: { clock: fastClock(50) },
      services: { answerQuestion: async () => answered({ statements }) },
    });
    discord.restFaults.plan({ route: FOLLOW_UP, fault, times: 2 });
    const asked = mo.slash("ask", QUESTION);
    await discord.until(() => (asked.followUps().length === 2 ? true : undefined));
    const text = mo.messages().map(textOf).join("\n");
    for (const { text: said } of statements) expect(text).toContain(said);
  });
});

test("a first response that hangs is given up and made again within the window", async () => {
  const { discord, mo } = await createBotScene();
  discord.restFaults.plan({ route: CALLBACK, fault: { kind: "hang" } });
  expect(textOf(await mo.slash("ask", QUESTION).reply())).toContain("The minister reported progress.");
});

test("a hundred replies at once wait for no limit of our own", async () => {
  const waits: number[] = [];
  const clock = {
    now: () => Date.now(),
    sleep: async (ms: number) => void waits.push(ms),
  };
  const { mo } = await createBotScene({ bot: { clock } });
  const asked = Array.from({ length: 100 }, () => mo.slash("ask", QUESTION));
  for (const reply of await Promise.all(asked.map((each) => each.reply()))) {
    expect(textOf(reply)).toContain("The minister reported progress.");
  }
  expect(waits.filter((ms) => ms > 20)).toEqual([]);
});

test("a rate limit that outlasts the window gives up without asking anybody", async () => {
  let questions = 0;
  const { discord, mo, outcomes, failures } = await createBotScene({
    services: {
      async answerQuestion() {
        questions += 1;
        return answered();
      },
    },
    limits: { firstResponseMs: 300 },
  });
  discord.restFaults.plan({ route: CALLBACK, fault: { kind: "rate limit", retryAfterMs: 60_000 } });
  await expect(mo.slash("ask", QUESTION).outcome()).resolves.toMatchObject({ kind: "failed" });
  await expect.poll(() => outcomes).toMatchObject([{ command: "ask", outcome: "unreachable" }]);
  expect(failures).toEqual([
    { event: "Discord did not take it", what: "acknowledgement", reason: "rate limit" },
  ]);
  expect(questions).toBe(0);
});

test("an interaction that has expired is given up with a line in the log", async () => {
  const { discord, mo, outcomes, failures } = await createBotScene({ limits: { firstResponseMs: 30 } });
  discord.restFaults.plan({ route: CALLBACK, fault: { kind: "rate limit", retryAfterMs: 80 } });
  await mo.slash("ask", QUESTION).outcome();
  await expect.poll(() => outcomes[0]?.outcome).toBe("unreachable");
  expect(failures).toMatchObject([{ what: "acknowledgement", reason: expect.stringContaining("10062") }]);
});

test("a token that has expired is given up with a line in the log", async () => {
  const { mo, outcomes, failures, discord } = await createBotScene({
    limits: { tokenLifeMs: 30 },
    services: {
      async answerQuestion() {
        await discord.until(() => isExpired);
        return answered();
      },
    },
  });
  let isExpired: true | undefined;
  discord.onEvent((event) => {
    if (event.kind === "interaction" && event.change === "token expired") isExpired = true;
  });
  await mo.slash("ask", QUESTION).outcome();
  await expect.poll(() => outcomes[0]?.outcome).toBe("unreachable");
  expect(failures).toMatchObject([{ what: "edit", reason: expect.stringContaining("50027") }]);
});

test("no edit is tried once 14.5 minutes are over", async () => {
  let now = Date.now();
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const { discord, mo, outcomes } = await createBotScene({
    bot: { clock },
    services: {
      async answerQuestion() {
        now += 14.6 * 60 * 1000;
        return answered();
      },
    },
  });
  mo.slash("ask", QUESTION);
  await expect.poll(() => outcomes[0]?.outcome).toBe("unreachable");
  expect(discord.calls(EDIT)).toEqual([]);
});
