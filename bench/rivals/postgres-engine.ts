import { z } from "zod";
import { CANDIDATES, type Engine, type FilterName, RANK_OFFSET, TOP } from "../engine.ts";
import type { BenchQuestion } from "../questions.ts";
import { type Row, rowsOf } from "./rows.ts";

/** Runs SQL, in a server or in PGlite; a statement with a name is prepared once. */
export type Query = (sql: string, values?: unknown[], name?: string) => Promise<readonly unknown[]>;

export interface PostgresOptions {
  readonly query: Query;
  readonly dimensions: number;
  /** Without pgvector it finds by words alone. */
  readonly hasVectors: boolean;
  /** An index for nearest vectors in the whole table; where there is none, they are all compared. */
  readonly hasHnsw: boolean;
}

const ROWS_AT_ONCE = 200;

const rowsSchema = z.array(z.object({ id: z.string(), text: z.string() }));

/** A table with `tsvector` and pgvector; one statement does both searches and fuses their ranks. */
export async function createPostgresEngine(
  options: PostgresOptions,
): Promise<Omit<Engine, "close" | "outside">> {
  const { query, dimensions, hasVectors, hasHnsw } = options;
  const sql = {
    "server, 90 days": searchSql(options, "server, 90 days"),
    none: searchSql(options, "none"),
  };
  return {
    searchesBy: hasVectors ? "words and vectors" : "words",
    async ingest(articles) {
      await query(`create table if not exists passages (
        id text primary key, server integer not null, published bigint not null, text text not null,
        words tsvector not null${hasVectors ? `, embedding vector(${dimensions}) not null` : ""})`);
      const rows = rowsOf(articles);
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await insertRows(rows.slice(from, from + ROWS_AT_ONCE));
      }
    },
    async finish() {
      await query(`create index on passages using gin (words)`);
      await query(`create index on passages (server, published)`);
      if (hasHnsw) await query(`create index on passages using hnsw (embedding vector_ip_ops)`);
      await query(`vacuum analyze passages`);
    },
    async search(question, filter) {
      return rowsSchema.parse(await query(sql[filter], valuesOf(question, filter, hasVectors), filter));
    },
  };

  async function insertRows(rows: readonly Row[]): Promise<void> {
    const columns: unknown[] = [
      rows.map(({ id }) => id),
      rows.map(({ server }) => server),
      rows.map(({ published }) => published),
      rows.map(({ text }) => text),
      rows.map(({ words }) => words),
    ];
    if (hasVectors) columns.push(rows.map(({ vector }) => textOfVector(vector)));
    await query(
      `insert into passages
        select id, server, published, text, to_tsvector('english', words)${hasVectors ? ", embedding::vector" : ""}
        from unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[]${hasVectors ? ", $6::text[]" : ""})
          as rows (id, server, published, text, words${hasVectors ? ", embedding" : ""})`,
      columns,
    );
  }
}

/**
 * `ts_rank` finds more than `ts_rank_cd`: recall .67 and .48, words alone, with 5,000 passages.
 * With a filter the B-tree finds its few rows, and each is compared; `+ 0` keeps HNSW from being used for them.
 */
function searchSql({ hasVectors, hasHnsw }: PostgresOptions, filter: FilterName): string {
  const isFiltered = filter !== "none";
  const [server, since] = hasVectors ? ["$3", "$4"] : ["$2", "$3"];
  const where = isFiltered ? `server = ${server} and published >= ${since}` : "true";
  const distance = isFiltered || !hasHnsw ? "(embedding <#> $2::vector) + 0" : "embedding <#> $2::vector";
  const dense = `union all (
    select id, row_number() over (order by distance) as rank from (
      select id, ${distance} as distance from passages
      where ${where} order by ${distance} limit ${CANDIDATES}) as nearest)`;
  return `
    with ranked as (
      (select id, row_number() over (order by score desc) as rank from (
        select id, ts_rank(words, query) as score
        from passages, to_tsquery('english', $1) as query
        where words @@ query and ${where} order by score desc limit ${CANDIDATES}) as matching)
      ${hasVectors ? dense : ""}),
    fused as (
      select id, sum(1.0 / (${RANK_OFFSET} + rank)) as score from ranked group by id order by score desc limit ${TOP})
    select id, text from fused join passages using (id) order by score desc`;
}

function valuesOf(
  { terms, vector, server, since }: BenchQuestion,
  filter: FilterName,
  hasVectors: boolean,
): unknown[] {
  return [
    terms.join(" | "),
    ...(hasVectors ? [textOfVector(vector)] : []),
    ...(filter === "none" ? [] : [server, Date.parse(since)]),
  ];
}

const textOfVector = (vector: Float32Array) => `[${vector.join(",")}]`;
