import { readSync, writeSync } from "node:fs";
import { openSqliteDatabase } from "../../src/store/sqlite/database.ts";
import { changes, indexed } from "./article.ts";

/**
 * Replaces the articles of a store and stops in the middle: `file count pauseAt`. Prints "paused" when the article
 * `pauseAt` is about to be written, goes on when it can read a line, and prints "applied" after the commit.
 */
const [file = "", count = "", pauseAt = ""] = process.argv.slice(2);

const BODY = "The new text speaks of tariffs.";

/** 128 KB an article: after a few of them SQLite's cache of 2 MB is full, and the log reaches the disk. */
const LARGE_VECTOR = new Float32Array(32_768).fill(0.01);

/** Not `process.stdin`: merely naming it makes reading return at once. */
const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

const put = Array.from({ length: Number(count) }, (_, position) => {
  const { article, ...rest } = indexed({ id: `wire/${position}`, body: BODY });
  const pausing = {
    ...article,
    get body() {
      if (position === Number(pauseAt) && !wasPaused) pause();
      return BODY;
    },
  };
  return { ...rest, article: pausing, vectors: [LARGE_VECTOR], embedder: "fake", version: "2" };
});

let wasPaused = false;

function pause(): void {
  wasPaused = true;
  writeSync(STANDARD_OUTPUT, "paused\n");
  readLine();
}

function readLine(): void {
  readSync(STANDARD_INPUT, Buffer.alloc(1));
}

const database = openSqliteDatabase(file, "write");
database.apply(changes({ put, remove: ["wire/old"], fingerprint: "second" }));
writeSync(STANDARD_OUTPUT, "applied\n");
readLine();
