import { expect, test } from "vitest";
import type { MemberSummary } from "../../src/commands/command.ts";
import { answered, receipt, statement, unanswered } from "./answers.ts";
import { buttonsOf, createBotScene, textOf } from "./bot-scene.ts";

test("/summary is grouped by story, and has receipts but no follow-up", async () => {
  const statements = [
    { ...statement("One."), story: "Talks _go on_" },
    { ...statement("Two."), story: "Talks _go on_" },
    { ...statement("Three."), story: "Harbour closes" },
  ];
  const { mo } = await createBotScene({
    services: { summarize: async () => answered({ question: "", statements }) },
  });
  const message = await mo.slash("summary").reply();
  const quiet = "-# The Harbour Post, <t:1772188200:D> [\\[1\\]](<https://harbour.example/one>)";
  expect(textOf(message).split("\n")).toEqual([
    "**What the sources report**",
    "",
    "**Talks \\_go on\\_**",
    "One.",
    quiet,
    "",
    "Two.",
    quiet,
    "",
    "**Harbour closes**",
    "Three.",
    quiet,
    "",
    "-# sources up to <t:1772186400:D> · in the sources’ own words",
  ]);
  expect(buttonsOf(message)).toEqual([expect.stringMatching(/^receipts:/)]);
  expect(textOf(await mo.click(message, buttonsOf(message)[0] ?? "").reply())).toContain("**made progress**");
});

test("/summary hands on its topic and a period that includes its last day", async () => {
  const seen: MemberSummary[] = [];
  const { mo } = await createBotScene({
    services: {
      async summarize(request) {
        seen.push(request);
        return unanswered({ question: "Oman", reason: "No source has an article for this." });
      },
    },
  });
  const values = { topic: " Oman ", since: "2026-02-01", until: "2026-02-27", outlet: "The Harbour Post" };
  const text = textOf(await mo.slash("summary", values).reply());
  expect(seen).toMatchObject([
    {
      topic: "Oman",
      filter: {
        since: "2026-02-01T00:00:00.000Z",
        until: "2026-02-28T00:00:00.000Z",
        outlet: "The Harbour Post",
      },
    },
  ]);
  expect(text).toContain("**What the sources report on Oman**\n\n**Not covered by the sources here.**");
});

test("/summary of a period that ends before it begins says so", async () => {
  const { mo } = await createBotScene();
  const message = await mo.slash("summary", { since: "today", until: "2026-02-01" }).reply();
  expect(textOf(message)).toBe("This period ends before it begins. Please swap the two dates.");
});

test("/summary of sixty stories loses none of them, and its button stands under the last message", async () => {
  const statements = Array.from({ length: 60 }, (_, index) => ({
    ...statement(`Statement ${index}. ${"漢*".repeat(150)}`, [
      receipt("made", { id: `wire/${index}`, title: "*".repeat(300) }),
    ]),
    story: `Story ${index} ${"_".repeat(300)}`,
  }));
  const { mo } = await createBotScene({ services: { summarize: async () => answered({ statements }) } });
  const asked = mo.slash("summary");
  const first = await asked.reply();
  const all = () => [first, ...asked.followUps()];
  await expect.poll(() => all().map(textOf).join("\n").includes("sources up to")).toBe(true);
  const text = all().map(textOf).join("\n");
  statements.forEach((_, index) => {
    expect(text).toContain(`**Story ${index} `);
    expect(text).toContain(`\nStatement ${index}. `);
  });
  expect(all().map((message) => buttonsOf(message).length)).toEqual([
    ...all()
      .slice(1)
      .map(() => 0),
    1,
  ]);
});
