import type { Article, ParsedArticle } from "../articles/article.ts";

export interface Identity {
  readonly id: string;
  readonly sourceId: string;
  readonly fetchedAt: string;
  /** Who publishes it, where the article itself does not say. */
  readonly outlet: string;
}

/** Gives what a parser read its identity. A date in the future becomes that of the reading, and says so. */
export function identifyArticle(
  parsed: ParsedArticle,
  { id, sourceId, fetchedAt, outlet }: Identity,
): Article {
  const isFuture = parsed.publishedAt !== null && parsed.publishedAt > fetchedAt;
  const published = isFuture
    ? { publishedAt: fetchedAt, dateFrom: "fetched" as const }
    : { publishedAt: parsed.publishedAt, dateFrom: parsed.dateFrom };
  return {
    id,
    sourceId,
    title: parsed.title,
    outlet: parsed.outlet ?? outlet,
    authors: parsed.authors,
    url: parsed.url,
    ...published,
    ...modificationOf(parsed, { from: published.publishedAt, until: fetchedAt }),
    language: parsed.language ?? null,
    fetchedAt,
    body: parsed.body,
  };
}

/** A change before the publication, or after the reading, is none. */
function modificationOf(
  { modifiedAt = null, modifiedFrom = null }: ParsedArticle,
  { from, until }: { readonly from: string | null; readonly until: string },
): Pick<Article, "modifiedAt" | "modifiedFrom"> {
  const isKnown = modifiedAt !== null && modifiedAt <= until && (from === null || from < modifiedAt);
  return isKnown ? { modifiedAt, modifiedFrom } : { modifiedAt: null, modifiedFrom: null };
}
