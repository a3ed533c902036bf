import { expect } from "vitest";
import type { Store } from "../../src/store/store.ts";
import { changes, indexed, source } from "../support/article.ts";
import type { StoreTest } from "./store-test.ts";
import { addServerSources } from "./two-servers.ts";

/** How copies of one text are told from other texts. */
export function describeCopies(test: StoreTest): void {
  test("copies of one text have one origin, of the house or of the own server", async ({ store }) => {
    const body = Array.from(
      { length: 90 },
      (_, index) => `word${index % 7 === 0 ? "s" : ""} n${index}x`,
    ).join(" ");
    const copy = (sourceId: string) => indexed({ id: `${sourceId}/copy`, sourceId, outlet: sourceId, body });
    await addServerSources(store);
    for (const sourceId of ["wire", "feed", "north-feed", "south-feed"]) {
      await store.apply(changes({ sourceId, put: [copy(sourceId)] }));
    }
    await store.apply(changes({ sourceId: "wire", put: [indexed({ id: "wire/other" })] }));
    const origins = async (guildId?: string) => {
      const hits = await store.view(guildId).searchText({ terms: ["n1x", "talks"], filter: {}, limit: 9 });
      return Object.fromEntries(hits.map(({ article, originId }) => [article.id, originId]));
    };
    expect(await origins("north")).toEqual({
      "wire/copy": "wire/copy",
      "feed/copy": "wire/copy",
      "north-feed/copy": "wire/copy",
      "wire/other": "wire/other",
    });
    await store.removeSource("wire");
    expect(await origins("south")).toMatchObject({
      "feed/copy": "wire/copy",
      "south-feed/copy": "wire/copy",
    });
  });

  test("a text's carriers are the outlets that are seen here, each once", async ({ store }) => {
    const body = Array.from({ length: 90 }, (_, index) => `n${index}x`).join(" ");
    await addServerSources(store);
    for (const [sourceId, outlet] of [
      ["wire", "Post"],
      ["feed", "POST"],
      ["north-feed", "North"],
      ["south-feed", "South"],
    ] as const) {
      const put = [indexed({ id: `${sourceId}/copy`, sourceId, outlet, body })];
      await store.apply(changes({ sourceId, put }));
    }
    const carriers = async (guildId: string) =>
      (await store.view(guildId).findOrigins(["wire/copy", "south-feed/copy", "wire/none"])).toSorted(
        (a, b) => a.articleId.localeCompare(b.articleId),
      );
    expect(await carriers("north")).toEqual([
      { articleId: "wire/copy", originId: "wire/copy", outlets: ["North", "Post"] },
    ]);
    expect(await carriers("south")).toEqual([
      { articleId: "south-feed/copy", originId: "wire/copy", outlets: ["Post", "South"] },
      { articleId: "wire/copy", originId: "wire/copy", outlets: ["Post", "South"] },
    ]);
  });

  test("two servers' copies of one text know nothing of each other", async ({ store }) => {
    const body = Array.from({ length: 90 }, (_, index) => `n${index}x`).join(" ");
    await addServerSources(store);
    for (const sourceId of ["north-feed", "south-feed"]) {
      await store.apply(
        changes({ sourceId, put: [indexed({ id: `${sourceId}/copy`, sourceId, outlet: sourceId, body })] }),
      );
    }
    const [hit] = await store.view("south").searchText({ terms: ["n1x"], filter: {}, limit: 9 });
    expect(hit?.originId).toBe("south-feed/copy");
  });

  test("what an article's old text was copied from is none of its new text's", async ({ store }) => {
    await addServerSources(store);
    for (const sourceId of ["wire", "north-feed", "south-feed"]) await putText(store, sourceId, OLD_TEXT);
    const north = source({ id: "north-other", guildId: "north", kind: "feed", address: "https://a.example" });
    await store.putSource(north);
    await putText(store, "north-other", OLD_TEXT);
    expect(Object.values(await findOrigins(store, "north", "old1x"))).toEqual(Array(3).fill("wire/copy"));

    await putText(store, "wire", NEW_TEXT);
    expect(await findOrigins(store, "north", "new1x")).toEqual({ "wire/copy": "wire/copy" });
    expect(await findOrigins(store, "north", "old1x")).toEqual({
      "north-feed/copy": "north-feed/copy",
      "north-other/copy": "north-feed/copy",
    });
    expect(await findOrigins(store, "south", "old1x")).toEqual({ "south-feed/copy": "south-feed/copy" });
  });

  test("an article that is put again with its text stays among its copies", async ({ store }) => {
    for (const sourceId of ["wire", "feed", "wire"]) await putText(store, sourceId, OLD_TEXT);
    expect(await findOrigins(store, undefined, "old1x")).toEqual({
      "wire/copy": "wire/copy",
      "feed/copy": "wire/copy",
    });
  });

  test("copies stay copies when their texts are cut", async ({ store }) => {
    await addServerSources(store);
    for (const sourceId of ["wire", "north-feed"]) await putText(store, sourceId, OLD_TEXT);
    await store.dropTexts({ fetchedBefore: "2026-03-01T08:00:01Z", limit: 9 });
    const put = (await store.articlesOf("north-feed")).map((article) => indexed(article));
    await store.apply(changes({ sourceId: "north-feed", put }));
    expect(await findOrigins(store, "north", "talks")).toEqual({
      "wire/copy": "wire/copy",
      "north-feed/copy": "wire/copy",
    });
  });
}

const OLD_TEXT = Array.from({ length: 90 }, (_, index) => `old${index}x`).join(" ");
const NEW_TEXT = Array.from({ length: 90 }, (_, index) => `new${index}x`).join(" ");

async function putText(store: Store, sourceId: string, body: string): Promise<void> {
  await store.apply(
    changes({ sourceId, put: [indexed({ id: `${sourceId}/copy`, sourceId, outlet: sourceId, body })] }),
  );
}

async function findOrigins(store: Store, guildId: string | undefined, term: string) {
  const hits = await store.view(guildId).searchText({ terms: [term], filter: {}, limit: 9 });
  return Object.fromEntries(hits.map(({ article, originId }) => [article.id, originId]));
}
