import type { DatabaseSync } from "node:sqlite";
import type { Article } from "../../articles/article.ts";
import { domainOf, placeOf } from "../../articles/place.ts";
import { keyOfOutlet } from "../ranking.ts";
import { findText } from "../rows.ts";
import type { IndexedArticle } from "../store.ts";
import { createScopes } from "./scopes.ts";
import { encodeVectors } from "./vector-codes.ts";

/** Prepares the writing of one article with its passages and vectors, inside of somebody's transaction; returns its row. */
export function createInsert(database: DatabaseSync): (indexed: IndexedArticle) => number {
  const insertArticle = createInsertArticle(database);
  const insertBody = database.prepare("insert into bodies (article, body) values (?, ?)");
  const insertPassage = database.prepare(
    "insert into passages (article, position, start, end) values (?, ?, ?, ?)",
  );
  const insertVectors = database.prepare(
    "insert into vectors (article, dimensions, vectors) values (?, ?, ?)",
  );

  const insertCodes = database.prepare("insert into codes (article, dimensions, codes) values (?, ?, ?)");

  return (indexed) => {
    const { article, passages, vectors } = indexed;
    const rowid = insertArticle(indexed);
    insertBody.run(rowid, article.body);
    passages.forEach(({ start, end }, position) => {
      insertPassage.run(rowid, position, start, end);
    });
    const dimensions = vectors[0]?.length;
    if (dimensions !== undefined) {
      const joined = joinVectors(vectors, dimensions);
      insertVectors.run(rowid, dimensions, new Uint8Array(joined.buffer));
      insertCodes.run(rowid, dimensions, encodeVectors(joined, dimensions));
    }
    return rowid;
  };
}

function createInsertArticle(database: DatabaseSync): (indexed: IndexedArticle) => number {
  const statement = database.prepare(`
    insert into articles (rowid, id, source_id, title, outlet, outlet_key, authors, url, published_at, published_ms,
      date_from, modified_at, modified_from, language, place, domain, fetched_at, version, embedder, origin_id)
    values (:row, :id, :sourceId, :title, :outlet, :outletKey, :authors, :url, :publishedAt, :publishedMs,
      :dateFrom, :modifiedAt, :modifiedFrom, :language, :place, :domain, :fetchedAt, :version, :embedder, :id)`);
  const { takeRow } = createScopes(database);
  const findSource = database.prepare("select address from sources where id = ?");
  return ({ article, version, embedder, vectors }) => {
    // What names no address of its own can only be taken down with where it came from.
    const address = article.url ?? findText(findSource.get(article.sourceId) ?? NOWHERE, "address");
    const url = address === null ? null : URL.parse(address);
    return Number(
      statement.run({
        row: takeRow(article.sourceId),
        id: article.id,
        sourceId: article.sourceId,
        title: article.title,
        outlet: article.outlet,
        outletKey: keyOfOutlet(article.outlet),
        authors: JSON.stringify(article.authors),
        url: article.url,
        publishedAt: article.publishedAt,
        publishedMs: millisecondsOf(article.publishedAt),
        dateFrom: article.dateFrom,
        modifiedAt: article.modifiedAt,
        modifiedFrom: article.modifiedFrom,
        language: article.language,
        place: url && placeOf(url.href),
        domain: url && domainOf(url),
        fetchedAt: article.fetchedAt,
        version,
        embedder: vectors.length > 0 ? (embedder ?? null) : null,
      }).lastInsertRowid,
    );
  };
}

const NOWHERE = { address: null } as const;

/** Compared as numbers, so that `…00Z` and `…00.000Z` are one moment. */
function millisecondsOf(publishedAt: Article["publishedAt"]): number | null {
  const time = publishedAt === null ? Number.NaN : Date.parse(publishedAt);
  return Number.isNaN(time) ? null : time;
}

/** One row an article, not a passage: a tenth of the rows to walk when every vector is compared. */
function joinVectors(vectors: readonly Float32Array[], dimensions: number): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, position) => {
    joined.set(vector, position * dimensions);
  });
  return joined;
}
