import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import type { MemberQuestion } from "../../src/commands/command.ts";
import { answered, hit, statement, unanswered } from "./answers.ts";
import { buttonsOf, createBotScene, textOf } from "./bot-scene.ts";

const QUESTION = { question: "What did the minister say?" };

describe("/ask", () => {
  test("answers with a statement, below it outlet, day and its numbered receipt, and how far the sources reach", async () => {
    const { mo, outcomes } = await createBotScene();
    const message = await mo.slash("ask", QUESTION).reply();
    expect(textOf(message)).toBe(
      [
        "> What did the minister say?",
        "",
        "**The minister reported progress.**",
        "-# The Harbour Post, <t:1772188200:D> [\\[1\\]](<https://harbour.example/one>)",
        "",
        "-# sources up to <t:1772186400:D> · in the sources’ own words",
      ].join("\n"),
    );
    expect(buttonsOf(message)).toEqual([
      expect.stringMatching(/^receipts:[\w-]{22}$/),
      expect.stringMatching(/^follow-up:[\w-]{22}$/),
    ]);
    expect(message.flags & MessageFlags.Ephemeral).toBe(0);
    expect(message.flags & MessageFlags.SuppressEmbeds).not.toBe(0);
    await expect.poll(() => outcomes).toMatchObject([{ command: "ask", outcome: "answered" }]);
    expect(outcomes[0]?.acknowledgeMs).toBeLessThan(1000);
  });

  test("shows statements as they are verified, then the whole answer", async () => {
    const more = Promise.withResolvers<void>();
    const [first, second] = [statement("First."), statement("Second.")];
    const { discord, mo } = await createBotScene({
      services: {
        async answerQuestion({ onStatement }) {
          onStatement?.(first);
          await more.promise;
          onStatement?.(second);
          return answered({ engine: "model", statements: [first, second] });
        },
      },
    });
    const asked = mo.slash("ask", QUESTION);
    const early = await asked.reply((message) => textOf(message).includes("First."));
    expect(textOf(early)).toContain("checking the next statement …");
    expect(buttonsOf(early)).toEqual([]);
    more.resolve();
    const whole = await asked.reply((message) => buttonsOf(message).length > 0);
    expect(textOf(whole)).toMatch(
      /First\.[\s\S]*Second\.[\s\S]*chosen by a model, in the sources’ own words/,
    );
    expect(asked.states().every(({ pings }) => !pings.everyone && pings.users.length === 0)).toBe(true);
    expect(discord.calls("POST /webhooks/{application}/{token}")).toEqual([]);
  });

  test("says what was withheld, and why a model did not answer", async () => {
    const answer = answered({
      withheld: [{ text: "No.", reason: "not found" }],
      notice: "the model failed: *503*",
    });
    const { mo } = await createBotScene({ services: { answerQuestion: async () => answer } });
    const text = textOf(await mo.slash("ask", QUESTION).reply());
    expect(text).toContain("-# the model failed: \\*503\\*");
    expect(text).toContain("1 statement withheld: not found in the sources");
  });

  test("that is private is seen by nobody else, however many messages it takes", async () => {
    const statements = Array.from({ length: 5 }, (_, index) => statement(`${index} ${"long ".repeat(300)}`));
    const { mo, mia, discord } = await createBotScene({
      services: { answerQuestion: async () => answered({ statements }) },
    });
    const asked = mo.slash("ask", { ...QUESTION, private: true });
    await discord.until(() => asked.followUps().find((message) => buttonsOf(message).length > 0));
    expect(mo.messages().length).toBeGreaterThan(1);
    expect(mia.messages()).toEqual([]);
  });

  test("that is too long for one message goes on in others, the buttons under the last", async () => {
    const statements = Array.from({ length: 9 }, (_, index) =>
      statement(`${index}: ${"word ".repeat(200)}end`),
    );
    const { mo, mia, discord } = await createBotScene({
      services: { answerQuestion: async () => answered({ statements }) },
    });
    const asked = mo.slash("ask", QUESTION);
    await discord.until(() => asked.followUps().find((message) => buttonsOf(message).length > 0));
    const shown = mia.messages();
    expect(shown.map((message) => buttonsOf(message).length)).toEqual([0, 0, 2]);
    const text = shown.map(textOf).join("\n");
    for (const { text: said } of statements) expect(text).toContain(said);
  });

  test("hands the question on with its period and outlet, and who asks", async () => {
    const seen: MemberQuestion[] = [];
    const { mo, guild } = await createBotScene({
      services: {
        async answerQuestion(request) {
          seen.push(request);
          return answered();
        },
      },
    });
    await mo.slash("ask", { question: "  What \n now? ", since: "yesterday", outlet: "the harbour" }).reply();
    expect(seen).toMatchObject([
      {
        question: "What now?",
        filter: { since: "2026-03-01T00:00:00.000Z", outlet: "The Harbour Post" },
        guildId: guild.id,
        memberId: guild.members[1]?.user.id,
      },
    ]);
    expect(seen[0]?.earlier).toBeUndefined();
  });

  test.each([
    [
      "a date that is none",
      { since: "the day of *reckoning*" },
      "I can’t read “the day of \\*reckoning\\*” as a date.",
    ],
    [
      "an outlet that is not here",
      { outlet: "@everyone" },
      "No source here publishes as “\\@everyone”. Try “The Harbour Post”.",
    ],
    ["nothing but spaces", { question: "   " }, "Please type a question."],
  ])("with %s is answered by one clear sentence", async (_what, values, sentence) => {
    const { mo, outcomes } = await createBotScene();
    const message = await mo.slash("ask", { ...QUESTION, ...values }).reply();
    expect(textOf(message)).toContain(sentence);
    await expect.poll(() => outcomes[0]?.outcome).toBe("refused");
  });

  test("that nothing covers says so, and shows the nearest articles", async () => {
    const { mo, outcomes } = await createBotScene({
      services: { answerQuestion: async () => unanswered({ nearest: [hit({ title: "Cheese [fair]" })] }) },
    });
    const message = await mo.slash("ask", QUESTION).reply();
    expect(textOf(message).split("\n")).toEqual([
      "> What did the minister say?",
      "",
      "**Not covered by the sources here.** No source speaks of “cheese”.",
      "",
      "The nearest there is:",
      "*Cheese \\[fair\\]*",
      "-# The Harbour Post, <t:1772188200:D> · [article](<https://harbour.example/one>)",
      "",
      "-# sources up to <t:1772186400:D>",
    ]);
    expect(buttonsOf(message)).toEqual([]);
    await expect.poll(() => outcomes[0]?.outcome).toBe("not covered");
  });

  test("speaks the language of the member's app, and leaves the sources theirs", async () => {
    const { mia } = await createBotScene();
    const message = await mia.slash("ask", QUESTION).reply();
    expect(textOf(message)).toContain("**The minister reported progress.**");
    expect(textOf(message)).toContain("-# sources jusqu’au <t:1772186400:D> · dans les mots des sources");
  });

  test("too soon after the last one says when to ask again", async () => {
    const { mo } = await createBotScene({
      services: { answerQuestion: async () => ({ kind: "refused", waitMs: 4200 }) },
    });
    expect(textOf(await mo.slash("ask", QUESTION).reply())).toBe(
      "You have just asked. Please ask again in 5 s.",
    );
  });

  test.each([
    ["fails", new Error("no such table"), "Something went wrong here", "failed"],
    ["runs out of time", new DOMException("late", "TimeoutError"), "This took too long.", "too slow"],
  ])("that %s ends in an apology that says what to do", async (_what, error, words, outcome) => {
    const { mo, outcomes, failures } = await createBotScene({
      services: { answerQuestion: () => Promise.reject(error) },
    });
    const text = textOf(await mo.slash("ask", QUESTION).reply());
    expect(text).toContain(words);
    expect(text).toContain("Please ask again in a minute");
    await expect.poll(() => outcomes[0]?.outcome).toBe(outcome);
    expect(failures).toEqual([{ event: "command failed", command: "ask", error }]);
  });
});
