import { describe, expect, onTestFinished, test } from "vitest";
import type { Article } from "../../src/articles/article.ts";
import { createNewsroom, type ReloadUpdate } from "../../src/sources/newsroom.ts";
import type { Reload } from "../../src/sources/reload.ts";
import type { Reading, Source } from "../../src/sources/source.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { article } from "../support/article.ts";

const NEVER = new AbortController().signal;

describe("a newsroom", () => {
  test("reads every source, one after the other, and says how far it is", async () => {
    const wire = sourceOf("wire", 2);
    const feed = sourceOf("feed", 1);
    const { newsroom } = await createTestNewsroom(wire, feed);
    const updates: ReloadUpdate[] = [];
    const reloading = newsroom.reload({ signal: NEVER, onUpdate: (update) => updates.push(update) });
    await wire.isReading();
    expect(feed.readings()).toBe(0);
    wire.finish();
    await feed.isReading();
    feed.finish();
    const { sources, isJoined } = await reloading;
    expect({ added: sources.map(({ id, added }) => [id, added]), isJoined }).toEqual({
      added: [
        ["wire", 2],
        ["feed", 1],
      ],
      isJoined: false,
    });
    expect(updates[0]).toEqual({
      done: [],
      current: { sourceId: "wire", stage: "reading", done: 0, total: 0 },
    });
    expect(updates.map(({ done }) => done.length)).toEqual(updates.map(({ done }) => done.length).toSorted());
    expect(updates.at(-1)?.done.map(({ id }) => id)).toEqual(["wire", "feed"]);
  });

  test("reads one source alone where one is named, and none where nobody knows it", async () => {
    const wire = sourceOf("wire", 1);
    const feed = sourceOf("feed", 1);
    const { newsroom } = await createTestNewsroom(wire, feed);
    feed.finish();
    const outcome = await newsroom.reload({ sourceId: "feed", signal: NEVER });
    expect(outcome.sources.map(({ id }) => id)).toEqual(["feed"]);
    expect(wire.readings()).toBe(0);
    const unknown = await newsroom.reload({ sourceId: "'; drop table", signal: NEVER });
    expect(unknown).toMatchObject({ sources: [], isJoined: false });
  });

  test("a second reload joins the first, is told of its progress, and gets its outcome", async () => {
    const wire = sourceOf("wire", 1);
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
    const wire = sourceOf("wire", 1);
    const feed = sourceOf("feed", 1);
    const { newsroom } = await createTestNewsroom(wire, feed);
    const first = newsroom.reload({ sourceId: "wire", signal: NEVER });
    const second = newsroom.reload({ signal: NEVER });
    wire.finish();
    feed.finish();
    await first;
    expect(await second).toMatchObject({ isJoined: false, sources: [{ id: "wire" }, { id: "feed" }] });
    expect(wire.readings()).toBe(1);
  });

  test("whoever leaves does not stop the reading for the others", async () => {
    const wire = sourceOf("wire", 1);
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
    const wire = sourceOf("wire", 0);
    const feed = sourceOf("feed", 1);
    const { newsroom, reloads } = await createTestNewsroom(wire, feed);
    wire.fail(new Error("the folder is gone"));
    feed.finish();
    await newsroom.reload({ signal: NEVER });
    expect(reloads.map(({ id, error }) => [id, error])).toEqual([
      ["wire", "the folder is gone"],
      ["feed", undefined],
    ]);
    const [first, second] = await newsroom.listSources();
    expect(first).toMatchObject({ id: "wire", articles: 0, lastReadAt: null });
    expect(first?.lastError).toBe("the folder is gone");
    expect(second).not.toHaveProperty("lastError");
  });

  test("lists what was never read, and how fresh the rest is", async () => {
    const wire = sourceOf("wire", 2);
    const { newsroom } = await createTestNewsroom(wire, sourceOf("feed", 1));
    wire.finish();
    await newsroom.reload({ sourceId: "wire", signal: NEVER });
    expect(await newsroom.listSources()).toEqual([
      {
        id: "wire",
        kind: "folder",
        articles: 2,
        newestArticle: "2026-02-27T00:00:00Z",
        lastReadAt: expect.stringMatching(/Z$/),
      },
      { id: "feed", kind: "folder", articles: 0, newestArticle: null, lastReadAt: null },
    ]);
  });

  test("names the first files that could not be read, and counts the others", async () => {
    const failures = ["a", "b", "c", "d", "e"].map((name) => ({ name, reason: "is empty", idPrefix: name }));
    const wire = sourceOf("wire", 0);
    const { newsroom } = await createTestNewsroom(wire);
    wire.finish({ articles: [], failures });
    await newsroom.reload({ signal: NEVER });
    const [status] = await newsroom.listSources();
    expect(status?.lastError).toBe("a: is empty; b: is empty; c: is empty; 2 more");
  });

  test("that is stopped applies nothing more, and tells everyone who waits", async () => {
    const wire = sourceOf("wire", 1);
    const { newsroom, stop, store } = await createTestNewsroom(wire, sourceOf("feed", 1));
    const reloading = newsroom.reload({ signal: NEVER });
    const other = newsroom.reload({ sourceId: "feed", signal: NEVER });
    await wire.isReading();
    stop();
    wire.finish();
    await expect(reloading).rejects.toThrow("stopping");
    await expect(other).rejects.toThrow("stopping");
    expect(await store.listSources()).toEqual([]);
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
    finish: (reading: Reading = { articles, failures: [] }) => result.resolve(reading),
    fail: (error: Error) => result.reject(error),
  };
}

async function createTestNewsroom(...sources: readonly Source[]) {
  const store = await createSqliteStore({ file: ":memory:" });
  onTestFinished(() => store.close());
  const stopper = new AbortController();
  const reloads: Reload[] = [];
  const newsroom = createNewsroom({
    sources,
    store,
    signal: stopper.signal,
    onNotice: () => {},
    onReload: (reload) => reloads.push(reload),
  });
  return { newsroom, store, reloads, stop: () => stopper.abort(new Error("stopping")) };
}
