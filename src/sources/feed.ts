import { createHash } from "node:crypto";
import type { Article } from "../articles/article.ts";
import type { ParsedEntry, ParsedFeed } from "../formats/extractor.ts";
import { readEntryPages } from "./entry-pages.ts";
import type { Fetched, FetchedContent } from "./fetch.ts";
import { identifyArticle } from "./identify.ts";
import { keepHeadline, parseDownload, type WebSourceOptions } from "./page.ts";
import { atLeastUsual } from "./schedule.ts";
import { type Reading, type ReadRequest, type Source, SourceError } from "./source.ts";
import {
  parseWebMemory,
  readWhereItIs,
  renderWebMemory,
  type WebMemory,
  type Whereabouts,
} from "./web-memory.ts";

/** Soon enough that the first readers find whole articles, and a pause for the others in the queue. */
const UNFINISHED_AGAIN_MS = 60_000;
/** An id is shown nowhere; some feeds make theirs of a whole address with all its parameters. */
const MAX_OWN_ID_CHARS = 200;

/**
 * A feed. Entries that hold an opening alone get their text from their page, a few pages at each reading; the first
 * reading takes the feed as it is, so that members can ask about it at once.
 */
export function createFeedSource(options: WebSourceOptions): Source {
  return {
    id: options.id,
    kind: "feed",
    read({ memory: text, signal }) {
      const memory = parseWebMemory(text);
      return readWhereItIs(options.address, memory, (whereabouts) =>
        readFeed(options, { memory, whereabouts, isFirst: text === undefined, signal }),
      );
    },
  };
}

interface FeedRequest extends Pick<ReadRequest, "signal"> {
  readonly memory: WebMemory;
  readonly whereabouts: Whereabouts;
  readonly isFirst: boolean;
}

async function readFeed(
  options: WebSourceOptions,
  { memory, whereabouts, isFirst, signal }: FeedRequest,
): Promise<Reading> {
  const fetched = await options.fetch({
    address: whereabouts.address,
    expects: "feed",
    // While pages are missing the entries are needed, changed or not.
    ...(memory.isUnfinished ? {} : { validators: whereabouts.validators }),
    signal,
  });
  if (fetched.kind === "unchanged") return asItWas(fetched);
  const digest = createHash("sha256")
    .update(fetched.bytes)
    .update(fetched.restriction ?? "")
    .digest("base64url");
  if (digest === memory.digest && !memory.isUnfinished) return asItWas(fetched);
  const feed = await parseDownload(options, fetched);
  if (feed.kind === "page") {
    throw new SourceError("a web page came instead of the feed", { problem: "unreadable" });
  }
  const articles = identifyEntries(options, { feed, fetched });
  const pages = await readEntryPages(options, { articles, known: memory.pages, isFirst, signal });
  return {
    articles: pages.articles,
    kept: pages.kept,
    failures: feed.failures.map(({ entry, reason }) => ({
      name: `entry ${entry}`,
      reason,
      // What came of the entry before stays anyway: a feed's reading is never complete.
      idPrefix: `${options.id}/`,
    })),
    isComplete: false,
    memory: renderWebMemory({
      address: fetched.movedTo ?? whereabouts.movedTo,
      validators: fetched.validators,
      digest,
      pages: pages.known,
      isUnfinished: pages.isUnfinished,
    }),
    readAgainInMs: pages.isSoon ? UNFINISHED_AGAIN_MS : atLeastUsual(feed.readAgainInMs, fetched.freshForMs),
    notices: fetched.restriction === undefined ? pages.notices : [restricted(fetched.restriction)],
  };
}

function asItWas({ freshForMs }: Pick<Fetched, "freshForMs">): Reading {
  const readAgainInMs = atLeastUsual(freshForMs);
  return { articles: [], failures: [], kept: "all", isComplete: false, readAgainInMs };
}

/** An article and whether its text is on its page. */
export interface IdentifiedEntry {
  readonly article: Article;
  readonly isTeaser: boolean;
}

/** Of two entries with one id the first counts: feeds show the newest first. */
function identifyEntries(
  { id: sourceId, address, now }: WebSourceOptions,
  { feed, fetched }: { readonly feed: ParsedFeed; readonly fetched: FetchedContent },
): IdentifiedEntry[] {
  const fetchedAt = now().toISOString();
  const outlet = feed.title ?? new URL(address).hostname;
  const entries = new Map<string, IdentifiedEntry>();
  for (const { article: parsed, isTeaser } of feed.entries) {
    const id = `${sourceId}/${ownIdOf(parsed)}`;
    if (entries.has(id)) continue;
    const article = identifyArticle(parsed, { id, sourceId, fetchedAt, outlet });
    const isHeadlineOnly = fetched.restriction !== undefined;
    entries.set(id, {
      article: isHeadlineOnly ? keepHeadline(article) : article,
      isTeaser: isTeaser && !isHeadlineOnly,
    });
  }
  return [...entries.values()];
}

function ownIdOf({ ownId, url, title }: ParsedEntry["article"]): string {
  const own = ownId ?? url ?? title;
  return own.length <= MAX_OWN_ID_CHARS ? own : createHash("sha256").update(own).digest("hex");
}

const restricted = (restriction: string) => `headlines and links only: ${restriction}`;
