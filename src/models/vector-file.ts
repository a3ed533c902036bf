import { existsSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import { makePrivateFile, makePrivateFolder, tightenFiles } from "../private-file.ts";

/** A file of vectors by key, on the caller's thread. */
export interface VectorFile {
  find(key: string): Float32Array | undefined;
  /** Keeps all of them, or none when the process is killed. */
  put(entries: readonly { readonly key: string; readonly vector: Float32Array }[]): void;
  close(): void;
}

/** How long to wait for another process that writes. */
const BUSY_TIMEOUT_MS = 5000;

/** SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html). */
const DAMAGED_CODES: readonly number[] = [11, 26];

const rowSchema = z.object({ vector: z.instanceof(Uint8Array) });
const checkSchema = z.object({ quick_check: z.string() });
const sqliteErrorSchema = z.object({ errcode: z.number() });

/** Opens or makes the file. A damaged one is renamed to `….damaged` and begun anew: it only holds copies. */
export function openVectorFile(file: string): VectorFile {
  makePrivateFolder(dirname(file));
  tightenFiles(file);
  const database = openSound(file) ?? openAnew(file);
  const select = database.prepare("SELECT vector FROM vectors WHERE key = ?");
  const insert = database.prepare("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)");

  return {
    find(key) {
      const row = select.get(key);
      // Copied, since a Float32Array must begin at a multiple of four bytes.
      return row && new Float32Array(new Uint8Array(rowSchema.parse(row).vector).buffer);
    },
    put(entries) {
      database.exec("BEGIN IMMEDIATE");
      try {
        for (const { key, vector } of entries) {
          insert.run(key, new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
        }
        database.exec("COMMIT");
      } catch (error) {
        database.exec("ROLLBACK");
        throw error;
      }
    },
    close: () => database.close(),
  };
}

function openAnew(file: string): DatabaseSync {
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(file + suffix)) renameSync(file + suffix, `${file}.damaged${suffix}`);
  }
  const database = openSound(file);
  if (!database) throw new Error(`the vector file ${file} is damaged and could not be begun anew`);
  return database;
}

/** Undefined when the file is there and damaged. */
function openSound(file: string): DatabaseSync | undefined {
  makePrivateFile(file);
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL);
    `);
    if (checkSchema.parse(database.prepare("PRAGMA quick_check(1)").get()).quick_check === "ok")
      return database;
  } catch (error) {
    const parsed = sqliteErrorSchema.safeParse(error);
    if (!(parsed.success && DAMAGED_CODES.includes(parsed.data.errcode))) {
      database.close();
      throw error;
    }
  }
  database.close();
  return undefined;
}
