import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { placeOf } from "../../articles/place.ts";
import { makePrivateFile, makePrivateFolder, tightenFiles } from "../../private-file.ts";
import { readNumber } from "../rows.ts";
import { checkPages } from "./damage.ts";
import { isDamage } from "./errors.ts";
import { APPLICATION_ID, MIGRATIONS, PAGE_BYTES } from "./schema.ts";
import { inTransaction } from "./transaction.ts";
import { encodeVectors } from "./vector-codes.ts";
import { renewWordIndex } from "./words.ts";

/** The name of a database that lives in memory and is gone with its connection. */
export const IN_MEMORY = ":memory:";

/** How long one process waits for another one's writing to end. */
export const BUSY_TIMEOUT_MS = 5000;

/** SQLite's header: https://sqlite.org/fileformat.html, section 1.3. */
const HEADER_BYTES = 100;
const APPLICATION_ID_OFFSET = 68;

/**
 * Opens the file for writing and brings its schema up to date; it and its folder are made when missing. A damaged
 * file of ours is set aside, which `onNotice` hears. Throws when the file is another program's or a newer version's.
 */
export function openForWriting(file: string, onNotice: (message: string) => void): DatabaseSync {
  if (file === IN_MEMORY) return prepare(file);
  makeFolder(file);
  if (existsSync(file) && !isOurs(file)) throw new Error(notOurs(file));
  tightenFiles(file);
  try {
    return prepare(file);
  } catch (error) {
    if (!isDamage(error)) throw error;
    onNotice(setDamagedAside(file));
    return prepare(file);
  }
}

function prepare(file: string): DatabaseSync {
  const isToCheck = isToBeChecked(file);
  if (file !== IN_MEMORY) makePrivateFile(file);
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    if (isToCheck) checkPages(database);
    database.exec(`pragma page_size = ${PAGE_BYTES}; pragma synchronous = full`);
    migrate(database, file);
    renewWordIndex(database);
    // After the migration, so that the file bears our mark before a log can hold it back.
    database.exec("pragma journal_mode = wal");
    // Throws now what the first change would: SQLite opens what can't be written for reading alone, without a word.
    database.exec("delete from meta where name = ''");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Checking takes about a second for each gigabyte. */
const MAX_ALWAYS_CHECKED_BYTES = 128 * 1024 * 1024;

/** A large file is checked only where its log was left behind: nobody closed it, or somebody has it open. */
function isToBeChecked(file: string): boolean {
  if (file === IN_MEMORY || !existsSync(file)) return false;
  return statSync(file).size <= MAX_ALWAYS_CHECKED_BYTES || existsSync(`${file}-wal`);
}

/** Brings a store's schema up to a version, this program's unless told otherwise: all of it, or none. */
export function migrate(database: DatabaseSync, file: string, target = MIGRATIONS.length): void {
  database.function("place_of", (address) => (typeof address === "string" ? placeOf(address) : null));
  database.function("codes_of", (vectors, dimensions) => {
    if (!(vectors instanceof Uint8Array)) return null;
    return encodeVectors(new Float32Array(vectors.slice().buffer), Number(dimensions));
  });
  inTransaction(database, () => {
    const version = readNumber(database.prepare("pragma user_version").get(), "user_version");
    if (version > MIGRATIONS.length) throw new Error(tooNew(file, version));
    for (const script of MIGRATIONS.slice(version, target)) database.exec(script);
    if (version < target) {
      database.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${target}`);
    }
  });
}

function makeFolder(file: string): void {
  try {
    makePrivateFolder(dirname(file));
  } catch (cause) {
    throw new Error(`the folder of the store ${file} can't be made: check the path and its permissions`, {
      cause,
    });
  }
}

/**
 * Whether the file that is there is a store, of any version, or empty, which is free. Told from the bytes alone, since
 * opening another program's database could change it.
 */
export function isOurs(file: string): boolean {
  const stats = statSync(file);
  if (!stats.isFile() || stats.size === 0) return stats.isFile();
  const header = Buffer.alloc(HEADER_BYTES);
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, header, 0, HEADER_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  return header.readUInt32BE(APPLICATION_ID_OFFSET) === APPLICATION_ID;
}

/** Makes room for a new store, and says so. */
export function setDamagedAside(file: string): string {
  return `the store ${file} was damaged; it is kept as ${setAside(file, "damaged")} and a new one is begun`;
}

const LOG_SUFFIXES = ["-wal", "-shm"];

/** Renames a store, and says to what. The log goes with its file: replayed into a new one, it would damage that too. */
export function setAside(file: string, why: "damaged" | "replaced"): string {
  return renameAll(file, why, ["", ...LOG_SUFFIXES]);
}

/** As `setAside`, where the store itself is gone and its log still there. */
export function setLogAside(file: string): void {
  renameAll(file, "replaced", LOG_SUFFIXES);
}

function renameAll(file: string, why: "damaged" | "replaced", suffixes: readonly string[]): string {
  const aside = `${file}.${why}-${new Date().toISOString().replaceAll(":", "-")}`;
  for (const suffix of suffixes) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  return aside;
}

/** What to do about a file of another program, or one whose mark can't be read any more. */
export function notOurs(file: string): string {
  return (
    `${file} is not a store of On Record, or its first page is damaged, and was left as it is: ` +
    "move it away, or name another file"
  );
}

/** What to do about a file of a later version. */
export function tooNew(file: string, version: number): string {
  return (
    `the store ${file} was written by a newer On Record (schema ${version}, this one knows ${MIGRATIONS.length}) ` +
    "and was left as it is: update On Record, or name another file"
  );
}
