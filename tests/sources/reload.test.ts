import { describe, expect, onTestFinished, test } from "vitest";
import type { Article } from "../../src/articles/article.ts";
import { splitPassages } from "../../src/articles/split.ts";
import { reloadSource, reloadSources } from "../../src/sources/reload.ts";
import type { ReadFailure, Source } from "../../src/sources/source.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { article } from "../support/article.ts";
import { createFakeEmbedder, embedText } from "../support/fake-embedder.ts";

const ferry = article({ id: "wire/ferry", title: "Ferry", body: "A ferry sank off the coast." });
const fire = article({ id: "wire/fire", title: "Fire", body: "A fire spread in the hills." });
const vote = article({ id: "wire/vote", title: "Vote", body: "A vote was put off." });

describe("reading a source again", () => {
  test("counts what was added, changed, removed and left as it was", async () => {
    const store = await openStore();
    const embedder = createFakeEmbedder();
    expect(await reloadSource(sourceOf(ferry, fire), { store, embedder })).toEqual({
      id: "wire",
      kind: "folder",
      added: 2,
      changed: 0,
      removed: 0,
      unchanged: 0,
      failed: [],
      ms: expect.any(Number),
    });
    const corrected = { ...fire, body: "A fire was put out in the hills." };
    const vanished = await reloadSource(sourceOf(corrected, vote), { store, embedder });
    expect(vanished).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 0 });
    expect(await storedIds(store)).toEqual(["wire/fire", "wire/vote"]);
    expect(await store.findArticles(["wire/fire"])).toEqual([corrected]);
  });

  test("an unchanged article is neither embedded nor written again, whenever it was fetched", async () => {
    const { store, putIds } = watchPuts(await openStore());
    const embedder = createFakeEmbedder();
    await reloadSource(sourceOf(ferry, fire), { store, embedder });
    const later = { ...ferry, fetchedAt: "2026-04-01T00:00:00Z" };
    const reload = await reloadSource(sourceOf(later, fire, vote), { store, embedder });
    expect(reload).toMatchObject({ added: 1, changed: 0, unchanged: 2 });
    expect(embedder.embedded).toEqual([
      "Ferry\nA ferry sank off the coast.",
      "Fire\nA fire spread in the hills.",
      "Vote\nA vote was put off.",
    ]);
    expect(putIds).toEqual([["wire/ferry", "wire/fire"], ["wire/vote"]]);
  });

  test("whatever readers see of an article makes it a changed one", async () => {
    const store = await openStore();
    let current = ferry;
    await reloadSource(sourceOf(current), { store });
    const corrections: Partial<Article>[] = [
      { title: "Ferry sinks" },
      { outlet: "The Ridge Courier" },
      { authors: [] },
      { url: null },
      { publishedAt: "2026-02-28T00:00:00Z" },
      { dateFrom: "meta" },
      { body: "A ferry did not sink." },
    ];
    for (const correction of corrections) {
      current = { ...current, ...correction };
      const reload = await reloadSource(sourceOf(current), { store });
      expect(reload, JSON.stringify(correction)).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
      expect(await store.findArticles([ferry.id])).toEqual([current]);
    }
  });

  test("what was embedded is found by its meaning", async () => {
    const store = await openStore();
    const long = article({ body: Array.from({ length: 900 }, (_, i) => `Word${i} falls.`).join(" ") });
    const embedder = createFakeEmbedder();
    await reloadSource(sourceOf(ferry, long, fire), { store, embedder });
    expect(embedder.embedded).toHaveLength(splitPassages(long).length + 2);
    for (const expected of [ferry, fire]) {
      const vector = embedText(`${expected.title}\n${expected.body}`);
      const [hit] = await store.searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 1 });
      expect(hit?.passage.articleId).toBe(expected.id);
      expect(hit?.score).toBeCloseTo(1, 5);
    }
  });

  test("progress counts passages up to the last", async () => {
    const store = await openStore();
    const seen: string[] = [];
    await reloadSource(sourceOf(ferry, fire), {
      store,
      embedder: createFakeEmbedder(),
      onProgress: ({ sourceId, stage, done, total }) => seen.push(`${sourceId} ${stage} ${done}/${total}`),
    });
    expect(seen).toEqual(["wire reading 0/0", "wire indexing 0/2", "wire indexing 2/2", "wire storing 2/2"]);
  });

  test("several sources are read one after the other, each keeping to its own articles", async () => {
    const store = await openStore();
    const feed: Source = {
      ...sourceOf({ ...vote, id: "feed/vote", sourceId: "feed" }),
      id: "feed",
      kind: "feed",
    };
    const { sources, ms } = await reloadSources([sourceOf(ferry), feed], { store });
    expect(sources.map(({ id, kind, added }) => [id, kind, added])).toEqual([
      ["wire", "folder", 1],
      ["feed", "feed", 1],
    ]);
    expect(ms).toBeGreaterThanOrEqual(0);
    await reloadSources([sourceOf()], { store });
    expect(await storedIds(store)).toEqual(["feed/vote"]);
  });
});

describe("what fails", () => {
  test("an article whose file can't be read this time stays", async () => {
    const store = await openStore();
    await reloadSource(sourceOf(ferry, fire), { store });
    const failure: ReadFailure = { name: "ferry.txt", reason: "no permission", idPrefix: "wire/ferry" };
    const reload = await reloadSource(sourceWith([vote], [failure]), { store });
    expect(reload).toMatchObject({ added: 1, removed: 1, failed: [failure] });
    expect(await storedIds(store)).toEqual(["wire/ferry", "wire/vote"]);
  });

  test("of two articles with one id the first is kept, the second named", async () => {
    const store = await openStore();
    const second = { ...fire, id: ferry.id };
    const reload = await reloadSource(sourceOf(ferry, second), { store });
    expect(reload).toMatchObject({ added: 1, failed: [{ name: "wire/ferry", idPrefix: "wire/ferry" }] });
    expect(reload.failed[0]?.reason).toContain('"Fire" has the same id as "Ferry"');
    expect(await store.findArticles([ferry.id])).toEqual([ferry]);
  });

  test("a source that can't be read loses nothing and doesn't stop the others", async () => {
    const store = await openStore();
    await reloadSource(sourceOf(ferry), { store });
    const broken: Source = { ...sourceOf(), read: () => Promise.reject(new Error("the folder is gone")) };
    const feed: Source = { ...sourceOf({ ...vote, id: "feed/vote", sourceId: "feed" }), id: "feed" };
    const { sources } = await reloadSources([broken, feed], { store });
    expect(sources[0]).toMatchObject({ removed: 0, added: 0, failed: [], error: "the folder is gone" });
    expect(sources[1]).toMatchObject({ added: 1 });
    expect(await storedIds(store)).toEqual(["feed/vote", "wire/ferry"]);
  });

  test("a store that can't be written is told, and nothing is counted as changed", async () => {
    const store = await openStore();
    const full: Store = { ...store, apply: () => Promise.reject(new Error("the disk is full")) };
    const reload = await reloadSource(sourceOf(ferry), { store: full });
    expect(reload).toMatchObject({ added: 0, error: "the disk is full" });
  });

  test("without its embedder an article is found by its words, and embedded by the next reload", async () => {
    const { store, putIds } = watchPuts(await openStore());
    const down = createFakeEmbedder({ beforeBatch: fail });
    const reload = await reloadSource(sourceOf(ferry), { store, embedder: down });
    expect(reload).toMatchObject({ added: 1, error: expect.stringContaining("the provider is down") });
    expect(await store.searchText({ terms: ["ferry"], filter: {}, limit: 5 })).toHaveLength(1);

    const stillDown = await reloadSource(sourceOf(ferry), { store, embedder: down });
    expect(stillDown).toMatchObject({ changed: 0, unchanged: 1, error: expect.stringContaining("down") });
    expect(putIds.at(-1)).toEqual([]);

    const back = createFakeEmbedder();
    expect(await reloadSource(sourceOf(ferry), { store, embedder: back })).toMatchObject({ changed: 1 });
    expect(back.embedded).toHaveLength(1);
    const vector = embedText("ferry");
    expect(await store.searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 5 })).toHaveLength(1);
    expect(await reloadSource(sourceOf(ferry), { store, embedder: back })).toMatchObject({ unchanged: 1 });
  });

  test("an embedder that fails half-way keeps the vectors that it made, and is not asked again", async () => {
    const store = await openStore();
    const many = Array.from({ length: 200 }, (_, i) => article({ id: `wire/${i}`, title: `Ferry ${i}` }));
    let batches = 0;
    const embedder = createFakeEmbedder({
      beforeBatch: (embedded) => {
        batches += 1;
        if (embedded > 0) fail();
      },
    });
    const reload = await reloadSource(sourceOf(...many), { store, embedder });
    expect(batches).toBe(2);
    const found = await store.searchVectors({
      vector: embedText("x"),
      embedder: "fake-1",
      filter: {},
      limit: 300,
    });
    expect(found).toHaveLength(embedder.embedded.length);
    expect(reload.error).toMatch(new RegExp(`^${200 - found.length} of the articles`));
  });

  test("a reload that is stopped applies nothing", async () => {
    const store = await openStore();
    await reloadSource(sourceOf(ferry), { store });
    const before = await store.listSources();
    const stop = new AbortController();
    const embedder = createFakeEmbedder({ beforeBatch: () => stop.abort(new Error("stopped by hand")) });
    const reloading = reloadSources([sourceOf(vote)], { store, embedder, signal: stop.signal });
    await expect(reloading).rejects.toThrow("stopped by hand");
    expect(await store.listSources()).toEqual(before);
    expect(await storedIds(store)).toEqual(["wire/ferry"]);
  });
});

describe("the way articles are indexed", () => {
  test("another embedder rebuilds the index, and says so once", async () => {
    const store = await openStore();
    const notices: string[] = [];
    const onNotice = (message: string) => notices.push(message);
    await reloadSources([sourceOf(ferry)], { store, embedder: createFakeEmbedder(), onNotice });
    expect(notices).toEqual([]);

    const embedder = createFakeEmbedder({ fingerprint: "fake-2" });
    const feed: Source = { ...sourceOf({ ...vote, id: "feed/vote", sourceId: "feed" }), id: "feed" };
    const { sources } = await reloadSources([sourceOf(ferry), feed], { store, embedder, onNotice });
    expect(sources[0]).toMatchObject({ changed: 1, unchanged: 0 });
    expect(notices).toEqual([expect.stringMatching(/built with .*fake-1.* is being rebuilt with .*fake-2/)]);
    const vector = embedText("ferry");
    expect(await store.searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 5 })).toEqual([]);
    expect(await store.searchVectors({ vector, embedder: "fake-2", filter: {}, limit: 5 })).toHaveLength(2);
  });

  test("a source that a rebuild did not reach is rebuilt the next time", async () => {
    const store = await openStore();
    const feed: Source = { ...sourceOf({ ...vote, id: "feed/vote", sourceId: "feed" }), id: "feed" };
    await reloadSources([sourceOf(ferry), feed], { store, embedder: createFakeEmbedder() });
    const embedder = createFakeEmbedder({ fingerprint: "fake-2" });
    await reloadSource(feed, { store, embedder });
    expect(await reloadSource(sourceOf(ferry), { store, embedder })).toMatchObject({ changed: 1 });
  });
});

function sourceOf(...articles: Article[]): Source {
  return sourceWith(articles, []);
}

function sourceWith(articles: readonly Article[], failures: readonly ReadFailure[]): Source {
  return { id: "wire", kind: "folder", read: () => Promise.resolve({ articles, failures }) };
}

async function openStore(): Promise<Store> {
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  return store;
}

/** The store, and the ids of the articles that each reload has written. */
function watchPuts(store: Store): { store: Store; putIds: string[][] } {
  const putIds: string[][] = [];
  const watched: Store = {
    ...store,
    apply(changes) {
      putIds.push(changes.put.map((indexed) => indexed.article.id));
      return store.apply(changes);
    },
  };
  return { store: watched, putIds };
}

async function storedIds(store: Store): Promise<string[]> {
  const articles = await store.listArticles({ filter: {}, limit: 100 });
  return articles.map(({ id }) => id).sort();
}

function fail(): never {
  throw new Error("the provider is down");
}
