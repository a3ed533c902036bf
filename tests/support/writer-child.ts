import { createSqliteStore } from "../../src/store/sqlite.ts";
import { changes, indexed, source } from "./article.ts";

/** Writes to a store as one of several processes: `file sourceId reloads`; prints "done" after the last commit. */
const [file = "", sourceId = "", reloads = ""] = process.argv.slice(2);

const store = await createSqliteStore({ file });
await store.putSource(source({ id: sourceId }));
for (let reload = 0; reload < Number(reloads); reload += 1) {
  const fields = { id: `${sourceId}/${reload}`, sourceId, body: `Reload ${reload} speaks of tariffs.` };
  await store.apply(changes({ sourceId, put: [indexed(fields)] }));
}
await store.close();
process.stdout.write("done\n");
