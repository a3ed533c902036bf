import { expect } from "vitest";
import { changes, outcome, source } from "../support/article.ts";
import { type StoreTest, withVectors } from "./store-test.ts";
import { addServerSources, entry, everythingSeen, fill, NOON, ofNorth } from "./two-servers.ts";

/** What belongs to one server stays there, and goes when it is told to. */
export function describeServers(test: StoreTest): void {
  test("each server sees the house's articles and its own, by every way there is", async ({ store }) => {
    await fill(store);
    expect(await everythingSeen(store, undefined)).toEqual(["wire/one"]);
    expect(await everythingSeen(store, "north")).toEqual(["north-feed/one", "wire/one"]);
    expect(await everythingSeen(store, "south")).toEqual(["south-feed/one", "wire/one"]);
    expect(await everythingSeen(store, "' or 1=1 --")).toEqual(["wire/one"]);
  });

  test("a server learns nothing from counts of what others read", async ({ store }) => {
    await fill(store);
    const count = (guildId?: string) => store.view(guildId).countTerms(["ferry", "secret"]);
    expect(await count("north")).toEqual({ passages: 2, counts: [2, 1] });
    expect(await count("south")).toEqual({ passages: 2, counts: [2, 0] });
    expect(await count()).toEqual({ passages: 1, counts: [1, 0] });
  });

  test("a server reads an address once, and has a name once; another server may too", async ({ store }) => {
    const address = "https://harbour.example/feed";
    const feed = (id: string, guildId: string, name: string) =>
      source({ id, guildId, kind: "feed", name, address });
    await store.putSource(feed("a", "north", "Harbour"));
    await expect(store.putSource(feed("b", "north", "Other"))).rejects.toThrow(/already, as “Harbour”/);
    const named = { ...feed("c", "north", "HARBOUR"), address: `${address}/2` };
    await expect(store.putSource(named)).rejects.toThrow(/a source named “Harbour” already/);
    await store.putSource(feed("d", "south", "Harbour"));
    expect(await store.view("south").listSources()).toHaveLength(3);
  });

  test("a removed source takes its articles along, and says how many", async ({ store }) => {
    await fill(store);
    expect(await store.removeSource("north-feed", entry("remove"))).toEqual({
      articles: 1,
      passages: 1,
      vectors: 1,
    });
    expect(await everythingSeen(store, "north")).toEqual(["wire/one"]);
    expect(await everythingSeen(store, "south")).toEqual(["south-feed/one", "wire/one"]);
    expect(await store.removeSource("north-feed")).toEqual({ articles: 0, passages: 0, vectors: 0 });
    await expect(store.apply(changes({ sourceId: "north-feed" }))).rejects.toThrow(/not here any more/);
  });

  test("what a server takes down is gone there, and not put again; elsewhere it stays", async ({ store }) => {
    await fill(store);
    const takedown = { guildId: "north", target: "harbour.example" };
    expect(await store.takeDown(takedown, entry("takedown"))).toEqual({
      articles: 1,
      passages: 1,
      vectors: 1,
    });
    expect(await everythingSeen(store, "north")).toEqual([]);
    expect(await everythingSeen(store, "south")).toEqual(["south-feed/one", "wire/one"]);
    await store.apply(changes({ sourceId: "north-feed", put: [ofNorth] }));
    expect(await everythingSeen(store, "north")).toEqual([]);
    expect(await store.versions("north-feed")).toEqual(new Map());
    expect(await store.listTakedowns("north")).toEqual(["harbour.example"]);
    expect(await store.listTakedowns()).toEqual([]);
  });

  test("an address that is taken down leaves its neighbours", async ({ store }) => {
    await fill(store);
    const target = "https://www.harbour.example/north-feed";
    await store.takeDown({ guildId: "north", target }, entry("takedown"));
    expect(await everythingSeen(store, "north")).toEqual(["wire/one"]);
  });

  test.for([
    ["http://harbour.example/story/", "harbour.example/story"],
    ["https://www.harbour.example/story#xtor=RSS-3208", "https://harbour.example/story"],
    ["https://harbour.example/story?utm_source=rss", "http://www.harbour.example/story/"],
    ["https://harbour.example/story?page=2", "https://harbour.example/story"],
    ["https://harbour.example/story", "https://harbour.example/story?utm_source=share"],
  ])("%s goes, and does not come back, when %s is taken down", async ([url = "", target = ""], { store }) => {
    await addServerSources(store);
    const story = withVectors({ id: "north-feed/one", sourceId: "north-feed", url });
    await store.apply(changes({ sourceId: "north-feed", put: [story] }));
    const takedown = { guildId: "north", target };
    expect(await store.takeDown(takedown, entry("takedown"))).toMatchObject({ articles: 1 });
    await store.apply(changes({ sourceId: "north-feed", put: [story] }));
    expect(await store.versions("north-feed")).toEqual(new Map());
  });

  test("an article without an address goes with the one of its source", async ({ store }) => {
    await addServerSources(store);
    const story = withVectors({ id: "north-feed/one", sourceId: "north-feed", url: null });
    await store.apply(changes({ sourceId: "north-feed", put: [story] }));
    const takedown = { guildId: "north", target: "harbour.example" };
    expect(await store.takeDown(takedown, entry("takedown"))).toMatchObject({ articles: 1 });
  });

  test("what the house takes down is gone for everybody", async ({ store }) => {
    await fill(store);
    const takedown = { guildId: null, target: "harbour.example" };
    expect(await store.takeDown(takedown, entry("takedown"))).toMatchObject({ articles: 3, vectors: 3 });
    expect(await everythingSeen(store, undefined)).toEqual([]);
    expect(await everythingSeen(store, "south")).toEqual([]);
  });

  test("a server's log keeps who did what, latest first, and for itself", async ({ store }) => {
    await store.putSource(source({ id: "a", guildId: "north" }), entry("add", "A"));
    await store.removeSource("a", entry("remove", "A"));
    const { guildId: _, ...latest } = entry("remove", "A");
    expect(await store.listLog({ guildId: "north", limit: 1 })).toEqual([latest]);
    expect(await store.listLog({ guildId: "north", limit: 9 })).toHaveLength(2);
    expect(await store.listLog({ guildId: "south", limit: 9 })).toEqual([]);
  });

  test("keeps how a source was read, and its memory until there is another", async ({ store }) => {
    await store.apply(changes({ outcome: outcome({ memory: "first" }) }));
    const failure = {
      triedAt: NOON,
      readAt: undefined,
      nextAt: null,
      failures: 2,
      isUnreadable: true,
      lastError: "broken",
      memory: undefined,
    };
    await store.noteReading("wire", failure);
    const [wire] = (await store.listSources()).filter(({ id }) => id === "wire");
    expect(wire).toMatchObject({ ...failure, readAt: "2026-03-01T08:00:00Z", memory: "first" });
    await expect(store.noteReading("nobody", failure)).rejects.toThrow(/not here any more/);
  });

  test("finds a source by its id, as it stands in the list", async ({ store }) => {
    await fill(store);
    for (const source of await store.listSources()) {
      expect(await store.findSource(source.id)).toEqual(source);
    }
    expect(await store.findSource("nobody")).toBeUndefined();
  });

  test("lists the sources whose time has come: those never read, those due, and the folders", async ({
    store,
  }) => {
    const feed = (id: string) =>
      source({ id, guildId: "north", kind: "feed", name: id, address: `https://${id}.example/` });
    for (const id of ["never", "due", "later", "gone", "left"]) await store.putSource(feed(id));
    await store.putSource({ ...feed("of-south"), guildId: "south" });
    await store.noteReading("due", outcome({ nextAt: NOON }));
    await store.noteReading("later", outcome({ nextAt: "2026-03-01T12:00:00.001Z" }));
    await store.noteReading("gone", outcome({ nextAt: null }));
    await store.removeSource("left");
    await store.noteServer({ guildId: "south", leftAt: NOON });
    const ids = (await store.listDue(NOON)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(["due", "feed", "never", "wire"]);
  });

  test("lists a source that was read in the future as due: the clock went back", async ({ store }) => {
    const triedAt = "2026-03-01T14:00:00.000Z";
    const nextAt = "2026-03-01T14:30:00.000Z";
    for (const id of ["later", "gone"]) {
      await store.putSource(
        source({ id, guildId: "north", kind: "feed", name: id, address: `https://${id}.example/` }),
      );
    }
    await store.noteReading("later", outcome({ triedAt, nextAt }));
    await store.noteReading("gone", outcome({ triedAt, nextAt: null }));
    const listDue = async (moment: string) => (await store.listDue(moment)).map(({ id }) => id);
    expect(await listDue("2026-03-01T13:59:45.000Z")).not.toContain("later");
    expect(await listDue(NOON)).toContain("later");
    expect(await listDue(NOON)).not.toContain("gone");
  });

  test("a source says whether all of its articles are indexed", async ({ store }) => {
    const fingerprint = async () => (await store.listSources()).find(({ id }) => id === "wire")?.fingerprint;
    await store.apply(changes({ fingerprint: "second" }));
    expect(await fingerprint()).toBe("second");
    await store.apply(changes({ fingerprint: "second", isFinished: false }));
    expect(await fingerprint()).toBeNull();
  });
}
