import type { Article, Span } from "../../articles/article.ts";
import { type Attribution, findAttributions } from "../../articles/attributions.ts";
import { findCountries } from "../../articles/countries.ts";
import { isOutlet } from "./outlet.ts";
import { isBreak, readTaggedTokens, readTokens, type Token } from "./tokens.ts";
import { FREE_WORDS, PRONOUNS, protectionOf } from "./words.ts";

/** What an article tells of who is who: names, offices, short forms, and who "he" is. */
export interface WhoIsWho {
  /** Whether the article is written in English: the rules of derivation know no other language. */
  readonly isEnglish: boolean;
  /** Whether the tokens stand in the article as one noun phrase. */
  isPhrase(words: readonly Token[]): boolean;
  /** Whether a name stands in the article without a further name before it: "Korea" of "North Korea" does not. */
  standsAlone(name: readonly Token[]): boolean;
  /** How many people the article names with this last name. */
  countHolders(lastName: Token): number;
  /** Whether "he", "the company" or a short form, in a sentence at a place in the body, is so called. */
  isMeant(mention: Mention, name: readonly Token[]): boolean;
  /** Whether a name is that of who speaks in the sentence. */
  isSpeaker(sentence: Span, name: string): boolean;
  /** Who "he" or "she" is in a sentence that says what they said; undefined where the article leaves it open. */
  nameOfPronoun(sentence: Span): string | undefined;
}

export interface Mention {
  readonly sentence: Span;
  /** The sentence before. */
  readonly before: string;
  readonly tokens: readonly Token[];
  /** The words that the name stands for, in the sentence's tokens. */
  readonly from: number;
  readonly to: number;
}

/** An article's first letters tell who is who; what follows is a flood. */
const MAX_CHARS = 30_000;
/** Of one word: enough to find the names that it is part of. */
const MAX_PLACES = 500;
/** "Foreign Minister Sayyid Badr Albusaidi": so many words may stand between. */
const MAX_SKIPPED = 1;

const ENGLISH = new Set(
  "the and to that for with from said has have were which his their by will would it on at more into than".split(
    " ",
  ),
);
/** English has 15 of 100 such words and more, its neighbours 3; a text of two sentences may have few. */
const MIN_ENGLISH = 0.05;
const SAMPLE_WORDS = 400;

function isEnglish(all: readonly Token[], language: string | null): boolean {
  if (language !== null) return /^en\b/.test(language);
  const sample = all.filter(({ isSign }) => !isSign).slice(0, SAMPLE_WORDS);
  return sample.filter(({ key }) => ENGLISH.has(key)).length >= sample.length * MIN_ENGLISH;
}

/** "He" is seldom further from his name. */
const CHARS_BEFORE = 1500;
/** A speaker may be named behind a long quotation. */
const CHARS_BEHIND = 600;

/** Who says what around a place: reading the whole article for it would hold the main thread up. */
function findAttributionsNear(body: string, span: Span): Attribution[] {
  const from = body.lastIndexOf("\n", Math.max(0, span.start - CHARS_BEFORE)) + 1;
  const behind = body.indexOf("\n", span.end + CHARS_BEHIND);
  const shift = ({ start, end }: Span): Span => ({ start: start + from, end: end + from });
  return findAttributions(body.slice(from, behind < 0 ? undefined : behind)).map((one) => ({
    ...one,
    sentence: shift(one.sentence),
    content: shift(one.content),
    speaker: one.speaker && shift(one.speaker),
  }));
}

/** Where each word of an article stands among all of them. */
function findPlaces(all: readonly Token[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [at, { key }] of all.entries()) {
    const known = places.get(key);
    if (!known) places.set(key, [at]);
    else if (known.length < MAX_PLACES) known.push(at);
  }
  return places;
}

/** The names behind "he" and "she" that speak. */
function namesOfPronouns(speakers: readonly Attribution[], body: string): string[] {
  return speakers.flatMap(({ speakerName, speaker }): string[] => {
    const isHere = speaker && /^(?:he|she|they)$/i.test(body.slice(speaker.start, speaker.end));
    return isHere && speakerName && /^\p{Lu}/u.test(speakerName) ? [speakerName] : [];
  });
}

/** Reads who is who from the whole article. */
export function readWhoIsWho(article: Article): WhoIsWho {
  const body = article.body.slice(0, MAX_CHARS);
  const all = readAll(`${article.title}\n${body}`);
  const places = findPlaces(all);
  const placesOf = (token: Token | undefined) => places.get(token?.key ?? "") ?? [];
  const speakersOf = (span: Span) =>
    findAttributionsNear(body, span).filter(
      ({ sentence, content }) => touches(sentence, span) || touches(content, span),
    );

  const pronounsOf = (sentence: Span) => namesOfPronouns(speakersOf(sentence), body);
  const isPhrase = (words: readonly Token[]) => {
    const wanted = words.filter(({ key, isSign }) => (!isSign || key === ",") && !FREE_WORDS.has(key));
    const [first] = wanted;
    if (!first || wanted.length > MAX_PHRASE_WORDS) return false;
    return placesOf(first).some((start) => runsFrom(all, start, wanted));
  };
  const hasFirstName = (key: string) => (places.get(key) ?? []).some((at) => isFirstName(all, at - 1));
  const holdersOf = (token: Token) =>
    countHolders(all, placesOf({ ...token, key: token.key.replace(/'s?$/, "") }));
  const isShared = (token: Token) => holdersOf(token) > 1;
  const isMeant = (mention: Mention, name: readonly Token[]) => {
    const last = name.findLast(({ isSign }) => !isSign);
    if (!last || !isNameLike(name)) return false;
    const isKnown = isPhrase(name) || isShortForm(name, all);
    if (!isKnown) return false;
    const meant = mention.tokens.slice(mention.from, mention.to).filter(({ isSign }) => !isSign);
    const ending = meant.at(-1);
    if (ending && /^\p{Lu}/u.test(ending.text) && !PRONOUNS.has(ending.key))
      return isSameName(meant, name, article) && !(meant.length < name.length && isShared(ending));
    if (isOpenPronoun(mention, meant)) return false;
    const said = pronounsOf(mention.sentence);
    if (said.length > 0 && meant.length === 1 && /^(?:he|she)$/.test(meant[0]?.key ?? ""))
      return said.every((speaker) => lastKey(speaker) === last.key);
    const candidates = candidatesFor(mention, { meant, article, hasFirstName });
    return candidates.size === 1 && candidates.has(last.key.replace(/'s?$/, ""));
  };
  return {
    isEnglish: isEnglish(all, article.language),
    isPhrase,
    countHolders: holdersOf,
    standsAlone: (name) =>
      placesOf(name[0]).some((at) => standsAloneAt(all, at, name)) &&
      !(name.length === 1 && name[0] !== undefined && isShared(name[0])),
    isMeant,
    nameOfPronoun: (sentence) => {
      const names = new Set(pronounsOf(sentence));
      const [name] = names;
      return names.size === 1 ? name : undefined;
    },
    isSpeaker: (sentence, name) => {
      const key = lastKey(name);
      return speakersOf(sentence).some(
        ({ speakerName }) => speakerName !== null && lastKey(speakerName) === key,
      );
    },
  };
}

const MAX_PHRASE_WORDS = 14;

const touches = (a: Span, b: Span) => a.start < b.end && b.start < a.end;

function lastKey(name: string): string {
  return readTokens(name).findLast(({ isSign }) => !isSign)?.key ?? "";
}

/** All words of a text, in pieces that the token limit of a sentence leaves whole. */
function readAll(text: string): Token[] {
  // A line's end ends every name; thousands of lines read one by one would take half a second.
  const pieces = text.replace(/\s*\n\s*/g, " . ").match(/.{1,500}(?:\s|$)|\S{1,500}/g) ?? [];
  return pieces.flatMap((piece) => readTokens(piece));
}

/** Whether the wanted words follow each other from a place, with no sign but a comma between and no verb. */
function runsFrom(all: readonly Token[], start: number, wanted: readonly Token[]): boolean {
  let at = start;
  for (const [index, word] of wanted.entries()) {
    if (index > 0) {
      at += 1;
      let skipped = 0;
      while (at < all.length && all[at]?.key !== word.key && isSkippable(all[at], skipped)) {
        if (!all[at]?.isSign && !FREE_WORDS.has(all[at]?.key ?? "")) skipped += 1;
        at += 1;
      }
    }
    if (all[at]?.key !== word.key) return false;
  }
  const stood = all.slice(start, at + 1);
  return isNounPhrase(stood);
}

function isSkippable(token: Token | undefined, skipped: number): boolean {
  if (!token) return false;
  if (/^["&]$/.test(token.key) || /^(?:the|a|an)$/.test(token.key)) return true;
  return skipped < MAX_SKIPPED && /^\p{Lu}/u.test(token.text);
}

function isNounPhrase(stood: readonly Token[]): boolean {
  const text = stood.map(({ text }) => text).join(" ");
  const tagged = readTaggedTokens(text);
  return tagged.every(
    ({ tag, isSign, key, text }) =>
      (isSign && /^[,"&]$/.test(key)) ||
      /^(?:NOUN|PROPN|ADJ|DET|PART|NUM|X)$/.test(tag) ||
      /^(?:of|for|at|and|in|on)$/.test(key) ||
      /^\p{Lu}/u.test(text),
  );
}

function isNameLike(name: readonly Token[]): boolean {
  return (
    name.some(({ text }) => /^\p{Lu}/u.test(text)) && !name.some(({ key }) => /^(?:not|never|no)$/.test(key))
  );
}

/** `IAEA` is "International Atomic Energy Agency" where the article has both. */
function isShortForm(name: readonly Token[], all: readonly Token[]): boolean {
  const words = name.filter(({ isSign }) => !isSign);
  const [only] = words;
  return words.length === 1 && only !== undefined && all.some(({ key }) => key === only.key);
}

function isSameName(meant: readonly Token[], name: readonly Token[], article: Article): boolean {
  const short = meant.filter(({ key }) => !FREE_WORDS.has(key));
  const long = name.filter(({ isSign, key }) => !isSign && !FREE_WORDS.has(key));
  if (short.length === 0 || long.length === 0) return false;
  const holds = (big: readonly Token[], small: readonly Token[]) =>
    small.every(({ key }) => big.some((other) => other.key === key || other.key === key.replace(/'s?$/, "")));
  if (holds(long, short) || holds(short, long)) return true;
  const [a, b] = short.length < long.length ? [short, long] : [long, short];
  const acronym = a.length === 1 ? (a[0]?.text.replace(/\W/g, "") ?? "") : "";
  if (!/^\p{Lu}{2,}$/u.test(acronym)) return false;
  const text = `${article.title}\n${article.body}`;
  const spelled = initialsOf(b) === acronym;
  return spelled && text.includes(`(${acronym})`);
}

const initialsOf = (words: readonly Token[]) =>
  words
    .flatMap(({ text }) => text.split("-"))
    .filter((word) => /^\p{Lu}/u.test(word))
    .map((word) => word.charAt(0))
    .join("");

const NO_NAMES =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|mr|mrs|ms|dr|i|x)$/;

/** "Holt called him a thief. He …", "Marsh spoke to Hale. He said she …": another than who was named last, or either. */
function isOpenPronoun({ tokens, before }: Mention, meant: readonly Token[]): boolean {
  const key = meant.length === 1 ? (meant[0]?.key ?? "") : "";
  if (!/^(?:he|she|his|her|him)$/.test(key)) return false;
  const isHis = /^h(?:e|is|im)$/.test(key);
  const earlier = readTaggedTokens(before);
  const isObject = earlier.some(({ key }, at) =>
    isHis ? key === "him" : key === "her" && !/^(?:NOUN|ADJ|NUM|PROPN)$/.test(earlier[at + 1]?.tag ?? ""),
  );
  const others = isHis ? /^(?:she|her|hers)$/ : /^(?:he|him|his)$/;
  return isObject || tokens.some((token) => others.test(token.key));
}

/** The last words of the names that a pronoun or a description may stand for: in its sentence before it, and in the one before. */
function candidatesFor(
  { tokens, from, before }: Mention,
  { meant, article, hasFirstName }: Meaning,
): Set<string> {
  const isPerson = /^(?:he|she|his|her|him)$/.test(meant[0]?.key ?? "");
  const find = (words: readonly Token[]) =>
    namesIn(words, isPerson, hasFirstName).filter(
      (name) => !isOutlet(name, article) && (!isPerson || hasFirstName(name)),
    );
  const near = find(tokens.slice(0, from));
  const previous = readTaggedTokens(before);
  // "The film will not be released in China. It …": a place is not what "it" is.
  const places =
    /^(?:it|its)$/.test(meant[0]?.key ?? "") && meant.length === 1 ? find(placesIn(previous)) : [];
  const earlier = find(previous).filter((name) => !places.includes(name));
  const titled = find(readTaggedTokens(article.title));
  const all = isPerson && near.length > 0 ? near : [...new Set([...near, ...earlier])];
  if (all.length === 0) return new Set(titled);
  const inBoth = all.filter((name) => titled.includes(name));
  if (inBoth.length === 1) return new Set(inBoth);
  return new Set(near.length > 0 ? near : earlier);
}

/** The names behind "in", "at", "from" and "to". */
function placesIn(tokens: readonly Token[]): Token[] {
  return tokens.filter(({ text }, at) => {
    let before = at - 1;
    while (/^\p{Lu}/u.test(tokens[before]?.text ?? "") || tokens[before]?.tag === "DET") before -= 1;
    return /^\p{Lu}/u.test(text) && /^(?:in|at|from|to|near|across|outside)$/.test(tokens[before]?.key ?? "");
  });
}

function standsAloneAt(all: readonly Token[], at: number, name: readonly Token[]): boolean {
  const before = all[at - 1];
  const isFree =
    !before ||
    before.isSign ||
    !/^\p{Lu}/u.test(before.text) ||
    isBreak(all[at - 2]) ||
    FREE_WORDS.has(before.key);
  return isFree && name.every(({ key }, index) => all[at + index]?.key === key);
}

/** "including [Megan] Grey": within a sentence, so that its capital means something. */
function isFirstName(all: readonly Token[], at: number): boolean {
  const [before, first] = [all[at - 1], all[at]];
  if (!first || !/^\p{Lu}\p{Ll}/u.test(first.text)) return false;
  if (FREE_WORDS.has(first.key) || NO_NAMES.test(first.key)) return false;
  const isAtStart = !before || /^[.?!:…"]$/.test(before.key);
  // "Loading Google" is no name.
  return (
    !isAtStart ||
    (!/ing$/.test(first.key) && readTaggedTokens(`${first.text} Lee spoke.`)[0]?.tag === "PROPN")
  );
}

const TITLES = new Set(
  `president vice minister prime secretary senator sen representative rep congressman congresswoman judge justice king
  queen prince princess pope governor gov mayor general gen chancellor professor prof captain sir lord lady dame
  ambassador premier chairman chairwoman chair speaker sheriff officer detective sergeant colonel major admiral
  lieutenant bishop father sister mr mrs ms miss dr coach chief director attorney commissioner councillor mp foreign
  defense defence finance former interior state treasury`.split(/\s+/),
);

/** How many who share a last name the article has: "David Lund" and "Erik Lund" are two. */
function countHolders(all: readonly Token[], places: readonly number[]): number {
  const holders = new Set<string>();
  for (const at of places) {
    const initial = /^\p{L}\.?$/u.test(all[at - 1]?.text ?? "") ? all[at - 1] : undefined;
    const isDotted =
      initial === undefined && all[at - 1]?.key === "." && /^\p{Lu}$/u.test(all[at - 2]?.text ?? "");
    const shift = initial ? 2 : isDotted ? 3 : 1;
    const first = all[at - shift];
    if (!first || TITLES.has(first.key) || /['’]/.test(first.text)) continue;
    if (isFirstName(all, at - shift)) holders.add(shift > 1 ? `${first.key} x` : first.key);
  }
  return holders.size;
}

interface Meaning {
  /** The pronoun or the description. */
  readonly meant: readonly Token[];
  readonly article: Article;
  readonly hasFirstName: (key: string) => boolean;
}

/** The last word of each run of capitalised words; countries are no persons. */
function namesIn(
  tokens: readonly Token[],
  isPerson: boolean,
  hasFirstName: (key: string) => boolean,
): string[] {
  const names: string[] = [];
  tokens.forEach((token, at) => {
    const next = tokens[at + 1];
    const isCapital = /^\p{Lu}/u.test(token.text) && !NO_NAMES.test(token.key) && !PRONOUNS.has(token.key);
    if (!isCapital || protectionOf(token.key) === "negation") return;
    if (
      !/^(?:PROPN|NOUN|X|ADJ)$/.test(token.tag) ||
      (at === 0 && token.tag !== "PROPN" && !hasFirstName(token.key))
    )
      return;
    if (next && /^\p{Lu}/u.test(next.text) && !next.isSign) return;
    if (isPerson && findCountries(token.text).size > 0) return;
    names.push(token.key.replace(/'s?$/, ""));
  });
  return [...new Set(names)];
}
