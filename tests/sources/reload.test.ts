import { describe, expect, onTestFinished, test } from "vitest";
import type { Article } from "../../src/articles/article.ts";
import { splitPassages } from "../../src/articles/split.ts";
import { type ReloadDeps, reloadSource as reloadSourceWith } from "../../src/sources/reload.ts";
import { type ReadFailure, type Reading, type Source, SourceError } from "../../src/sources/source.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { article, source } from "../support/article.ts";
import { createFakeEmbedder, embedText } from "../support/fake-embedder.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
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
      notices: [],
      name: "wire",
      ms: expect.any(Number),
    });
    const corrected = { ...fire, body: "A fire was put out in the hills." };
    const vanished = await reloadSource(sourceOf(corrected, vote), { store, embedder });
    expect(vanished).toMatchObject({ added: 1, changed: 1, removed: 1, unchanged: 0 });
    expect(await storedIds(store)).toEqual(["wire/fire", "wire/vote"]);
    expect(await store.view().findArticles(["wire/fire"])).toEqual([corrected]);
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

  test("an article with a date to come keeps the one of its first reading until its day has come", async () => {
    const store = await openStore();
    const embedder = createFakeEmbedder();
    const readOn = (day: string): Article => ({
      ...ferry,
      publishedAt: `2026-03-0${day}T00:00:00Z`,
      dateFrom: "fetched",
      fetchedAt: `2026-03-0${day}T00:00:00Z`,
    });
    await reloadSource(sourceOf(readOn("2")), { store, embedder });
    expect(await reloadSource(sourceOf(readOn("3")), { store, embedder })).toMatchObject({
      changed: 0,
      unchanged: 1,
    });
    expect(await store.view().findArticles(["wire/ferry"])).toEqual([readOn("2")]);
    expect(embedder.embedded).toHaveLength(1);
    const come = { ...readOn("5"), dateFrom: "feed" } as const;
    expect(await reloadSource(sourceOf(come), { store, embedder })).toMatchObject({ changed: 1 });
    expect(await store.view().findArticles(["wire/ferry"])).toEqual([come]);
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
      expect(await store.view().findArticles([ferry.id])).toEqual([current]);
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
      const [hit] = await store.view().searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 1 });
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
      onProgress: ({ name, stage, done, total }) => seen.push(`${name} ${stage} ${done}/${total}`),
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
    const sources = await reloadSources([sourceOf(ferry), feed], { store });
    expect(sources.map(({ id, kind, added }) => [id, kind, added])).toEqual([
      ["wire", "folder", 1],
      ["feed", "feed", 1],
    ]);
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
    expect(await store.view().findArticles([ferry.id])).toEqual([ferry]);
  });

  test("a source that can't be read loses nothing and doesn't stop the others", async () => {
    const store = await openStore();
    await reloadSource(sourceOf(ferry), { store });
    const broken: Source = { ...sourceOf(), read: () => Promise.reject(new Error("the folder is gone")) };
    const feed: Source = { ...sourceOf({ ...vote, id: "feed/vote", sourceId: "feed" }), id: "feed" };
    const sources = await reloadSources([broken, feed], { store });
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
    expect(await store.view().searchText({ terms: ["ferry"], filter: {}, limit: 5 })).toHaveLength(1);

    const stillDown = await reloadSource(sourceOf(ferry), { store, embedder: down });
    expect(stillDown).toMatchObject({ changed: 0, unchanged: 1, error: expect.stringContaining("down") });
    expect(putIds.at(-1)).toEqual([]);

    const back = createFakeEmbedder();
    expect(await reloadSource(sourceOf(ferry), { store, embedder: back })).toMatchObject({ changed: 1 });
    expect(back.embedded).toHaveLength(1);
    const vector = embedText("ferry");
    expect(
      await store.view().searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 5 }),
    ).toHaveLength(1);
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
    const found = await store.view().searchVectors({
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
    const sources = await reloadSources([sourceOf(ferry), feed], { store, embedder, onNotice });
    expect(sources[0]).toMatchObject({ changed: 1, unchanged: 0 });
    expect(notices).toEqual([expect.stringMatching(/built with .*fake-1.* is being rebuilt with .*fake-2/)]);
    const vector = embedText("ferry");
    expect(await store.view().searchVectors({ vector, embedder: "fake-1", filter: {}, limit: 5 })).toEqual(
      [],
    );
    expect(
      await store.view().searchVectors({ vector, embedder: "fake-2", filter: {}, limit: 5 }),
    ).toHaveLength(2);
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

describe("a feed, which shows its newest entries only", () => {
  const feedWith = (reading: Partial<Reading> | Error): Source => ({
    id: "feed",
    kind: "feed",
    read: () =>
      reading instanceof Error
        ? Promise.reject(reading)
        : Promise.resolve(readingOf({ isComplete: false, ...reading })),
  });
  const entry = (name: string) => ({ ...ferry, id: `feed/${name}`, sourceId: "feed", title: name });

  test("keeps what it shows no more", async () => {
    const store = await openStore();
    await reloadSource(feedWith({ articles: [entry("old")] }), { store });
    const reload = await reloadSource(feedWith({ articles: [entry("new")] }), { store });
    expect(reload).toMatchObject({ added: 1, removed: 0, unchanged: 0 });
    expect(await storedIds(store)).toEqual(["feed/new", "feed/old"]);
  });

  test("that has not changed costs nothing, and counts what is there", async () => {
    const { store, putIds } = watchPuts(await openStore());
    const embedder = createFakeEmbedder();
    await reloadSource(feedWith({ articles: [entry("a"), entry("b")] }), { store, embedder });
    const reload = await reloadSource(feedWith({ kept: "all" }), { store, embedder });
    expect(reload).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 2 });
    expect(embedder.embedded).toHaveLength(2);
    expect(putIds.at(-1)).toEqual([]);
  });

  test("has what it shows no more embedded anew by another embedder, with the date it was fetched", async () => {
    const store = await openStore();
    await reloadSource(feedWith({ articles: [entry("old")] }), { store, embedder: createFakeEmbedder() });
    const embedder = createFakeEmbedder({ fingerprint: "fake-2" });
    expect(await reloadSource(feedWith({ kept: "all" }), { store, embedder })).toMatchObject({ changed: 1 });
    expect(embedder.embedded).toHaveLength(1);
    expect(await store.view().findArticles(["feed/old"])).toEqual([entry("old")]);
    expect(await reloadSource(feedWith({ kept: "all" }), { store, embedder })).toMatchObject({
      unchanged: 1,
    });
    expect(embedder.embedded).toHaveLength(1);
  });

  test("is given its memory of the last reading that was stored", async () => {
    const store = await openStore();
    const seen: (string | undefined)[] = [];
    const remembering = (memory: string): Source => ({
      ...feedWith({}),
      read(request) {
        seen.push(request.memory);
        return Promise.resolve(readingOf({ isComplete: false, memory }));
      },
    });
    await reloadSource(remembering("first"), { store });
    const full: Store = { ...store, apply: () => Promise.reject(new Error("the disk is full")) };
    await reloadSource(remembering("never stored"), { store: full });
    await reloadSource(remembering("third"), { store });
    expect(seen).toEqual([undefined, "first", "first"]);
  });

  test("that fails is put off, longer each time; once it is read all is well", async () => {
    const store = await openStore();
    const state = async () => (await store.listSources()).find(({ id }) => id === "feed");
    const down = feedWith(new SourceError("nobody answers", { problem: "unreachable" }));
    await reloadSource(down, { store });
    expect(await state()).toMatchObject({
      failures: 1,
      isUnreadable: false,
      lastError: "nobody answers",
      readAt: null,
      nextAt: "2026-03-02T15:30:00.000Z",
    });
    await reloadSource(down, { store });
    expect(await state()).toMatchObject({ failures: 2, nextAt: "2026-03-02T16:00:00.000Z" });
    await reloadSource(feedWith({ readAgainInMs: 7_200_000 }), { store });
    expect(await state()).toMatchObject({
      failures: 0,
      lastError: null,
      readAt: NOW.toISOString(),
      nextAt: "2026-03-02T17:00:00.000Z",
    });
  });

  test("that is gone for good is not read again by itself", async () => {
    const store = await openStore();
    await reloadSource(feedWith(new SourceError("gone", { problem: "gone" })), { store });
    const [feed] = await store.listSources();
    expect(feed).toMatchObject({ id: "feed", nextAt: null, failures: 1 });
  });

  test("does not read what was taken down, nor embed it", async () => {
    const store = await openStore();
    const entryLog = {
      guildId: "north",
      at: NOW.toISOString(),
      actor: "abc",
      action: "takedown",
      subject: "x",
    } as const;
    await store.takeDown({ guildId: null, target: "harbour.example" }, entryLog);
    const embedder = createFakeEmbedder();
    const other = { ...entry("b"), url: "https://wire.example/b" };
    const reload = await reloadSource(feedWith({ articles: [entry("a"), other] }), { store, embedder });
    expect(reload).toMatchObject({ added: 1 });
    expect(embedder.embedded).toHaveLength(1);
  });

  test("that was removed meanwhile says so", async () => {
    const store = await openStore();
    await store.removeSource("feed");
    const reload = await reloadSource(feedWith({ articles: [entry("a")] }), { store });
    expect(reload).toMatchObject({ added: 0, error: "the source is not here any more" });
  });
});

function sourceOf(...articles: Article[]): Source {
  return sourceWith(articles, []);
}

function sourceWith(articles: readonly Article[], failures: readonly ReadFailure[]): Source {
  return { id: "wire", kind: "folder", read: () => Promise.resolve(readingOf({ articles, failures })) };
}

function readingOf(reading: Partial<Reading>): Reading {
  return { articles: [], failures: [], kept: [], isComplete: true, ...reading };
}

type Deps = Omit<ReloadDeps, "now" | "random">;

function reloadSource(source: Source, deps: Deps) {
  return reloadSourceWith(source, { now: () => NOW, random: () => 0.5, ...deps });
}

async function reloadSources(sources: readonly Source[], deps: Deps) {
  const reloads = [];
  for (const source of sources) reloads.push(await reloadSource(source, deps));
  return reloads;
}

async function openStore(): Promise<Store> {
  const store = await createSqliteStore({ file: ":memory:" });
  await store.putSource(source());
  await store.putSource(source({ id: "feed", kind: "feed" }));
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
  const articles = await store.view().listArticles({ filter: {}, limit: 100 });
  return articles.map(({ id }) => id).sort();
}

function fail(): never {
  throw new Error("the provider is down");
}
