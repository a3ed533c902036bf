import type { Hit } from "../store/store.ts";

/** A hit with what its rank is made of: each factor's share of the score, for `search --explain`. */
export interface RankedHit extends Hit {
  readonly trace: {
    /** BM25 as a share of this question's best; 0 when the words did not find it. */
    readonly lexical: number;
    /** Cosine; 0 when the vectors did not find it. */
    readonly dense: number;
    /** The clues that hold for it. */
    readonly clues: readonly string[];
  };
}

/** Something that a question says about the article it asks for. */
export interface Clue {
  readonly name: string;
  readonly holds: (hit: Hit) => boolean;
}

export interface FuseRequest {
  readonly lexical: readonly Hit[];
  readonly dense: readonly Hit[];
  readonly denseWeight: number;
  readonly clues: readonly Clue[];
}

/**
 * What each clue that holds multiplies a score by. On a quarter of MultiHop-RAG's development half (328 questions,
 * words alone) all of the evidence is found for .338 of them without, .363 at 1.3 and 1.5, .357 at 2, and any of it
 * for .945, .966, .973 and .973.
 */
const CLUE_FACTOR = 1.5;

/** Joins the two rankings into one, best first: `(bm25 / best bm25 + weight × cosine) × clues`. */
export function fuse({ lexical, dense, denseWeight, clues }: FuseRequest): RankedHit[] {
  const bestBm25 = lexical[0]?.score ?? 1;
  const lexicalById = new Map(lexical.map((hit) => [hit.passage.id, hit.score / bestBm25]));
  const denseById = new Map(dense.map((hit) => [hit.passage.id, hit.score]));
  const hits = new Map([...dense, ...lexical].map((hit) => [hit.passage.id, hit]));

  return [...hits.values()]
    .map((hit) => {
      const trace = {
        lexical: lexicalById.get(hit.passage.id) ?? 0,
        dense: denseById.get(hit.passage.id) ?? 0,
        clues: clues.filter((clue) => clue.holds(hit)).map(({ name }) => name),
      };
      const base = trace.lexical + denseWeight * Math.max(0, trace.dense);
      return { ...hit, score: base * CLUE_FACTOR ** trace.clues.length, trace };
    })
    .toSorted((a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1));
}
