import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { create, insertMultiple, load, type RawData, save, search } from "@orama/orama";
import { z } from "zod";
import { TOP } from "../engine.ts";
import { inTurns } from "../in-turns.ts";
import { serveEngine } from "../serve.ts";
import { rowsOf } from "./rows.ts";

/** The default, .8, is for vectors that are nearly the same; of unrelated ones the cosine is about 0. */
const LEAST_COSINE = 0.1;

const INSERTED_AT_ONCE = 500;

const hitSchema = z.object({ document: z.looseObject({ name: z.string(), text: z.string() }) });

/** Its own hybrid search, in memory, on the main thread. What it saves goes to the disk as V8 writes it. */
serveEngine(async ({ folder, dimensions }) => {
  const file = join(folder, "index.bin");
  const database = create({
    schema: {
      words: "string",
      server: "number",
      published: "number",
      vector: `vector[${dimensions}]`,
    } as const,
  });
  if (existsSync(file)) load(database, readSaved(await readFile(file)));

  return {
    searchesBy: "words and vectors",
    async ingest(articles) {
      const rows = rowsOf(articles).map(({ id, vector, ...row }) => ({
        ...row,
        name: id,
        vector: [...vector],
      }));
      await insertMultiple(database, rows, INSERTED_AT_ONCE);
    },
    finish: () => writeFile(file, serialize(save(database))),
    search: inTurns(async ({ terms, vector, server, since }, filter) => {
      const { hits } = await search(database, {
        mode: "hybrid",
        term: terms.join(" "),
        properties: ["words"],
        vector: { value: [...vector], property: "vector" },
        similarity: LEAST_COSINE,
        limit: TOP,
        ...(filter === "none"
          ? {}
          : { where: { server: { eq: server }, published: { gte: Date.parse(since) } } }),
      });
      return hits.map((hit) => {
        const { name, text } = hitSchema.parse(hit).document;
        return { id: name, text };
      });
    }),
    async close() {},
  };
});

function readSaved(bytes: Buffer): RawData {
  return z.custom<RawData>((value) => typeof value === "object" && value !== null).parse(deserialize(bytes));
}
