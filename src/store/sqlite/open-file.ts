import { type BigIntStats, statSync } from "node:fs";

/** The file that a connection has open. SQLite itself does not notice what becomes of its name. */
export interface OpenFile {
  /** Whether the file is not at its place any more, or is shorter than it was; a store never shrinks by itself. */
  findLoss(): "moved" | "cut short" | undefined;
  /** Takes the file's length of now for right. */
  acceptLength(): void;
  /** Whether the log beside the file's place is still the one of this connection. */
  isLogOurs(): boolean;
}

/** Remembers the file that was just opened. One that lives in memory is never lost. */
export function watchFile(file: string): OpenFile {
  const first = findStats(file);
  const log = findStats(`${file}-wal`);
  let bytes = first?.size ?? 0n;
  return {
    findLoss() {
      const now = findStats(file);
      if (!isSame(now, first)) return "moved";
      if (now === undefined) return undefined;
      if (now.size < bytes) return "cut short";
      bytes = now.size;
      return undefined;
    },
    acceptLength() {
      bytes = findStats(file)?.size ?? 0n;
    },
    isLogOurs: () => log !== undefined && isSame(findStats(`${file}-wal`), log),
  };
}

function isSame(one: BigIntStats | undefined, other: BigIntStats | undefined): boolean {
  return one?.ino === other?.ino && one?.dev === other?.dev;
}

function findStats(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}
