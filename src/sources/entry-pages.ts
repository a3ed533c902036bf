import { createHash } from "node:crypto";
import type { Article } from "../articles/article.ts";
import type { IdentifiedEntry } from "./feed.ts";
import { keepHeadline, readPage, type WebSourceOptions } from "./page.ts";
import { SourceError } from "./source.ts";

/** A host is asked every five seconds: a reading that waits for more would keep the others waiting. */
const PAGES_PER_READING = 12;
/** Older entries of a long feed stay openings: reading their pages would take hours of a host's patience. */
const ENTRIES_WITH_PAGES = 50;
/** A host that fails so often in a row is left alone until the next reading. */
const FAILURES_UNTIL_LATER = 3;

export interface EntryPagesRequest {
  readonly articles: readonly IdentifiedEntry[];
  /** By article id: the fingerprint of the entry whose page was read before, or can't be. */
  readonly known: Readonly<Record<string, string>>;
  /** Then no page is read yet. */
  readonly isFirst: boolean;
  readonly signal: AbortSignal | undefined;
}

export interface EntryPages {
  readonly articles: readonly Article[];
  /** Ids of entries that have not changed since their page was read. */
  readonly kept: readonly string[];
  readonly known: Readonly<Record<string, string>>;
  /** Whether pages are still to be read, or read again since they could not be reached. */
  readonly isUnfinished: boolean;
  /** Whether the next ones could be read at once. */
  readonly isSoon: boolean;
  readonly notices: readonly string[];
}

/** Gives entries that hold an opening alone the text of their page, as far as pages may be read and are left to. */
export async function readEntryPages(
  options: WebSourceOptions,
  request: EntryPagesRequest,
): Promise<EntryPages> {
  const articles: Article[] = [];
  const kept: string[] = [];
  const known: Record<string, string> = {};
  const refused = new Set<string>();
  const budget = { pages: request.isFirst ? 0 : PAGES_PER_READING, failures: 0 };
  let openings = 0;
  let isUnfinished = false;
  let isSoon = false;
  for (const { article, isTeaser } of request.articles) {
    if (!isTeaser || article.url === null) {
      articles.push(article);
      continue;
    }
    openings += 1;
    const before = request.known[article.id];
    const fingerprint = fingerprintOf(article);
    const isRead = before === fingerprint;
    const outcome =
      isRead || openings > ENTRIES_WITH_PAGES
        ? NOT_READ
        : await tryPage(options, { article, budget, signal: request.signal });
    if (outcome.refusal !== undefined) refused.add(outcome.refusal);
    isSoon ||= outcome.isSoon;
    isUnfinished ||= !outcome.isFinal && outcome !== NOT_READ;
    if (outcome.isFinal) known[article.id] = fingerprint;
    else if (before !== undefined) {
      // A text that was read is not given up for an opening: not yet, or not any more.
      known[article.id] = before;
      kept.push(article.id);
      continue;
    }
    articles.push(outcome.article ?? article);
  }
  const notices = [...(openings > 0 ? [openingsNotice(openings)] : []), ...refused];
  return { articles, kept, known, isUnfinished, isSoon, notices };
}

interface PageOutcome {
  /** Undefined: the entry as it is. */
  readonly article?: Article;
  /** The page need not be read again while the entry stays as it is. */
  readonly isFinal: boolean;
  /** It was not its turn yet. */
  readonly isSoon: boolean;
  readonly refusal?: string;
}

/** Read already, or too far down. */
const NOT_READ: PageOutcome = { isFinal: false, isSoon: false };

async function tryPage(
  options: WebSourceOptions,
  {
    article,
    budget,
    signal,
  }: {
    readonly article: Article;
    readonly budget: { pages: number; failures: number };
    readonly signal: AbortSignal | undefined;
  },
): Promise<PageOutcome> {
  if (budget.failures >= FAILURES_UNTIL_LATER) return { isFinal: false, isSoon: false };
  if (budget.pages <= 0) return { isFinal: false, isSoon: true };
  budget.pages -= 1;
  try {
    const page = await readPage(options, { address: article.url ?? "", signal });
    budget.failures = 0;
    if (page.kind === "unchanged") return { isFinal: true, isSoon: false };
    if (page.restriction !== undefined) {
      const refusal = `some articles by headline and link only: ${page.restriction}`;
      return { article: keepHeadline(article), isFinal: true, isSoon: false, refusal };
    }
    return { article: mergePage(article, page.article), isFinal: true, isSoon: false };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof SourceError)) throw error;
    const isFinal = error.problem !== "unreachable";
    if (!isFinal) budget.failures += 1;
    const refusal = `some articles by their opening only: ${error.message}`;
    return { isFinal, isSoon: false, refusal };
  }
}

/** The feed says what an entry is; its page has the text, says where that stands, and what the feed leaves out. */
function mergePage(entry: Article, page: Omit<Article, "id" | "sourceId">): Article {
  if (page.body.length <= entry.body.length) return entry;
  return {
    ...entry,
    url: page.url,
    authors: entry.authors.length > 0 ? entry.authors : page.authors,
    publishedAt: entry.publishedAt ?? page.publishedAt,
    dateFrom: entry.publishedAt === null ? page.dateFrom : entry.dateFrom,
    modifiedAt: page.modifiedAt ?? entry.modifiedAt,
    modifiedFrom: page.modifiedAt === null ? entry.modifiedFrom : page.modifiedFrom,
    language: page.language ?? entry.language,
    body: page.body,
  };
}

function fingerprintOf({ title, url, publishedAt, body }: Article): string {
  return createHash("sha256")
    .update(JSON.stringify([title, url, publishedAt, body]))
    .digest("base64url");
}

const openingsNotice = (count: number) =>
  `${count} ${count === 1 ? "entry holds its opening" : "entries hold their openings"} alone: their text is read from their pages, a few at a time`;
