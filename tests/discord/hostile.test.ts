import { expect, test } from "vitest";
import type { MemberQuestion, MemberSummary } from "../../src/commands/command.ts";
import { commands } from "../../src/commands/index.ts";
import { registerCommands } from "../../src/discord/register.ts";
import { answered } from "./answers.ts";
import { createBotScene, textOf } from "./bot-scene.ts";

/** The bot in a Discord that lets texts of any length through. */
async function createLaxScene() {
  const questions: MemberQuestion[] = [];
  const summaries: MemberSummary[] = [];
  const scene = await createBotScene({
    services: {
      async answerQuestion(request) {
        questions.push(request);
        return answered({ question: request.question });
      },
      async summarize(request) {
        summaries.push(request);
        return answered({ question: request.topic ?? "" });
      },
    },
  });
  const lax = commands.map(({ data }) => ({
    ...data,
    options: JSON.parse(JSON.stringify(data.options ?? []), (key, value) =>
      key === "max_length" ? undefined : value,
    ),
  }));
  await registerCommands(scene.bot.rest, { applicationId: scene.discord.applicationId, commands: lax });
  return { ...scene, questions, summaries };
}

const LONG = "漢 word 1 day ago <@1> ".repeat(270);

test("a question that is longer than Discord lets through is cut to what it would", async () => {
  const { mo, questions } = await createLaxScene();
  expect(textOf(await mo.slash("ask", { question: LONG }).reply())).toContain("progress");
  expect(questions[0]?.question.length).toBeLessThanOrEqual(500);
});

test.each([
  ["an outlet that is a long text", "ask", { question: "?", outlet: LONG }, "No source here publishes as"],
  ["an invisible outlet", "ask", { question: "?", outlet: "\u0000\u202E" }, "No source here publishes as"],
  ["an outlet of JavaScript's", "ask", { question: "?", outlet: "__proto__" }, "No source here publishes as"],
  ["an outlet that SQL takes for any", "ask", { question: "?", outlet: "%" }, "No source here publishes as"],
  ["a date without a month", "ask", { question: "?", since: "9999-99-99" }, "can’t read"],
  ["a month too many", "ask", { question: "?", since: "2026-13-01" }, "can’t read"],
  ["a long date", "ask", { question: "?", since: "x".repeat(6000) }, "can’t read"],
  ["an empty question", "ask", { question: " \n\u2028 " }, "Please type a question."],
  ["a backward period", "summary", { since: "2026-02-28", until: "2026-02-27" }, "ends before it begins"],
  ["a path", "newsroom reload", { source: "../../etc/passwd" }, "There is no source"],
  ["a long source", "newsroom reload", { source: LONG }, "There is no source"],
])("%s gets a reply that says what to do, in one message", async (_what, command, values, expected) => {
  const { mo, questions, summaries } = await createLaxScene();
  const message = await mo.slash(command, values).reply();
  const text = textOf(message);
  expect(text).toContain(expected);
  expect(text.length).toBeLessThan(400);
  expect(text).not.toContain("<@");
  expect([...questions, ...summaries]).toEqual([]);
});

test("a period until the end of all years includes every article", async () => {
  const { mo, summaries } = await createLaxScene();
  await mo.slash("summary", { since: "2026-02-01", until: "9999-12-31" }).reply();
  expect(summaries[0]?.filter).toEqual({
    since: "2026-02-01T00:00:00.000Z",
    until: "9999-12-31T23:59:59.999Z",
  });
});
