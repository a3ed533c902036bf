/** SQLite's result codes that a person can do something about (https://sqlite.org/rescode.html). */
const READ_ONLY = 8;
const IO_ERROR = 10;

const FULL = 13;
const NOT_A_DATABASE = 26;

/** Another connection is in the way. */
export const BUSY = 5;

/** SQLite could not open the file, or one that it needs beside it. */
export const CANNOT_OPEN = 14;

/** SQLite found pages that contradict each other. */
export const CORRUPT = 11;

/** Extended codes carry the primary one in their lowest byte. */
const PRIMARY_CODE = 0xff;

/** SQLite's primary result code, when that is where the error came from. */
export function findSqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number")
    return undefined;
  return error.errcode & PRIMARY_CODE;
}

/** Whether the file's content is broken, so that trying again can't help. */
export function isDamage(error: unknown): boolean {
  const code = findSqliteCode(error);
  return code === CORRUPT || code === NOT_A_DATABASE;
}

/** Whether the file or its folder can't be written, so that questions alone can be answered. */
export function isUnwritable(error: unknown): boolean {
  const code = findSqliteCode(error);
  return code === READ_ONLY || code === CANNOT_OPEN || code === FULL || code === IO_ERROR;
}

/** The error in one line that names the file and says what to do; other errors come back as they are. */
export function explainSqliteError(error: unknown, file: string): unknown {
  const code = findSqliteCode(error);
  const explanation = code === undefined ? undefined : EXPLANATIONS.get(code);
  return explanation === undefined ? error : new Error(`the store ${file} ${explanation}`, { cause: error });
}

const EXPLANATIONS = new Map([
  [BUSY, "is being written by another process; nothing was changed, try again when it is done"],
  [READ_ONLY, "can't be written: check the permissions of the file and its folder"],
  [IO_ERROR, "could not be read or written: the disk failed or is full; nothing was changed"],
  [CORRUPT, "is damaged: move it away, and it is built again from the sources"],
  [FULL, "could not be written: the disk is full; nothing was changed"],
  [CANNOT_OPEN, "can't be opened: check that its folder exists and can be written"],
  [NOT_A_DATABASE, "is damaged: move it away, and it is built again from the sources"],
]);
