import { existsSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { makePrivateFile, makePrivateFolder } from "../../private-file.ts";
import { explainSqliteError, isUnwritable } from "./errors.ts";
import { copyCommitted, type FileContents, flush, flushFolder, hashOfFile, inspectFile } from "./file.ts";
import { isOurs, notOurs } from "./open.ts";

/** A copy of a store. */
export interface Backup extends FileContents {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Copies a store of any version, also while others write it: what was committed when the copy began, and nothing after
 * that. The copy is checked, and its checksum is put beside it. Rejects with one line when the target is there already;
 * under the target's name there is a whole copy or none.
 */
export async function backUp({ file, to }: { readonly file: string; readonly to: string }): Promise<Backup> {
  if (!existsSync(file) || statSync(file).size === 0) {
    throw new Error(`there is no store at ${file}: check DATABASE_URL`);
  }
  if (!isOurs(file)) throw new Error(notOurs(file));
  if (existsSync(to)) throw new Error(`${to} is there already and was left as it is: name another file`);
  const partial = `${to}.partial`;
  makePrivateFolder(dirname(to));
  rmSync(partial, { force: true });
  try {
    copyCommitted(file, partial);
    const contents = inspectFile(partial);
    const sha256 = await hashOfFile(partial);
    flush(partial);
    renameSync(partial, to);
    makePrivateFile(checksumFileOf(to));
    writeFileSync(checksumFileOf(to), `${sha256}  ${basename(to)}\n`);
    flushFolder(dirname(to));
    return { ...contents, bytes: statSync(to).size, sha256 };
  } catch (error) {
    rmSync(partial, { force: true });
    // What is full or can't be written is where the copy was to go.
    throw explainSqliteError(error, isUnwritable(error) ? to : file);
  }
}

/** Where a backup's checksum stands, for `sha256sum -c`. */
export const checksumFileOf = (backup: string) => `${backup}.sha256`;
