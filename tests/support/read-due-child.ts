import { createExtractor } from "../../src/formats/extractor.ts";
import { createFetch } from "../../src/sources/fetch.ts";
import { createNewsroom } from "../../src/sources/newsroom.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";

/**
 * Reads what is due in a store at a moment: `file moment`. Prints each reading that has ended, then "done" and what
 * moderators of the server "north" see; with "stop" as a third argument it is told to stop on its first line of input.
 */
const [file = "", moment = "", stop = ""] = process.argv.slice(2);

const store = await createSqliteStore({ file });
const extractor = createExtractor();
const stopper = new AbortController();
const print = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const newsroom = createNewsroom({
  house: [],
  store,
  web: {
    fetch: createFetch({
      contact: undefined,
      isAllowedAddress: () => true,
      allowedPorts: "any",
      sleep: () => Promise.resolve(),
    }),
    extractor,
  },
  keepTextMs: Number.MAX_SAFE_INTEGER,
  now: () => new Date(moment),
  random: () => 0.5,
  signal: stopper.signal,
  onNotice: () => {},
  onReload: ({ id, error, added }) => print({ id, added, ...(error === undefined ? {} : { error }) }),
});
if (stop === "stop") process.stdin.once("data", () => stopper.abort(new Error("stopping")));
await newsroom.readDue();
await newsroom.settle();
print({ done: await newsroom.listSources("north") });
await extractor.close();
await store.close();
process.exit();
