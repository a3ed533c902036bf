import { type Cue, findCue } from "./cues.ts";
import type { Word } from "./tag.ts";

/** A verb of attribution in its sentence, by the indices of its words. */
export interface Verb {
  readonly cue: Cue;
  readonly at: number;
  /** Of the first word of its group: "has also said". */
  readonly from: number;
  /** Behind the verb and its preposition. */
  readonly to: number;
  readonly hasPreposition: boolean;
}

/** Of what is not, or not yet, nothing was said: modals and negations. */
const UNSAID = /^(?:will|would|can|could|may|might|must|shall|should|wo|ca|['’]ll|not|n['’]t|never)$/;
const AUXILIARY =
  /^(?:be|is|are|was|were|been|being|am|has|have|had|having|do|does|did|['’](?:s|ve|d|re|m))$/;
const BE = /^(?:be|is|are|was|were|been|being|am|['’](?:s|re|m))$/;

/** Verbs that another one follows: "went on to say", "continues to say". */
const CHAINED =
  /^(?:go|goes|went|continued?|continues|tr(?:y|ies|ied)|seem(?:s|ed)|appear(?:s|ed)|beg[ai]n|began|start(?:s|ed)|proceed(?:s|ed)|came|come)$/;

const PLURAL = /^(?:i|we|they|who|that|which|people|police|some|many|most|others|both)$|s$|^[,)]$/;

/** The verbs of attribution in a sentence, in order. */
export function readVerbs(words: readonly Word[]): Verb[] {
  return words.flatMap((_, at) => readVerb(words, at) ?? []);
}

function readVerb(words: readonly Word[], at: number): Verb | undefined {
  const cue = findCue(words[at]?.lower ?? "");
  if (!cue || isNoun(words, at)) return undefined;
  const from = groupStart(words, at, cue);
  if (from === undefined || !isVerb(words, { cue, at, from })) return undefined;
  const hasPreposition = cue.prepositions.has(words[at + 1]?.lower ?? "");
  return { cue, at, from, to: hasPreposition ? at + 2 : at + 1, hasPreposition };
}

/** "The claims", "his reports", "state-said": no verb, whatever the tagger thinks. */
function isNoun(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  const tag = words[at]?.tag;
  if (before?.text === "-" || (words[at + 1]?.text === "-" && tag !== "VERB")) return true;
  if (before?.tag === "DET") return !/^(?:that|which)$/.test(before.lower);
  return (
    (before?.tag === "ADJ" && tag !== "VERB") ||
    (/^['’]s$/.test(before?.lower ?? "") && tag !== "VERB") ||
    before?.tag === "NUM" ||
    /^(?:his|her|its|their|my|our|your)$/.test(before?.lower ?? "")
  );
}

/** Where a verb's auxiliaries and adverbs begin; undefined where nothing was said, or the verb is passive. */
function groupStart(words: readonly Word[], at: number, cue: Cue): number | undefined {
  let from = at;
  while (from > 0) {
    const lower = words[from - 1]?.lower ?? "";
    if (UNSAID.test(lower) || (BE.test(lower) && cue.form === "past")) return undefined;
    if (lower === "to" && cue.form === "base") {
      const isOn = words[from - 2]?.lower === "on";
      const chained = isOn ? from - 3 : from - 2;
      if (!CHAINED.test(words[chained]?.lower ?? "")) return undefined;
      from = chained;
      continue;
    }
    const isAdverb =
      words[from - 1]?.tag === "ADV" && !/^(?:when|where|why|how|so|as|there|here)$/.test(lower);
    if (!AUXILIARY.test(lower) && !isAdverb) break;
    from -= 1;
  }
  return from;
}

function isVerb(words: readonly Word[], { cue, at, from }: Pick<Verb, "cue" | "at" | "from">): boolean {
  const word = words[at];
  const subject = words[from - 1];
  const next = words[at + 1];
  const isTagged = word?.tag === "VERB";
  const hasAuxiliary = from < at;
  const isNamed = /^(?:PRON|PROPN|QUOTE)$/.test(subject?.tag ?? "") || subject?.text === ",";
  if (cue.form === "base") {
    const isSaid = cue.frames.has("say") || cue.frames.has("think");
    return (
      isSaid &&
      (hasAuxiliary ||
        PLURAL.test(subject?.lower ?? "") ||
        (isTagged && (isNamed || subject?.tag === "NOUN")))
    );
  }
  if (cue.form === "ing" && !hasAuxiliary) return isParticiple(words, { cue, at });
  // Taggers take "says the mayor" and "the document claims that" for nouns.
  const isContentNext = cue.frames.has("say") && (next?.lower === "that" || next?.tag === "QUOTE");
  return (
    isTagged || hasAuxiliary || (isNamed && word?.tag !== "PROPN") || (cue.form === "third" && isContentNext)
  );
}

/** `…, adding that …`: of saying anywhere, of naming and mentioning only behind a comma or "and". */
function isParticiple(words: readonly Word[], { cue, at }: Pick<Verb, "cue" | "at">): boolean {
  if (cue.frames.has("say") || cue.frames.has("tell")) return true;
  const isApart = /^(?:,|and|[—–-]{1,2})$/.test(words[at - 1]?.lower ?? "");
  return isApart && (cue.frames.has("call") || cue.prepositions.has(words[at + 1]?.lower ?? ""));
}
