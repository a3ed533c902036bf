import type { HouseSource } from "../../src/sources/house.ts";
import { article } from "./article.ts";
import { createFakeEmbedder } from "./fake-embedder.ts";

export const SOURCES = 20;
/** Each source has these in one version and one more, less and other in the next. */
export const ARTICLES = 12;

/** Twenty sources at a version, and an embedder: what a newsroom is made of. */
export function createTwentySources(version: string) {
  const house = Array.from({ length: SOURCES }, (_, index): HouseSource => {
    const id = `source-${index}`;
    const articles = idsOf(id, version).map((articleId) =>
      article({
        id: articleId,
        sourceId: id,
        body: `Version ${version} of ${articleId} speaks of ferries. `.repeat(40),
      }),
    );
    const reading = { articles, failures: [], kept: [], isComplete: true };
    return { source: { id, kind: "folder", read: async () => reading }, name: id, address: null };
  });
  return { house, embedder: createFakeEmbedder() };
}

/** The articles that a source has at a version: the second version lacks the first one and has another instead. */
export function idsOf(sourceId: string, version: string): string[] {
  const first = version === "1" ? 0 : 1;
  return Array.from({ length: ARTICLES }, (_, index) => `${sourceId}/${first + index}`);
}
