import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import MiniSearch from "minisearch";
import { z } from "zod";
import { TOP } from "../engine.ts";
import { inTurns } from "../in-turns.ts";
import { serveEngine } from "../serve.ts";
import { rowsOf } from "./rows.ts";

const OPTIONS = {
  fields: ["words"],
  storeFields: ["text", "server", "published"],
};

const hitSchema = z.looseObject({ id: z.string(), text: z.string() });

/** Words alone, in memory, on the main thread. */
serveEngine(async ({ folder }) => {
  const file = join(folder, "index.json");
  const index = existsSync(file)
    ? await MiniSearch.loadJSONAsync(await readFile(file, "utf8"), OPTIONS)
    : new MiniSearch(OPTIONS);

  return {
    searchesBy: "words",
    ingest: (articles) => index.addAllAsync(rowsOf(articles)),
    finish: () => writeFile(file, JSON.stringify(index)),
    search: inTurns(({ terms, server, since }, filter) => {
      const from = Date.parse(since);
      const found = index.search(terms.join(" "), {
        ...(filter === "none"
          ? {}
          : { filter: (hit) => hit.server === server && z.number().parse(hit.published) >= from }),
      });
      return found.slice(0, TOP).map((hit) => hitSchema.parse(hit));
    }),
    async close() {},
  };
});
