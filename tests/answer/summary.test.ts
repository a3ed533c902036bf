import { afterAll, describe, expect, test } from "vitest";
import { type SummaryRequest, summarize } from "../../src/answer/summary.ts";
import type { Article } from "../../src/articles/article.ts";
import { expectReceipts } from "../support/expect-receipts.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import {
  createFilledStore,
  createNewsroom,
  type NewsroomOptions,
  newsroomOver,
} from "../support/newsroom.ts";

const AGENCY =
  "Iran and the United States ended their third round of nuclear talks in Geneva with significant progress, mediator Oman said on Thursday.";
const TALKS: readonly Partial<Article>[] = [
  {
    id: "wire/talks-1",
    outlet: "Pierhead Wire",
    title: "Iran nuclear talks in Geneva end with progress, Oman says",
    publishedAt: "2026-02-26T00:00:00Z",
    body: AGENCY,
  },
  {
    id: "wire/talks-2",
    outlet: "The Harbour Post",
    title: "Oman says Iran nuclear talks in Geneva made progress",
    publishedAt: "2026-02-27T00:00:00Z",
    body: AGENCY,
  },
  {
    id: "wire/talks-3",
    outlet: "The Lantern",
    title: "Iran nuclear talks in Geneva: experts go on",
    publishedAt: "2026-02-28T00:00:00Z",
    body: "Experts from Iran and the United States will carry the Geneva nuclear talks on in Vienna, Oman announced.",
  },
];
const FERRY: Partial<Article> = {
  id: "wire/ferry",
  outlet: "The Harbour Post",
  title: "A ferry sinks off the northern coast",
  publishedAt: "2026-03-01T00:00:00Z",
  body: "A ferry sank in heavy seas off the northern coast and all passengers were rescued.",
};
const OLD: Partial<Article> = {
  id: "wire/old",
  outlet: "The Lantern",
  title: "A museum opens",
  publishedAt: "2026-01-03T00:00:00Z",
  body: "A museum of lighthouses opened its doors on the island.",
};
const ALL = [...TALKS, FERRY, OLD];

const shared = createFilledStore({ articles: ALL });
afterAll(async () => (await shared).close());

describe("a briefing", () => {
  test("tells each story together, the newest first, under its newest title", async () => {
    const { statements } = await brief();
    expect(statements.map(({ story }) => story)).toEqual([
      "A ferry sinks off the northern coast",
      "Iran nuclear talks in Geneva: experts go on",
      "Iran nuclear talks in Geneva: experts go on",
      "A museum opens",
    ]);
  });

  test("tells copies of one agency's text once", async () => {
    const { statements } = await brief();
    expect(statements.filter(({ text }) => text.includes("significant progress"))).toHaveLength(1);
  });

  test("says what an article opens with, in its own words", async () => {
    const { statements } = await brief();
    expect(statements[0]?.text).toBe(
      "A ferry sank in heavy seas off the northern coast and all passengers were rescued.",
    );
  });

  test("is answered from the sources alone, and says how far they reach", async () => {
    expect(await brief()).toMatchObject({
      kind: "answered",
      engine: "extractive",
      question: "",
      withheld: [],
      sourcesUpTo: "2026-03-01T00:00:00Z",
    });
  });

  test("begins with what the article opens with, not with its heading or byline", async () => {
    const body = "WHAT WE KNOW\n\nBy Ada Reed\n\nA ferry sank in heavy seas. All passengers were rescued.";
    const { statements } = await brief({}, { articles: [{ ...FERRY, body }] });
    expect(statements[0]?.receipts[0]?.quote).toBe("A ferry sank in heavy seas.");
  });

  test("an article without a sentence has no part in it", async () => {
    const { statements } = await brief(
      {},
      { articles: [FERRY, { id: "wire/list", body: "Weather\n\nSports" }] },
    );
    expect(statements).toHaveLength(1);
  });
});

describe("a period", () => {
  test("keeps to what was published in it", async () => {
    const filter = { since: "2026-02-27T00:00:00.000Z", until: "2026-03-01T00:00:00.000Z" };
    expect(articlesOf(await brief({ filter }))).toEqual(["wire/talks-3", "wire/talks-2"]);
  });

  test("in which nothing was published leaves the briefing unanswered", async () => {
    expect(await brief({ filter: { since: "2026-04-01T00:00:00.000Z" } })).toMatchObject({
      kind: "unanswered",
      reason: "No source has an article for this.",
    });
  });

  test("that is not named is the last week, where it brought enough", async () => {
    const week = Array.from({ length: 14 }, (_, index) => ({
      ...FERRY,
      id: `wire/ferry-${index}`,
      body: `Ferry number ${index} sank in heavy seas.`,
    }));
    expect(articlesOf(await brief({}, { articles: [...week, OLD] }))).not.toContain("wire/old");
  });
});

describe("an outlet", () => {
  test("is the only one that is told", async () => {
    const answer = await brief({ filter: { outlet: "The Harbour Post" } });
    expect(articlesOf(answer)).toEqual(["wire/ferry", "wire/talks-2"]);
  });

  test("is not told beyond the period", async () => {
    const filter = { outlet: "The Lantern", since: "2026-02-01T00:00:00.000Z" };
    expect(articlesOf(await brief({ filter }))).toEqual(["wire/talks-3"]);
  });
});

describe("a topic", () => {
  test("is the only thing that is told", async () => {
    expect(articlesOf(await brief({ topic: "the ferry" }))).toEqual(["wire/ferry"]);
    expect((await brief({ topic: "the ferry" })).question).toBe("the ferry");
  });

  test.each([undefined, createFakeEmbedder()])(
    "that nobody wrote about is left unanswered (embedder: %o)",
    async (embedder) => {
      const answer = await brief(
        { topic: "volcanoes" },
        { articles: ALL, ...(embedder ? { embedder } : {}) },
      );
      expect(answer.kind).toBe("unanswered");
    },
  );

  test("keeps to the period too", async () => {
    const filter = { until: "2026-02-27T00:00:00.000Z" };
    expect(articlesOf(await brief({ topic: "talks with Iran", filter }))).toEqual(["wire/talks-1"]);
  });
});

test("an abort rejects", async () => {
  await expect(brief({ signal: AbortSignal.abort(new Error("the reader left")) })).rejects.toThrow(
    "the reader left",
  );
});

async function brief(request: Partial<SummaryRequest> = {}, options?: NewsroomOptions) {
  const newsroom = options ? await createNewsroom(options) : newsroomOver((await shared).view(), {});
  const answer = await summarize(newsroom, { filter: {}, signal: new AbortController().signal, ...request });
  await expectReceipts(answer, newsroom.store);
  return answer;
}

function articlesOf(answer: Awaited<ReturnType<typeof brief>>): string[] {
  return answer.statements.flatMap(({ receipts }) => receipts.map(({ article }) => article.id));
}
