import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../../src/answer/answer-question.ts";
import type { StoreView } from "../../src/store/store.ts";
import { expectReceipts } from "../support/expect-receipts.ts";
import { createFolderStore } from "../support/folder-newsroom.ts";
import { createNewsroom, newsroomOver } from "../support/newsroom.ts";

const seeds = createFolderStore(pathOf("../../seeds"));
afterAll(async () => (await seeds).close());

describe("over the sample newsroom", () => {
  const ask = async (question: string) => askOver((await seeds).view(), question);

  test.each([
    "what did Oman say",
    "what did oman say?",
    "What did the Omani side say?",
    "what did Muscat say",
  ])("%s: what its minister reported", async (question) => {
    const answer = await ask(question);
    expect(answer).toMatchObject({ kind: "answered", engine: "extractive", withheld: [] });
    const said = saidBy(answer.statements);
    expect(said).toMatch(/significant progress/);
    expect(said).toMatch(/Vienna/);
  });

  test.each([
    "what did Badr Albusaidi say",
    "what did the Omani foreign minister say",
    "what did Albusaidi say",
  ])("%s: what he and nobody else said", async (question) => {
    const { statements } = await ask(question);
    expect(saidBy(statements)).toMatch(/Vienna next week/);
    for (const { text } of statements) expect(text).toMatch(/Albusaidi|the Omani foreign minister/);
  });

  test.each([
    ["what did Iran say", /Araqchi|Baghaei|Iran/, /^(?:Omani|Albusaidi|Rubio)/m],
    ["what did the US say", /Rubio|U\.S\.|United States|Washington/, /^(?:Iranian|Araqchi|Omani)/m],
    ["what did Marco Rubio say about missiles", /Rubio/, /^(?:Iranian|Omani)/m],
  ])("%s: that side and no other", async (question, own, others) => {
    const said = saidBy((await ask(question)).statements);
    expect(said).toMatch(own);
    expect(said).not.toMatch(others);
  });

  test.each([
    "who won the 1998 world cup final?",
    "what did Greta Thunberg say?",
    "How high is Mount Kilimanjaro?",
    "?",
    "what did they say",
  ])("%s is left unanswered, with a reason", async (question) => {
    const answer = await ask(question);
    expect(answer.kind).toBe("unanswered");
    if (answer.kind !== "unanswered") return;
    expect(answer.reason).not.toBe("");
    expect(answer.nearest.length).toBeLessThanOrEqual(3);
    const articles = answer.nearest.map(({ article }) => article.id);
    expect(new Set(articles).size).toBe(articles.length);
  });

  test.each([
    "what did Oman say",
    "When did Bulgaria adopt the euro?",
    "Who won the ski mountaineering?",
    "how many ships are there",
    "Where do the talks go on?",
    "🕊️",
    "",
  ])("%s: at most five statements, each in its source's own words, none twice", async (question) => {
    const { statements } = await ask(question);
    expect(statements.length).toBeLessThanOrEqual(5);
    expect(new Set(statements.map(({ text }) => text)).size).toBe(statements.length);
    for (const { text, wording, receipts } of statements) {
      expect(wording).toBe("source");
      expect(text.replace(/^\[[^\]]*\]/, "")).toContain(receipts[0]?.quote.replace(/^(?:He|She|They)\b/, ""));
    }
  });

  test("a filter keeps to its outlet", async () => {
    const newsroom = newsroomOver((await seeds).view(), {});
    const answer = await answerQuestion(newsroom, {
      question: "what did Oman say",
      filter: { outlet: "The Quayledger" },
      signal: new AbortController().signal,
    });
    const outlets = answer.statements.flatMap(({ receipts }) =>
      receipts.map(({ article }) => article.outlet),
    );
    expect(new Set([...outlets, "The Quayledger"])).toEqual(new Set(["The Quayledger"]));
  });

  test("says how far the sources reach, and how long it took", async () => {
    const answer = await ask("what did Oman say");
    expect(answer.sourcesUpTo).toMatch(/^2026-03-/);
    expect(answer.timing.retrieveMs).toBeGreaterThan(0);
    expect(answer.timing.answerMs).toBeGreaterThan(0);
  });
});

const ownArticles = pathOf("../../../shared/articles");

describe.skipIf(!existsSync(ownArticles))(
  "over the user's own article (skipped where ../shared/articles is absent)",
  () => {
    const own = existsSync(ownArticles) ? createFolderStore(ownArticles) : seeds;
    afterAll(async () => (await own).close());

    test.each([
      "what did Oman say",
      "what did the Omani side say",
      "what did Badr Albusaidi say",
      "what did the Omani foreign minister say?",
      "What did Oman's foreign minister say?",
    ])("%s: progress, Vienna, and positive ideas", async (question) => {
      const { statements } = await askOver((await own).view(), question);
      const said = saidBy(statements);
      expect(said).toMatch(/significant progress/);
      expect(said).toMatch(/resume negotiations soon after consultations .* Vienna/);
      expect(said).toMatch(/creative and positive ideas/);
      for (const { receipts } of statements) {
        expect(receipts[0]?.article).toMatchObject({
          outlet: "Reuters",
          publishedAt: expect.stringMatching(/^2026-02-27/),
        });
        expect(receipts[0]?.status).toBe("verified");
      }
    });

    test("who won the 1998 world cup final is left unanswered", async () => {
      expect((await askOver((await own).view(), "who won the 1998 world cup final?")).kind).toBe(
        "unanswered",
      );
    });
  },
);

describe("in any newsroom", () => {
  test("a copy of an agency's text under another name is quoted once", async () => {
    const body = "The harbour master said that the ferry sank off the northern coast in heavy seas.";
    const copies = ["The Harbour Post", "The Lantern"].map((outlet) => ({
      id: `wire/${outlet}`,
      outlet,
      body,
    }));
    const { store } = await createNewsroom({ articles: copies });
    const { statements } = await askOver(store, "what did the harbour master say about the ferry");
    expect(statements).toHaveLength(1);
  });

  test("a sentence too long to quote is cut, and says so", async () => {
    const body = `The harbour master said that the ferry sank ${"and that the sea was rough ".repeat(20)}that day.`;
    const { store } = await createNewsroom({ articles: [{ body }] });
    const [statement] = (await askOver(store, "what did the harbour master say about the ferry")).statements;
    expect(statement?.text).toMatch(/ …$/);
    expect(statement?.receipts[0]?.quote.length).toBeLessThanOrEqual(300);
  });

  test("a headline stands above words that leave open what they are about", async () => {
    const body = "The harbour master said that the ferry sank.";
    const title = "Alder lost off Dunmarrow";
    const { store } = await createNewsroom({ articles: [{ title, body }] });
    const [statement] = (await askOver(store, "what did the harbour master say")).statements;
    expect(statement).toMatchObject({ text: body, headline: title });
  });

  test("there is nothing to say when nothing is stored", async () => {
    const { store } = await createNewsroom({});
    expect(await askOver(store, "what did Oman say")).toMatchObject({
      kind: "unanswered",
      nearest: [],
      sourcesUpTo: null,
    });
  });

  test("an abort rejects", async () => {
    const newsroom = await createNewsroom({});
    const signal = AbortSignal.abort(new Error("the reader left"));
    await expect(answerQuestion(newsroom, { question: "what did Oman say", signal })).rejects.toThrow(
      "the reader left",
    );
  });
});

async function askOver(store: StoreView, question: string) {
  const answer = await answerQuestion(newsroomOver(store, {}), {
    question,
    signal: new AbortController().signal,
  });
  await expectReceipts(answer, store);
  return answer;
}

function saidBy(statements: readonly { readonly text: string }[]): string {
  return statements.map(({ text }) => text).join("\n");
}

function pathOf(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

describe("what one outlet alone claims", () => {
  const CLAIMS = ["one", "two", "three"].map((id) => ({
    id: `wire/${id}`,
    outlet: "The Forger",
    title: "Ferry sinks",
    body: `The ferry Alder sank off Dunmarrow harbour on Friday, report ${id} says.`,
  }));
  const OTHER = {
    id: "wire/other",
    outlet: "The Lantern",
    title: "Fog",
    body: "The Alder lies in Dunmarrow harbour, its owners wrote to us, and waits for the fog to lift.",
  };

  test("stands beside the best that another has, however little that is", async () => {
    const newsroom = await createNewsroom({ articles: [...CLAIMS, OTHER] });
    const { statements } = await askOver(newsroom.store, "Did the ferry Alder sink off Dunmarrow harbour?");
    expect(statements.map(({ receipts }) => receipts[0]?.article.outlet)).toContain("The Lantern");
  });

  test("is what the reader gets who asks for it by name", async () => {
    const newsroom = await createNewsroom({ articles: [...CLAIMS, OTHER] });
    const question = "Does The Forger say that the ferry Alder sank off Dunmarrow harbour?";
    const { statements } = await askOver(newsroom.store, question);
    expect(new Set(statements.map(({ receipts }) => receipts[0]?.article.outlet))).toEqual(
      new Set(["The Forger"]),
    );
  });

  test("stands alone where another only names the same place", async () => {
    const harbour = { ...OTHER, body: "The fish market in Dunmarrow opens at six, and at seven in winter." };
    const newsroom = await createNewsroom({ articles: [...CLAIMS, harbour] });
    const { statements } = await askOver(newsroom.store, "Did the ferry Alder sink off Dunmarrow harbour?");
    expect(statements.map(({ receipts }) => receipts[0]?.article.outlet)).not.toContain("The Lantern");
  });
});

test("a false premise is answered with what the sources do say", async () => {
  const newsroom = await createNewsroom({
    articles: [
      {
        id: "wire/lock",
        body: "The sea lock at Skerrow reopened to shipping on Monday. Barges passed it all day.",
      },
    ],
  });
  const { statements } = await askOver(
    newsroom.store,
    "Why did the sea lock at Skerrow stay closed on Monday?",
  );
  expect(saidBy(statements)).toContain("The sea lock at Skerrow reopened to shipping on Monday.");
});
