import type { Article } from "../../src/articles/article.ts";
import { splitPassages } from "../../src/articles/split.ts";
import type { IndexedArticle, ReadingOutcome, SourceChanges, SourceRecord } from "../../src/store/store.ts";

/** An article of the source `wire`; a test names only what it is about. */
export function article(fields: Partial<Article> = {}): Article {
  return {
    id: "wire/one",
    sourceId: "wire",
    title: "Talks end in Geneva",
    outlet: "The Harbour Post",
    authors: ["Ada Reed"],
    url: "https://harbour.example/one",
    publishedAt: "2026-02-27T00:00:00Z",
    dateFrom: "front-matter",
    modifiedAt: null,
    modifiedFrom: null,
    language: null,
    fetchedAt: "2026-03-01T08:00:00Z",
    body: "The minister said that the talks made progress.\n\nThey go on next week.",
    ...fields,
  };
}

/** The article with its passages, without vectors unless they are given. */
export function indexed(fields: Partial<Article> = {}, index: Partial<IndexedArticle> = {}): IndexedArticle {
  const whole = article(fields);
  return {
    article: whole,
    version: "1",
    passages: splitPassages(whole),
    vectors: [],
    embedder: undefined,
    ...index,
  };
}

/** Changes to the source `wire`. */
export function changes(fields: Partial<SourceChanges> = {}): SourceChanges {
  return {
    sourceId: "wire",
    put: [],
    remove: [],
    fingerprint: "first",
    isFinished: true,
    outcome: outcome(),
    ...fields,
  };
}

/** A reading that went well. */
export function outcome(fields: Partial<ReadingOutcome> = {}): ReadingOutcome {
  return {
    triedAt: "2026-03-01T08:00:00Z",
    readAt: "2026-03-01T08:00:00Z",
    nextAt: null,
    failures: 0,
    isUnreadable: false,
    lastError: null,
    memory: undefined,
    ...fields,
  };
}

/** A folder of the house, under the name `wire`. */
export function source(fields: Partial<SourceRecord> = {}): SourceRecord {
  const id = fields.id ?? "wire";
  return { id, guildId: null, kind: "folder", name: id, address: null, ...fields };
}
