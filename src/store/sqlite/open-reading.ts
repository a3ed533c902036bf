import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readNumber } from "../rows.ts";
import { openPastLog } from "./damage.ts";
import { CANNOT_OPEN, findSqliteCode } from "./errors.ts";
import { BUSY_TIMEOUT_MS } from "./open.ts";
import { MIGRATIONS } from "./schema.ts";

/** A connection for questions alone. */
export interface ReadingConnection {
  readonly database: DatabaseSync;
  /**
   * Whether the file could not be written when this was opened, and can be now: open it anew, since it may not see
   * what is written, and SQLite has one thread's view of the log's index hold for all threads.
   */
  isOvertaken(): boolean;
}

/**
 * Opens the file for questions alone: they see what was committed when each of them began. Throws when it was
 * written by another version.
 */
export function openForReading(file: string): ReadingConnection {
  if (isWritable(file)) return { database: openBesideLog(file), isOvertaken: () => false };
  return { database: openUnwritable(file), isOvertaken: () => isWritable(file) };
}

function isWritable(file: string): boolean {
  try {
    for (const path of [file, dirname(file)]) accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function openBesideLog(file: string): DatabaseSync {
  return checked(new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS }));
}

function openUnwritable(file: string): DatabaseSync {
  try {
    return openBesideLog(file);
  } catch (error) {
    // There is no place for the log's index, without which SQLite reads no file in WAL mode; but then nobody changes it
    // either: https://sqlite.org/wal.html#readonly
    if (findSqliteCode(error) !== CANNOT_OPEN || existsSync(`${file}-wal`)) throw error;
    return checked(openPastLog(file));
  }
}

function checked(database: DatabaseSync): DatabaseSync {
  try {
    const version = readNumber(database.prepare("pragma user_version").get(), "user_version");
    if (version === MIGRATIONS.length) return database;
    throw new Error(
      `the store has schema ${version}, and schema ${MIGRATIONS.length} can't be written to it now`,
    );
  } catch (error) {
    database.close();
    throw error;
  }
}
