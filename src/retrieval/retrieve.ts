import { momentOf } from "../articles/days.ts";
import type { Embedder } from "../models/embedder.ts";
import type { ArticleFilter, Hit, StoreView } from "../store/store.ts";
import { diversify } from "./diversify.ts";
import { type Clue, fuse, type RankedHit } from "./fuse.ts";
import { type Interpretation, interpret } from "./interpret.ts";
import { addWhole, mergeParts } from "./merge-parts.ts";
import type { Part } from "./parts.ts";
import { withDays } from "./periods.ts";
import { newestClue } from "./recency.ts";
import { stemOf } from "./words.ts";

/**
 * How many passages each search is asked for: enough that fusing, merging and taking turns have something to choose
 * from. MultiHop-RAG's development half, half of it: all of the evidence is found for .430 of the questions with 50 for
 * each part of a question, and for .436 with 100; 300 find no more.
 */
const CANDIDATES = 100;

export interface RetrieveDeps {
  /** What may be read: nothing else is ever found. */
  readonly store: StoreView;
  readonly embedder?: Embedder;
  readonly now: () => Date;
  /** Where days begin and end: an IANA name; UTC where it is not given. */
  readonly timeZone?: string;
}

export interface RetrieveRequest {
  readonly question: string;
  readonly filter?: ArticleFilter;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface Retrieval {
  readonly interpretation: Interpretation;
  /** Best first, at most `limit`. */
  readonly hits: readonly RankedHit[];
  /** How rare each of the question's terms is here (inverse document frequency), by stem. */
  readonly rarity: ReadonlyMap<string, number>;
  /** Why the question could not be embedded; then the hits were found by words alone. */
  readonly notice?: string;
}

/**
 * Finds the passages that a question's answer may stand in: by words and by meaning, fused and diversified.
 * Rejects when the signal aborts or the store fails.
 */
export async function retrieve(deps: RetrieveDeps, request: RetrieveRequest): Promise<Retrieval> {
  const { store, now, timeZone } = deps;
  const filter = withDays(request.filter ?? {}, timeZone);
  request.signal?.throwIfAborted();
  const outlets = (await store.listOutlets()).map(({ name }) => name);
  const interpretation = interpret(request.question, { now: now(), outlets, timeZone });

  const { terms, parts } = interpretation;
  const search = (part: Pick<Part, "terms" | "phrases" | "synonyms">) =>
    store.searchText({
      terms: [...part.terms, ...part.phrases, ...part.synonyms],
      filter,
      limit: CANDIDATES,
    });

  const [lexical, partHits, dense, rarity] = await Promise.all([
    search(interpretation),
    Promise.all(parts.map(search)),
    searchByMeaning(deps, request, filter),
    weighTerms(store, terms),
  ]);
  request.signal?.throwIfAborted();
  const newest = interpretation.wantsNewest ? newestClue(lexical) : [];
  const fuseHits = (hits: readonly Hit[], named: Pick<Interpretation, "outlets" | "periods">) =>
    fuse({
      lexical: hits,
      dense: dense.hits,
      denseWeight: deps.embedder?.weight ?? 0,
      clues: [...cluesOf(named, timeZone), ...newest],
    });
  const rankings = parts.map((part, index) => {
    const hits = addWhole(partHits[index] ?? [], lexical);
    return { ranked: fuseHits(hits, part), bestBm25: hits[0]?.score ?? 0 };
  });
  const ranked = parts.length > 0 ? mergeParts(rankings) : fuseHits(lexical, interpretation);
  return {
    interpretation,
    rarity,
    hits: diversify(ranked, {
      outlets: interpretation.outlets,
      takesTurns: parts.length === 0,
      limit: request.limit,
    }),
    ...(dense.notice ? { notice: dense.notice } : {}),
  };
}

/**
 * In a newsroom of five passages a word of two of them looks common. That many passages without the word are
 * added, so that its rarity is judged as in a newsroom of some size; 6,500 passages hardly notice.
 */
const IMAGINED_PASSAGES = 1000;

/** BM25's inverse document frequency: about 0 for a term that stands everywhere, highest where it stands nowhere. */
async function weighTerms(store: StoreView, terms: readonly string[]): Promise<Map<string, number>> {
  const { passages, counts } = await store.countTerms(terms);
  return new Map(
    terms.map((term, index) => {
      const count = counts[index] ?? 0;
      return [stemOf(term), Math.log(1 + (passages + IMAGINED_PASSAGES - count + 0.5) / (count + 0.5))];
    }),
  );
}

async function searchByMeaning(
  { store, embedder }: RetrieveDeps,
  { question, signal }: RetrieveRequest,
  filter: ArticleFilter,
): Promise<{ hits: Hit[]; notice?: string }> {
  if (!embedder || embedder.weight === 0) return { hits: [] };
  try {
    const [vector] = await embedder.embed([question], signal);
    if (!vector) return { hits: [] };
    return {
      hits: await store.searchVectors({ vector, embedder: embedder.fingerprint, filter, limit: CANDIDATES }),
    };
  } catch (error) {
    signal?.throwIfAborted();
    return { hits: [], notice: `searched by words alone: ${error instanceof Error ? error.message : error}` };
  }
}

/** The outlets and dates that a question names are evidence about an article, not a condition on it. */
function cluesOf(
  { outlets, periods }: Pick<Interpretation, "outlets" | "periods">,
  timeZone = "UTC",
): Clue[] {
  const clues: Clue[] = [];
  if (outlets.length > 0) {
    clues.push({ name: "outlet", holds: ({ article }) => outlets.includes(article.outlet) });
  }
  if (periods.length > 0) {
    clues.push({
      name: "date",
      holds: ({ article: { publishedAt } }) =>
        publishedAt !== null && periods.some((period) => isWithin(momentOf(publishedAt, timeZone), period)),
    });
  }
  return clues;
}

function isWithin(moment: number, { since, until }: Interpretation["periods"][number]): boolean {
  return Date.parse(since) <= moment && moment < Date.parse(until);
}
