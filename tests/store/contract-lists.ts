import { expect } from "vitest";
import type { ArticleFilter } from "../../src/store/store.ts";
import { article, changes, indexed, outcome } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { EVERYTHING, type StoreTest, withVectors } from "./store-test.ts";

/** What can be listed and counted, and how filters narrow every search. */
export function describeLists(test: StoreTest): void {
  const ARTICLES = [
    withVectors({ id: "wire/a", outlet: "Süd Post", publishedAt: "2026-02-26T23:59:59.999Z", body: "vote" }),
    withVectors({ id: "wire/b", outlet: "SÜD POST", publishedAt: "2026-02-27T00:00:00Z", body: "vote" }),
    withVectors({ id: "wire/c", outlet: "Reuters", publishedAt: "2026-02-28T00:00:00.000Z", body: "vote" }),
    withVectors({ id: "wire/d", outlet: "Süd Post", publishedAt: null, dateFrom: null, body: "vote" }),
  ];

  test.for<[string, ArticleFilter, string[]]>([
    ["nothing to filter", {}, ["wire/c", "wire/b", "wire/a", "wire/d"]],
    ["since, a day's first moment counts", { since: "2026-02-27T00:00:00.000Z" }, ["wire/c", "wire/b"]],
    ["until, the moment itself does not", { until: "2026-02-28T00:00:00Z" }, ["wire/b", "wire/a"]],
    [
      "a day of New York, where a day alone is the same day",
      {
        since: "2026-02-26T05:00:00Z",
        until: "2026-02-27T05:00:00Z",
        sinceDay: "2026-02-26T00:00:00Z",
        untilDay: "2026-02-27T00:00:00Z",
      },
      ["wire/a"],
    ],
    ["an outlet, in any case", { outlet: "süd post" }, ["wire/b", "wire/a", "wire/d"]],
    [
      "all together",
      { outlet: "SÜD post", since: "2026-02-27T00:00:00Z", until: "2026-02-28T00:00:00Z" },
      ["wire/b"],
    ],
  ])("filters by %s", async ([_name, filter, expected], { store }) => {
    await store.apply(changes({ put: ARTICLES }));
    const listed = await store.view().listArticles({ filter, limit: 10 });
    expect(listed.map(({ id }) => id)).toEqual(expected);
    const byWords = await store.view().searchText({ terms: ["vote"], filter, limit: 10 });
    const byMeaning = await store.view().searchVectors({
      vector: embedText("vote"),
      embedder: "fake",
      filter,
      limit: 10,
    });
    for (const hits of [byWords, byMeaning]) {
      expect(hits.map((hit) => hit.article.id).sort()).toEqual(expected.toSorted());
    }
  });

  test("an article without a single word is counted as long as it is there", async ({ store }) => {
    const wordless = { title: "—", outlet: "🕊️", publishedAt: null, dateFrom: null, body: "🕊️ …" };
    const counted = async () => {
      const { passages } = await store.view().countTerms([]);
      return { passages, outlets: await store.view().listOutlets() };
    };
    await store.apply(changes({ put: [indexed(wordless)] }));
    expect(await counted()).toEqual({ passages: 1, outlets: [{ name: "🕊️", articles: 1 }] });
    await store.apply(changes({ remove: ["wire/one"] }));
    expect(await counted()).toEqual({ passages: 0, outlets: [] });
  });

  test("lists articles without their text, as many as asked for", async ({ store }) => {
    await store.apply(changes({ put: ARTICLES }));
    const { body: _, ...info } = article({ ...ARTICLES[2]?.article });
    expect(await store.view().listArticles({ filter: EVERYTHING, limit: 1 })).toEqual([info]);
  });

  test("lists outlets, most articles first, spellings together", async ({ store }) => {
    await store.apply(changes({ put: ARTICLES }));
    expect(await store.view().listOutlets()).toEqual([
      { name: "Süd Post", articles: 3 },
      { name: "Reuters", articles: 1 },
    ]);
  });

  test("lists sources with their newest article, the empty ones too", async ({ store }) => {
    await store.apply(changes({ put: ARTICLES, outcome: outcome({ readAt: "2026-03-02T00:00:00Z" }) }));
    await store.apply(changes({ sourceId: "feed" }));
    const listed = await store.listSources();
    expect(listed.map(({ id, articles, newest, readAt }) => ({ id, articles, newest, readAt }))).toEqual([
      { id: "feed", articles: 0, newest: null, readAt: "2026-03-01T08:00:00Z" },
      { id: "wire", articles: 4, newest: "2026-02-28T00:00:00.000Z", readAt: "2026-03-02T00:00:00Z" },
    ]);
    expect(await store.view().listSources()).toEqual(listed);
    expect(await store.findSource("wire")).toEqual(listed[1]);
    expect(await store.findSource("nobody")).toBeUndefined();
  });

  test("counts in how many passages a term occurs, in any form", async ({ store }) => {
    const body = "# Votes\n\nThey voted and vote.\n\n# Rest\n\nThey slept.";
    await store.apply(changes({ put: [indexed({ title: "Night", body })] }));
    expect(await store.view().countTerms(["voting", "slept", "unheard"])).toEqual({
      passages: 2,
      counts: [1, 1, 0],
    });
  });
}
