import type { Difference } from "./disagreements.ts";
import type { ReportedSentence } from "./reported-sentence.ts";

/** What stands before the one who, or that which, can be only one. */
const SLOT =
  /\b(captain|skipper|winner|driver|pilot|author|founder|suspect|gunman|victim|champion|successor|named|called|identified as|led by|won by|written by|directed by|succeeded by|replaced by|founded by|captained by|piloted by)(?:,| was| is)?\s+((?:\p{Lu}[\p{L}’'-]+)(?:\s+(?:(?:de|van|von|al|bin|la|le)\s+)?\p{Lu}[\p{L}’'-]+)*)/gu;

/** Two spellings of one name share this much of their pairs of letters (Dice's coefficient). */
const SAME_NAME = 0.5;

/** Of two sentences about one event: the two names that they have in one place, where only one can be. */
export function findNameDifference(one: ReportedSentence, other: ReportedSentence): Difference | undefined {
  const others = slotsOf(other.text);
  for (const slot of slotsOf(one.text)) {
    const same = others.filter(({ cue }) => cue === slot.cue);
    const [match] = same;
    if (same.length !== 1 || !match || isSameName(slot.text, match.text)) continue;
    if (one.hit.passage.text.includes(match.text) || other.hit.passage.text.includes(slot.text)) continue;
    return { about: slot.cue, values: [slot, match] };
  }
  return undefined;
}

function slotsOf(text: string) {
  return [...text.matchAll(SLOT)].map(({ 0: whole, 1: cue = "", 2: name = "", index }) => ({
    cue: cue.toLowerCase(),
    text: name,
    at: index + whole.length - name.length,
  }));
}

/** A surname stands for the whole name, and one spelling for another. */
function isSameName(a: string, b: string): boolean {
  const words = new Set(lettersOf(b));
  return (
    lettersOf(a).some((word) => words.has(word)) ||
    dice(lettersOf(a).join(""), lettersOf(b).join("")) >= SAME_NAME
  );
}

const lettersOf = (name: string) =>
  name
    .normalize("NFD")
    .replace(/[\p{M}’'-]/gu, "")
    .toLowerCase()
    .split(/\s+/);

function dice(a: string, b: string): number {
  const pairs = (word: string) =>
    new Set(Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2)));
  const [left, right] = [pairs(a), pairs(b)];
  const shared = [...left].filter((pair) => right.has(pair)).length;
  return (2 * shared) / Math.max(1, left.size + right.size);
}
