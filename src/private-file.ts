import { chmodSync, closeSync, mkdirSync, openSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What the bot keeps tells what was asked, and what only one server may read. */
const OWNER_ALONE = { file: 0o600, folder: 0o700 } as const;

/** Makes a folder, and those above it, for the owner alone. One that is there keeps its rights. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: OWNER_ALONE.folder });
}

/**
 * Makes an empty file for the owner alone where none is. SQLite gives the files beside a database its rights
 * (https://sqlite.org/src/file/src/os_unix.c, findCreateFileMode). What can't be made is left for SQLite to explain.
 */
export function makePrivateFile(file: string): void {
  attempt(() => closeSync(openSync(file, "wx", OWNER_ALONE.file)));
}

/** What SQLite and this program put beside a database: logs, and copies that were set aside. */
const BESIDE = /^(?:-wal|-shm|-journal|\.(?:damaged|replaced|deleted)\b.*)?$/;

/** Takes everybody else's rights from a database and from what stands beside it. */
export function tightenFiles(file: string): void {
  const name = basename(file);
  for (const other of attempt(() => readdirSync(dirname(file))) ?? []) {
    if (!other.startsWith(name) || !BESIDE.test(other.slice(name.length))) continue;
    // Another user's file can't be changed, nor one on a disk that can't be written.
    attempt(() => chmodSync(join(dirname(file), other), OWNER_ALONE.file));
  }
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
