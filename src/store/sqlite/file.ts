import { createHash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pipeline } from "node:stream/promises";
import { makePrivateFile } from "../../private-file.ts";
import { readNumber, readText } from "../rows.ts";
import { BUSY_TIMEOUT_MS } from "./open.ts";

/** What a store's file holds. */
export interface FileContents {
  readonly schema: number;
  readonly sources: number;
  readonly articles: number;
}

/** Reads every page of a store of any version, and counts what it holds. Throws when a page contradicts another. */
export function inspectFile(file: string): FileContents {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const finding = readText(database.prepare("pragma integrity_check").get(), "integrity_check");
    const orphans = database.prepare("pragma foreign_key_check").all().length;
    if (finding !== "ok" || orphans > 0) {
      throw new Error(`${file} is damaged (${orphans} rows without their article; ${finding})`);
    }
    const count = (table: "sources" | "articles") =>
      readNumber(database.prepare(`select count(*) as rows from ${table}`).get(), "rows");
    return {
      schema: readNumber(database.prepare("pragma user_version").get(), "user_version"),
      sources: count("sources"),
      articles: count("articles"),
    };
  } finally {
    database.close();
  }
}

/**
 * Copies what was committed when the copy began, in one read transaction that no writer waits for. The copy is one file
 * for the owner alone, without free pages: https://sqlite.org/lang_vacuum.html#vacuuminto
 */
export function copyCommitted(file: string, to: string): void {
  const database = new DatabaseSync(file, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  makePrivateFile(to);
  try {
    database.prepare("vacuum into ?").run(to);
  } finally {
    database.close();
  }
}

/** The SHA-256 of a file's bytes, in hexadecimal digits, as `sha256sum` prints it. */
export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** What was written to a file is on the disk when this returns. */
export function flush(file: string): void {
  flushOpened(openSync(file, "r+"));
}

/** Which files a folder holds is on the disk when this returns; Windows sees to that itself, and opens no folder. */
export function flushFolder(folder: string): void {
  if (process.platform !== "win32") flushOpened(openSync(folder, "r"));
}

function flushOpened(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
