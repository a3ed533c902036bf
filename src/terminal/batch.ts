import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { z } from "zod";
import { UsageError } from "./usage.ts";

/** The objects of a `.jsonl` file, one at a time, so that a file of any size fits. Throws naming the bad line. */
export async function* readLines<T>(option: string, path: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  let number = 0;
  try {
    for await (const line of createInterface({
      input: createReadStream(path),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (line.trim() !== "") yield schema.parse(JSON.parse(line));
    }
  } catch (cause) {
    const place = number > 0 ? `, line ${number}` : "";
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UsageError(`${option} ${path}${place}: can't be read: ${reason}`, { cause });
  }
}
