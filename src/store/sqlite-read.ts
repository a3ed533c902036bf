import type { DatabaseSync } from "node:sqlite";
import type { Article, ArticleInfo } from "../articles/article.ts";
import { filterSql, filterValues } from "./sqlite-filter.ts";
import { INFO_COLUMNS, readArticleInfo, readNumber, readText } from "./sqlite-rows.ts";
import { quoteTerm } from "./sqlite-search.ts";
import type { ArticleQuery, OutletInfo, SourceInfo, TermCounts } from "./store.ts";

/** What can be looked up without ranking anything. */
export interface Lookups {
  versions(sourceId: string): Map<string, string>;
  fingerprint(): string | undefined;
  findArticles(ids: readonly string[]): Article[];
  listOutlets(): OutletInfo[];
  listSources(): SourceInfo[];
  listArticles(query: ArticleQuery): ArticleInfo[];
  countTerms(terms: readonly string[]): TermCounts;
}

/** Prepares the lookups on one connection. */
export function createLookups(database: DatabaseSync): Lookups {
  return { ...createVersionLookups(database), ...createArticleLookups(database), ...createCounts(database) };
}

function createVersionLookups(database: DatabaseSync): Pick<Lookups, "versions" | "fingerprint"> {
  const versions = database.prepare("select id, version from articles where source_id = ?");
  const fingerprint = database.prepare("select value from meta where name = 'fingerprint'");
  return {
    versions(sourceId) {
      return new Map(versions.all(sourceId).map((row) => [readText(row, "id"), readText(row, "version")]));
    },
    fingerprint() {
      const row = fingerprint.get();
      return row && readText(row, "value");
    },
  };
}

function createArticleLookups(database: DatabaseSync): Pick<Lookups, "findArticles" | "listArticles"> {
  const findArticle = database.prepare(
    `
    select ${INFO_COLUMNS}, body from articles join bodies on article = articles.rowid
    where id = ?`,
  );
  const listArticles = database.prepare(`
    select ${INFO_COLUMNS} from articles where ${filterSql("articles")}
    order by published_ms desc nulls last, id limit :limit`);
  return {
    findArticles(ids) {
      return [...new Set(ids)].flatMap((id) => {
        const row = findArticle.get(id);
        return row ? [{ ...readArticleInfo(row), body: readText(row, "body") }] : [];
      });
    },
    listArticles({ filter, limit }) {
      return listArticles.all({ ...filterValues(filter), limit }).map(readArticleInfo);
    },
  };
}

function createCounts(database: DatabaseSync): Pick<Lookups, "listOutlets" | "listSources" | "countTerms"> {
  // Of spellings that differ in case alone, max() names one that is not all capitals.
  const outlets = database.prepare(`
    select max(outlet) as name, count(*) as articles from articles
    group by outlet_key order by articles desc, name`);
  // SQLite takes published_at from the row that holds the maximum: https://sqlite.org/lang_select.html#bareagg
  const sources = database.prepare(`
    select sources.id, read_at, count(articles.rowid) as articles, published_at, max(published_ms)
    from sources left join articles on source_id = sources.id group by sources.id order by sources.id`);
  const passages = database.prepare("select count(*) as passages from passages");
  const matches = database.prepare(
    "select count(*) as passages from passage_words where passage_words match ?",
  );
  return {
    listOutlets() {
      return outlets
        .all()
        .map((row) => ({ name: readText(row, "name"), articles: readNumber(row, "articles") }));
    },
    listSources() {
      return sources.all().map((row) => ({
        id: readText(row, "id"),
        articles: readNumber(row, "articles"),
        newest: row.published_at === null ? null : readText(row, "published_at"),
        readAt: readText(row, "read_at"),
      }));
    },
    countTerms(terms) {
      return {
        passages: readNumber(passages.get(), "passages"),
        counts: terms.map((term) => readNumber(matches.get(quoteTerm(term)), "passages")),
      };
    },
  };
}
