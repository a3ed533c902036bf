import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { readNumber } from "../rows.ts";
import { CORRUPT, isDamage } from "./errors.ts";
import { APPLICATION_ID } from "./schema.ts";

/**
 * Throws when the file's first page is not a store's. It is read past the log and past what other connections have in
 * memory; by SQLite, since closing a file that was opened otherwise would end this process's locks on it
 * (https://sqlite.org/howtocorrupt.html, section 2.2).
 */
export function checkFirstPage(file: string): void {
  const database = openPastLog(file);
  try {
    const mark = readNumber(database.prepare("pragma application_id").get(), "application_id");
    if (mark !== APPLICATION_ID) throw damage("the first page is another program's");
  } finally {
    database.close();
  }
}

/** Reads the file alone: right on a disk that can't be written, where nobody changes it, and for its first page. */
export function openPastLog(file: string): DatabaseSync {
  const address = pathToFileURL(file);
  address.searchParams.set("immutable", "1");
  return new DatabaseSync(address, { readOnly: true });
}

/** Throws what a damaged page would throw later, in the middle of a question. Takes about a second for each gigabyte. */
export function checkPages(database: DatabaseSync): void {
  const finding = database.prepare("pragma quick_check(1)").get()?.quick_check;
  if (finding !== "ok") throw damage(String(finding));
}

/** Whether a store that is open is damaged, as a connection of its own finds it, with no page in memory. */
export function isDamaged(file: string): boolean {
  // Opened, SQLite would delete its log.
  if (statSync(file).size === 0) return true;
  try {
    checkFirstPage(file);
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      checkPages(database);
    } finally {
      database.close();
    }
    return false;
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
}

const damage = (finding: string) => Object.assign(new Error(finding), { errcode: CORRUPT });
