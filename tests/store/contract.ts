import { describe, expect } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { article, changes, indexed } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { describeCopies } from "./contract-copies.ts";
import { describeCounters } from "./contract-counters.ts";
import { describeLeases } from "./contract-leases.ts";
import { describeLists } from "./contract-lists.ts";
import { describeRetention } from "./contract-retention.ts";
import { describeTextSearch, describeVectorSearch } from "./contract-search.ts";
import { describeServers } from "./contract-servers.ts";
import { describeVersion } from "./contract-version.ts";
import { describeRarity, describeVisibility } from "./contract-visibility.ts";
import {
  createStoreTest,
  findMeaning,
  findWords,
  type StoreTest,
  textsOf,
  withVectors,
} from "./store-test.ts";

/** What every store promises. `createStore` gives a new, empty one each time; `isConcurrent`: several at once. */
export function describeStore(
  name: string,
  createStore: () => Promise<Store>,
  { isConcurrent }: { readonly isConcurrent: boolean } = { isConcurrent: true },
): void {
  const suite = isConcurrent ? describe.concurrent : describe;
  suite(`${name} as a store`, () => {
    const test = createStoreTest(createStore);
    describeKeeping(test);
    describeTextSearch(test);
    describeVectorSearch(test);
    describeLists(test);
    describeCounters(test);
    describeLeases(test);
    describeServers(test);
    describeRetention(test);
    describeCopies(test);
    describeVisibility(test);
    describeRarity(test);
    describeVersion(test);
  });
}

function describeKeeping(test: StoreTest): void {
  test("gives an article back as it was put", async ({ store }) => {
    const original = article({ body: "Zwölf 🕊️ Vögel\r\nsaid “no”.\n\nשלום", url: null, authors: [] });
    await store.apply(changes({ put: [indexed(original)] }));
    expect(await store.view().findArticles([original.id, "wire/unknown", original.id])).toEqual([original]);
  });

  test("replaces an article that is put again", async ({ store }) => {
    await store.apply(changes({ put: [indexed({ body: "A draft about tariffs." })] }));
    await store.apply(changes({ put: [indexed({ body: "A correction about tariffs." }, { version: "2" })] }));
    expect(textsOf(await findWords(store, "tariffs"))).toEqual(["A correction about tariffs."]);
    expect(await findWords(store, "draft")).toEqual([]);
    expect(await store.versions("wire")).toEqual(new Map([["wire/one", "2"]]));
  });

  test("an article whose id holds half a letter is replaced as well", async ({ store }) => {
    for (const body of ["A draft.", "A correction."]) {
      await store.apply(changes({ put: [indexed({ id: "wire/\ud83d", body })] }));
    }
    expect(textsOf(await findWords(store, "draft", "correction"))).toEqual(["A correction."]);
  });

  test("a removed article is found no more, by words, by meaning or by name", async ({ store }) => {
    await store.apply(changes({ put: [withVectors({ body: "The ferry sank." })] }));
    await store.apply(changes({ remove: ["wire/one"] }));
    expect(await findWords(store, "ferry")).toEqual([]);
    expect(await findMeaning(store, "ferry")).toEqual([]);
    expect(await store.view().findArticles(["wire/one"])).toEqual([]);
    expect(await store.versions("wire")).toEqual(new Map());
    expect(await store.view().countTerms(["ferry"])).toEqual({ passages: 0, counts: [0] });
  });

  test("one source's changes leave another's articles alone", async ({ store }) => {
    const foreign = indexed({ id: "feed/one", sourceId: "feed", body: "The bridge opened." });
    await store.apply(changes({ sourceId: "feed", put: [foreign] }));
    await store.apply(changes({ remove: ["feed/one"] }));
    expect(textsOf(await findWords(store, "bridge"))).toEqual(["The bridge opened."]);
    expect(await store.versions("wire")).toEqual(new Map());
  });

  test("a change that can't be applied whole is not applied at all", async ({ store }) => {
    const misfit = indexed({ id: "wire/two" }, { vectors: [embedText("a"), embedText("b")], embedder: "e" });
    await expect(store.apply(changes({ put: [indexed(), misfit] }))).rejects.toThrow(/vectors of wire\/two/);
    await expect(store.apply(changes({ sourceId: "feed", put: [indexed()] }))).rejects.toThrow(/belongs to/);
    // PostgreSQL would keep it, and then compare no vector any more.
    for (const vectors of [[new Float32Array([1, Number.NaN])], [new Float32Array([Infinity])]]) {
      const put = [indexed({}, { vectors, embedder: "fake" })];
      await expect(store.apply(changes({ put }))).rejects.toThrow(/vectors of wire\/one/);
    }
    expect(await store.versions("wire")).toEqual(new Map());
    expect(await store.fingerprint()).toBeUndefined();
  });

  test("is well, empty and with articles", async ({ store }) => {
    await store.check();
    await store.apply(changes({ put: [indexed()] }));
    await store.check();
  });

  test("keeps the fingerprint of the last reload", async ({ store }) => {
    expect(await store.fingerprint()).toBeUndefined();
    await store.apply(changes({ fingerprint: "first" }));
    await store.apply(changes({ sourceId: "feed", fingerprint: "second" }));
    expect(await store.fingerprint()).toBe("second");
  });
}
