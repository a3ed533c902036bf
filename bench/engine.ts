import type { BenchArticle } from "./articles.ts";
import type { BenchQuestion } from "./questions.ts";

/** What is measured: something that keeps passages and finds them again. Each runs in a process of its own. */
export interface Engine {
  readonly searchesBy: "words and vectors" | "words";
  /** Takes in articles; called again and again, the oldest first. */
  ingest(articles: readonly BenchArticle[]): Promise<void>;
  /** All is taken in: builds the indexes that are built at the end, and brings everything to the disk. */
  finish(): Promise<void>;
  /** The ten best passages by words and by meaning, best first. */
  search(question: BenchQuestion, filter: FilterName): Promise<readonly Found[]>;
  /** What it keeps outside of its folder, such as in a server; removed once the engine is closed. */
  readonly outside?: { bytes(): Promise<number>; remove(): Promise<void> };
  close(): Promise<void>;
}

/** Opens an engine over what is in the folder, which is there and may be empty. */
export type OpenEngine = (options: OpenOptions) => Promise<Engine>;

export interface OpenOptions {
  readonly folder: string;
  /** Names what an engine keeps outside of its folder. */
  readonly name: string;
  /** Nothing is there yet: what an earlier run has left outside goes. */
  readonly isNew: boolean;
  readonly servers: number;
  readonly dimensions: number;
  /** Who the sources belong to. The others know no house: all of their articles are one table. */
  readonly owner: "servers" | "house";
}

/** The question's server and the last 90 days; or everything. */
export const FILTERS = ["server, 90 days", "none"] as const;
export type FilterName = (typeof FILTERS)[number];

/** A passage as it would be put before a model. */
export interface Found {
  readonly id: string;
  readonly text: string;
}

/** How many passages a search finds. */
export const TOP = 10;

/** How many each half of a hybrid search is asked for before they are fused: as many as `src/retrieval` asks for. */
export const CANDIDATES = 100;

/**
 * Reciprocal rank fusion, for engines that leave fusing to their users: 1 / (60 + rank), summed (Cormack et al., 2009).
 * Returns the ids, best first.
 */
export function fuseRanks<Id>(...rankings: readonly (readonly Id[])[]): Id[] {
  const scores = new Map<Id, number>();
  for (const ranking of rankings) {
    for (const [rank, id] of ranking.entries()) {
      scores.set(id, (scores.get(id) ?? 0) + 1 / (RANK_OFFSET + rank + 1));
    }
  }
  return [...scores].toSorted(([, a], [, b]) => b - a).map(([id]) => id);
}

export const RANK_OFFSET = 60;
