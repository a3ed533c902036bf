import { parseArgs } from "node:util";
import { config as loadDotenv } from "dotenv";
import { describeError } from "../src/log.ts";
import { findPassword, isPostgres, isReadable } from "../src/store/address.ts";
import { type MoveProgress, moveStore } from "../src/store/move/move-store.ts";

const USAGE = `npm run migrate-store -- --from FILE --to postgres://user:password@host:port/database
Moves an installation from its SQLite file into an empty PostgreSQL database. Stop the bot first.`;

const note = (line: string) => process.stderr.write(`${line}\n`);

/** Moves an installation. Exit status 0 when all of it is there, 2 for bad usage, 1 for anything else. */
async function main(): Promise<number> {
  loadDotenv({ quiet: true });
  const { from, to } = readArguments();
  if (!from || !to || isPostgres(from) || !isPostgres(to) || !isReadable(to)) {
    note(USAGE);
    return 2;
  }
  try {
    const rows = await moveStore({ from, to, onProgress: showProgress, onNotice: note });
    note(`moved and checked: ${[...rows].map(([table, count]) => `${table} ${count}`).join(", ")}`);
    return 0;
  } catch (error) {
    const password = findPassword(to);
    const line = describeError(error);
    note(password ? line.replaceAll(password, "[secret]") : line);
    return 1;
  }
}

function readArguments(): { readonly from?: string | undefined; readonly to?: string | undefined } {
  try {
    return parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } }).values;
  } catch {
    return {};
  }
}

function showProgress({ step, table, done, total }: MoveProgress): void {
  note(`${step}: ${table} ${done} of ${total}`);
}

process.exitCode = await main();
