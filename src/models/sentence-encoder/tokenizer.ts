/** The model's word pieces with their log-probabilities, by id. A few scores are `null` in the shipped file. */
export type Vocabulary = readonly (readonly [piece: string, score: number | null])[];

/** Turns a text into the ids of its word pieces: at least one for any text but the empty one. */
export type Tokenizer = (text: string) => number[];

/** Markers such as `<s>`, which no text contains. */
const RESERVED_IDS = 6;
const UNKNOWN_ID = 0;
const UNKNOWN: Match = { id: UNKNOWN_ID, score: 0, length: 1 };
/** Stands for a space, and before the first word. */
const SPACE = "▁";

interface Match {
  readonly id: number;
  readonly score: number;
  /** In code points. */
  readonly length: number;
}

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  match?: Match;
}

/**
 * The most probable way to cut a text into pieces of a unigram vocabulary (Viterbi; Kudo 2018, arXiv:1804.10959),
 * equal to the tokenizer that `@energetic-ai/embeddings` ships with the model in all that it does: a score of 0 counts
 * as none, so that the last way to such a place wins. The vectors are those of pieces cut like that.
 */
export function createTokenizer(vocabulary: Vocabulary): Tokenizer {
  const root = growTrie(vocabulary);
  return (text) => {
    const symbols = [...normalize(text)];
    return joinUnknown(readBack(findBest(root, symbols)));
  };
}

function growTrie(vocabulary: Vocabulary): TrieNode {
  const root: TrieNode = { next: new Map() };
  vocabulary.forEach(([piece, score], id) => {
    if (id < RESERVED_IDS) return;
    let node = root;
    for (const symbol of piece) {
      const next = node.next.get(symbol) ?? { next: new Map() };
      node.next.set(symbol, next);
      node = next;
    }
    node.match = { id, score: score ?? 0, length: [...piece].length };
  });
  return root;
}

function normalize(text: string): string {
  const normalized = text.normalize("NFKC");
  return normalized === "" ? "" : SPACE + normalized.replaceAll(" ", SPACE);
}

/** For each place in the text, the piece that ends there on the best way to it. */
function findBest(root: TrieNode, symbols: readonly string[]): Match[] {
  const scores = new Float64Array(symbols.length + 1);
  const endingAt: Match[] = Array(symbols.length + 1).fill(UNKNOWN);
  for (let start = 0; start < symbols.length; start += 1) {
    for (const match of matchesAt(root, symbols, start)) {
      const end = start + match.length;
      const score = (scores[start] ?? 0) + match.score;
      const best = scores[end] ?? 0;
      if (best !== 0 && score < best) continue;
      scores[end] = score;
      endingAt[end] = match;
    }
  }
  return endingAt;
}

/** The pieces that begin at a place, shortest first; where there is none, one unknown symbol. */
function matchesAt(root: TrieNode, symbols: readonly string[], start: number): Match[] {
  const matches: Match[] = [];
  let node: TrieNode | undefined = root;
  for (let at = start; at < symbols.length; at += 1) {
    node = node.next.get(symbols[at] ?? "");
    if (!node) break;
    if (node.match) matches.push(node.match);
  }
  return matches.length > 0 ? matches : [UNKNOWN];
}

function readBack(endingAt: readonly Match[]): number[] {
  const ids: number[] = [];
  let end = endingAt.length - 1;
  while (end > 0) {
    const { id, length } = endingAt[end] ?? UNKNOWN;
    ids.push(id);
    end -= length;
  }
  return ids.reverse();
}

/** Unknown symbols in a row are one. */
function joinUnknown(ids: readonly number[]): number[] {
  return ids.filter((id, at) => id !== UNKNOWN_ID || ids[at - 1] !== UNKNOWN_ID);
}
