import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import type { MemberQuestion } from "../../src/commands/command.ts";
import { answered, receipt, statement, unanswered } from "./answers.ts";
import { buttonsOf, createBotScene, textOf } from "./bot-scene.ts";

describe("/ask", () => {
  test("answers with statements, numbered receipts, outlet, date and how far the sources reach", async () => {
    const { mo, outcomes } = await createBotScene();
    const asked = mo.slash("ask", { question: "What did the minister say?" });
    const message = await asked.reply();
    expect(textOf(message)).toBe(
      [
        "> What did the minister say?",
        "• The minister reported progress. \\[1\\]",
        "-# \\[1\\] The Harbour Post · <t:1772193600:D> · Talks end in Geneva · [article](<https://harbour.example/one>)",
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
});
