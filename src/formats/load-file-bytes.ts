import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { UnreadableError } from "./unreadable-error.ts";

const MEGABYTE = 1_000_000;
/** No article is larger; a file that is was put there by mistake. */
const MAX_FILE_BYTES = 20 * MEGABYTE;
/** Records are read line by line, so that a whole collection fits in one file. */
const MAX_RECORDS_BYTES = 200 * MEGABYTE;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "not found",
  ENOTDIR: "not found",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EISDIR: "a folder, not a file",
  ELOOP: "a link that leads round in a circle",
  ENAMETOOLONG: "not found",
};

const gunzipBytes = promisify(gunzip);

/** A file's bytes, unpacked if it ends in `.gz`. Throws `UnreadableError`, saying why it can't be read. */
export async function loadFileBytes(path: string): Promise<Uint8Array> {
  const bytes = await loadPlainBytes(path);
  const unpacked = /\.gz$/i.test(path) ? await unpack(bytes) : bytes;
  if (unpacked.every((byte) => byte <= SPACE)) throw new UnreadableError("empty");
  return unpacked;
}

/** Spaces, line breaks and everything else in ASCII that shows nothing come before it. */
const SPACE = 0x20;

async function loadPlainBytes(path: string): Promise<Uint8Array> {
  const maxBytes = /\.(?:jsonl|ndjson)$/i.test(path) ? MAX_RECORDS_BYTES : MAX_FILE_BYTES;
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new UnreadableError("a folder, not a file");
    // A pipe or a device would never end.
    if (!info.isFile()) throw new UnreadableError("not a regular file");
    if (info.size > maxBytes) throw new UnreadableError(`larger than ${maxBytes / MEGABYTE} MB`);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof UnreadableError) throw cause;
    throw new UnreadableError(findReason(cause), { cause });
  }
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzipBytes(bytes, { maxOutputLength: MAX_FILE_BYTES });
  } catch (cause) {
    const isTooLarge = readCode(cause) === "ERR_BUFFER_TOO_LARGE";
    throw new UnreadableError(
      isTooLarge ? `larger than ${MAX_FILE_BYTES / MEGABYTE} MB once unpacked` : "not valid gzip data",
      { cause },
    );
  }
}

function findReason(error: unknown): string {
  const code = readCode(error);
  return REASONS[code] ?? `can't be read (${code || String(error)})`;
}

function readCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
