import { describe, expect, test } from "vitest";
import { failWith, replyWith } from "../support/openai-behaviours.ts";
import { createOpenAiServer } from "../support/openai-server.ts";
import { BRIDGE, callTerminal, FERRY, parseLines, stripStyles, writeLines } from "../support/terminal.ts";
import { answerShape } from "../support/wire-shape.ts";

const RECORDS = [FERRY, BRIDGE];

async function askJson(...args: string[]) {
  const { status, stdout } = await callTerminal(["ask", "--json", ...args]);
  expect(status).toBe(0);
  return parseLines(stdout).map((line) => answerShape.parse(line));
}

describe("ask --json", () => {
  test("prints one object of the promised shape, each receipt a slice of its record", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const [answer, ...others] = await askJson("--articles", articles, "what did the harbour master say");
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      question: "what did the harbour master say",
      kind: "answered",
      engine: "extractive",
      withheld: 0,
      sourcesUpTo: "2026-03-10T00:00:00.000Z",
    });
    for (const { articleId, quote, start, end } of answer?.statements.flatMap(({ receipts }) => receipts) ??
      [])
      expect(RECORDS.find(({ id }) => id === articleId)?.body.slice(start, end)).toBe(quote);
  });

  test("a question that nothing answers is done, with a reason and the nearest there is", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const [answer] = await askJson("--articles", articles, "who won the 1998 world cup on Tuesday?");
    expect(answer).toMatchObject({
      kind: "unanswered",
      statements: [],
      reason: expect.stringContaining("1998"),
    });
    expect(answer?.nearest?.length).toBeGreaterThan(0);
  });

  test("answers a file of questions line by line, each under the id as it came", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const questions = await writeLines("questions.jsonl", [
      { id: "q1", question: "what did Eva Dahl say", answers: ["31"] },
      "",
      { id: 2, question: "" },
      { id: "q3", question: "when\u2028did the Bergen ferry arrive?" },
    ]);
    const answers = await askJson("--articles", articles, "--questions", questions);
    expect(answers.map(({ id }) => id)).toEqual(["q1", 2, "q3"]);
    expect(answers.map(({ question }) => question)).toEqual([
      "what did Eva Dahl say",
      "",
      "when\u2028did the Bergen ferry arrive?",
    ]);
    expect(answers[0]?.statements[0]?.text).toContain("31 million");
    expect(answers[1]?.kind).toBe("unanswered");
  });

  test("a byte order mark before the first question is no part of it, and no questions are no failure", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const marked = await writeLines("marked.jsonl", ['\uFEFF{"id":"q1","question":"Bergen ferry"}']);
    expect(await askJson("--articles", articles, "--questions", marked)).toMatchObject([{ id: "q1" }]);
    const empty = await writeLines("empty.jsonl", []);
    expect(await askJson("--articles", articles, "--questions", empty)).toEqual([]);
  });

  test.each(["--since 2026-03-10", "--until 2026-03-10 --since 2026-03-10", "--outlet harbour\u0020news"])(
    "keeps to what %s lets through",
    async (filter) => {
      const articles = await writeLines("news.jsonl", RECORDS);
      const args = filter.split(/ (?=--)/).flatMap((option) => option.split(/(?<=^--\w+) /));
      const [answer] = await askJson("--articles", articles, ...args, "what opened or was late on Tuesday?");
      const ids = answer?.statements.flatMap(({ receipts }) => receipts.map(({ articleId }) => articleId));
      expect(new Set(ids)).toEqual(new Set(["b1"]));
    },
  );
});

describe("ask with a model", () => {
  test("that fails gives the sources' own sentences, and one line that says why", async () => {
    await using server = await createOpenAiServer({ chat: failWith(401) });
    const articles = await writeLines("news.jsonl", RECORDS);
    const environment = { OPENAI_BASE_URL: server.baseURL, OPENAI_CHAT_MODEL: "fake" };
    const call = ["ask", "--json", "--articles", articles, "what did Eva Dahl say"];
    const { status, stdout, stderr } = await callTerminal(call, { environment });
    expect(status).toBe(0);
    const answer = answerShape.parse(JSON.parse(stdout));
    expect(answer).toMatchObject({ kind: "answered", engine: "extractive" });
    expect(stderr).toBe(`${answer.reason}\n`);
    expect(answer.reason).toMatch(/^answered with the sources' own sentences: /);
  });

  test("prints its checked statements and what they cost", async () => {
    const said = {
      statements: [
        {
          passage: 1,
          quote: "Mayor Eva Dahl said that it cost 31 million crowns.",
          say: "Eva Dahl said that it cost 31 million crowns.",
        },
        { passage: 1, quote: "a quote that stands nowhere", say: "It cost 99 million crowns." },
      ],
    };
    await using server = await createOpenAiServer({ chat: replyWith(said) });
    const articles = await writeLines("news.jsonl", [BRIDGE]);
    const environment = { OPENAI_BASE_URL: server.baseURL, OPENAI_CHAT_MODEL: "fake" };
    const call = ["ask", "--articles", articles, "what did Eva Dahl say"];
    const { stdout } = await callTerminal(call, { environment });
    expect(stdout).toBe(`
Bridge opens
  Eva Dahl said that it cost 31 million crowns.
    — Harbour News, 10 March 2026 [1]

Receipts
  [1] Bridge opens
      “Mayor Eva Dahl said that it cost 31 million crowns.”
      b1, characters 40–91

  sources up to 10 March 2026 · chosen and shortened by a model, each statement checked against its source · 1 statement withheld: not found in the sources · 11 + 7 tokens

`);
    const json = answerShape.parse(
      JSON.parse((await callTerminal([...call, "--json"], { environment })).stdout),
    );
    expect(json).toMatchObject({ engine: "model", withheld: 1, usage: { promptTokens: 11 } });
  });
});

describe("ask for a person", () => {
  test("numbers its receipts, says dates as people do, and quotes nothing twice", async () => {
    const articles = await writeLines("news.jsonl", [BRIDGE]);
    const { stdout, stderr } = await callTerminal(["ask", "--articles", articles, "what did Eva Dahl say"]);
    expect(stderr).toBe("");
    expect(stdout).toBe(`
Bridge opens
  Mayor Eva Dahl said that it cost 31 million crowns.
    — Harbour News, 10 March 2026 [1]

Receipts
  [1] Bridge opens
      b1, characters 40–91

  sources up to 10 March 2026 · in the sources' own words

`);
  });

  test("no line is wider than the terminal, and what is wrapped hangs under its text", async () => {
    const articles = await writeLines("news.jsonl", [BRIDGE]);
    const call = ["ask", "--articles", articles, "what did Eva Dahl say"];
    const { stdout } = await callTerminal(call, { columns: 50 });
    const lines = stripStyles(stdout).split("\n");
    expect(lines.slice(1, 5)).toEqual([
      "Bridge opens",
      "  Mayor Eva Dahl said that it cost 31 million",
      "  crowns.",
      "    — Harbour News, 10 March 2026 [1]",
    ]);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(50);
  });
});

/** Two reports of one fire, and a third that is a day younger. */
const FIRE = [
  {
    id: "one",
    title: "Fire at the Larkmoor mill",
    source: "The Lantern",
    publishedAt: "2026-03-03T09:00:00Z",
    body: "Twelve people were killed in the fire at the Larkmoor mill on Monday.",
  },
  {
    id: "two",
    title: "Toll rises in the Larkmoor mill fire",
    source: "The Harbour Post",
    publishedAt: "2026-03-04T13:30:00Z",
    body: "At least 14 people were killed in the fire at the Larkmoor mill on Monday.",
  },
] as const;

describe("ask tells a person", () => {
  const call = (articles: string, question: string) => ["ask", "--articles", articles, question];

  test("what the sources report differently, when it happened, and when it was read", async () => {
    const articles = await writeLines("news.jsonl", FIRE);
    const question = "How many people were killed in the Larkmoor mill fire on Monday 2 March 2026?";
    const environment = { TIME_ZONE: "Pacific/Auckland" };
    const { stdout } = await callTerminal(call(articles, question), { environment });
    expect(stdout).toContain(" [1] · Monday was 2 March 2026\n");
    expect(stdout).toContain(`
The sources differ: people were killed
  Twelve
    — The Lantern, 3 March 2026 [`);
    expect(stdout).toContain("\n  At least 14\n    — The Harbour Post, 5 March 2026 [");
    expect(stdout).toContain("one, characters 0–69, read 12 March 2026\n");
    const { stdout: printed } = await callTerminal([...call(articles, question), "--json"], { environment });
    const json = answerShape.parse(JSON.parse(printed));
    expect(json.disagreements).toMatchObject([{ sides: [{ value: "Twelve" }, { value: "At least 14" }] }]);
    expect(json.statements[0]?.happened).toEqual([{ text: "Monday", day: "2026-03-02" }]);
  });

  test("first that the newest is older than what was asked for", async () => {
    const articles = await writeLines("news.jsonl", FIRE);
    const question = "What is the latest on the people killed in the Larkmoor mill fire?";
    const { stdout } = await callTerminal(call(articles, question));
    expect(stdout.split("\n").slice(0, 5)).toEqual([
      "",
      "  The newest that the sources have on this is of 4 March 2026.",
      "",
      "Toll rises in the Larkmoor mill fire",
      "  At least 14 people were killed in the fire at the Larkmoor mill on Monday.",
    ]);
  });
});
