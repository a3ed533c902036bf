import { expect } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { changes, indexed, source } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { type StoreTest, withVectors } from "./store-test.ts";
import { entry, everythingSeen, fill, NOON, ofNorth } from "./two-servers.ts";

const AFTER_READING = "2026-03-01T08:00:01Z";

/** What is kept for a while, and how it ends. */
export function describeRetention(test: StoreTest): void {
  test("a server that left is read no more, and forgotten after a while unless it comes back", async ({
    store,
  }) => {
    await fill(store);
    await store.noteServers({ present: ["south"], now: NOON });
    const known = async () => (await store.listSources()).map(({ id }) => id);
    expect(await known()).not.toContain("north-feed");
    expect(await store.findSource("north-feed")).toBeUndefined();
    await store.noteServers({ present: ["south"], now: "2026-03-20T12:00:00.000Z" });
    expect(await store.forgetServers(NOON)).toMatchObject({ servers: 0, articles: 0 });
    await store.noteServer({ guildId: "north", leftAt: null });
    expect(await known()).toContain("north-feed");
    expect(await store.forgetServers("2027-01-01T00:00:00Z")).toMatchObject({ servers: 0 });

    await store.noteServer({ guildId: "north", leftAt: NOON });
    expect(await store.forgetServers("2026-03-01T12:00:00.001Z")).toEqual({
      servers: 1,
      articles: 1,
      passages: 1,
      vectors: 1,
    });
    await store.noteServers({ present: ["north", "south"], now: NOON });
    expect(await everythingSeen(store, "north")).toEqual(["wire/one"]);
    expect(await store.listLog({ guildId: "north", limit: 9 })).toEqual([]);
  });

  test("a server without sources is forgotten too: its log and what it took down", async ({ store }) => {
    const ofEast = { ...entry("takedown"), guildId: "east" };
    await store.takeDown({ guildId: "north", target: "a.example" }, ofEast);
    await store.takeDown({ guildId: null, target: "b.example" }, { ...ofEast, guildId: "south" });
    await store.noteServers({ present: ["south"], now: NOON });
    expect(await store.forgetServers("2026-03-02T00:00:00Z")).toMatchObject({ servers: 2 });
    expect(await store.listTakedowns("north")).toEqual([]);
    expect(await store.listLog({ guildId: "east", limit: 9 })).toEqual([]);
    expect(await store.listTakedowns()).toEqual(["b.example"]);
    expect(await store.listLog({ guildId: "south", limit: 9 })).toHaveLength(1);
  });

  test("what a server took down is its own matter each time it comes back", async ({ store }) => {
    const url = "https://harbour.example/one";
    await store.apply(changes({ put: [withVectors({ body: "The ferry sails.", outlet: "House", url })] }));
    const seenWithout = async (target: string) => {
      await store.takeDown({ guildId: "north", target }, entry("takedown"));
      const seen = await everythingSeen(store, "north");
      await store.noteServer({ guildId: "north", leftAt: NOON });
      await store.forgetServers("2026-03-02T00:00:00Z");
      return seen;
    };
    expect(await seenWithout("bay.example")).toEqual(["wire/one"]);
    expect(await seenWithout("harbour.example")).toEqual([]);
    expect(await seenWithout("bay.example")).toEqual(["wire/one"]);
  });

  test("a process that serves some shards says nothing of the servers of others", async ({ store }) => {
    const [zero, one] = [0n, 1n].map((shard) => String((1000n + shard) << 22n));
    for (const guildId of [zero, one]) {
      await store.putSource(source({ id: `of-${guildId}`, guildId: guildId ?? "" }));
    }
    const known = async () => (await store.listSources()).map(({ id }) => id);
    await store.noteServers({ present: [], now: NOON, shards: { ids: [1, 2], count: 4 } });
    expect(await known()).toContain(`of-${zero}`);
    expect(await known()).not.toContain(`of-${one}`);
    await store.noteServers({ present: [one ?? ""], now: NOON, shards: { ids: [1, 2], count: 4 } });
    expect(await known()).toContain(`of-${one}`);
    await store.noteServers({ present: [], now: NOON });
    expect(await known()).not.toContain(`of-${zero}`);
  });

  test("of a server's log the latest 200 are kept", async ({ store }) => {
    const target = (index: number) => ({ guildId: "north", target: `${index}.example` });
    await store.takeDown(target(0), { ...entry("takedown", "elsewhere"), guildId: "south" });
    for (let index = 0; index < 203; index += 1) {
      await store.takeDown(target(index), entry("takedown", `${index}`));
    }
    const subjects = (await store.listLog({ guildId: "north", limit: 999 })).map(({ subject }) => subject);
    expect([subjects.length, subjects[0], subjects.at(-1)]).toEqual([200, "202", "3"]);
    expect(await store.listLog({ guildId: "south", limit: 9 })).toHaveLength(1);
  });

  test("old texts of feeds are cut down to their titles, those of folders are not", async ({ store }) => {
    await fill(store);
    const request = { fetchedBefore: "2026-03-01T08:00:01Z", limit: 1 };
    expect(await store.dropTexts(request)).toBe(1);
    expect(await store.dropTexts(request)).toBe(1);
    expect(await store.dropTexts(request)).toBe(0);
    const [cut] = await store.view("north").findArticles(["north-feed/one"]);
    expect(cut).toEqual({ ...ofNorth.article, body: ofNorth.article.title });
    const found = await store.view("north").searchText({ terms: ["geneva"], filter: {}, limit: 9 });
    expect(found.map(({ passage }) => passage.text)).toContain(ofNorth.article.title);
    expect((await store.view("north").countTerms(["secret"])).counts).toEqual([0]);
    expect(await store.versions("north-feed")).toEqual(new Map([["north-feed/one", "1"]]));
    expect((await store.view().countTerms(["ferry"])).counts).toEqual([1]);
  });

  test("a text that was cut stays cut when it is indexed anew, and its vector is kept", async ({ store }) => {
    await fill(store);
    const request = { fetchedBefore: AFTER_READING, limit: 9 };
    expect(await store.dropTexts(request)).toBe(2);
    const [cut] = await store.articlesOf("north-feed");
    const again = { vectors: [embedText("talks")], embedder: "fake", version: "2" };
    await store.apply(changes({ sourceId: "north-feed", put: [indexed(cut, again)] }));
    expect(await store.dropTexts(request)).toBe(0);
    expect(await findTitles(store, "talks")).toContain("north-feed/one");
  });

  test("a text that comes again is cut again when its time is over", async ({ store }) => {
    await fill(store);
    const request = { fetchedBefore: AFTER_READING, limit: 9 };
    await store.dropTexts(request);
    await store.apply(changes({ sourceId: "north-feed", put: [ofNorth] }));
    expect((await store.view("north").findArticles([ofNorth.article.id]))[0]?.body).toBe(
      ofNorth.article.body,
    );
    expect(await store.dropTexts(request)).toBe(1);
  });

  test("texts that were fetched later, or at that very moment, are left alone", async ({ store }) => {
    await fill(store);
    expect(await store.dropTexts({ fetchedBefore: ofNorth.article.fetchedAt, limit: 9 })).toBe(0);
  });
}

async function findTitles(store: Store, text: string): Promise<string[]> {
  const query = { vector: embedText(text), embedder: "fake", filter: {}, limit: 9 };
  return (await store.view("north").searchVectors(query)).map(({ article }) => article.id);
}
