import type { Token } from "./tokens.ts";
import { FREE_WORDS, protectionOf } from "./words.ts";

/** What became of a sentence in its shortening, from left to right. Half-open ranges of tokens. */
export type Step =
  | { readonly kind: "kept"; readonly from: number; readonly to: number; readonly said: number }
  | Change;

/** A place where the two differ: tokens of the sentence were left out, tokens of the shortening put in, or both. */
export interface Change {
  readonly kind: "changed";
  readonly from: number;
  readonly to: number;
  readonly saidFrom: number;
  readonly saidTo: number;
}

/** Few places that differ beat few words that do: whole phrases are left out, not words here and there. */
const COST = { open: 1, leftOut: 0.02, protectedLeftOut: 1.5, putIn: 2, freePutIn: 0.6, sign: 0.1 };

/**
 * Lays a shortening along a sentence, order kept: the cheapest way (Needleman and Wunsch, with Gotoh's gaps). Takes time
 * in proportion to the product of the two lengths.
 */
export function align(sentence: readonly Token[], said: readonly Token[]): Step[] {
  const width = said.length + 1;
  const cells = (sentence.length + 1) * width;
  const closed = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
  const open = new Float64Array(cells).fill(Number.POSITIVE_INFINITY);
  const closedFrom = new Uint8Array(cells);
  const openFrom = new Uint8Array(cells);
  closed[0] = 0;
  for (let i = 0; i <= sentence.length; i += 1) {
    for (let j = 0; j <= said.length; j += 1) {
      const at = i * width + j;
      const left = sentence[i - 1];
      const put = said[j - 1];
      const tryOpen = (cost: number, move: number) => {
        if (cost < (open[at] ?? 0)) {
          open[at] = cost;
          openFrom[at] = move;
        }
      };
      if (left) tryOpen((open[at - width] ?? 0) + leaveOutCost(left), LEAVE_OUT);
      if (put) tryOpen((open[at - 1] ?? 0) + putInCost(put), PUT_IN);
      if (left && put && left.key === put.key) {
        const cost = closed[at - width - 1] ?? 0;
        if (cost < (closed[at] ?? 0)) {
          closed[at] = cost;
          closedFrom[at] = KEEP;
        }
      }
      if ((open[at] ?? 0) < (closed[at] ?? 0)) {
        closed[at] = open[at] ?? 0;
        closedFrom[at] = CLOSE;
      }
      tryOpen((closed[at] ?? 0) + COST.open, OPEN);
    }
  }
  return trace({ closedFrom, openFrom, width }, sentence.length, said.length);
}

const KEEP = 1;
const CLOSE = 2;
const OPEN = 3;
const LEAVE_OUT = 4;
const PUT_IN = 5;

function leaveOutCost(token: Token): number {
  if (token.isSign) return COST.leftOut / 2;
  return protectionOf(token.key) === undefined ? COST.leftOut : COST.protectedLeftOut;
}

function putInCost(token: Token): number {
  if (token.isSign) return COST.sign;
  return FREE_WORDS.has(token.key) ? COST.freePutIn : COST.putIn;
}

interface Traced {
  readonly closedFrom: Uint8Array;
  readonly openFrom: Uint8Array;
  readonly width: number;
}

function trace({ closedFrom, openFrom, width }: Traced, sentenceLength: number, saidLength: number): Step[] {
  const steps: Step[] = [];
  let i = sentenceLength;
  let j = saidLength;
  let change: { to: number; saidTo: number } | undefined;
  let keptTo: number | undefined;
  const endKept = () => {
    if (keptTo !== undefined) steps.push({ kind: "kept", from: i, to: keptTo, said: j });
    keptTo = undefined;
  };
  while (i > 0 || j > 0 || change) {
    const at = i * width + j;
    if (!change) {
      if (closedFrom[at] === KEEP) {
        keptTo ??= i;
        i -= 1;
        j -= 1;
        continue;
      }
      if (closedFrom[at] !== CLOSE) break;
      endKept();
      change = { to: i, saidTo: j };
      continue;
    }
    const move = openFrom[at];
    if (move === LEAVE_OUT) i -= 1;
    else if (move === PUT_IN) j -= 1;
    else {
      steps.push({ kind: "changed", from: i, to: change.to, saidFrom: j, saidTo: change.saidTo });
      change = undefined;
    }
  }
  endKept();
  return steps.reverse();
}
