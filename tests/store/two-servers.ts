import { expect } from "vitest";
import type { NewLogEntry, Store } from "../../src/store/store.ts";
import { changes, source } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { EVERYTHING, withVectors } from "./store-test.ts";

export const NOON = "2026-03-01T12:00:00.000Z";

const ofServer = (guildId: string, body: string) => {
  const sourceId = `${guildId}-feed`;
  const url = `https://www.harbour.example/${sourceId}`;
  return withVectors({ id: `${sourceId}/one`, sourceId, outlet: guildId, url, body });
};
/** What the server `north` reads. */
export const ofNorth = ofServer("north", "The ferry is a secret.");

/** A feed of the server `north`, and one of `south`. */
export async function addServerSources(store: Store): Promise<void> {
  for (const guildId of ["north", "south"]) {
    const address = `https://harbour.example/${guildId}`;
    await store.putSource(source({ id: `${guildId}-feed`, guildId, kind: "feed", name: guildId, address }));
  }
}

/** An article of the house, and one of each server. */
export async function fill(store: Store): Promise<void> {
  await addServerSources(store);
  const house = withVectors({
    body: "The ferry sails.",
    outlet: "House",
    url: "https://news.harbour.example/1",
  });
  await store.apply(changes({ put: [house] }));
  await store.apply(changes({ sourceId: "north-feed", put: [ofNorth] }));
  await store.apply(changes({ sourceId: "south-feed", put: [ofServer("south", "The ferry waits.")] }));
}

/** The ids of the articles that a server can find; the same by every way, or the test fails. */
export async function everythingSeen(store: Store, guildId: string | undefined): Promise<string[]> {
  const view = store.view(guildId);
  const all = { filter: EVERYTHING, limit: 99 };
  const ids = ["wire/one", "north-feed/one", "south-feed/one"];
  const seen = {
    words: (await view.searchText({ terms: ["ferry"], ...all })).map(({ article }) => article.id),
    meaning: (await view.searchVectors({ vector: embedText("ferry"), embedder: "fake", ...all })).map(
      ({ article }) => article.id,
    ),
    named: (await view.findArticles(ids)).map(({ id }) => id),
    listed: (await view.listArticles(all)).map(({ id }) => id),
    outlets: (await view.listOutlets()).map(({ name }) =>
      name === "House" ? "wire/one" : `${name}-feed/one`,
    ),
    sources: (await view.listSources()).flatMap(({ id, articles }) => (articles > 0 ? [`${id}/one`] : [])),
  };
  for (const [way, found] of Object.entries(seen)) {
    expect(found.toSorted(), `by ${way}`).toEqual(seen.listed.toSorted());
  }
  return seen.listed.toSorted();
}

/** What a moderator of `north` did. */
export function entry(action: NewLogEntry["action"], subject = "it"): NewLogEntry {
  return { guildId: "north", at: NOON, actor: "abc123", action, subject };
}
