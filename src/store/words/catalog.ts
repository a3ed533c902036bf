import { FIRST_PASSAGE } from "./index-words.ts";
import { readNumbers } from "./postings.ts";

/** What is known of an article without reading its text. */
export interface CatalogRow {
  /** Unique in its scope; later articles have higher ones. */
  readonly number: number;
  readonly publishedMs: number | null;
  readonly outlet: string;
  readonly outletKey: string;
  /** Whose vectors it has. */
  readonly embedder: string | null;
  /** How many words each of its sections has, as `writeNumbers` writes them. */
  readonly lengths: Uint8Array;
}

/**
 * The articles of one scope in ascending order of their numbers, as columns: filtering and ranking go through all of
 * them for each search. About 180 bytes an article of eight passages.
 */
export interface Catalog {
  readonly numbers: readonly number[];
  readonly published: readonly (number | null)[];
  readonly outlets: readonly string[];
  readonly outletKeys: readonly string[];
  readonly embedders: readonly (string | null)[];
  /** The words of title, outlet and date together, and of the text. */
  readonly headLengths: readonly number[];
  readonly bodyLengths: readonly number[];
  /** Where each article's passages begin among the scope's; and behind the last, where they end. */
  readonly firstPassages: readonly number[];
  /** The words of each passage. */
  readonly passageLengths: readonly number[];
  /** Where an article stands in the columns. */
  readonly indexes: ReadonlyMap<number, number>;
}

/** A catalog that holds these articles after those of an earlier one. Their numbers must go on ascending. */
export function extendCatalog(rows: readonly CatalogRow[], earlier: Catalog = EMPTY): Catalog {
  const lengths = rows.map((row) => readNumbers(row.lengths));
  const heads = lengths.map((ofArticle) => ofArticle.slice(0, FIRST_PASSAGE));
  const passages = lengths.map((ofArticle) => ofArticle.slice(FIRST_PASSAGE));
  const firstPassages = [...earlier.firstPassages];
  for (const ofArticle of passages) firstPassages.push((firstPassages.at(-1) ?? 0) + ofArticle.length);
  const numbers = [...earlier.numbers, ...rows.map((row) => row.number)];
  return {
    numbers,
    published: [...earlier.published, ...rows.map((row) => row.publishedMs)],
    outlets: [...earlier.outlets, ...rows.map((row) => shared(row.outlet))],
    outletKeys: [...earlier.outletKeys, ...rows.map((row) => shared(row.outletKey))],
    embedders: [...earlier.embedders, ...rows.map(({ embedder }) => embedder && shared(embedder))],
    headLengths: [...earlier.headLengths, ...heads.map(sum)],
    bodyLengths: [...earlier.bodyLengths, ...passages.map(sum)],
    firstPassages,
    passageLengths: [...earlier.passageLengths, ...passages.flat()],
    indexes: new Map(numbers.map((number, index) => [number, index])),
  };
}

const EMPTY: Catalog = {
  numbers: [],
  published: [],
  outlets: [],
  outletKeys: [],
  embedders: [],
  headLengths: [],
  bodyLengths: [],
  firstPassages: [0],
  passageLengths: [],
  indexes: new Map(),
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Ten thousand articles have a hundred outlets. */
const MAX_SHARED = 10_000;
const sharedTexts = new Map<string, string>();

/** One copy of a text that comes again and again. */
function shared(text: string): string {
  const known = sharedTexts.get(text);
  if (known !== undefined) return known;
  if (sharedTexts.size >= MAX_SHARED) sharedTexts.clear();
  sharedTexts.set(text, text);
  return text;
}
