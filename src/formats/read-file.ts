import type { ParsedArticle } from "../articles/article.ts";
import { decodeMarkup, decodePlainText } from "./decode-text.ts";
import { parseFeed } from "./feed.ts";
import { type FileKind, findFileKind } from "./file-kind.ts";
import { parseHtml } from "./html.ts";
import { loadFileBytes } from "./load-file-bytes.ts";
import { parseMarkdown } from "./markdown.ts";
import { parsePlainText } from "./plain-text.ts";
import { parseRecords } from "./records.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** What a file holds. A file can have articles and failures both: a bad line does not spoil the others. */
export interface ArticleFile {
  readonly path: string;
  /** Null when the file could not be opened, or is none that holds articles. */
  readonly kind: FileKind | null;
  readonly articles: readonly ParsedArticle[];
  readonly failures: readonly FileFailure[];
}

export interface FileFailure {
  /** Which part of the file: `line 7`, `entry 3`; undefined when it is the whole. */
  readonly part?: string;
  /** The id that the part states for itself, where it could be read. */
  readonly ownId?: string;
  readonly reason: string;
}

type FileContent = Pick<ArticleFile, "articles" | "failures">;

/** Reads a file of any kind that the newsroom knows. Never rejects: what can't be read is a failure, with its reason. */
export async function readArticleFile(path: string): Promise<ArticleFile> {
  let kind: FileKind | null = null;
  try {
    const bytes = await loadFileBytes(path);
    kind = findFileKind(path, bytes);
    return { path, kind, ...parseContent(kind, bytes) };
  } catch (error) {
    return { path, kind, articles: [], failures: [{ reason: describeError(error) }] };
  }
}

function parseContent(kind: FileKind, bytes: Uint8Array): FileContent {
  switch (kind) {
    case "text":
      return { articles: [parsePlainText(decodePlainText(bytes))], failures: [] };
    case "markdown":
      return { articles: [parseMarkdown(decodePlainText(bytes))], failures: [] };
    case "html":
      return { articles: [parseHtml(decodeMarkup(bytes))], failures: [] };
    case "records":
      return parseRecordFile(bytes);
    case "feed":
      return parseFeedFile(bytes);
  }
}

function parseRecordFile(bytes: Uint8Array): FileContent {
  const { articles, failures } = parseRecords(bytes);
  if (articles.length + failures.length === 0) throw new UnreadableError("empty");
  return {
    articles,
    failures: failures.map(({ line, ...failure }) => ({ part: `line ${line}`, ...failure })),
  };
}

function parseFeedFile(bytes: Uint8Array): FileContent {
  const { entries, failures } = parseFeed(decodeMarkup(bytes));
  if (entries.length + failures.length === 0) throw new UnreadableError("a feed without entries");
  const articles = entries.map(({ article }) => article);
  return { articles, failures: failures.map(({ entry, reason }) => ({ part: `entry ${entry}`, reason })) };
}

function describeError(error: unknown): string {
  if (error instanceof UnreadableError) return error.message;
  return `can't be read: ${error instanceof Error ? error.message : String(error)}`;
}
