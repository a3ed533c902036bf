import { expect, test } from "vitest";
import { BRIDGE, callTerminal, FERRY, parseLines, writeLines } from "../support/terminal.ts";
import { answerShape, searchShape } from "../support/wire-shape.ts";

const RECORDS = [FERRY, BRIDGE];

test("search --json prints hits of the promised shape, best first, no more than --limit", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const call = ["search", "--json", "--articles", articles, "the Bergen ferry on Tuesday"];
  const all = searchShape.parse(JSON.parse((await callTerminal(call)).stdout));
  expect(all.hits.map(({ articleId }) => articleId)).toEqual(["f1", "b1"]);
  for (const { articleId, start, end, text } of all.hits)
    expect(RECORDS.find(({ id }) => id === articleId)?.body.slice(start, end)).toBe(text);

  const one = searchShape.parse(JSON.parse((await callTerminal([...call, "--limit", "1"])).stdout));
  expect(one.hits).toEqual(all.hits.slice(0, 1));
});

test("search prints a line for each question of a file, under its id", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const questions = await writeLines("questions.jsonl", [
    { id: "q1", question: "bridge" },
    { id: "q2", question: "zeppelin" },
  ]);
  const { stdout } = await callTerminal([
    "search",
    "--json",
    "--articles",
    articles,
    "--questions",
    questions,
  ]);
  const results = parseLines(stdout).map((line) => searchShape.parse(line));
  expect(results.map(({ id, hits }) => [id, hits.length])).toEqual([
    ["q1", 1],
    ["q2", 0],
  ]);
});

test("search --explain says how the question was read and what each rank is made of", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const call = [
    "search",
    "--explain",
    "--articles",
    articles,
    "what did Harbour News report on 10 March 2026",
  ];
  const { stdout } = await callTerminal(call);
  expect(stdout).toContain("outlets: Harbour News\n");
  expect(stdout).toContain("(2026-03-10 to before 2026-03-11)");
  expect(stdout).toMatch(/1\. Bridge opens \(Harbour News, 10 March 2026\)\n {3}score \d\.\d{3} = words/);
});

test("search says so when no passage matches", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const { status, stdout } = await callTerminal(["search", "--articles", articles, "zeppelin"]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: "No passage matches.\n" });
});

test("summary --json has the shape of an answer, grouped by story, within its period, topic and outlet", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const summarize = async (...options: string[]) => {
    const { stdout } = await callTerminal(["summary", "--json", "--articles", articles, ...options]);
    const { statements } = answerShape.parse(JSON.parse(stdout));
    return statements.map(({ story, receipts }) => [story, receipts[0]?.articleId]);
  };
  expect(await summarize()).toEqual([
    ["Bridge opens", "b1"],
    ["Ferry late", "f1"],
  ]);
  expect(await summarize("--since", "2026-03-03", "--until", "2026-03-03")).toEqual([["Ferry late", "f1"]]);
  expect(await summarize("--outlet", "Harbour News")).toEqual([["Bridge opens", "b1"]]);
  expect(await summarize("--topic", "fog on the ferry")).toEqual([["Ferry late", "f1"]]);
});

test("summary with nothing to report is unanswered, and done", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const call = ["summary", "--json", "--articles", articles, "--until", "2020-01-01"];
  const { status, stdout } = await callTerminal(call);
  expect(status).toBe(0);
  expect(answerShape.parse(JSON.parse(stdout))).toMatchObject({ kind: "unanswered", statements: [] });
});
