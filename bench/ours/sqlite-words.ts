import { join } from "node:path";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { serveEngine } from "../serve.ts";
import { createStoreEngine } from "./store-engine.ts";

serveEngine(async (options) => {
  const store = await createSqliteStore({ file: join(options.folder, "news.sqlite") });
  return createStoreEngine(store, options, "words");
});
