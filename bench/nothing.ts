import { serveEngine } from "./serve.ts";

/** Finds nothing: what Node itself takes to be asked. */
serveEngine(async () => ({
  searchesBy: "words",
  async ingest() {},
  async finish() {},
  async search() {
    return [];
  },
  async close() {},
}));
