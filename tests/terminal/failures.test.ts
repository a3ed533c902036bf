import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { BRIDGE, callTerminal, FERRY, writeLines } from "../support/terminal.ts";

const LONG = "why ".repeat(500);

describe("a call that is wrong ends with 2 and one clear line, before anything is read", () => {
  test.each<[string[], RegExp]>([
    [[], /^a command is missing: ask, search, .*--help/],
    [["aks", "why?"], /^there is no command "aks": ask, /],
    [["ask", "--jsno", "why?"], /^Unknown option '--jsno'/],
    [["ask", "--sources"], /^Option '--sources <value>' argument missing/],
    [["ask"], /^ask takes a question: npm run -s ask/],
    [["ask", "  "], /^ask takes a question/],
    [["search"], /^search takes a question/],
    [["ask", LONG], /^a question has at most 1000 characters, not 1999$/],
    [["ask", "x".repeat(1_000_000)], /^a question has at most 1000 characters, not 1000000$/],
    [["ask", "--topic", "fog", "why?"], /^ask takes no --topic/],
    [["summary", "Iran"], /^summary takes options only, not "Iran"$/],
    [["search", "--limit", "0", "why?"], /^--limit takes a whole number from 1 to 100, not "0"$/],
    [["search", "--limit", "1e1", "why?"], /^--limit takes a whole number/],
    [["summary", "--since", "2026-02-31"], /^--since takes a day such as 2026-02-27/],
    [["summary", "--since", "soonish"], /^--since takes a day .*not "soonish"$/],
    [["summary", "--since", "2026-02-02", "--until", "2026-02-01"], /^--since 2026-02-02 is later than/],
    [["ask", "--sources", "a", "--articles", "b", "why?"], /^--sources and --articles .* give one$/],
    [["ask", "--sources", "gone", "why?"], /^--sources: there is no folder gone$/],
    [["ask", "--articles", "gone.jsonl", "why?"], /^--articles: there is no file gone\.jsonl$/],
    [["ask", "--articles", "src", "why?"], /^--articles: there is no file src$/],
    [["ask", "--questions", "gone.jsonl"], /^--questions: there is no file gone\.jsonl$/],
    [["ask", "--questions", "package.json", "why?"], /^ask takes a question or --questions, not both$/],
    [["verify", "The ferry was late."], /^verify takes a claim and an article/],
    [["verify", "--article", "f1"], /^verify takes a claim and an article/],
    [["verify", "--claims", "package.json", "--article", "f1"], /not both$/],
    [["read"], /^read takes the paths of files$/],
  ])("%j", async (args, line) => {
    const { status, stdout, stderr } = await callTerminal(args);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(line);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  test.each<[Record<string, string>, RegExp]>([
    [{ EMBEDDINGS: "magic" }, /^bad settings: EMBEDDINGS has to be/],
    [{ DATABASE_URL: "mysql://db/news" }, /DATABASE_URL/],
    [{ SEEDS_DIR: "gone" }, /^SEEDS_DIR: there is no folder gone in /],
    [{ ANSWERS: "model" }, /OPENAI_API_KEY/],
  ])("settings %j", async (environment, line) => {
    const { status, stdout, stderr } = await callTerminal(["ask", "why?"], { environment });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(line);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});

describe("a batch", () => {
  const GOOD = { id: "q", question: "fog" };

  test.each<[string, (object | string)[], RegExp]>([
    ["is not JSON", ["", GOOD, GOOD, GOOD, GOOD, GOOD, "{"], /questions\.jsonl, line 7: not JSON$/],
    ["lacks its id", [GOOD, { question: "fog" }], /line 2: not \{ id, question, askedAt\? \}$/],
    ["holds too long a question", [GOOD, { id: "q2", question: LONG }], /q2: a question has at most 1000/],
  ])("stops at a line that %s, names it, and ends with 2", async (_what, lines, line) => {
    const articles = await writeLines("news.jsonl", [FERRY]);
    const questions = await writeLines("questions.jsonl", lines);
    const { status, stdout, stderr } = await callTerminal([
      "search",
      "--json",
      "--articles",
      articles,
      "--questions",
      questions,
    ]);
    expect(status).toBe(2);
    expect(stdout.trimEnd().split("\n")).toHaveLength(lines.filter((one) => one === GOOD).length);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(line);
  });
});

describe("bad luck", () => {
  test("a file without a readable record ends with 1 and says why", async () => {
    const articles = await writeLines("empty.jsonl", []);
    const { status, stdout, stderr } = await callTerminal(["ask", "--json", "--articles", articles, "why?"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^articles: .*empty\.jsonl: empty\n$/);
  });

  test("a file in which nothing is a record ends with 1, and does not name every line of it", async () => {
    const articles = await writeLines("table.jsonl", Array(500).fill("ferry;late"));
    const { status, stdout, stderr } = await callTerminal(["ask", "--json", "--articles", articles, "why?"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const lines = stderr.trimEnd().split("\n");
    expect(lines).toHaveLength(22);
    expect(lines.slice(-2)).toEqual(["not read: 480 more", "articles: nothing in it could be read"]);
  });

  test("bad records are named on standard error, and the others answer", async () => {
    const articles = await writeLines("news.jsonl", ["{", BRIDGE, { id: "x", body: "\uD800 half" }]);
    const { status, stdout, stderr } = await callTerminal([
      "ask",
      "--json",
      "--articles",
      articles,
      "what did Eva Dahl say",
    ]);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).kind).toBe("answered");
    expect(stderr.split("\n")).toEqual([
      "not read: news.jsonl, line 1: not JSON",
      "not read: news.jsonl, line 3: the body holds half a surrogate pair: not valid Unicode",
      "",
    ]);
  });

  test.each([
    ["a file that is no database", async (path: string) => writeFile(path, "no database at all ".repeat(50))],
    ["a folder", async (path: string) => mkdir(path)],
  ])("a database that is %s ends with 1 and is left alone", async (_what, put) => {
    const path = join(await makeFolder(), "news.sqlite");
    await put(path);
    const { status, stdout, stderr } = await callTerminal(["ask", "--json", "fog"], {
      environment: { DATABASE_URL: path },
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^[^\n]*news\.sqlite[^\n]*\n$/);
  });

  test("a file where the database's folder should be ends with 1 and names it", async () => {
    const folder = await makeFolder();
    await writeFile(join(folder, "data"), "");
    const path = join(folder, "data", "news.sqlite");
    const { status, stderr } = await callTerminal(["ask", "fog"], { environment: { DATABASE_URL: path } });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^the folder of the store .*news\.sqlite can't be made.*\n$/);
  });
});
