import { execFileSync } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { changes, indexed, outcome, source } from "./article.ts";

/**
 * What a store does on a disk of its own that is full, or can't be written: `folder full|read-only|read-only-log`. Runs as root of a
 * namespace of its own, mounts the disk over the folder, and prints what happened in one line of JSON.
 */
const [folder = "", trouble = ""] = process.argv.slice(2);

const DISK_BYTES = 4 * 1024 * 1024;
const file = join(folder, "news.sqlite");
const notices: string[] = [];
/** Writing what stands there already would write nothing. */
let notes = 0;

execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "none", folder]);
const first = await open();
await first.putSource(source());
await first.apply(changes({ put: [indexed({ body: "The old text." })] }));
const inTrouble = trouble === "full" ? await tryFull(first) : await tryReadOnly(first);
const { store } = inTrouble;
const written = await tryWriting(store);
const found = await find(store, "new");
await store.close();
process.stdout.write(
  `${JSON.stringify({ ...inTrouble, store: undefined, written, found, notices, integrity: checkIntegrity() })}\n`,
);

async function tryFull(store: Store) {
  const filler = join(folder, "filler");
  fill(filler);
  const refused = await tryWriting(store);
  const meanwhile = await find(store, "old");
  rmSync(filler);
  return { store, refused, meanwhile };
}

async function tryReadOnly(before: Store) {
  if (trouble === "read-only-log") await closeWithLog(before);
  else await before.close();
  execFileSync("mount", ["-o", "remount,ro", folder]);
  const store = await open();
  const refused = await tryWriting(store);
  const meanwhile = await find(store, "old");
  execFileSync("mount", ["-o", "remount,rw", folder]);
  // As a reload does before it writes: whoever reads notices first that the disk is well again.
  await store.versions("wire");
  return { store, refused, meanwhile };
}

/** Its log and the log's index are left, as after a crash. */
async function closeWithLog(store: Store): Promise<void> {
  const beside = ["-wal", "-shm"].map((suffix) => file + suffix);
  const contents = [file, ...beside].map((path) => ({ path, content: readFileSync(path) }));
  await store.close();
  for (const { path, content } of contents) writeFileSync(path, content);
}

function open(): Promise<Store> {
  return createSqliteStore({ file, onNotice: (notice) => notices.push(notice) });
}

/** What is said to each kind of writing; null when it was done. */
async function tryWriting(store: Store): Promise<(string | null)[]> {
  const put = [indexed({ body: "The new text." }, { version: "2" })];
  const attempts = [
    () => store.noteReading("wire", outcome({ lastError: `note ${notes}` })),
    () => store.apply(changes({ put })),
    () =>
      store.addToCounter({ key: "a", now: "2026-03-01T12:00:00Z", amount: 1, until: "2026-03-02T12:00:00Z" }),
  ];
  notes += 1;
  const said = [];
  for (const attempt of attempts) said.push(await attempt().then(() => null, messageOf));
  return said;
}

async function find(store: Store, term: string): Promise<string[]> {
  const hits = await store.view().searchText({ terms: [term], filter: {}, limit: 5 });
  return hits.map(({ passage }) => passage.text);
}

function fill(path: string): void {
  const descriptor = openSync(path, "w");
  const block = Buffer.alloc(4096);
  try {
    for (let size = 0; size < DISK_BYTES; size += block.length) writeSync(descriptor, block);
  } catch {
    // The disk is full, as it should be.
  } finally {
    closeSync(descriptor);
  }
}

function checkIntegrity(): unknown {
  const database = new DatabaseSync(file);
  try {
    return database.prepare("pragma integrity_check").get()?.integrity_check;
  } finally {
    database.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
