import type { ChatInputCommandInteraction, ClientOptions } from "discord.js";
import { describe, expect, test } from "vitest";
import type { RestFaultPlan } from "../../src/local-discord/faults.ts";
import type { Limits } from "../../src/local-discord/limits.ts";
import type { Route } from "../../src/local-discord/routes.ts";
import { startBot } from "./bot.ts";
import { createScene } from "./scene.ts";

const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const EDIT = "PATCH /webhooks/{application}/{token}/messages/{message}";

interface Setup {
  readonly plan: RestFaultPlan<Route>;
  readonly limits?: Partial<Limits>;
  readonly rest?: ClientOptions["rest"];
  readonly answer?: (interaction: ChatInputCommandInteraction) => Promise<unknown>;
}

const deferAndEdit = async (interaction: ChatInputCommandInteraction) => {
  await interaction.deferReply();
  await interaction.editReply("answer");
};

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (error) => error,
  );

/** Lets a bot answer a command while calls fail; says what its code got, and what each call of a route came to. */
async function answerUnder({ plan, limits, rest, answer = deferAndEdit }: Setup) {
  const { discord, mia } = await createScene(limits);
  discord.restFaults.plan(plan);
  const result = Promise.withResolvers<unknown>();
  await startBot(discord, [{ name: "ask", description: "Asks" }], {
    ...(rest && { rest }),
    onInteraction: async (interaction) => {
      if (interaction.isChatInputCommand()) result.resolve(failureOf(answer(interaction)));
    },
  });
  const asked = mia.slash("ask");
  const error = await result.promise;
  return { asked, error, statuses: discord.calls(plan.route).map(({ status }) => status) };
}

describe("a rate limit", () => {
  test("that is short is waited for", async () => {
    const plan = { route: EDIT, fault: { kind: "rate limit", retryAfterMs: 30 } } as const;
    const { asked, error, statuses } = await answerUnder({ plan });
    expect({ error, statuses }).toEqual({ error: undefined, statuses: [429, 200] });
    expect((await asked.reply()).content).toBe("answer");
  });

  test("that outlasts the window of a first response makes the response too late", async () => {
    const plan = { route: CALLBACK, fault: { kind: "rate limit", retryAfterMs: 300 } } as const;
    const { error, statuses } = await answerUnder({ plan, limits: { firstResponseMs: 100 } });
    expect(error).toMatchObject({ code: 10062 });
    expect(statuses).toEqual([429, 404]);
  });

  test("is an error at once for a bot that rejects rate limits on interactions", async () => {
    const plan = { route: CALLBACK, fault: { kind: "rate limit", retryAfterMs: 60_000 } } as const;
    const { error, statuses } = await answerUnder({ plan, rest: { rejectOnRateLimit: ["/interactions"] } });
    expect(error).toMatchObject({ retryAfter: expect.any(Number) });
    expect(statuses).toEqual([429]);
  });
});

describe("a failure of Discord's", () => {
  test("is tried again three times", async () => {
    const plan = { route: EDIT, fault: { kind: "server error", status: 502 }, times: 3 } as const;
    const { asked, statuses } = await answerUnder({ plan });
    expect(statuses).toEqual([502, 502, 502, 200]);
    expect((await asked.reply()).content).toBe("answer");
  });

  test("that stays is an error", async () => {
    const plan = { route: EDIT, fault: { kind: "server error", status: 503 }, times: 4 } as const;
    const { error, statuses } = await answerUnder({ plan });
    expect(error).toMatchObject({ name: "HTTPError", status: 503 });
    expect(statuses).toEqual([503, 503, 503, 503]);
  });

  test("after the response took effect makes the second try look like a second response", async () => {
    const plan = {
      route: CALLBACK,
      fault: { kind: "server error", status: 500 },
      isAnswerLost: true,
    } as const;
    const { asked, error, statuses } = await answerUnder({
      plan,
      answer: (interaction) => interaction.reply("answer"),
    });
    expect(error).toMatchObject({ code: 40060 });
    expect(statuses).toEqual([500, 400]);
    expect((await asked.reply()).content).toBe("answer");
  });
});

describe("a connection", () => {
  test("that is reset is tried again", async () => {
    const plan = { route: EDIT, fault: { kind: "reset" } } as const;
    const { error, statuses } = await answerUnder({ plan });
    expect({ error, statuses }).toEqual({ error: undefined, statuses: ["reset", 200] });
  });

  test("that ends without an answer is not tried again", async () => {
    const plan = { route: EDIT, fault: { kind: "hang up" } } as const;
    const { error, statuses } = await answerUnder({ plan });
    expect(error).toMatchObject({ code: "UND_ERR_SOCKET" });
    expect(statuses).toEqual(["hang up"]);
  });

  test("that hangs is tried again after the client's own time limit", async () => {
    const plan = { route: EDIT, fault: { kind: "hang" } } as const;
    const { asked, error, statuses } = await answerUnder({ plan, rest: { timeout: 100 } });
    expect({ error, statuses }).toEqual({ error: undefined, statuses: ["hang", 200] });
    expect((await asked.reply()).content).toBe("answer");
  });

  test("that always hangs ends in an error after four tries", async () => {
    const plan = { route: EDIT, fault: { kind: "hang" }, times: 4 } as const;
    const { error, statuses } = await answerUnder({ plan, rest: { timeout: 50 } });
    expect(error).toMatchObject({ name: "AbortError" });
    expect(statuses).toHaveLength(4);
  });
});

test("planned failures can be called off", async () => {
  const { discord } = await createScene();
  discord.restFaults.plan({ route: "GET /gateway/bot", fault: { kind: "hang" }, times: 9 });
  discord.restFaults.clear();
  const { client } = await startBot(discord, []);
  expect(client.isReady()).toBe(true);
});
