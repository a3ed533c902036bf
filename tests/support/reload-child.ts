import { createNewsroom } from "../../src/sources/newsroom.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { createTwentySources } from "./twenty-sources.ts";

/**
 * Reloads twenty sources of a store to a version, and is killed by its own hand in the middle: `file version killAtMs`.
 * Prints how many milliseconds the reload took when it lives to the end.
 */
const [file = "", version = "", killAtMs = ""] = process.argv.slice(2);

const unused = () => Promise.reject(new Error("nothing is read from the web here"));
const store = await createSqliteStore({ file });
const newsroom = createNewsroom({
  ...createTwentySources(version),
  store,
  web: { fetch: unused, extractor: { readDownload: unused, readFile: unused, close: async () => {} } },
  keepTextMs: Number.MAX_SAFE_INTEGER,
  now: () => new Date(),
  random: () => 0.5,
  signal: new AbortController().signal,
  onNotice: () => {},
});
const startedAt = performance.now();
if (killAtMs !== "") setTimeout(() => process.kill(process.pid, "SIGKILL"), Number(killAtMs));
await newsroom.reload({ signal: new AbortController().signal });
process.stdout.write(`${performance.now() - startedAt}\n`);
await store.close();
