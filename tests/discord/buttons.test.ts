import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import type { MemberQuestion } from "../../src/commands/command.ts";
import type { Invocation } from "../../src/local-discord/invocation.ts";
import type { Message } from "../../src/local-discord/messages.ts";
import { answered, receipt, statement } from "./answers.ts";
import { buttonsOf, createBotScene, textOf } from "./bot-scene.ts";

const QUESTION = { question: "What did the minister say?" };
const [RECEIPTS, FOLLOW_UP] = [0, 1];
const EXPIRED = "This answer is no longer kept. Please ask again with /ask.";

const buttonOf = (message: Message, index: number) => buttonsOf(message)[index] ?? "";

/** A second server of the same bot, with one member. */
function addNeighbour(discord: Awaited<ReturnType<typeof createBotScene>>["discord"]) {
  const user = discord.addUser("Eve");
  const guild = discord.addGuild({ name: "Next door", members: [{ user }] });
  return discord.person({ guildId: guild.id, channelId: guild.channels[0]?.id ?? "", userId: user.id });
}

describe("the button Receipts", () => {
  test("shows each quote in its surroundings, marked, with a link that leads to it, to who pressed it", async () => {
    const quotes = [receipt("made progress"), { ...receipt("They go on"), status: "repaired" } as const];
    const { mo, mia } = await createBotScene({
      services: { answerQuestion: async () => answered({ statements: [statement("Both.", quotes)] }) },
    });
    const message = await mo.slash("ask", QUESTION).reply();
    const receipts = await mo.click(message, buttonOf(message, RECEIPTS)).reply();
    expect(textOf(receipts).split("\n")).toEqual([
      "-# \\[1\\] The Harbour Post, <t:1772188200:D> · Talks end in Geneva",
      "> The minister said that the talks **made progress**. They go on next week.",
      "-# [read it there](<https://harbour.example/one#:~:text=made%20progress>)",
      "",
      "-# \\[2\\] The Harbour Post, <t:1772188200:D> · Talks end in Geneva",
      "> The minister said that the talks made progress. **They go on** next week.",
      "-# [read it there](<https://harbour.example/one#:~:text=They%20go%20on>) · found after evening out spaces, quotation marks and dashes",
    ]);
    expect(receipts.flags & MessageFlags.Ephemeral).not.toBe(0);
    expect(mia.messages().map(({ id }) => id)).toEqual([message.id]);
  });

  test("of an answer that all have seen may be pressed by all of them", async () => {
    const { mo, mia } = await createBotScene();
    const message = await mo.slash("ask", QUESTION).reply();
    expect(textOf(await mia.click(message, buttonOf(message, RECEIPTS)).reply())).toContain(
      "**made progress**",
    );
  });

  test.each([
    ["from another server", {}, "neighbour"],
    ["by another member, of a private answer", { private: true }, "mia"],
  ] as const)("replayed %s shows nothing", async (_what, values, who) => {
    const { discord, mo, mia, outcomes } = await createBotScene();
    const message = await mo.slash("ask", { ...QUESTION, ...values }).reply();
    const stranger = who === "mia" ? mia : addNeighbour(discord);
    const reply = await stranger.forgeClick(message, buttonOf(message, RECEIPTS)).reply();
    expect(textOf(reply)).not.toContain("progress");
    expect(reply.flags & MessageFlags.Ephemeral).not.toBe(0);
    await expect.poll(() => outcomes.at(-1)).toMatchObject({ command: "receipts", outcome: "expired" });
  });

  test.each(["receipts:", "receipts:AAAAAAAAAAAAAAAAAAAAAA", "newsroom:reload", "receipts:__proto__"])(
    "with the made-up id %s says to ask again",
    async (customId) => {
      const { mo } = await createBotScene();
      const message = await mo.slash("ask", QUESTION).reply();
      expect(textOf(await mo.forgeClick(message, customId).reply())).toBe(EXPIRED);
    },
  );

  test("of an answer that is no longer kept says to ask again", async () => {
    let now = Date.now();
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const { mo } = await createBotScene({ bot: { clock } });
    const message = await mo.slash("ask", QUESTION).reply();
    now += 61 * 60 * 1000;
    expect(textOf(await mo.click(message, buttonOf(message, RECEIPTS)).reply())).toBe(EXPIRED);
    expect(textOf(await mo.click(message, buttonOf(message, FOLLOW_UP)).reply())).toBe(EXPIRED);
  });
});

describe("the button Follow up", () => {
  async function askAndFollowUp(values: Record<string, string | boolean> = {}) {
    const seen: MemberQuestion[] = [];
    const scene = await createBotScene({
      services: {
        async answerQuestion(request) {
          seen.push(request);
          return answered({ question: request.question });
        },
      },
    });
    const message = await scene.mo.slash("ask", { ...QUESTION, ...values }).reply();
    const opened: Invocation = scene.mo.click(message, buttonOf(message, FOLLOW_UP));
    await opened.outcome();
    return { ...scene, seen, opened, message };
  }

  test("opens a form, and what is sent is asked with the question and the answer before it", async () => {
    const { mo, seen, opened } = await askAndFollowUp({ outlet: "The Harbour Post" });
    await expect(opened.outcome()).resolves.toMatchObject({ kind: "modal", modal: { title: "Follow up" } });
    const reply = await mo.submit(opened, { question: "And Iran?" }).reply();
    expect(textOf(reply)).toContain("> And Iran?");
    expect(buttonsOf(reply)).toHaveLength(2);
    expect(seen[1]).toMatchObject({
      question: "And Iran?",
      filter: { outlet: "The Harbour Post" },
      earlier: { question: QUESTION.question, answer: ["The minister reported progress."] },
    });
  });

  test("of a private answer leads to a private one", async () => {
    const { mo, mia, opened } = await askAndFollowUp({ private: true });
    const reply = await mo.submit(opened, { question: "And Iran?" }).reply();
    expect(reply.flags & MessageFlags.Ephemeral).not.toBe(0);
    expect(mia.messages()).toEqual([]);
  });

  test.each([
    ["from another server", {}, "neighbour"],
    ["by another member, of a private answer", { private: true }, "mia"],
  ] as const)("whose form is sent %s asks nothing", async (_what, values, who) => {
    const { discord, mia, opened, seen } = await askAndFollowUp(values);
    const stranger = who === "mia" ? mia : addNeighbour(discord);
    expect(textOf(await stranger.submit(opened, { question: "And Iran?" }).reply())).toBe(
      who === "mia" ? "Cette réponse n’est plus conservée. Reposez la question avec /ask." : EXPIRED,
    );
    expect(seen).toHaveLength(1);
  });

  test("pressed in another server opens nothing", async () => {
    const { discord, message, seen } = await askAndFollowUp();
    const pressed = addNeighbour(discord).forgeClick(message, buttonOf(message, FOLLOW_UP));
    await expect(pressed.outcome()).resolves.toMatchObject({ kind: "message" });
    expect(seen).toHaveLength(1);
  });
});
