import type { Article } from "../articles/article.ts";
import type { Extractor } from "../formats/extractor.ts";
import type { Fetch, FetchedContent, Unchanged, Validators } from "./fetch.ts";
import { identifyArticle } from "./identify.ts";
import { atLeastUsual } from "./schedule.ts";
import { type Source, SourceError } from "./source.ts";
import { parseWebMemory, readWhereItIs, renderWebMemory } from "./web-memory.ts";

export interface WebSourceOptions {
  readonly id: string;
  /** Where it is read, as it was added. */
  readonly address: string;
  readonly fetch: Fetch;
  readonly extractor: Extractor;
  /** Whose it is read for: of the extractor one server takes its turn among others. Not given: the house. */
  readonly guildId?: string | undefined;
  /** The clock: what is read now was fetched now. */
  readonly now: () => Date;
}

/** One article by its address. */
export function createPageSource(options: WebSourceOptions): Source {
  const { id } = options;
  return {
    id,
    kind: "page",
    async read({ memory, signal }) {
      const page = await readWhereItIs(
        options.address,
        parseWebMemory(memory),
        async ({ address, movedTo, validators }) => {
          const found = await readPage(options, { address, validators, signal });
          return found.kind === "unchanged" ? found : { ...found, movedTo: found.movedTo ?? movedTo };
        },
      );
      const readAgainInMs = atLeastUsual(page.freshForMs);
      if (page.kind === "unchanged") {
        return { articles: [], failures: [], kept: "all", isComplete: false, readAgainInMs };
      }
      const { article, restriction, validators, movedTo } = page;
      return {
        articles: [{ ...article, id: `${id}/page`, sourceId: id }],
        failures: [],
        kept: [],
        isComplete: true,
        memory: renderWebMemory({ address: movedTo, validators }),
        readAgainInMs,
        notices: restriction === undefined ? [] : [`headline and link only: ${restriction}`],
      };
    },
  };
}

/** A page that was read. */
export interface ReadPage extends Pick<FetchedContent, "movedTo" | "validators" | "freshForMs"> {
  readonly kind: "page";
  /** The headline alone where its publisher allows no more. */
  readonly article: Omit<Article, "id" | "sourceId">;
  readonly restriction: string | undefined;
}

/** Reads the article at an address. Throws a `SourceError` when there is none that can be read. */
export async function readPage(
  { fetch, now, ...reading }: Pick<WebSourceOptions, "fetch" | "extractor" | "guildId" | "now">,
  {
    address,
    validators,
    signal,
  }: {
    readonly address: string;
    readonly validators?: Validators | undefined;
    readonly signal: AbortSignal | undefined;
  },
): Promise<ReadPage | Unchanged> {
  const fetched = await fetch({ address, expects: "page", validators, signal });
  if (fetched.kind === "unchanged") return fetched;
  const parsed = await parseDownload(reading, fetched);
  if (parsed.kind === "feed") {
    throw new SourceError("the address holds a feed, not a page", { problem: "unreadable" });
  }
  if (!parsed.article) {
    throw new SourceError("no article text was found on the page", { problem: "unreadable" });
  }
  const { article: found } = parsed;
  const outlet = new URL(fetched.address).hostname;
  const identity = { id: "", sourceId: "", fetchedAt: now().toISOString(), outlet };
  const url = chooseUrl(found.url, fetched.address);
  const { id: _, sourceId: __, ...article } = identifyArticle({ ...found, url }, identity);
  const restriction = fetched.restriction ?? parsed.restriction;
  return { ...fetched, kind: "page", restriction, article: restriction ? keepHeadline(article) : article };
}

/** What an extractor made of a download; what it can't read is a `SourceError`. */
export async function parseDownload(
  { extractor, guildId }: Pick<WebSourceOptions, "extractor" | "guildId">,
  fetched: FetchedContent,
): Promise<Awaited<ReturnType<Extractor["readDownload"]>>> {
  try {
    return await extractor.readDownload(fetched, guildId);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError(`what stands at the address can't be read: ${reason}`, {
      problem: "unreadable",
      cause,
    });
  }
}

/** An article of which its publisher allows the headline and the link alone. */
export function keepHeadline<Headed extends Pick<Article, "title" | "body">>(article: Headed): Headed {
  return { ...article, body: article.title };
}

/** A page may name another address of its own site as its proper one; a receipt never leads to somebody else's. */
function chooseUrl(named: string | null, address: string): string {
  const site = (url: URL) => url.hostname.replace(/^(?:www|m|amp|mobile)\./, "");
  const [proper, actual] = [named === null ? null : URL.parse(named), new URL(address)];
  return proper && site(proper) === site(actual) ? proper.href : actual.href;
}
