import { describe, expect, test } from "vitest";
import { replyWith } from "../support/openai-behaviours.ts";
import { createOpenAiServer } from "../support/openai-server.ts";
import { callTerminal, parseLines, writeLines } from "../support/terminal.ts";
import { answerShape, searchShape } from "../support/wire-shape.ts";

/** The same kind of news in two summers: which of them "this week" means depends on the day of the question. */
const RECORDS = [
  ["old", "2022-06-15", "The Bergen ferry ran aground off Askøy. Nobody was hurt."],
  ["new", "2026-03-10", "The Bergen ferry ran aground off Sotra. Nobody was hurt."],
].map(([id, publishedAt, body]) => ({ id, title: "Ferry", source: "The Fjord Post", publishedAt, body }));

const QUESTION = "Where did the Bergen ferry run aground this week?";

async function askJson(...args: string[]) {
  const articles = await writeLines("news.jsonl", RECORDS);
  const { status, stdout, stderr } = await callTerminal(["ask", "--json", "--articles", articles, ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return parseLines(stdout).map((line) => answerShape.parse(line));
}

const articlesOf = (answer: Awaited<ReturnType<typeof askJson>>[number] | undefined) =>
  answer?.statements.map(({ receipts }) => receipts[0]?.articleId);

describe("the day of the question", () => {
  test("is today where nobody says otherwise", async () => {
    const [answer] = await askJson(QUESTION);
    expect(articlesOf(answer)?.[0]).toBe("new");
  });

  test.each(["2022-06-17", "17 June 2022", "2022-06-17T22:00:00-05:00"])(
    "is the day of --now: %s",
    async (day) => {
      const [answer] = await askJson("--now", day, QUESTION);
      expect(articlesOf(answer)?.[0]).toBe("old");
      expect(answer?.asOf).toBeUndefined();
    },
  );

  test("tells how old the newest article is, as seen from that day", async () => {
    const [answer] = await askJson("--now", "2026-04-20", QUESTION);
    expect(answer?.asOf).toBe("2026-03-10T00:00:00.000Z");
  });

  test("is a question's own askedAt before --now", async () => {
    const questions = await writeLines("questions.jsonl", [
      { id: 1, question: QUESTION, askedAt: "2026-03-11" },
      { id: 2, question: QUESTION, askedAt: "2022-06-17T08:30:00Z" },
      { id: 3, question: QUESTION },
    ]);
    const answers = await askJson("--now", "2022-06-17", "--questions", questions);
    expect(answers.map((answer) => articlesOf(answer)?.[0])).toEqual(["new", "old", "old"]);
  });

  test("is what a model is told, by the clocks of TIME_ZONE", async () => {
    await using server = await createOpenAiServer({ chat: replyWith({ statements: [] }) });
    const articles = await writeLines("news.jsonl", RECORDS);
    const questions = await writeLines("questions.jsonl", [
      { id: 1, question: QUESTION, askedAt: "2022-06-17" },
      { id: 2, question: QUESTION, askedAt: "2022-06-17T05:00:00Z" },
    ]);
    const environment = {
      OPENAI_BASE_URL: server.baseURL,
      OPENAI_CHAT_MODEL: "fake",
      TIME_ZONE: "America/Los_Angeles",
    };
    await callTerminal(["ask", "--json", "--articles", articles, "--questions", questions], { environment });
    const prompts = server.requests.map(({ body }) => body.messages.at(-1)?.content);
    expect(prompts).toEqual([
      expect.stringMatching(/ is 2022-06-17\b/),
      expect.stringMatching(/ is 2022-06-16\b/),
    ]);
  });

  test("is what search ranks by", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const first = async (...args: string[]) => {
      const { stdout } = await callTerminal(["search", "--json", "--articles", articles, ...args, QUESTION]);
      return searchShape.parse(JSON.parse(stdout)).hits[0]?.articleId;
    };
    expect(await first()).toBe("new");
    expect(await first("--now", "2022-06-17")).toBe("old");
  });

  test("is the day that --since and --until count from", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const call = ["summary", "--json", "--articles", articles, "--now", "2022-06-17"];
    const { status, stdout } = await callTerminal([...call, "--since", "last Monday", "--until", "today"]);
    expect(status).toBe(0);
    expect(articlesOf(answerShape.parse(JSON.parse(stdout)))).toEqual(["old"]);
  });

  test("leaves the day on which an article was read alone", async () => {
    const [answer] = await askJson("--now", "2022-06-17", QUESTION);
    expect(answer?.statements[0]?.receipts[0]?.fetchedAt).toBe("2026-03-11T12:00:00.000Z");
  });
});

describe("what is no day", () => {
  test.each(["", "soon", "2026-02-31"])("is a mistake in the call: --now %j", async (day) => {
    expect(await callTerminal(["ask", "--now", day, QUESTION])).toEqual({
      status: 2,
      stdout: "",
      stderr: `--now takes a day such as 2026-02-27 or "last Monday", not "${day}"\n`,
    });
  });

  test("is a mistake in a file of questions, which names the question", async () => {
    const articles = await writeLines("news.jsonl", RECORDS);
    const questions = await writeLines("questions.jsonl", [{ id: "q7", question: "why?", askedAt: "soon" }]);
    const call = ["ask", "--json", "--articles", articles, "--questions", questions];
    const { status, stderr } = await callTerminal(call);
    expect(status).toBe(2);
    expect(stderr).toBe(
      `--questions ${questions}, q7: askedAt takes a day such as 2026-02-27 or "last Monday", not "soon"\n`,
    );
  });

  test("verify has no use for one", async () => {
    expect(await callTerminal(["verify", "--now", "2026-02-27", "--article", "b1", "x"])).toMatchObject({
      status: 2,
      stderr: "verify takes no --now (--help says what it takes)\n",
    });
  });
});
