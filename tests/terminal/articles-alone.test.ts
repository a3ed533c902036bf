import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { BRIDGE, callTerminal, FERRY, parseLines, writeLines } from "../support/terminal.ts";
import { readShape, statementsShape, verdictShape } from "../support/wire-shape.ts";

const RECORDS = [FERRY, BRIDGE];

describe("verify", () => {
  test("says that an article supports a claim, with a receipt that is a slice of it", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["verify", "--json", "--articles", articles, "--article", "b1"];
    const { status, stdout } = await callTerminal([...call, "The bridge cost 31 million crowns."]);
    expect(status).toBe(0);
    const { supported, receipts } = verdictShape.parse(JSON.parse(stdout));
    expect(supported).toBe(true);
    for (const { start, end, quote } of receipts) expect(BRIDGE.body.slice(start, end)).toBe(quote);
  });

  test("says that it does not, and why, for a person too", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["verify", "--articles", articles, "--article", "b1", "The bridge cost 47 million crowns."];
    const { status, stdout } = await callTerminal(call);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Not supported: .*47/);
  });

  test("explains which gate decided, and what it saw", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["verify", "--explain", "--articles", articles, "--article", "b1"];
    const fails = await callTerminal([...call, "The bridge cost 47 million crowns."]);
    expect(fails.stdout).toBe(
      "Not supported: the number 47 does not stand in the source\n" +
        "  gate number: does the source have the number, with its unit?\n" +
        "  score 0.00; it saw “47”\n",
    );
    const holds = await callTerminal([...call, "The bridge cost 31 million crowns."]);
    expect(holds.stdout).toMatch(
      /^Supported\n {2}gate words: do the words stand in the source, close together\?\n {2}score \d\.\d\d\n {2}“/,
    );
  });

  test("names the gate in its JSON", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["verify", "--json", "--articles", articles, "--article", "b1"];
    const { stdout } = await callTerminal([...call, "The bridge cost 47 million crowns."]);
    expect(verdictShape.parse(JSON.parse(stdout))).toMatchObject({
      gate: "number",
      reason: "the number 47 does not stand in the source",
    });
  });

  test("an article that is not there is a mistake in a call, and unsupported in a file of claims", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["verify", "--json", "--articles", articles];
    const typed = await callTerminal([...call, "--article", "gone", "The bridge opened."]);
    expect(typed).toEqual({ status: 2, stdout: "", stderr: "--article: there is no article gone\n" });

    const claims = await writeLines("claims.jsonl", [
      { id: "c1", claim: "The bridge opened.", articleIds: ["gone"] },
      { id: 2, claim: "The bridge at Os opened.", articleIds: ["gone", "b1"], label: "supported" },
    ]);
    const { status, stdout } = await callTerminal([...call, "--claims", claims]);
    expect(status).toBe(0);
    expect(parseLines(stdout).map((line) => verdictShape.parse(line))).toMatchObject([
      { id: "c1", supported: false, score: 0, receipts: [] },
      { id: 2, supported: true },
    ]);
  });
});

test("statements prints one line for each article in the file's own order, each part a slice of the body", async () => {
  const articles = await writeLines("news.jsonl", RECORDS);
  const { stdout } = await callTerminal(["statements", "--json", "--articles", articles]);
  const lines = parseLines(stdout).map((line) => statementsShape.parse(line));
  expect(lines.map(({ articleId }) => articleId)).toEqual(["f1", "b1"]);
  expect(lines[0]?.statements).toMatchObject([{ content: { text: "“Fog held us up,”" }, kind: "direct" }]);
  for (const [index, { statements }] of lines.entries()) {
    for (const { text, start, end } of statements.flatMap(({ speaker, content }) => [
      content,
      speaker ?? content,
    ]))
      expect(RECORDS[index]?.body.slice(start, end)).toBe(text);
  }
});

test("read prints one object a path: articles, what could not be read, and nothing twice", async () => {
  const folder = await makeFolder();
  const files = {
    "wire.txt": "By Ada Reed\n\nBERGEN, March 3 (Reuters) - The ferry was late on Tuesday. It was foggy.",
    "post.md": "---\ntitle: Ferry late\ndate: 2026-03-03\n---\n\nThe ferry was late.\n",
    "page.html":
      "<html><head><title>Fog</title></head><body><article><p>The ferry was late.</p></article></body>",
    "feed.xml":
      "<rss version='2.0'><channel><title>Post</title><item><title>Fog</title><description>Late.</description></item></channel></rss>",
    "news.jsonl": `${JSON.stringify(FERRY)}\n{\n`,
    "empty.txt": " ",
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const paths = [...Object.keys(files), "gone.txt"].map((name) => join(folder, name));
  const { status, stdout, stderr } = await callTerminal(["read", "--json", ...paths]);

  expect(status).toBe(0);
  const objects = parseLines(stdout).map((line) => readShape.parse(line));
  expect(objects.map(({ path }) => path)).toEqual(paths);
  expect(objects.map(({ kind, articles, error }) => [kind, articles.length, error])).toEqual([
    ["text", 1, undefined],
    ["markdown", 1, undefined],
    ["html", 1, undefined],
    ["feed", 1, undefined],
    ["records", 1, "line 2: not JSON"],
    [null, 0, "empty"],
    [null, 0, "not found"],
  ]);
  expect(objects[4]?.articles[0]?.body).toBe(FERRY.body);
  expect(stderr.split("\n").filter(Boolean)).toHaveLength(3);
});
