import { createReadStream } from "node:fs";
import { z } from "zod";
import { UsageError } from "./usage-error.ts";

/** What a line of a batch is known by; it is printed as it came. */
export const idSchema = z.union([z.string(), z.number()]);

export interface LinesFile<T> {
  /** The option that named the file. */
  readonly option: string;
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** What a line has to hold, for whoever wrote another: `{ id, question }`. */
  readonly shape: string;
}

/** The objects of a `.jsonl` file, one at a time, so that a file of any size fits. Throws naming the bad line. */
export async function* readLines<T>({ option, path, schema, shape }: LinesFile<T>): AsyncGenerator<T> {
  let number = 0;
  for await (const line of splitLines(option, path)) {
    number += 1;
    if (line.trim() === "") continue;
    const json = parseJson(line);
    const { data } = schema.safeParse(json);
    if (data !== undefined) yield data;
    else
      throw new UsageError(`${option} ${path}, line ${number}: not ${json === undefined ? "JSON" : shape}`);
  }
}

/** At line feeds only: Node's own reader of lines would also stop at U+2028, which JSON may hold. */
async function* splitLines(option: string, path: string): AsyncGenerator<string> {
  let rest = "";
  let isFirst = true;
  try {
    for await (const piece of createReadStream(path, "utf8")) {
      const text: string = isFirst ? String(piece).replace(/^\uFEFF/, "") : String(piece);
      isFirst = false;
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (cause) {
    throw new UsageError(`${option} ${path}: ${describe(cause)}`, { cause });
  }
  yield rest;
}

function describe(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "a folder, not a file";
  if (code === "EACCES" || code === "EPERM") return "no permission to read it";
  return error instanceof Error ? error.message : String(error);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
