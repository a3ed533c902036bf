import type { DatabaseSync } from "node:sqlite";
import type { Article, ArticleInfo } from "../../articles/article.ts";
import { filterValues, type Reader } from "../filter.ts";
import { INFO_COLUMNS, readArticleInfo, readText } from "../rows.ts";
import type { ArticleQuery, Origin, OutletInfo } from "../store.ts";
import { countOutlets } from "../words/outlets.ts";
import { filterSql, visibleSql } from "./filter.ts";
import type { FindShelves } from "./shelves.ts";

/** What can be looked up without ranking anything. */
export interface Lookups {
  versions(sourceId: string): Map<string, string>;
  articlesOf(sourceId: string): Article[];
  fingerprint(): string | undefined;
  findArticles(ids: readonly string[], reader: Reader): Article[];
  findOrigins(ids: readonly string[], reader: Reader): Origin[];
  listOutlets(reader: Reader): OutletInfo[];
  listArticles(query: ArticleQuery, reader: Reader): ArticleInfo[];
}

/** Prepares the lookups on one connection. */
export function createLookups(database: DatabaseSync, shelves: FindShelves): Lookups {
  return {
    ...createVersionLookups(database),
    ...createArticleLookups(database),
    listOutlets: (reader) => countOutlets(shelves(reader, {})),
  };
}

function createVersionLookups(
  database: DatabaseSync,
): Pick<Lookups, "versions" | "articlesOf" | "fingerprint"> {
  const versions = database.prepare("select id, version from articles where source_id = ?");
  const articlesOf = database.prepare(`
    select ${INFO_COLUMNS}, body from articles join bodies on article = articles.rowid
    where source_id = ? order by articles.rowid`);
  const fingerprint = database.prepare("select value from meta where name = 'fingerprint'");
  return {
    versions(sourceId) {
      return new Map(versions.all(sourceId).map((row) => [readText(row, "id"), readText(row, "version")]));
    },
    articlesOf(sourceId) {
      return articlesOf
        .all(sourceId)
        .map((row) => ({ ...readArticleInfo(row), body: readText(row, "body") }));
    },
    fingerprint() {
      const row = fingerprint.get();
      return row && readText(row, "value");
    },
  };
}

function createArticleLookups(
  database: DatabaseSync,
): Pick<Lookups, "findArticles" | "findOrigins" | "listArticles"> {
  const findArticle = database.prepare(`
    select ${INFO_COLUMNS}, body from articles join bodies on article = articles.rowid
    where id = :id and ${visibleSql("articles")}`);
  const findOutlets = database.prepare(`
    select articles.id, articles.origin_id, max(copies.outlet) as outlet
    from articles join articles as copies on copies.origin_id = articles.origin_id
    where articles.id in (select value from json_each(:ids))
      and ${visibleSql("articles")} and ${visibleSql("copies")}
    group by articles.id, copies.outlet_key order by articles.id, outlet`);
  const listArticles = database.prepare(`
    select ${INFO_COLUMNS} from articles where ${filterSql("articles")}
    order by published_ms desc nulls last, id limit :limit`);
  return {
    findArticles(ids, guild) {
      return [...new Set(ids)].flatMap((id) => {
        const row = findArticle.get({ id, guild });
        return row ? [{ ...readArticleInfo(row), body: readText(row, "body") }] : [];
      });
    },
    findOrigins(ids, guild) {
      const rows = findOutlets.all({ ids: JSON.stringify(ids), guild });
      return [...Map.groupBy(rows, (row) => readText(row, "id"))].map(([articleId, ofArticle]) => ({
        articleId,
        originId: readText(ofArticle[0], "origin_id"),
        outlets: ofArticle.map((row) => readText(row, "outlet")),
      }));
    },
    listArticles({ filter, limit }, reader) {
      return listArticles.all({ ...filterValues(filter, reader), limit }).map(readArticleInfo);
    },
  };
}
