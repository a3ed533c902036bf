import type { Article } from "../articles/article.ts";
import type { IndexVersions } from "./index-version.ts";
import type { ReadFailure, Reading } from "./source.ts";

/** How a reading differs from what is stored. */
export interface Comparison {
  /** How many different articles the source has now. */
  readonly articles: number;
  /** New, changed, or indexed in another way than now's. */
  readonly stale: readonly Article[];
  /** Ids that are stored and no longer there. What could not be read this time is not among them. */
  readonly vanished: readonly string[];
  readonly failed: readonly ReadFailure[];
}

/** Compares a reading, less what may not be read, with the stored versions, by article id. */
export function compareReading(
  reading: Reading & { readonly dropped: readonly string[] },
  stored: ReadonlyMap<string, string>,
  versions: IndexVersions,
): Comparison {
  const articles = new Map<string, Article>();
  const failed = [...reading.failures];
  for (const article of reading.articles) {
    const first = articles.get(article.id);
    if (first) failed.push(duplicateOf(first, article));
    else articles.set(article.id, article);
  }
  const kept = new Set(reading.kept === "all" ? stored.keys() : reading.kept);
  const isThere = (id: string) =>
    articles.has(id) || kept.has(id) || reading.failures.some(({ idPrefix }) => id.startsWith(idPrefix));
  return {
    articles: kept.union(articles).size,
    stale: [...articles.values()].filter((article) => stored.get(article.id) !== versions.whole(article)),
    vanished: [...stored.keys()].filter(
      (id) => reading.dropped.includes(id) || (reading.isComplete && !isThere(id)),
    ),
    failed,
  };
}

function duplicateOf(first: Article, second: Article): ReadFailure {
  return {
    name: second.id,
    reason: `"${second.title}" has the same id as "${first.title}", which was read first`,
    idPrefix: second.id,
  };
}
