import { expect } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { changes, indexed, outcome, source } from "../support/article.ts";
import type { StoreTest } from "./store-test.ts";
import { entry, fill, NOON, ofNorth } from "./two-servers.ts";

/** That whoever keeps something that was made from articles can tell whether it still holds. */
export function describeVersion(test: StoreTest): void {
  test("the version of what a server reads changes with it", async ({ store }) => {
    await fill(store);
    const put = [indexed({ body: "The ferry sank." }, { version: "2" })];
    expect(await changed(store, () => store.apply(changes({ put })))).toEqual(EVERYBODY);
    expect(await changed(store, () => store.apply(changes({ remove: ["wire/one"] })))).toEqual(EVERYBODY);
    expect(await changed(store, () => store.putSource(source({ id: "new" })))).toEqual(EVERYBODY);
    expect(await changed(store, () => store.putSource(source({ id: "new", name: "New" })))).toEqual(
      EVERYBODY,
    );
    expect(await changed(store, () => store.removeSource("new"))).toEqual(EVERYBODY);
    const target = "other.example";
    const ofHouse = () => store.takeDown({ guildId: null, target }, entry("takedown"));
    expect(await changed(store, ofHouse)).toEqual(EVERYBODY);
  });

  test("what changes in one server is nothing new to another", async ({ store }) => {
    await fill(store);
    const sourceId = "north-feed";
    const put = [{ ...ofNorth, version: "2" }];
    expect(await changed(store, () => store.apply(changes({ sourceId, put })))).toEqual(["north"]);
    const cut = { fetchedBefore: "2026-03-01T08:00:01Z", limit: 1 };
    expect(await changed(store, () => store.dropTexts(cut))).toHaveLength(1);
    const target = "news.harbour.example";
    const ofNorthAlone = () => store.takeDown({ guildId: "north", target }, entry("takedown"));
    expect(await changed(store, ofNorthAlone)).toEqual(["north"]);
    const feed = source({ id: "second", guildId: "north", kind: "feed", address: "https://a.example" });
    expect(await changed(store, () => store.putSource(feed, entry("add")))).toEqual(["north"]);
    expect(await changed(store, () => store.removeSource(sourceId, entry("remove")))).toEqual(["north"]);
    await store.noteServer({ guildId: "north", leftAt: NOON });
    expect(await changed(store, () => store.forgetServers("2026-03-02T00:00:00Z"))).toEqual(["north"]);
  });

  test("a reading that brought nothing, and whatever is only counted, changes no version", async ({
    store,
  }) => {
    await fill(store);
    const nothing: readonly (() => Promise<unknown>)[] = [
      () => store.apply(changes({ outcome: outcome({ triedAt: NOON, readAt: NOON, memory: "etag" }) })),
      () => store.apply(changes({ remove: ["wire/unknown"], fingerprint: "second", isFinished: false })),
      () => store.noteReading("wire", outcome({ failures: 3, lastError: "broken", readAt: undefined })),
      () => store.putSource(source()),
      () => store.removeSource("unknown"),
      () => store.addToCounter({ key: "a", now: NOON, amount: 1, until: "2026-03-02T00:00:00.000Z" }),
      () => store.noteServers({ present: ["north"], now: NOON }),
      () => store.secret(),
      () => store.view("north").searchText({ terms: ["ferry"], filter: {}, limit: 9 }),
    ];
    for (const act of nothing) expect(await changed(store, act)).toEqual([]);
  });

  test("what could not be applied changes no version", async ({ store }) => {
    await fill(store);
    const misfit = indexed({ id: "wire/two" }, { vectors: [new Float32Array([1])], embedder: undefined });
    const apply = () => store.apply(changes({ put: [indexed(), misfit] })).catch(() => {});
    expect(await changed(store, apply)).toEqual([]);
  });

  test("a version does not come again when what it was of comes back", async ({ store }) => {
    await store.apply(changes({ put: [indexed()] }));
    const before = await store.view().version();
    await store.apply(changes({ remove: ["wire/one"] }));
    await store.apply(changes({ put: [indexed()] }));
    expect(await store.view().version()).not.toBe(before);
  });
}

const READERS = [undefined, "north", "south"] as const;
const EVERYBODY = ["the house", "north", "south"];

/** To whom an act was something new. */
async function changed(store: Store, act: () => Promise<unknown>): Promise<string[]> {
  const versions = () => Promise.all(READERS.map((guildId) => store.view(guildId).version()));
  const before = await versions();
  expect(await versions()).toEqual(before);
  await act();
  const after = await versions();
  return READERS.flatMap((reader, at) => (before[at] === after[at] ? [] : (reader ?? "the house")));
}
