import { z } from "zod";
import type { ParsedArticle } from "../articles/article.ts";
import { parseAuthors } from "./authors.ts";
import { cleanAuthors, cleanOutlet, cleanText, cleanTitle, parseHttpUrl } from "./clean-text.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { parseDate } from "./published-date.ts";

/** A line that could not be read, counted from 1, and why. */
export interface RecordFailure {
  readonly line: number;
  readonly reason: string;
  /** The id that the line itself states, where it could be read. */
  readonly ownId?: string;
}

const textSchema = z.string().nullish().catch(undefined);
const recordSchema = z.object({
  id: z
    .union([z.string().min(1), z.number().transform(String)])
    .optional()
    .catch(undefined),
  title: textSchema,
  source: textSchema,
  author: z
    .union([z.string().transform((names) => parseAuthors(names)), z.array(z.string())])
    .nullish()
    .catch(undefined),
  url: textSchema,
  publishedAt: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(undefined),
  body: textSchema,
});

const LINE_FEED = 0x0a;
/** Each store can have an index of it, in any alphabet. */
const MAX_ID_CHARS = 500;

/**
 * Reads one article a line, `{ id, title, source, author?, url?, publishedAt?, body }`, where `source` is the outlet.
 * A bad line is a failure; the others are read. An article without an id is known by its line. The body is kept
 * letter for letter wherever the file lies, in a folder too: whoever wrote the records counts their characters.
 */
export function parseRecords(content: Uint8Array): { articles: ParsedArticle[]; failures: RecordFailure[] } {
  const articles: ParsedArticle[] = [];
  const failures: RecordFailure[] = [];
  let line = 0;
  for (const bytes of splitLines(content)) {
    line += 1;
    const read = parseRecord(bytes, line);
    if (read && "reason" in read) failures.push(read);
    else if (read) articles.push(read);
  }
  return { articles, failures };
}

/** Line by line, since the whole of a large file need not fit into one string. */
function* splitLines(content: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < content.length; ) {
    const found = content.indexOf(LINE_FEED, start);
    const end = found === -1 ? content.length : found;
    yield content.subarray(start, end);
    start = end + 1;
  }
}

function parseRecord(bytes: Uint8Array, line: number): ParsedArticle | RecordFailure | undefined {
  const text = decodeLine(bytes);
  if (text === undefined) return { line, reason: "not valid UTF-8" };
  if (text.trim() === "") return undefined;
  const json = parseJson(text);
  if (json === undefined) return { line, reason: "not JSON" };
  const record = recordSchema.safeParse(json).data;
  if (!record) return { line, reason: "not an object with an article's fields" };
  const body = record.body ?? "";
  const fault = findFault(record.id, body);
  if (fault !== undefined) return { line, reason: fault, ...(record.id && { ownId: record.id }) };

  const publishedAt = parseDate(record.publishedAt);
  return {
    ownId: record.id ?? `line-${line}`,
    title: cleanTitle(record.title ?? "") || findOpeningTitle(cleanText(body)),
    outlet: cleanOutlet(record.source),
    authors: cleanAuthors(record.author ?? []),
    url: parseHttpUrl(record.url),
    publishedAt,
    dateFrom: publishedAt === null ? null : "record",
    body,
  };
}

/** Half a surrogate pair has no UTF-8, so no store could give it back: the offsets after it would not hold. */
function findFault(id: string | undefined, body: string): string | undefined {
  if (!body.isWellFormed()) return "the body holds half a surrogate pair: not valid Unicode";
  if (id?.isWellFormed() === false) return "the id holds half a surrogate pair: not valid Unicode";
  if (id && id.length > MAX_ID_CHARS) return `the id is longer than ${MAX_ID_CHARS} characters`;
  return /[\p{L}\p{N}]/u.test(cleanText(body)) ? undefined : "no article text found";
}

function decodeLine(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
