import { existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFolder, tightenFiles } from "../../private-file.ts";
import { checksumFileOf } from "./backup.ts";
import { BUSY, explainSqliteError, findSqliteCode, isDamage } from "./errors.ts";
import { copyCommitted, type FileContents, flush, flushFolder, hashOfFile, inspectFile } from "./file.ts";
import { isOurs, notOurs, openForWriting, setAside, tooNew } from "./open.ts";
import { MIGRATIONS } from "./schema.ts";

/** What stands in the store's place now. */
export interface Restored extends FileContents {
  /** Where the store is kept that was there before; undefined when there was none. */
  readonly aside: string | undefined;
}

/**
 * Puts a backup in the store's place, brought up to this version; what was there is kept beside it. Rejects with one
 * line, and nothing changed, when the backup is damaged or of a later version, or when somebody has the store open.
 */
export async function restore({
  from,
  file,
}: {
  readonly from: string;
  readonly file: string;
}): Promise<Restored> {
  await checkBackup(from);
  const coming = `${file}.restoring`;
  makePrivateFolder(dirname(file));
  removeAll(coming);
  try {
    copyCommitted(from, coming);
    openForWriting(coming, failWith).close();
    const contents = inspectFile(coming);
    flush(coming);
    if (existsSync(file)) tightenFiles(file);
    const aside = existsSync(file) ? withoutOthers(file, () => setAside(file, "replaced")) : undefined;
    renameSync(coming, file);
    flushFolder(dirname(file));
    return { ...contents, aside };
  } catch (error) {
    throw explainSqliteError(error, file);
  } finally {
    removeAll(coming);
  }
}

async function checkBackup(from: string): Promise<void> {
  if (!existsSync(from)) throw new Error(`there is no backup at ${from}`);
  if (statSync(from).size === 0 || !isOurs(from)) throw new Error(notOurs(from));
  await checkChecksum(from);
  try {
    const { schema } = inspectFile(from);
    if (schema > MIGRATIONS.length) throw new Error(tooNew(from, schema));
  } catch (error) {
    if (!isDamage(error)) throw error;
    throw new Error(`the backup ${from} is damaged: take an earlier one`, { cause: error });
  }
}

async function checkChecksum(from: string): Promise<void> {
  const checksumFile = checksumFileOf(from);
  if (!existsSync(checksumFile)) return;
  const [expected] = readFileSync(checksumFile, "utf8").split(" ");
  if ((await hashOfFile(from)) === expected) return;
  throw new Error(`the backup ${from} is not as it was made, says ${checksumFile}: take an earlier one`);
}

/**
 * Does the work while nobody else has the store open, with its log folded back into the file: SQLite gives its
 * write-ahead log up for a connection that is alone (https://sqlite.org/pragma.html#pragma_journal_mode). A file that is
 * too damaged to be asked is replaced without asking.
 */
function withoutOthers<Result>(file: string, work: () => Result): Result {
  if (!isOurs(file)) throw new Error(notOurs(file));
  const database = new DatabaseSync(file);
  try {
    closeToOthers(database, file);
    return work();
  } finally {
    database.close();
  }
}

function closeToOthers(database: DatabaseSync, file: string): void {
  try {
    database.exec("pragma journal_mode = delete; pragma locking_mode = exclusive; begin exclusive; commit");
  } catch (error) {
    if (isDamage(error)) return;
    if (findSqliteCode(error) !== BUSY) throw error;
    throw new Error(`the store ${file} is in use and was left as it is: stop the bot, then restore again`);
  }
}

function failWith(notice: string): never {
  throw new Error(notice);
}

function removeAll(file: string): void {
  for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
}
