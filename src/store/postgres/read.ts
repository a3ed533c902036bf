import type { Article, ArticleInfo } from "../../articles/article.ts";
import type { Reader } from "../filter.ts";
import { INFO_COLUMNS, type Row, readArticleInfo, readText } from "../rows.ts";
import type { ArticleQuery, Origin, Store } from "../store.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { filterSql, visibleSql } from "./filter.ts";
import { rawSql, sql } from "./sql.ts";

/** The columns of `articles` that `readArticleInfo` reads. */
export const infoColumns = rawSql(INFO_COLUMNS);

/** What can be looked up for a reload. */
export function createVersionLookups({
  read,
}: PostgresConnections): Pick<Store, "check" | "versions" | "articlesOf" | "fingerprint"> {
  return {
    check: async () => void (await read(sql`select 1 from articles limit 1`)),
    async versions(sourceId) {
      const rows = await read(sql`select id, version from articles where source_id = ${sourceId}`);
      return new Map(rows.map((row) => [readText(row, "id"), readText(row, "version")]));
    },
    async articlesOf(sourceId) {
      const rows = await read(sql`
        select ${infoColumns}, body from articles join bodies using (article)
        where source_id = ${sourceId} order by article`);
      return rows.map(readArticle);
    },
    async fingerprint() {
      const [row] = await read(sql`select value from meta where name = 'fingerprint'`);
      return row && readText(row, "value");
    },
  };
}

function readArticle(row: Row): Article {
  return { ...readArticleInfo(row), body: readText(row, "body") };
}

/** The articles with these ids that the server may read. */
export async function findArticles(read: Run, ids: readonly string[], reader: Reader): Promise<Article[]> {
  const rows = await read(sql`
    select ${infoColumns}, body from articles join bodies using (article)
    where id = any(${ids}::text[]) and ${visibleSql("articles", reader)}`);
  return rows.map(readArticle);
}

/** Where their texts come from, and who carries them. */
export async function findOrigins(read: Run, ids: readonly string[], reader: Reader): Promise<Origin[]> {
  const rows = await read(sql`
    select articles.id, articles.origin_id, max(copies.outlet) as outlet
    from articles join articles as copies on copies.origin_id = articles.origin_id
    where articles.id = any(${ids}::text[])
      and ${visibleSql("articles", reader)} and ${visibleSql("copies", reader)}
    group by articles.id, articles.origin_id, copies.outlet_key order by articles.id, outlet`);
  return [...Map.groupBy(rows, (row) => readText(row, "id"))].map(([articleId, ofArticle]) => ({
    articleId,
    originId: readText(ofArticle[0], "origin_id"),
    outlets: ofArticle.map((row) => readText(row, "outlet")),
  }));
}

/** Articles without their text, newest first, those without a date last. */
export async function listArticles(
  read: Run,
  { filter, limit }: ArticleQuery,
  reader: Reader,
): Promise<ArticleInfo[]> {
  const rows = await read(sql`
    select ${infoColumns} from articles where ${filterSql("articles", filter, reader)}
    order by published_ms desc nulls last, id limit ${limit}`);
  return rows.map(readArticleInfo);
}
