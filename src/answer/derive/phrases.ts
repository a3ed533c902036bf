import { findIntroductions } from "../../articles/people.ts";
import { findCue } from "../../articles/speech/cues.ts";
import { isBreak, type Token } from "./tokens.ts";
import { CONJUNCTIONS, DENYING, protectionOf, RELATIVES, reachesOut } from "./words.ts";

/** A run of a sentence's words that a shortening leaves out: half-open, in tokens. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/**
 * Why a cut would change what a sentence says, in one line; undefined where it may be made. What may go is a phrase that
 * only adds: it takes no word along that turns the sense, no subject, head or number's noun away from what is kept, and
 * no verb away from the clause that it governs.
 */
export function refuseCut(tokens: readonly Token[], whole: Cut): string | undefined {
  const cut = skipOpening(tokens, whole);
  const words = tokens.slice(cut.from, cut.to).filter(({ isSign }) => !isSign);
  if (words.length === 0 || isOffice(tokens, cut) || isSpelledOut(tokens, cut)) return undefined;
  const said = words.map(({ text }) => text).join(" ");
  const scope = findScope(tokens, cut);
  if (scope) return `“${said}” was left out, which narrows “${scope.text}”`;
  if (isTimeAlone(words)) return undefined;
  const turning = findTurning(tokens, cut);
  if (turning) return `“${turning.text}” was left out`;
  if (takesJoint(tokens, cut)) return `“${said}” was left out, which joins two parts`;
  if (takesCountedThing(tokens, cut) || takesCount(tokens, cut))
    return `what a number counts was left out: “${said}”`;
  if (isCircumstanceOfSpeech(tokens, cut)) return undefined;
  if (opensSubordinate(tokens, cut)) return `“${said}” was left out, and what it governs was kept`;
  if (governsNext(tokens, cut)) return `“${said}” was left out, and what belongs to it was kept`;
  if (takesHead(tokens, cut)) return `“${said}” was left out of the middle of a phrase`;
  if (takesObject(tokens, cut)) return `“${said}” was left out, and its verb was kept`;
  if (leavesVerbAlone(tokens, cut)) return `“${said}” was left out, and its verb was kept`;
  if (takesSubject(tokens, cut)) return `“${said}” was left out from between a subject and a verb`;
  return undefined;
}

/** Behind "But", "And" and "However," at the very beginning, which only tie a sentence to the one before. */
export function skipOpening(tokens: readonly Token[], { from, to }: Cut): Cut {
  const first = skipSigns(tokens, 0, tokens.length);
  if (from > first || !/^(?:but|and|however|so|yet|still)$/.test(tokens[first]?.key ?? ""))
    return { from, to };
  return { from: first + 1, to };
}

/** An office before a name that is kept: "[U.S. Secretary of State] Marco Rubio". */
export function isOffice(tokens: readonly Token[], { from, to }: Cut): boolean {
  const words = tokens.slice(from, to);
  const next = tokens[to];
  if (
    words.some(({ isSign, key }) => isSign || protectionOf(key) !== undefined) ||
    !next ||
    words.at(-1)?.tag === "ADP" ||
    !/^\p{Lu}/u.test(next.text)
  )
    return false;
  const office = words.map(({ text }) => text).join(" ");
  return findIntroductions(`${office} Ann Lee`).some(
    (known) => `${known.office} ${known.name}` === `${office} Ann Lee`,
  );
}

/** Where, when and how something was said, between the verb and "that", or behind the verb at the end. */
function isCircumstanceOfSpeech(tokens: readonly Token[], { from, to }: Cut): boolean {
  const verb = tokens[from - 1];
  if (!isSaying(verb) || tokens.slice(from, to).some(isBreak)) return false;
  if (tokens[to]?.key === "that") return !range(from, to).some((at) => isFiniteVerb(tokens, at));
  const isBehindContent = tokens
    .slice(Math.max(0, from - MAX_SPEAKER_WORDS), from)
    .some(({ key }) => key === "," || key === '"');
  const opens = /^(?:ADP|SCONJ)$/.test(tokens[from]?.tag ?? "") || WEEKDAY.test(tokens[from]?.key ?? "");
  return isOnlySigns(tokens, to, tokens.length) && isBehindContent && opens;
}

/** "Omani Foreign Minister Sayyid Badr Albusaidi said" has six. */
const MAX_SPEAKER_WORDS = 9;

const isSaying = (token: Token | undefined) =>
  token !== undefined &&
  token.tag === "VERB" &&
  findCue(token.text.toLowerCase())?.frames.has("say") === true;

/** "[International Atomic Energy Agency (]IAEA": the short form that stands behind the name. */
function isSpelledOut(tokens: readonly Token[], { from, to }: Cut): boolean {
  const words = tokens.slice(from, to);
  const acronym = tokens[to]?.text ?? "";
  if (words.at(-1)?.key !== "(" || !/^\p{Lu}{2,}$/u.test(acronym)) return false;
  const initials = words.filter(({ text }) => /^\p{Lu}/u.test(text)).map(({ text }) => text.charAt(0));
  return initials.join("").endsWith(acronym) && words.length <= acronym.length * 2 + 1;
}

const WEEKDAY = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/;

/** "next week", "on Thursday", "yesterday". */
function isTimeAlone(words: readonly Token[]): boolean {
  const keys = words.map(({ key }) => key);
  const [first = "", second = "", ...others] = keys[0] === "on" ? keys.slice(1) : keys;
  if (others.length > 0) return false;
  if (second === "") return WEEKDAY.test(first) || /^(?:yesterday|today|tonight|tomorrow)$/.test(first);
  return (
    (/^(?:this|next|last|late|early)$/.test(first) || WEEKDAY.test(first)) &&
    (/^(?:week|month|year|day|weekend|spring|summer|autumn|fall|winter|morning|afternoon|evening|night)$/.test(
      second,
    ) ||
      WEEKDAY.test(second))
  );
}

const NEGATING = /^(?:not|no|never|none|nobody|nothing|neither|cannot|without)$|n't$/;
const EMBRACING = /^(?:all|every|each|only|any|most|few|half|majority|minority|%)$|^\d[\d.]*%$/;
const UNIQUE = /^(?:first|last|most|best|worst|largest|smallest|biggest|highest|lowest)$/;

/**
 * A kept word that says more without the cut: "not [on Thursday]", "all members [of the opposition] voted", "the largest
 * city [in Norway]". What stands behind a break does not narrow it.
 */
function findScope(tokens: readonly Token[], { from, to }: Cut): Token | undefined {
  if (from === 0 || isBreak(tokens[from]) || isBreak(tokens[from - 1]) || tokens[from]?.key === "and")
    return undefined;
  let isVerbPassed = false;
  let isObject = false;
  for (let at = from - 1; at >= 0 && !isBreak(tokens[at]); at -= 1) {
    const token = tokens[at];
    if (!token) return undefined;
    if (NEGATING.test(token.key)) return isOnlySigns(tokens, from, to) ? undefined : token;
    if (!isVerbPassed && isDenying(tokens, at)) return token;
    if (isFiniteVerb(tokens, at)) isVerbPassed = true;
    if (isVerbPassed && /^(?:that|and|but|who|which|because)$/.test(token.key)) return undefined;
    if (!isVerbPassed && UNIQUE.test(token.key) && token.tag !== "PROPN") return token;
    if (!isVerbPassed && !isObject && EMBRACING.test(token.key)) return token;
    isObject ||= token.tag === "ADP" && token.key !== "of";
  }
  return undefined;
}

/** "ruled out", "stopped", "the ban": what narrows it, narrows what is denied. */
function isDenying(tokens: readonly Token[], at: number): boolean {
  const key = tokens[at]?.key ?? "";
  if (key === "out") return /^rul/.test(tokens[at - 1]?.key ?? "");
  return DENYING.test(key) && !isModifier(tokens, at);
}

/** The first word of a cut that turns the sense of what is kept; a clause or phrase of its own keeps its words to itself. */
function findTurning(tokens: readonly Token[], cut: Cut): Token | undefined {
  if (isSentenceOfItsOwn(tokens, cut) || isClauseOfItsOwn(tokens, cut) || isPredicateOfItsOwn(tokens, cut))
    return undefined;
  const isSetOff = isSetOffPhrase(tokens, cut);
  const isOfSaying = isCircumstanceOfSpeech(tokens, cut);
  return tokens.slice(cut.from, cut.to).find((word, index) => {
    if (word.isSign) return false;
    const at = cut.from + index;
    if (isOfSpeech(tokens, at)) return true;
    // "over a contract" measures nothing.
    if (MEASURING.test(word.key) && !isNumber(tokens[at + 1])) return false;
    const protection = protectionOf(word.key) ?? (isOfThought(tokens, at) ? "hedge" : undefined);
    if (protection === undefined || (at > 0 && word.tag === "PROPN" && /^\p{Lu}/u.test(word.text)))
      return false;
    if (isOfSaying && protection === "time") return false;
    return !isSetOff || reachesOut(protection);
  });
}

const MEASURING = /^(?:about|around|over|under|near)$/;

/** What somebody says, thinks, tells or denies hangs on these verbs. */
const JUDGING =
  /^(?:deny|dispute|contest|rebut|refute|reject|accuse|debunk|confirm|contradict|allege|disavow)$/;

export function isOfSpeech(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at];
  if (word?.tag !== "VERB") return false;
  const cue = findCue(word.text.toLowerCase());
  if (!cue) return false;
  if (isModifier(tokens, at)) return false;
  return cue.frames.has("say") || cue.frames.has("tell") || JUDGING.test(cue.lemma);
}

function isOfThought(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at];
  return (
    word?.tag === "VERB" &&
    !isModifier(tokens, at) &&
    findCue(word.text.toLowerCase())?.frames.has("think") === true
  );
}

/** "the highly [anticipated] criminal trial" */
function isModifier(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.tag === "ADV" ? tokens[at - 2] : tokens[at - 1];
  return (
    /^(?:NOUN|ADJ|PROPN)$/.test(tokens[at + 1]?.tag ?? "") &&
    before?.tag === "DET" &&
    /(?:ed|en|ing)$/.test(tokens[at]?.key ?? "")
  );
}

/** Words with which a phrase that only describes begins: "who", "which", "a", "orchestrating", "with", "including". */
const DESCRIBING = /^(?:and|who|which|whose|whom|where|including|such|like|similar|as)$/;

const isOpening = (token: Token) => isBreak(token) && !/^[)\]]$/.test(token.key);

/** A phrase between two breaks, or from a break to an end, that describes what stands beside it. */
function isSetOffPhrase(tokens: readonly Token[], { from, to }: Cut): boolean {
  const first = skipSigns(tokens, from, to);
  const last = lastWord(tokens, from, to);
  const opens =
    from === 0 || tokens[first]?.key === "and" || tokens.slice(Math.max(0, from - 1), first).some(isOpening);
  const closes = isOnlySigns(tokens, to, tokens.length) || tokens.slice(last + 1, to + 1).some(isBreak);
  if (!opens || !closes) return false;
  const { tag = "", key = "" } = tokens[first] ?? {};
  if (DESCRIBING.test(key) || /^(?:DET|NUM)$/.test(tag)) return true;
  // "– funding which …"
  if (tag === "NOUN" && tokens.slice(Math.max(0, from - 1), first).some(({ key }) => key === "—"))
    return true;
  if (tag === "ADP" || tag === "ADJ") return true;
  return /ing$/.test(key) && tag === "VERB";
}

/** Whole sentences of a quotation that holds several. */
function isSentenceOfItsOwn(tokens: readonly Token[], { from, to }: Cut): boolean {
  const opens = from === 0 || [tokens[from - 1], tokens[from]].some(isEnd);
  const closes = isOnlySigns(tokens, to, tokens.length) || isEnd(tokens[to - 1]);
  return opens && closes && tokens.slice(from - 1 < 0 ? 0 : from - 1, to).some(isEnd);
}

const isEnd = (token: Token | undefined) => token !== undefined && /^[.?!]$/.test(token.key);

/** "…, and said …" at the end: another predicate of the same subject. */
function isPredicateOfItsOwn(tokens: readonly Token[], { from, to }: Cut): boolean {
  if (!isOnlySigns(tokens, to, tokens.length)) return false;
  const first = skipSigns(tokens, from, to);
  if (tokens[first]?.key !== "and") return false;
  const next = tokens[first + 1]?.tag === "ADV" ? first + 2 : first + 1;
  return isFiniteVerb(tokens, next);
}

/** An independent clause beside the one that is kept: ", while the defense countered …" at the end, "…, but" before it. */
function isClauseOfItsOwn(tokens: readonly Token[], { from, to: end }: Cut): boolean {
  let to = end;
  // "…; essentially"
  while (from === 0 && to > 1 && tokens[to - 1]?.tag === "ADV") to -= 1;
  const first = skipSigns(tokens, from, to);
  const isAtEnd = isOnlySigns(tokens, to, tokens.length);
  const opensApart = isBreak(tokens[first - 1]) || isBreak(tokens[from]);
  if (isAtEnd && opensApart) {
    const opener = tokens[first]?.key ?? "";
    const isOpened = /^(?:and|but|while|whereas)$/.test(opener) || tokens[first - 1]?.key === ";";
    return (
      isOpened &&
      hasSubjectAndVerb(tokens, isOpened && tokens[first - 1]?.key !== ";" ? first + 1 : first, to)
    );
  }
  if (from !== 0) return false;
  const last = lastWord(tokens, from, to);
  const isKept = hasSubjectAndVerb(tokens, to, tokens.length);
  const opener = tokens[first]?.key ?? "";
  // "Though …, the 19-year-old …": what is conceded or given as a reason is not what the main clause says.
  if (
    CONCEDING.test(opener) &&
    isBreak(tokens[to - 1]) &&
    isKept &&
    !range(from, to).some((at) => isSpeech(tokens, at))
  )
    return true;
  const isJoined =
    CONJUNCTIONS.has(tokens[last]?.key ?? "") && /^(?:and|but|while)$/.test(tokens[last]?.key ?? "");
  const isParted = isJoined ? isBreak(tokens[last - 1]) : tokens[to - 1]?.key === ";";
  if (!isParted || !hasSubjectAndVerb(tokens, from, last) || !isKept) return false;
  return !range(from, last).some((at) => isSpeech(tokens, at) || isConditional(tokens[at]));
}

const CONCEDING = /^(?:though|although|while|whereas|because|as|since)$/;

const isSpeech = (tokens: readonly Token[], at: number) =>
  isOfSpeech(tokens, at) || tokens[at]?.key === "according";
const isConditional = (word: Token | undefined) =>
  word !== undefined && protectionOf(word.key) === "condition";

/** A noun, and behind it a finite verb without "that" or "to" before it. */
function hasSubjectAndVerb(tokens: readonly Token[], from: number, to: number): boolean {
  const verb = tokens.findIndex((_, at) => at >= from && at < to && isFiniteVerb(tokens, at));
  if (verb < 0) return false;
  const before = tokens
    .slice(from, verb + (tokens[verb]?.tag === "PRON" ? 1 : 0))
    .filter(({ isSign }) => !isSign);
  return (
    before.some(({ tag }) => /^(?:NOUN|PROPN|PRON|NUM|ADJ|X)$/.test(tag)) &&
    !RELATIVES.has(before[0]?.key ?? "")
  );
}

/** Whether the token is a verb that can be a clause's own. */
export function isFiniteVerb(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token || token.isSign) return false;
  if (/^(?:it|he|she|that|there|they|we|i|you|who)'(?:s|re|ve|d|ll|m)$/.test(token.key)) return true;
  if (token.tag === "AUX") return !/^(?:be|been|being|having)$/.test(token.key);
  if (token.tag !== "VERB" || isModifier(tokens, at)) return false;
  return !/ing$/.test(token.key) && tokens[at - 1]?.key !== "to";
}

/** A lone "because", "and" or "that" between two parts that are kept. */
function takesJoint(tokens: readonly Token[], { from, to }: Cut): boolean {
  const [word, ...others] = tokens.slice(from, to).filter(({ isSign }) => !isSign);
  if (!word || others.length > 0) return false;
  if (word.key === "that") return !/^(?:VERB|AUX)$/.test(tokens[from - 1]?.tag ?? "");
  return /^(?:CCONJ|SCONJ|ADP|PART)$/.test(word.tag) || MEASURING.test(word.key);
}

/** A kept noun without its number, or its owner: "[16] per cent", "[Trump's] lawyer". */
function takesCount(tokens: readonly Token[], { from, to }: Cut): boolean {
  const last = tokens[to - 1];
  const next = tokens[to];
  if (!last || !next || next.isSign || isMonth(tokens[from - 1])) return false;
  const isInPhrase = /^(?:NOUN|ADJ|PROPN|NUM)$/.test(next.tag) || /^(?:%|per)$/.test(next.key);
  return isInPhrase && (isNumber(last) || (/['’]s?$/.test(last.text) && last.tag !== "PRON"));
}

/** A noun goes, and the verb or the "of" that belongs to it stays: "because [SMU] possesses", "[Deals] with a strikeout". */
function leavesVerbAlone(tokens: readonly Token[], { from, to }: Cut): boolean {
  const last = tokens.slice(from, to).findLast(({ tag, isSign }) => !isSign && tag !== "ADV");
  if (!last || !isNominal(last) || tokens[to - 1]?.isSign) return false;
  const before = tokens[from - 1];
  let next = to;
  while (tokens[next]?.tag === "ADV") next += 1;
  const hasOther = before !== undefined && (isNominal(before) || isBreak(before));
  if (isFiniteVerb(tokens, next))
    return !hasOther || (isBreak(before) && !isNominal(tokens[skipBack(tokens, from)] ?? last));
  return (
    tokens[next]?.tag === "ADP" &&
    (from === 0 || before?.isSign === true) &&
    !tokens.slice(from, to).some(({ tag }) => tag === "ADP")
  );
}

function skipBack(tokens: readonly Token[], from: number): number {
  let at = from - 1;
  while (at > 0 && tokens[at]?.isSign) at -= 1;
  return at;
}

const isNominal = ({ tag, isSign }: Token) => !isSign && /^(?:NOUN|PROPN|PRON)$/.test(tag);

/** The name that begins at a place of a sentence. */
export function nameFrom(tokens: readonly Token[], from: number): Token[] {
  let to = from;
  while (to < from + NAME_WORDS && isNameWord(tokens[to])) to += 1;
  return tokens.slice(from, to);
}

/** The name that ends at a place of a sentence. */
export function nameBefore(tokens: readonly Token[], to: number): Token[] {
  let from = to;
  while (from > to - NAME_WORDS && isNameWord(tokens[from - 1])) from -= 1;
  return tokens.slice(from, to);
}

/** Names are seldom longer. */
const NAME_WORDS = 4;

/** Whether a token is part of a name. */
export const isNameWord = (token: Token | undefined) =>
  token !== undefined && token.tag === "PROPN" && /^\p{Lu}/u.test(token.text);

/** Behind a kept number: the words up to the noun that it counts, "of 21", "million". */
function takesCountedThing(tokens: readonly Token[], { from, to }: Cut): boolean {
  for (let number = from - 1; number >= Math.max(0, from - MAX_COUNTED_WORDS); number -= 1) {
    const token = tokens[number];
    if (!token || isBreak(token)) return false;
    if (isNumber(token)) {
      const isDate =
        /^\d{1,4}$/.test(token.key) && (isMonth(tokens[number - 1]) || isMonth(tokens[number + 1]));
      return !isDate && from < endOfCounted(tokens, number);
    }
  }
  return tokens[from]?.key === "of" && isNumber(tokens[to - 1]) && isNumber(tokens[from - 1]);
}

const MAX_COUNTED_WORDS = 5;
const MONTH = /^(?:january|february|march|april|may|june|july|august|september|october|november|december)$/;
const isMonth = (token: Token | undefined) => token !== undefined && MONTH.test(token.key);
export const isNumber = (token: Token | undefined) =>
  token !== undefined && !token.isSign && (token.tag === "NUM" || /^#?[$£€¥₹]?\d/.test(token.key));

function endOfCounted(tokens: readonly Token[], number: number): number {
  let end = number + 1;
  while (end <= number + MAX_COUNTED_WORDS && /^(?:ADJ|NUM|PROPN|SYM)$/.test(tokens[end]?.tag ?? ""))
    end += 1;
  if (tokens[end]?.key === "%") end += 1;
  while (tokens[end]?.tag === "NOUN" && end <= number + MAX_COUNTED_WORDS) end += 1;
  return end === number + 1 && tokens[end]?.key === "of" ? end + 2 : end;
}

/** "The report that", "whether": what follows would be told as fact. */
function opensSubordinate(tokens: readonly Token[], { from, to }: Cut): boolean {
  if (isOnlySigns(tokens, to, tokens.length)) return false;
  const last = tokens[lastWord(tokens, from, to)];
  if (!last) return false;
  if (/^(?:if|whether|unless|lest|how|why)$/.test(last.key)) return true;
  if (last.key !== "that") return false;
  // "…, saying that": kept with its verb; a demonstrative is a determiner before a noun.
  const isDemonstrative = last.tag === "DET" && /^(?:NOUN|ADJ)$/.test(tokens[to]?.tag ?? "");
  const isAlone = tokens.slice(from, to).filter(({ isSign }) => !isSign).length === 1;
  return !isDemonstrative && !isAlone;
}

/** Ends with a preposition, an article, "to" or a verb, whose object or complement is kept. */
function governsNext(tokens: readonly Token[], { from, to }: Cut): boolean {
  if (isOnlySigns(tokens, to, tokens.length)) return false;
  const cutWords = tokens.slice(from, to).filter(({ isSign }) => !isSign);
  const next = tokens[to];
  const last = tokens[to - 1];
  if (!last || !next || last.isSign || next.isSign) return false;
  // "[A man posing as] the minister"
  if (last.key === "as" && last.tag === "ADP") return true;
  // A lone "that" was looked at before.
  if (cutWords.length === 1 && last.key === "that") return false;
  if (CONJUNCTIONS.has(last.key) || RELATIVES.has(last.key)) return false;
  const isInPhrase = tokens[from - 1]?.tag === "DET" && /^(?:NOUN|ADJ|PROPN)$/.test(next.tag);
  const isOnlyModifier = cutWords.every(
    ({ tag, key }) =>
      /^(?:DET|ADJ|ADV)$/.test(tag) || (isInPhrase && tag === "VERB" && /(?:ed|ing)$/.test(key)),
  );
  if (isOnlyModifier) return false;
  if (/^(?:ADP|VERB|AUX|PART|SCONJ)$/.test(last.tag)) return !isAuxiliaryOfPast(cutWords);
  // The preposition that governs what is kept: "critics of [Trump]", "the lawyers for the [defense]".
  for (let at = to - 1; at >= from; at -= 1) {
    const token = tokens[at];
    if (!token || token.isSign) return false;
    // "The [plan to sell the] port": what was to be sold is kept, with another's article.
    if (token.tag === "VERB")
      return /^(?:DET|PRON)$/.test(last.tag) && isSameNounPhrase(tokens, at + 2, to) && at + 1 < to;
    if (token.tag === "PRON" && at < to - 1) return false;
    if (token.tag === "ADP") return isSameNounPhrase(tokens, at + 1, to);
  }
  return false;
}

const isAuxiliaryOfPast = (words: readonly Token[]) =>
  words.every(({ key }) => /^(?:has|have|had)$/.test(key));

/** Whether a noun phrase runs over a place: nothing but its parts from one token to the next after it. */
function isSameNounPhrase(tokens: readonly Token[], from: number, at: number): boolean {
  const parts = tokens.slice(from, at + 1);
  return parts.every(
    ({ tag, key, isSign }) =>
      !isSign && (/^(?:DET|ADJ|NOUN|PROPN|NUM|PART)$/.test(tag) || /^(?:its|his|her|their)$/.test(key)),
  );
}

/** "the foreign ministry [spokesman] said": the head goes, and its modifiers pose as one. */
function takesHead(tokens: readonly Token[], { from, to }: Cut): boolean {
  const before = tokens[from - 1];
  const first = tokens[from];
  if (!before || !first || before.isSign || first.isSign) return false;
  if (tokens.slice(from, to).every(({ tag }) => /^(?:ADJ|ADV)$/.test(tag))) return false;
  if (!/^(?:DET|ADJ|NOUN|PROPN|NUM)$/.test(before.tag) || !/^(?:NOUN|PROPN|ADJ)$/.test(first.tag)) {
    return (
      /['’]s?$/.test(before.text) && /^(?:NOUN|ADJ|PROPN)$/.test(first.tag) && !continuesPhrase(tokens, to)
    );
  }
  // "Minister [Badr Albusaidi]": an office stands for its holder.
  if (first.tag === "PROPN" && before.tag === "NOUN") return false;
  return !continuesPhrase(tokens, to);
}

/** Whether the kept word behind a cut goes on with the noun phrase that the cut shortened. */
function continuesPhrase(tokens: readonly Token[], to: number): boolean {
  const last = tokens[to - 1];
  return (
    last !== undefined && !last.isSign && /^(?:NOUN|PROPN)$/.test(tokens[to]?.tag ?? "") && last.tag !== "ADP"
  );
}

/** The whole object of a verb or a preposition: "arrested [Smith] on Monday", "in [2019] as". */
function takesObject(tokens: readonly Token[], { from, to }: Cut): boolean {
  const verb = tokens[from - 1];
  const first = tokens[from];
  if (!verb || !first || !/^(?:VERB|AUX|ADP)$/.test(verb.tag) || first.isSign) return false;
  return /^(?:DET|NOUN|PROPN|ADJ|NUM|PRON)$/.test(first.tag) && !continuesPhrase(tokens, to);
}

/**
 * A finite verb goes, and the next kept one gets another subject: "The prosecution [painted …, while the defense]
 * countered". A clause that stands between two breaks and holds no other is safe.
 */
function takesSubject(tokens: readonly Token[], { from, to }: Cut): boolean {
  const verbs = range(from, to).filter((at) => isFiniteVerb(tokens, at));
  if (verbs.length === 0) return false;
  const first = skipSigns(tokens, from, to);
  let last = lastWord(tokens, from, to);
  while (from === 0 && last > 0 && tokens[last]?.tag === "ADV") last -= 1;
  const opens =
    from === 0 ||
    isBreak(tokens[from]) ||
    isBreak(tokens[from - 1]) ||
    isOpener(tokens[first]) ||
    isParticiple(tokens, first);
  const isAtEnd = isOnlySigns(tokens, to, tokens.length);
  if (isAtEnd) return !opens;
  const closes =
    isBreak(tokens[to]) || isBreak(tokens[to - 1]) || isBreak(tokens[last]) || isOpener(tokens[last]);
  if (!opens || !closes) return true;
  if (from === 0) return !hasSubjectAndVerb(tokens, to, tokens.length);
  const inside = tokens.slice(first, last + 1).filter(isBreak).length;
  return inside > 0 && isPredicate(tokens, to);
}

/** "talks [aimed at a deal]": its clause has had its verb. */
function isParticiple(tokens: readonly Token[], at: number): boolean {
  const isForm = tokens[at]?.tag === "VERB" && /(?:ed|ing|held|made|built|led)$/.test(tokens[at]?.key ?? "");
  if (!isForm || tokens[at + 1]?.tag !== "ADP" || tokens[at - 1]?.tag === "AUX") return false;
  for (let before = at - 1; before >= 0 && !isBreak(tokens[before]); before -= 1)
    if (isFiniteVerb(tokens, before)) return true;
  return false;
}

const isOpener = (token: Token | undefined) =>
  token !== undefined && (RELATIVES.has(token.key) || CONJUNCTIONS.has(token.key) || token.key === "that");

/** Whether a kept verb group follows, past signs and adverbs. */
function isPredicate(tokens: readonly Token[], at: number): boolean {
  let next = at;
  while (tokens[next]?.isSign || tokens[next]?.tag === "ADV") next += 1;
  return /^(?:VERB|AUX)$/.test(tokens[next]?.tag ?? "");
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

function skipSigns(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (at < to && tokens[at]?.isSign) at += 1;
  return at;
}

function lastWord(tokens: readonly Token[], from: number, to: number): number {
  let at = to - 1;
  while (at > from && tokens[at]?.isSign) at -= 1;
  return at;
}

export const isOnlySigns = (tokens: readonly Token[], from: number, to: number) =>
  tokens.slice(from, to).every(({ isSign }) => isSign);
