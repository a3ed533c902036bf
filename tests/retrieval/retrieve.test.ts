import { describe, expect, test } from "vitest";
import { type Retrieval, retrieve } from "../../src/retrieval/retrieve.ts";
import { createFakeEmbedder } from "../support/fake-embedder.ts";
import { createNewsroom } from "../support/newsroom.ts";

const ARTICLES = [
  {
    id: "wire/harbour",
    outlet: "The Harbour Post",
    publishedAt: "2026-02-27T00:00:00Z",
    body: "The Omani minister said that the talks in Geneva made significant progress.",
  },
  {
    id: "wire/lantern",
    outlet: "The Lantern",
    publishedAt: "2026-02-10T00:00:00Z",
    body: "The talks in Geneva made no progress at all, a lantern keeper said.",
  },
  {
    id: "wire/ferry",
    outlet: "The Harbour Post",
    title: "A ferry sinks",
    body: "The ferry sank off the coast.",
  },
];

describe("retrieving", () => {
  test("finds by words, best first, and says what each rank is made of", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    const { hits } = await retrieve(newsroom, { question: "Which ferry sank off the coast?", limit: 10 });
    expect(hits[0]?.article.id).toBe("wire/ferry");
    expect(hits[0]?.trace).toEqual({ lexical: 1, dense: 0, clues: [] });
  });

  test("finds by meaning what shares no searched word", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES, embedder: createFakeEmbedder() });
    const { hits } = await retrieve(newsroom, { question: "the off the", limit: 1 });
    expect(hits[0]?.article.id).toBe("wire/ferry");
    expect(hits[0]?.trace.lexical).toBe(0);
    expect(hits[0]?.trace.dense).toBeGreaterThan(0);
  });

  test("a country is found under its other names", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    const { hits } = await retrieve(newsroom, { question: "what did oman say", limit: 10 });
    expect(idsOf(hits)).toEqual(["wire/harbour"]);
  });

  test("“the US” finds “the U.S.”", async () => {
    const body = "The U.S. envoy told reporters that more talks were needed.";
    const newsroom = await createNewsroom({ articles: [...ARTICLES, { id: "wire/envoy", body }] });
    const { hits } = await retrieve(newsroom, { question: "what did the US say", limit: 10 });
    expect(idsOf(hits)).toEqual(["wire/envoy"]);
  });

  test("an outlet or a date that the question names lifts its articles", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    const best = async (question: string) => (await retrieve(newsroom, { question, limit: 10 })).hits[0];
    expect(await best("Did the talks in Geneva make progress, says The Lantern")).toMatchObject({
      article: { id: "wire/lantern" },
      trace: { clues: ["outlet"] },
    });
    expect(await best("talks progress on 27 February 2026")).toMatchObject({
      article: { id: "wire/harbour" },
      trace: { clues: ["date"] },
    });
  });

  test("keeps to a filter", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES, embedder: createFakeEmbedder() });
    const filter = { outlet: "The Lantern" };
    const { hits } = await retrieve(newsroom, { question: "talks in Geneva", filter, limit: 10 });
    expect(idsOf(hits)).toEqual(["wire/lantern"]);
  });

  test("gives no more hits than it was asked for", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    expect((await retrieve(newsroom, { question: "talks ferry", limit: 1 })).hits).toHaveLength(1);
  });

  test("a rare word weighs more than a common one", async () => {
    const { rarity } = await retrieve(await createNewsroom({ articles: ARTICLES }), {
      question: "Geneva ferry volcano",
      limit: 1,
    });
    const [geneva = 0, ferry = 0, volcano = 0] = rarity.values();
    expect(geneva).toBeLessThan(ferry);
    expect(ferry).toBeLessThan(volcano);
  });

  test("takes any question", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    for (const question of ["", "🕊️", '"', "* OR NEAR(", "what did they say", "\0"]) {
      expect((await retrieve(newsroom, { question, limit: 10 })).hits).toEqual([]);
    }
  });

  test("an empty newsroom has no hits", async () => {
    const { hits, notice } = await retrieve(await createNewsroom({}), { question: "talks", limit: 10 });
    expect(hits).toEqual([]);
    expect(notice).toBeUndefined();
  });
});

describe("an embedder that fails", () => {
  test("leaves what words find, and says so", async () => {
    const embedder = createFakeEmbedder({
      beforeBatch: () => {
        throw new Error("no route to the endpoint");
      },
    });
    const newsroom = await createNewsroom({ articles: ARTICLES, embedder });
    const { hits, notice } = await retrieve(newsroom, { question: "ferry", limit: 10 });
    expect(idsOf(hits)).toEqual(["wire/ferry"]);
    expect(notice).toBe("searched by words alone: no route to the endpoint");
  });

  test("is not even asked when its weight is nothing", async () => {
    const embedder = createFakeEmbedder({ weight: 0 });
    const newsroom = await createNewsroom({ articles: ARTICLES, embedder });
    await retrieve(newsroom, { question: "ferry", limit: 10 });
    expect(embedder.embedded).toEqual([]);
  });
});

describe("an abort", () => {
  const left = new Error("the reader left");

  test("before the question rejects", async () => {
    const newsroom = await createNewsroom({ articles: ARTICLES });
    const request = { question: "ferry", limit: 10, signal: AbortSignal.abort(left) };
    await expect(retrieve(newsroom, request)).rejects.toThrow(left);
  });

  test("while the question is embedded rejects", async () => {
    const controller = new AbortController();
    const embedder = createFakeEmbedder({ beforeBatch: () => controller.abort(left) });
    const newsroom = await createNewsroom({ articles: ARTICLES, embedder });
    const request = { question: "ferry", limit: 10, signal: controller.signal };
    await expect(retrieve(newsroom, request)).rejects.toThrow(left);
  });
});

function idsOf(hits: Retrieval["hits"]): string[] {
  return hits.map(({ article }) => article.id);
}
