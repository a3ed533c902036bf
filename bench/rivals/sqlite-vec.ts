import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { getLoadablePath } from "sqlite-vec";
import { z } from "zod";
import { CANDIDATES, fuseRanks, TOP } from "../engine.ts";
import { inTurns } from "../in-turns.ts";
import { serveEngine } from "../serve.ts";
import { rowsOf } from "./rows.ts";

const SCHEMA = (dimensions: number) => `
  create table if not exists passages (
    id integer primary key, name text not null, server integer not null, published integer not null,
    text text not null) strict;
  create virtual table if not exists words using fts5(text, content='', tokenize='porter unicode61');
  create virtual table if not exists vectors using vec0(
    server integer partition key, published integer, embedding float[${dimensions}] distance_metric=cosine)`;

const idsSchema = z.array(z.looseObject({ id: z.number() }));
const foundSchema = z.array(z.looseObject({ id: z.number(), name: z.string(), text: z.string() }));

/** Rows between which the thread is free for others. */
const ROWS_AT_ONCE = 20;

/** FTS5 and sqlite-vec's exact search in one file, on the main thread; fused here. */
serveEngine(async ({ folder, dimensions }) => {
  const database = new DatabaseSync(join(folder, "passages.sqlite"), { allowExtension: true });
  database.loadExtension(getLoadablePath());
  database.exec("pragma page_size = 16384; pragma journal_mode = wal; pragma synchronous = full");
  database.exec(SCHEMA(dimensions));
  const put = {
    passage: database.prepare("insert into passages (name, server, published, text) values (?, ?, ?, ?)"),
    words: database.prepare("insert into words (rowid, text) values (?, ?)"),
    vector: database.prepare("insert into vectors (rowid, server, published, embedding) values (?, ?, ?, ?)"),
  };
  const inServer = "passages.server = ? and passages.published >= ?";
  const byWords = (where: string) =>
    database.prepare(`select words.rowid as id from words join passages on passages.id = words.rowid
      where words match ? and ${where} order by bm25(words) limit ${CANDIDATES}`);
  const byVector = (where: string) =>
    database.prepare(
      `select rowid as id from vectors where embedding match ? and k = ${CANDIDATES} and ${where}`,
    );
  const lexical = { filtered: byWords(inServer), whole: byWords("true") };
  const dense = { filtered: byVector("server = ? and published >= ?"), whole: byVector("true") };
  const read = database.prepare(
    "select id, name, text from passages where id in (select value from json_each(?))",
  );

  return {
    searchesBy: "words and vectors",
    async ingest(articles) {
      database.exec("begin");
      for (const [index, { id, server, published, text, words, vector }] of rowsOf(articles).entries()) {
        const { lastInsertRowid } = put.passage.run(id, server, published, text);
        const rowid = BigInt(lastInsertRowid);
        put.words.run(rowid, words);
        put.vector.run(rowid, BigInt(server), BigInt(published), bytesOf(vector));
        if (index % ROWS_AT_ONCE === 0) await setImmediate();
      }
      database.exec("commit");
    },
    async finish() {
      database.exec("insert into words(words) values ('optimize'); pragma wal_checkpoint(truncate); analyze");
    },
    search: inTurns(({ terms, vector, server, since }, filter) => {
      const name = filter === "none" ? "whole" : "filtered";
      const values = filter === "none" ? [] : [BigInt(server), BigInt(Date.parse(since))];
      const query = terms.map((term) => `"${term}"`).join(" OR ");
      const ids = fuseRanks(
        idsSchema.parse(lexical[name].all(query, ...values)).map(({ id }) => id),
        idsSchema.parse(dense[name].all(bytesOf(vector), ...values)).map(({ id }) => id),
      ).slice(0, TOP);
      const rows = foundSchema.parse(read.all(JSON.stringify(ids)));
      return ids.flatMap((id) => {
        const row = rows.find((each) => each.id === id);
        return row ? [{ id: row.name, text: row.text }] : [];
      });
    }),
    async close() {
      database.close();
    },
  };
});

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
