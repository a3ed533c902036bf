import { connect, Index, rerankers, type Table } from "@lancedb/lancedb";
import { Field, FixedSizeList, Float32, Float64, Int32, Schema, Utf8 } from "apache-arrow";
import { z } from "zod";
import { CANDIDATES, TOP } from "../engine.ts";
import { serveEngine } from "../serve.ts";
import { rowsOf } from "./rows.ts";

const TABLE = "passages";

const rowsSchema = z.array(z.looseObject({ id: z.string(), text: z.string() }));

/** Its own hybrid search: its full-text index and exact vectors, both behind the filter, its own rank fusion. */
serveEngine(async ({ folder, dimensions }) => {
  const database = await connect(folder);
  let table: Table | undefined;
  if ((await database.tableNames()).includes(TABLE)) table = await database.openTable(TABLE);
  const reranker = await rerankers.RRFReranker.create();
  const opened = () => {
    if (!table) throw new Error("there is no table yet");
    return table;
  };

  return {
    searchesBy: "words and vectors",
    async ingest(articles) {
      const rows = rowsOf(articles).map((row) => ({ ...row, vector: [...row.vector] }));
      const schema = schemaOf(dimensions);
      if (table) await table.add(rows);
      else table = await database.createTable(TABLE, rows, { schema });
    },
    async finish() {
      await opened().createIndex("words", { config: Index.fts({ stem: true, removeStopWords: false }) });
      await opened().createIndex("server", { config: Index.bitmap() });
      await opened().createIndex("published", { config: Index.btree() });
      await opened().optimize();
    },
    async search({ terms, vector, server, since }, filter) {
      const query = opened()
        .query()
        .fullTextSearch(terms.join(" "), { columns: ["words"] })
        .nearestTo(vector)
        .column("vector")
        .distanceType("dot")
        .rerank(reranker)
        .select(["id", "text"])
        .limit(CANDIDATES);
      if (filter !== "none") query.where(`server = ${server} and published >= ${Date.parse(since)}`);
      return rowsSchema.parse(await query.toArray()).slice(0, TOP);
    },
    async close() {
      table?.close();
      database.close();
    },
  };
});

function schemaOf(dimensions: number): Schema {
  return new Schema([
    new Field("id", new Utf8()),
    new Field("server", new Int32()),
    new Field("published", new Float64()),
    new Field("text", new Utf8()),
    new Field("words", new Utf8()),
    new Field("vector", new FixedSizeList(dimensions, new Field("item", new Float32()))),
  ]);
}
