import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { BRIDGE, callTerminal, FERRY, parseLines, stripStyles, writeLines } from "../support/terminal.ts";
import { answerShape } from "../support/wire-shape.ts";

/** Clears the screen, renames the window, links, rings, turns text round, hides it. */
const EVIL =
  "\u001b[2J\u001b]0;owned\u0007\u001b]8;;https://evil.example\u0007\u009b31m\u202e\u200b\u0000\r\u2028\u{E0041}";
const EVIL_RECORD = {
  id: `id${EVIL}`,
  title: `Fog${EVIL} in Bergen`,
  source: `The ${EVIL}Post`,
  author: `Kari ${EVIL}`,
  url: `https://fjord.example/${EVIL}`,
  publishedAt: "2026-03-03",
  body: `The fog${EVIL} in Bergen was thick, “and${EVIL} it stayed,” harbour master Ola ${EVIL}Lie said on Tuesday.`,
};
/** What a terminal would obey, but for line feeds. */
const OBEYED = /(?!\n)[\p{Cc}\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/u;
/** What only hides there. */
const HIDDEN = /[\u200B\u{E0000}-\u{E007F}]/u;

const CALLS = [
  ["ask", "what did Ola Lie say about the fog"],
  ["ask", `who won the ${EVIL} cup of 1998?`],
  ["search", "--explain", `fog in Bergen ${EVIL}`],
  ["summary"],
  ["statements"],
  ["verify", "--article", EVIL_RECORD.id, "The fog in Bergen was thick."],
];

describe("nothing that an article or a question holds is obeyed by the terminal", () => {
  test.each(CALLS)("%s %s", async (...call) => {
    const articles = await writeLines("evil.jsonl", [EVIL_RECORD, { id: `bad${EVIL}` }]);
    const { status, stdout, stderr } = await callTerminal([...call, "--articles", articles], { columns: 80 });
    expect(status).toBe(0);
    expect(stdout).not.toBe("");
    expect(stripStyles(stdout)).not.toMatch(OBEYED);
    expect(stdout).not.toMatch(HIDDEN);
    expect(stripStyles(stderr)).not.toMatch(OBEYED);
  });

  test("printed as JSON it is escaped, so that every letter is still there", async () => {
    const articles = await writeLines("evil.jsonl", [EVIL_RECORD]);
    const call = ["ask", "--json", "--articles", articles, `what did Ola Lie say ${EVIL}`];
    const { stdout } = await callTerminal(call);
    expect(stdout).not.toMatch(OBEYED);
    const { question, statements } = answerShape.parse(JSON.parse(stdout));
    expect(question).toBe(`what did Ola Lie say ${EVIL}`);
    expect(statements).not.toEqual([]);
    for (const { articleId, quote, start, end } of statements.flatMap(({ receipts }) => receipts)) {
      expect(articleId).toBe(EVIL_RECORD.id);
      expect(EVIL_RECORD.body.slice(start, end)).toBe(quote);
    }
  });

  test("nor what a path or an option holds", async () => {
    const { stderr } = await callTerminal(["ask", "--sources", `gone${EVIL}`, "fog"]);
    expect(stderr).not.toMatch(OBEYED);
  });
});

test("any question at all is answered or left unanswered, with receipts that hold", async () => {
  const articles = await writeLines("news.jsonl", [FERRY, BRIDGE]);
  const text = fc.string({ unit: "binary", maxLength: 60 });
  const odd = fc.constantFrom(
    ...['"', "' OR 1=1 --", "NEAR(", "*", "^", "AND", "title:", "🚢".repeat(9), "ferry"],
  );
  const strange = fc.array(fc.oneof(text, odd), { maxLength: 6 }).map((parts) => parts.join(" "));
  const questions = fc.sample(strange, 150).map((question, id) => ({ id, question }));
  const file = await writeLines("questions.jsonl", questions);
  const { status, stdout, stderr } = await callTerminal([
    "ask",
    "--json",
    "--articles",
    articles,
    "--questions",
    file,
  ]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const answers = parseLines(stdout).map((line) => answerShape.parse(line));
  expect(answers.map(({ id, question }) => ({ id, question }))).toEqual(questions);
  for (const { articleId, quote, start, end } of answers.flatMap(({ statements }) =>
    statements.flatMap(({ receipts }) => receipts),
  ))
    expect([FERRY, BRIDGE].find(({ id }) => id === articleId)?.body.slice(start, end)).toBe(quote);
});

test("links that lead out of the folder, in circles or nowhere are not followed", async () => {
  const outside = await makeFolder();
  await writeFile(join(outside, "secret.txt"), "The vault code of the lighthouse is 4711.");
  const folder = await makeFolder();
  await writeFile(join(folder, "one.txt"), "The ferry was late on Tuesday because of fog.");
  await mkdir(join(folder, "inner"));
  await symlink(join(outside, "secret.txt"), join(folder, "linked.txt"));
  await symlink(outside, join(folder, "linked"));
  await symlink(folder, join(folder, "inner", "round"));
  await symlink(join(folder, "gone.txt"), join(folder, "nowhere.txt"));
  const call = ["ask", "--json", "--sources", folder];
  const { status, stdout } = await callTerminal([...call, "what is the vault code of the lighthouse?"]);
  expect(status).toBe(0);
  expect(stdout).not.toContain("4711");
  expect(JSON.parse((await callTerminal([...call, "was the ferry late on Tuesday?"])).stdout).kind).toBe(
    "answered",
  );
});
