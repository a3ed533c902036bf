import type { Article, Span } from "../../articles/article.ts";
import { dayOf } from "../../articles/days.ts";
import { findSentences } from "../../articles/sentences.ts";
import { findDays } from "../happened.ts";
import { align, type Change } from "./align.ts";
import { refuseBond } from "./bonds.ts";
import { isOutlet, isPublishedOn, readTold } from "./outlet.ts";
import {
  type Cut,
  isFiniteVerb,
  isNameWord,
  isNumber,
  isOffice,
  isOnlySigns,
  nameBefore,
  nameFrom,
  refuseCut as refusePhrase,
} from "./phrases.ts";
import { isBreak, MAX_TOKENS, readTaggedTokens, readTokens, type Token } from "./tokens.ts";
import type { WhoIsWho } from "./who.ts";
import { FREE_WORDS, PRONOUNS, protectionOf } from "./words.ts";

/** A sentence that was quoted: in the article's body, or its headline (then without a place). */
export interface QuotedSentence {
  readonly text: string;
  readonly span: Span | undefined;
  /** The sentence before it, which may say who "he" is. */
  readonly before: string;
}

export interface Deriving {
  readonly sentences: readonly QuotedSentence[];
  readonly article: Article;
  readonly who: WhoIsWho;
  /** By which days of publication are told: an IANA name. */
  readonly timeZone: string;
}

/** Undefined where the words follow; otherwise the one reason why not. */
export type Refusal = string | undefined;

/**
 * Whether a shortening follows from the quoted sentences by rules that a reader can check: its words run in the order of
 * one sentence; what was left out are phrases that only add; what was put in are articles, who published it, a name or an
 * office that the article itself ties to the word it stands for, or the day behind "on Thursday". Facts come from the
 * quoted sentences alone, who is who from the whole article. Takes time in proportion to the lengths multiplied.
 */
export function refuseDerivation(say: string, { sentences, article, who, timeZone }: Deriving): Refusal {
  if (sentences.length === 0) return "nothing was quoted";
  const context: Context = { article, timeZone, who };
  const plain = refuseAll(say, sentences, context);
  if (plain === undefined) return undefined;
  for (const { name, day, rest } of readTold(say)) {
    const isPublisher = isOutlet(name, article);
    const told = sentences.filter(({ span }) => span && who.isSpeaker(span, name));
    const isSpeaker = told.length > 0 && day === undefined;
    if (!isPublisher && !isSpeaker) continue;
    if (day !== undefined && !isPublishedOn(day, article, timeZone))
      return `“${day}” is not when it was published`;
    const refusal = refuseAll(rest, isPublisher ? sentences : told, { ...context, isTold: isPublisher });
    if (refusal === undefined) return undefined;
    if (isPublisher) return refusal;
  }
  return plain;
}

interface Context {
  readonly article: Article;
  readonly timeZone: string;
  readonly who: WhoIsWho;
  /** Set where the shortening says who published it, outside of what is looked at. */
  readonly isTold?: boolean;
}

/** Each sentence of the shortening has to follow from one quoted sentence, in their order. */
function refuseAll(say: string, sentences: readonly QuotedSentence[], context: Context): Refusal {
  const whole = sentences.map((sentence) => refuseOne(say, sentence, context));
  const said = findSentences(say);
  if (whole.includes(undefined)) return undefined;
  if (said.length === 1) return whole[0];
  let next = 0;
  for (const { start, end } of said) {
    let refusal: Refusal = "it says more than was quoted";
    for (let at = next; at < sentences.length; at += 1) {
      const sentence = sentences[at];
      if (!sentence) break;
      const found = refuseOne(say.slice(start, end), sentence, context);
      if (found === undefined || at === next) refusal = found;
      if (found === undefined) {
        next = at;
        break;
      }
    }
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function refuseOne(said: string, sentence: QuotedSentence, context: Context): Refusal {
  if (!isLegible(said)) return "it has letters that look like others";
  const tokens = readTaggedTokens(sentence.text);
  const words = readTokens(said);
  if (tokens.length > MAX_TOKENS || words.length > MAX_TOKENS) return "it is too long";
  const steps = align(tokens, words);
  const kept = steps.flatMap((step) => (step.kind === "kept" ? tokens.slice(step.from, step.to) : []));
  if (!kept.some(({ isSign }) => !isSign)) return "it has no words of the quote";
  const changes = steps.filter((step) => step.kind === "changed");
  const isChanged = changes.some(
    ({ from, to, saidFrom, saidTo }) =>
      !isOnlySigns(tokens, from, to) || !isOnlySigns(words, saidFrom, saidTo),
  );
  if (isChanged && !context.who.isEnglish) return "there are no rules for its language yet";
  const leftOut = new Set(changes.flatMap(({ from, to }) => tokens.slice(from, to)).map(({ key }) => key));
  for (const change of changes) {
    const refusal = refuseChange(change, { tokens, words, sentence, leftOut, ...context });
    if (refusal !== undefined) return refusal;
  }
  const quoted = refuseQuotation(words, tokens, steps);
  if (quoted !== undefined) return quoted;
  const hasVerb = tokens.some((_, at) => isFiniteVerb(tokens, at));
  if (hasVerb && changes.length > 0 && !kept.some((token) => isFiniteVerb(tokens, tokens.indexOf(token))))
    return "its verb was left out";
  if (hasMainVerb(tokens) && changes.length > 0 && !hasMainVerb(kept)) return "its main verb was left out";
  const losesBeginning = changes.some(({ from, to }) => from === 0 && !isOnlySigns(tokens, from, to));
  if (changes.length > 0 && endsInAuxiliary(kept) && (losesBeginning || !endsInAuxiliary(tokens)))
    return "what its last verb refers to was left out";
  return undefined;
}

/** A verb that no "who" or "which" before it takes: each takes one. */
function hasMainVerb(tokens: readonly Token[]): boolean {
  const isVerb = (at: number) => isFiniteVerb(tokens, at);
  let relatives = 0;
  let verbs = 0;
  for (const [at, { key }] of tokens.entries()) {
    if (/^(?:who|which|whom|whose)$/.test(key) && at > 0) relatives += 1;
    const isGroup = isVerb(at - 1) || (tokens[at - 1]?.tag === "ADV" && isVerb(at - 2));
    if (isVerb(at) && !isGroup) verbs += 1;
  }
  return verbs > relatives;
}

/** "The rebels did." */
function endsInAuxiliary(tokens: readonly Token[]): boolean {
  const last = tokens.findLast(({ isSign }) => !isSign);
  return last !== undefined && (last.tag === "AUX" || /^(?:do|does|did)$/.test(last.key));
}

/** Marks on a letter that change it, and letters of two scripts in a word, deceive a reader. */
function isLegible(text: string): boolean {
  const composed = text.normalize("NFC");
  if (/[\p{sc=Latin}\p{N}]\p{M}/u.test(composed)) return false;
  return !/[\p{sc=Latin}\p{N}][\p{sc=Cyrillic}\p{sc=Greek}]|[\p{sc=Cyrillic}\p{sc=Greek}][\p{sc=Latin}\p{N}]/u.test(
    composed,
  );
}

interface Changing extends Context {
  readonly tokens: readonly Token[];
  readonly words: readonly Token[];
  readonly sentence: QuotedSentence;
  /** The keys of all words that were left out. None may come back elsewhere: the order tells who did what. */
  readonly leftOut: ReadonlySet<string>;
}

function refuseChange(change: Change, changing: Changing): Refusal {
  const { tokens, words } = changing;
  const putIn = words.slice(change.saidFrom, change.saidTo).filter(({ isSign }) => !isSign);
  const leftOut = tokens.slice(change.from, change.to);
  const meaningful = putIn.filter(({ key }) => !FREE_WORDS.has(key));
  if (meaningful.length > 0) {
    const isExplained = explainsChange(change, changing, putIn);
    if (!isExplained) return `“${meaningful.map(({ text }) => text).join(" ")}” does not stand in the quote`;
    if (isExplained === "replaced") return undefined;
  }
  if (isOwnAttribution(leftOut, changing)) return undefined;
  return refuseEverySlide(change, changing);
}

/** "[North] Korea": what is left of a name has to be a name that the article uses by itself. */
function refuseNamePart(tokens: readonly Token[], { from, to }: Cut, who: WhoIsWho): Refusal {
  const rest = nameFrom(tokens, to);
  if (isNameWord(tokens[to - 1]) && rest.length > 0 && tokens.slice(from + 1, to).some(isBreak))
    return `“${tokens[to - 1]?.text}” was left out of a name`;
  const isWhole = rest.length > 0 && (isOffice(tokens, { from, to }) || who.standsAlone(rest));
  if (isWhole) return undefined;
  if (isNameWord(tokens[to - 1]) && rest.length > 0)
    return `“${tokens[to - 1]?.text}” was left out of a name`;
  const isCutBehind = isNameWord(tokens[from]) && isNameWord(tokens[from - 1]);
  if (isCutBehind) return `“${tokens[from]?.text}” was left out of a name`;
  return undefined;
}

interface Parting {
  readonly tokens: readonly Token[];
  readonly refuse: (cut: Cut) => Refusal;
}

/** "[in court] [and went on for a month]": what may go in two parts may go at once. */
function refuseInParts(cut: Cut, { tokens, refuse }: Parting): Refusal {
  const refusal = refuse(cut);
  if (refusal === undefined) return undefined;
  for (let at = cut.from + 1; at < cut.to; at += 1) {
    const isEdge = tokens[at]?.key === "and" || isBreak(tokens[at]);
    if (
      isEdge &&
      refuse({ from: cut.from, to: at }) === undefined &&
      refuse({ from: at, to: cut.to }) === undefined
    )
      return undefined;
  }
  return refusal;
}

/** "criminal [charges: two counts of fraud] charges" cuts the same words as "charges [: two counts of fraud charges]". */
function refuseEverySlide({ from, to }: Cut, { tokens, who }: Changing): Refusal {
  const refuseWhole = (cut: Cut) =>
    refusePhrase(tokens, cut) ?? refuseBond(tokens, cut) ?? refuseNamePart(tokens, cut, who);
  const refuseCut = (cut: Cut) =>
    refuseBond(tokens, cut) ?? refuseInParts(cut, { tokens, refuse: refuseWhole });
  const refusal = refuseCut({ from, to });
  for (const step of [1, -1]) {
    const isSame = (by: number) => {
      const [out, into] = by > 0 ? [from + by - 1, to + by - 1] : [to + by, from + by];
      return tokens[out] !== undefined && tokens[out]?.key === tokens[into]?.key;
    };
    for (let by = step; refusal !== undefined && isSame(by); by += step)
      if (refuseCut({ from: from + by, to: to + by }) === undefined) return undefined;
  }
  return refusal;
}

/** "Reuters reported" of its own article, where the shortening says so in other words. */
function isOwnAttribution(leftOut: readonly Token[], { article, isTold }: Changing): boolean {
  if (!isTold) return false;
  const text = leftOut
    .filter(({ isSign }) => !isSign)
    .map(({ text }) => text)
    .join(" ");
  const name = /^(?<name>.+) (?:reports|reported|said|says)$/.exec(text)?.groups?.name;
  return name !== undefined && isOutlet(name, article);
}

/** How words that were put in follow: `replaced` where they stand for all that was left out there. */
function explainsChange(
  change: Change,
  changing: Changing,
  putIn: readonly Token[],
): "replaced" | "added" | undefined {
  const { tokens, who, sentence } = changing;
  const leftOut = tokens.slice(change.from, change.to).filter(({ isSign }) => !isSign);
  if (isSameTense(leftOut, putIn)) return "replaced";
  if (isNamedDay(change, changing, putIn)) return leftOut.length === 0 ? "added" : "replaced";
  if (putIn.some((word) => protectionOf(word.key) === "negation" || isNumber(word))) return undefined;
  const mention = mentionAt(change, changing);
  if (mention && sentence.span && isSameCase(change, tokens, putIn)) {
    const place = { ...mention, sentence: sentence.span, before: sentence.before, tokens };
    const isMeant = [putIn, withoutPossessive(putIn)].some((name) => who.isMeant(place, name));
    if (isMeant) return leftOut.length === 0 ? "added" : "replaced";
  }
  const isMoved = putIn.some(({ key }) => !FREE_WORDS.has(key) && changing.leftOut.has(key));
  return !isMoved && completesName(change, changing, putIn) ? "added" : undefined;
}

/** "[Omani Foreign Minister Badr] Albusaidi", "Albusaidi[, the Omani foreign minister]": as the article has it elsewhere. */
function completesName(change: Change, { tokens, words, who }: Changing, putIn: readonly Token[]): boolean {
  const after = nameFrom(tokens, change.to);
  const [only] = after;
  // "[David] Lund" where the article has an Erik Lund too.
  const isOpen = after.length === 1 && only !== undefined && who.countHolders(only) > 1;
  if (!isOpen && after.length > 0 && who.isPhrase([...putIn, ...after])) return true;
  const put = words.slice(change.saidFrom, change.saidTo);
  const before = nameBefore(tokens, change.from);
  if (before.length === 0 || !(put[0]?.key === "," || putIn.every(({ text }) => /^\p{Lu}/u.test(text))))
    return false;
  const [single] = before;
  // "Lund [Invest]" where Lund is a person.
  if (before.length === 1 && single && put[0]?.key !== "," && who.countHolders(single) > 0) return false;
  return who.isPhrase([...before, ...put]);
}

const TENSES: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:has|have|had) been$/, /^(?:was|were)$/],
  [/^been$/, /^(?:was|were)$/],
  [/^says$/, /^said$/],
  [/^(?:i|we) am$/, /^(?:he|she) is$/],
];

function isSameTense(leftOut: readonly Token[], putIn: readonly Token[]): boolean {
  const before = leftOut.map(({ key }) => key).join(" ");
  const now = putIn.map(({ key }) => key).join(" ");
  return TENSES.some(([old, other]) => old.test(before) && other.test(now));
}

const isPossessive = (token: Token | undefined) =>
  token !== undefined && (/['’]s?$/.test(token.text) || /^(?:his|her|its|their|our|my)$/.test(token.key));

/** "its" and "the firm's" take a possessive, "it" and "the firm" none; before a verb, "McDonald's" is a name. */
function isSameCase({ from, to }: Change, tokens: readonly Token[], putIn: readonly Token[]): boolean {
  const left = tokens.slice(from, to).findLast(({ isSign }) => !isSign);
  if (!left || isPossessive(left) === isPossessive(putIn.at(-1))) return true;
  return !isPossessive(left) && /^(?:AUX|VERB)$/.test(tokens[to]?.tag ?? "");
}

function withoutPossessive(name: readonly Token[]): Token[] {
  return name.map((token) => ({
    ...token,
    key: token.key.replace(/'s?$/, ""),
    text: token.text.replace(/['’]s?$/, ""),
  }));
}

/** The pronoun, description or short name that the words put in may stand for: what was left out, or what stands before them. */
function mentionAt({ from, to }: Change, { tokens }: Changing): { from: number; to: number } | undefined {
  const leftOut = tokens.slice(from, to).filter(({ isSign }) => !isSign);
  if (leftOut.length > 0 && leftOut.length <= 6) {
    const [first] = leftOut;
    const isDescription =
      /^(?:the|this|its|their|his|her|that)$/.test(first?.key ?? "") &&
      leftOut.every(({ tag }) => /^(?:DET|PRON|ADJ|NOUN|PROPN|PART|NUM)$/.test(tag));
    const isNamed = leftOut.every(({ text, key }) => /^\p{Lu}/u.test(text) || FREE_WORDS.has(key));
    const isPronoun = leftOut.length === 1 && PRONOUNS.has(first?.key ?? "");
    return isDescription || isNamed || isPronoun ? { from, to } : undefined;
  }
  if (leftOut.length > 0) return undefined;
  // "The two-time world champion [Ilia Malinin]".
  let start = from - 1;
  while (start >= 0 && /^(?:ADJ|NOUN|NUM)$/.test(tokens[start]?.tag ?? "")) start -= 1;
  const isDescription = tokens[from - 1]?.tag === "NOUN" && /^(?:the|this)$/.test(tokens[start]?.key ?? "");
  return isDescription ? { from: start, to: from } : undefined;
}

/** A date for "on Thursday": beside it, or in its place. */
function isNamedDay(
  change: Change,
  { tokens, sentence, article, timeZone }: Changing,
  putIn: readonly Token[],
): boolean {
  const { publishedAt, dateFrom } = article;
  if (publishedAt === null || dateFrom === "fetched") return false;
  const published = dayOf(publishedAt, timeZone);
  const written = putIn
    .filter(({ key }) => key !== "on")
    .map(({ text }) => text)
    .join(" ");
  const meant = findDays(`It came on ${written}.`, published);
  const [day] = meant;
  if (!day || meant.length !== 1 || !/\d/.test(written)) return false;
  if (day.text.split(/\s+/).length < written.split(/[\s,]+/).length - 1) return false;
  const near = tokens
    .slice(Math.max(0, change.from - 2), change.to + 2)
    .map(({ text }) => text)
    .join(" ");
  const named = findDays(sentence.text, published).filter(({ text }) => near.includes(text));
  const leftOut = tokens.slice(change.from, change.to).filter(({ isSign, key }) => !isSign && key !== "on");
  const isOnlyDay = leftOut.every(({ text }) => named.some((one) => one.text.includes(text)));
  return isOnlyDay && named.some((one) => one.day === day.day);
}

/** What stands in quotation marks is one stretch of the source, unchanged. */
function refuseQuotation(
  words: readonly Token[],
  tokens: readonly Token[],
  steps: ReturnType<typeof align>,
): Refusal {
  for (const step of steps) {
    if (step.kind !== "changed") continue;
    const before = words[step.saidFrom - 1];
    const after = words[step.saidTo];
    const put = words.slice(step.saidFrom, step.saidTo).filter(({ isSign }) => !isSign);
    const cut = tokens.slice(step.from, step.to).filter(({ isSign }) => !isSign);
    const isInside =
      before?.isQuoted &&
      after?.isQuoted &&
      !isOnlySigns(words, 0, 0) &&
      before.key !== '"' &&
      after.key !== '"';
    if (isInside && put.length + cut.length > 0) return "words inside a quotation were changed";
  }
  for (const step of steps) {
    if (step.kind !== "kept") continue;
    for (let at = step.from; at < step.to; at += 1) {
      const word = words[step.said + at - step.from];
      const token = tokens[at];
      if (word?.isQuoted && !word.isSign && token && !token.isQuoted)
        return `“${word.text}” was put into quotation marks`;
    }
  }
  return undefined;
}
