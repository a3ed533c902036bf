import { describe, expect, onTestFinished, test } from "vitest";
import type { Article } from "../../src/articles/article.ts";
import type { Extractor } from "../../src/formats/extractor.ts";
import { registerHouse } from "../../src/sources/house.ts";
import { createNewsroom, type ReloadUpdate } from "../../src/sources/newsroom.ts";
import type { Reload } from "../../src/sources/reload.ts";
import type { Reading, Source } from "../../src/sources/source.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { article } from "../support/article.ts";
import { createFakeWeb } from "../support/fake-web.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const UNREAD = {
  kind: "folder",
  address: null,
  isHouse: true,
  articles: 0,
  newestArticle: null,
  lastReadAt: null,
  nextReadAt: null,
  needsAttention: false,
};

const unused = () => Promise.reject(new Error("nothing is read from the web here"));
const NO_EXTRACTOR: Extractor = { readDownload: unused, readFile: unused, close: async () => {} };

const NEVER = new AbortController().signal;

describe("a newsroom", () => {
  test("reads every source, four at a time, and says how far it is", async () => {
    const sources = ["a", "b", "c", "d", "e"].map((id) => sourceOf(id, 1));
    const { newsroom } = await createTestNewsroom(...sources);
    const updates: ReloadUpdate[] = [];
    const reloading = newsroom.reload({ signal: NEVER, onUpdate: (update) => updates.push(update) });
    await Promise.all(sources.slice(0, 4).map(({ isReading }) => isReading()));
    expect(sources[4]?.readings()).toBe(0);
    sources[2]?.finish();
    await sources[4]?.isReading();
    for (const source of sources) source.finish();
    const outcome = await reloading;
    expect(outcome.isJoined).toBe(false);
    expect(outcome.sources.map(({ id, added }) => `${id} ${added}`)).toEqual([
      "a 1",
      "b 1",
      "c 1",
      "d 1",
      "e 1",
    ]);
    expect(updates[0]).toEqual({ done: [], current: { name: "a", stage: "reading", done: 0, total: 0 } });
    expect(updates.map(({ done }) => done.length)).toEqual(updates.map(({ done }) => done.length).toSorted());
    expect(updates.at(-1)?.done.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("reads one source alone where one is named, and none where nobody knows it", async () => {
    const wire = sourceOf("first", 1);
    const feed = sourceOf("second", 1);
    const { newsroom } = await createTestNewsroom(wire, feed);
    feed.finish();
    const outcome = await newsroom.reload({ sourceId: "second", signal: NEVER });
    expect(outcome.sources.map(({ id }) => id)).toEqual(["second"]);
    expect(wire.readings()).toBe(0);
    const unknown = await newsroom.reload({ sourceId: "'; drop table", signal: NEVER });
    expect(unknown).toMatchObject({ sources: [], isJoined: false });
  });

  test("a second reload joins the first, is told of its progress, and gets its outcome", async () => {
    const wire = sourceOf("first", 1);
    const { newsroom } = await createTestNewsroom(wire);
    const updates: ReloadUpdate[] = [];
    const first = newsroom.reload({ signal: NEVER });
    await wire.isReading();
    const second = newsroom.reload({ signal: NEVER, onUpdate: (update) => updates.push(update) });
    wire.finish();
    const [one, two] = await Promise.all([first, second]);
    expect(wire.readings()).toBe(1);
    expect([one.isJoined, two.isJoined]).toEqual([false, true]);
    expect(two.sources).toEqual(one.sources);
    expect(updates.some(({ current }) => current?.stage === "storing")).toBe(true);
  });

  test("a reload of everything joins the source that is being read, and reads the rest", async () => {
    const wire = sourceOf("first", 1);
    const feed = sourceOf("second", 1);
    const { newsroom } = await createTestNewsroom(wire, feed);
    const first = newsroom.reload({ sourceId: "first", signal: NEVER });
    const second = newsroom.reload({ signal: NEVER });
    wire.finish();
    feed.finish();
    await first;
    expect(await second).toMatchObject({ isJoined: false, sources: [{ id: "first" }, { id: "second" }] });
    expect(wire.readings()).toBe(1);
  });

  test("whoever leaves does not stop the reading for the others", async () => {
    const wire = sourceOf("first", 1);
    const { newsroom } = await createTestNewsroom(wire);
    const leaver = new AbortController();
    const first = newsroom.reload({ signal: leaver.signal });
    const second = newsroom.reload({ signal: NEVER });
    await wire.isReading();
    leaver.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    wire.finish();
    expect(await second).toMatchObject({ sources: [{ added: 1 }] });
  });

  test("a source that fails is told by name and reason, and the next one is read", async () => {
    const wire = sourceOf("first", 0);
    const feed = sourceOf("second", 1);
    const { newsroom, reloads } = await createTestNewsroom(wire, feed);
    wire.fail(new Error("the folder is gone"));
    feed.finish();
    await newsroom.reload({ signal: NEVER });
    expect(reloads.map(({ id, error }) => [id, error])).toEqual([
      ["first", "the folder is gone"],
      ["second", undefined],
    ]);
    const [first, second] = await newsroom.listSources();
    expect(first).toMatchObject({ id: "first", articles: 0, lastReadAt: null });
    expect(first?.lastError).toBe("the folder is gone");
    expect(second).not.toHaveProperty("lastError");
  });

  test("lists what was never read, and how fresh the rest is", async () => {
    const wire = sourceOf("first", 2);
    const { newsroom } = await createTestNewsroom(wire, sourceOf("second", 1));
    wire.finish();
    await newsroom.reload({ sourceId: "first", signal: NEVER });
    expect(await newsroom.listSources()).toEqual([
      {
        ...UNREAD,
        id: "first",
        name: "first",
        articles: 2,
        newestArticle: "2026-02-27T00:00:00Z",
        lastReadAt: NOW.toISOString(),
        nextReadAt: "2026-03-02T15:30:00.000Z",
      },
      { ...UNREAD, id: "second", name: "second" },
    ]);
  });

  test("names the first files that could not be read, and counts the others", async () => {
    const failures = ["a", "b", "c", "d", "e"].map((name) => ({ name, reason: "is empty", idPrefix: name }));
    const wire = sourceOf("first", 0);
    const { newsroom } = await createTestNewsroom(wire);
    wire.finish({ failures });
    await newsroom.reload({ signal: NEVER });
    const [status] = await newsroom.listSources();
    expect(status?.lastError).toBe("a: is empty; b: is empty; c: is empty; 2 more");
  });

  test("that is stopped applies nothing more, and tells everyone who waits", async () => {
    const first = sourceOf("first", 1);
    const second = sourceOf("second", 1);
    const { newsroom, stop, store } = await createTestNewsroom(first, second);
    const reloading = newsroom.reload({ signal: NEVER });
    const other = newsroom.reload({ sourceId: "second", signal: NEVER });
    await first.isReading();
    stop();
    first.finish();
    second.finish();
    await expect(reloading).rejects.toThrow("stopping");
    await expect(other).rejects.toThrow("stopping");
    expect((await store.listSources()).map(({ articles }) => articles)).toEqual([0, 0]);
  });
});

test("a server that reloads fifty sources leaves room for another's", async () => {
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const put = (id: string, guildId: string) =>
    store.putSource({ id, guildId, kind: "page", name: id, address: `https://${id}.example/` });
  for (let index = 0; index < 50; index += 1) await put(`flood-${index}`, "1");
  await put("other", "2");
  const asked: string[] = [];
  const gate = Promise.withResolvers<void>();
  const stopper = new AbortController();
  const newsroom = createNewsroom({
    house: [],
    store,
    web: {
      extractor: NO_EXTRACTOR,
      async fetch({ address }) {
        asked.push(address);
        await gate.promise;
        return { kind: "unchanged", freshForMs: undefined };
      },
    },
    keepTextMs: 1,
    now: () => NOW,
    random: () => 0.5,
    signal: stopper.signal,
    onNotice() {},
  });
  const flood = newsroom.reload({ guildId: "1", signal: NEVER });
  await expect.poll(() => asked.length).toBe(3);
  const other = newsroom.reload({ guildId: "2", signal: NEVER });
  await expect.poll(() => asked[3]).toBe("https://other.example/");
  gate.resolve();
  await Promise.all([flood, other]);
  expect(asked).toHaveLength(51);
});

describe("two processes with one store", () => {
  test("read a source one at a time: who asks meanwhile waits, and is told what is stored then", async () => {
    const { here, there, pass } = await createTwoNewsrooms();
    const first = here.newsroom.reload({ signal: NEVER });
    await here.wire.isReading();
    const second = there.newsroom.reload({ signal: NEVER });
    pass(1000);
    here.wire.finish();
    expect((await first).sources).toMatchObject([{ added: 2 }]);
    expect(await second).toMatchObject({
      isJoined: true,
      sources: [{ id: "wire", added: 0, unchanged: 2, isElsewhere: true }],
    });
    expect((await second).sources[0]?.notices[0]).toContain("another process");
    expect([here.wire.readings(), there.wire.readings()]).toEqual([1, 0]);
    expect([here.reloads.length, there.reloads.length]).toEqual([1, 0]);
  });

  test("take over from each other when one is silent, whose late reading is not written", async () => {
    const { here, there, pass, store } = await createTwoNewsrooms();
    const late = here.newsroom.reload({ signal: NEVER });
    await here.wire.isReading();
    pass(20_000);
    const other = there.newsroom.reload({ signal: NEVER });
    await there.wire.isReading();
    here.wire.finish({ articles: [article({ id: "wire/late", sourceId: "wire" })] });
    expect((await late).sources[0]?.error).toContain("another process");
    pass(1000);
    there.wire.finish();
    expect(await other).toMatchObject({ sources: [{ added: 2 }] });
    expect([...(await store.versions("wire")).keys()]).toEqual(["wire/0", "wire/1"]);
  });

  test("read for who asks after another's reading, also where that one is still waited for", async () => {
    const { here, there, pass } = await createTwoNewsrooms();
    const first = here.newsroom.readDue();
    await here.wire.isReading();
    const waiting = there.newsroom.readDue();
    await expect.poll(() => there.claims()).toBeGreaterThan(0);
    pass(1000);
    here.wire.finish();
    there.wire.finish();
    await first;
    pass(1000);
    const asked = await there.newsroom.reload({ signal: NEVER });
    await waiting;
    expect(asked.sources).toMatchObject([{ unchanged: 2 }]);
    expect(asked.sources[0]).not.toHaveProperty("isElsewhere");
    expect([here.wire.readings(), there.wire.readings()]).toEqual([1, 1]);
  });

  test("do not read again what another has read since it fell due", async () => {
    const { here, there, pass } = await createTwoNewsrooms();
    const due = [here.newsroom.readDue(), there.newsroom.readDue()];
    await Promise.race([here.wire.isReading(), there.wire.isReading()]);
    pass(1000);
    here.wire.finish();
    there.wire.finish();
    await Promise.all(due);
    expect(here.wire.readings() + there.wire.readings()).toBe(1);
  });
});

/** A source that is read when the test lets it. */
function sourceOf(id: string, count: number) {
  const articles = Array.from(
    { length: count },
    (_, i): Article => article({ id: `${id}/${i}`, sourceId: id, body: `A text of ${id}, number ${i}.` }),
  );
  const result = Promise.withResolvers<Reading>();
  const begun = Promise.withResolvers<void>();
  // A test may let it fail before anybody reads it.
  result.promise.catch(() => {});
  let readings = 0;
  const source: Source = {
    id,
    kind: "folder",
    read() {
      readings += 1;
      begun.resolve();
      return result.promise;
    },
  };
  return {
    ...source,
    readings: () => readings,
    isReading: () => begun.promise,
    finish: (reading: Partial<Reading> = { articles }) =>
      result.resolve({ articles: [], failures: [], kept: [], isComplete: true, ...reading }),
    fail: (error: Error) => result.reject(error),
  };
}

/** Two newsrooms over one store, as two processes have them, each with its own way to one source. */
async function createTwoNewsrooms() {
  let now = NOW;
  const clock = () => now;
  const wires = [sourceOf("wire", 2), sourceOf("wire", 2)] as const;
  const here = await createTestNewsroomOver({ sources: [wires[0]], now: clock });
  let claims = 0;
  const counting: Store = {
    ...here.store,
    takeLease: (request) =>
      here.store.takeLease(request).finally(() => {
        claims += 1;
      }),
  };
  const there = await createTestNewsroomOver({ sources: [wires[1]], now: clock, store: counting });
  return {
    here: { ...here, wire: wires[0] },
    there: { ...there, wire: wires[1], claims: () => claims },
    store: here.store,
    pass: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

const createTestNewsroom = (...sources: readonly Source[]) => createTestNewsroomOver({ sources });

interface TestNewsroomOptions {
  readonly sources: readonly Source[];
  readonly store?: Store;
  readonly now?: () => Date;
}

async function createTestNewsroomOver({ sources, now = () => NOW, ...options }: TestNewsroomOptions) {
  const store = options.store ?? (await createSqliteStore({ file: ":memory:" }));
  onTestFinished(() => store.close());
  const stopper = new AbortController();
  const reloads: Reload[] = [];
  const house = sources.map((source) => ({ source, name: source.id, address: null }));
  await registerHouse(store, house, { othersGo: true });
  const newsroom = createNewsroom({
    house,
    store,
    web: { fetch: createFakeWeb().fetch, extractor: NO_EXTRACTOR },
    keepTextMs: 90 * 24 * 60 * 60 * 1000,
    now,
    random: () => 0.5,
    signal: stopper.signal,
    onNotice: () => {},
    onReload: (reload) => reloads.push(reload),
  });
  return { newsroom, store, reloads, stop: () => stopper.abort(new Error("stopping")) };
}
