import { capitalizeCountries } from "../articles/countries.ts";
import { findCitedOutlets } from "./cited-outlets.ts";
import { findParts, findSynonyms, maskNames, type Part } from "./parts.ts";
import { findPeriods, type Period } from "./periods.ts";
import { findPhrases, findTerms, findWords, isStopWord } from "./words.ts";

/** A question, read: what to search for, and what would count as evidence. */
export interface Interpretation {
  readonly question: string;
  /** Distinct content words in lower case, in order: what the stores search for. */
  readonly terms: readonly string[];
  /** Neighbouring words, searched side by side beside the terms. */
  readonly phrases: readonly string[];
  /** Other words for what the question names, searched beside the terms: Oman for "Omani", and the other way. */
  readonly synonyms: readonly string[];
  /** Runs of capitalised words: people, places, organisations, titles of works. */
  readonly names: readonly string[];
  /** Outlets of this newsroom that the question names, spelled as they are stored. */
  readonly outlets: readonly string[];
  /** Whose reports it asks about, where no outlet of this newsroom has that name, nor one that holds it. */
  readonly unknownOutlets: readonly string[];
  /** Days, weeks and months that the question names. */
  readonly periods: readonly Period[];
  /** What it asks about, each thing by itself; none when that is one thing only. */
  readonly parts: readonly Part[];
  /** Whose words are asked for: "Oman" in "what did Oman say about Vienna". */
  readonly speaker?: string;
  /** What kind of thing would answer it, where the question says so. */
  readonly wants?: "person" | "time" | "number" | "place";
  /** Whether it asks for how things stand now. */
  readonly wantsNewest?: true;
}

export interface InterpretContext {
  readonly now: Date;
  readonly outlets: readonly string[];
  /** Where the question's days begin and end: an IANA name; UTC where it is not given. */
  readonly timeZone?: string | undefined;
}

const SPEECH =
  "(?:say|says|said|saying|tell|told|think|thinks|announce|announced|claim|claimed|report|reported|warn|warned|argue|argued|state|stated|promise|promised|respond|responded|react|reacted|comment|commented|want|wants|demand|demanded|propose|proposed|add|added|call|called)";
const SPEAKER_PATTERNS = [
  new RegExp(`\\bwhat (?:did|does|do|has|have|had|is|was|were|are) (.+?) ${SPEECH}\\b`, "i"),
  /\bhow (?:did|does|do|has|have) (.+?) (?:respond|responded|react|reacted|describe|described|comment|commented)\b/i,
  /\bwhat (?!(?:did|does|do|has|have|had|is|was|were|are)\b)(.+?) (?:say|says|said|told|announced|claimed)\b/i,
  /\baccording to (.+?)(?=[,?.]|$)/i,
  /\b(?:statements?|comments?|remarks?|reactions?|responses?|words) (?:of|by|from) (.+?)(?=[,?.]| (?:on|about|to|regarding)\b|$)/i,
];

/** Longer "speakers" are clauses that a pattern ran over. */
const MAX_SPEAKER_WORDS = 6;

/** Discord lets nobody ask more than 500, and on a flood of letters reading for names takes time squared. */
const MAX_CHARS = 2000;

/** Reads a question, so many letters of it: pure, the clock and the newsroom's outlets are arguments. */
export function interpret(question: string, { now, outlets, timeZone }: InterpretContext): Interpretation {
  const text = capitalizeCountries(question.slice(0, MAX_CHARS).normalize("NFC").replace(/\s+/g, " ").trim());
  const speaker = findSpeaker(text, outlets);
  const wants = findWants(text);
  const terms = findTerms(text);
  const named = { outlets: findOutlets(text, outlets), periods: findPeriods(text, now, timeZone) };
  return {
    question,
    terms,
    phrases: findPhrases(maskNames(text, named)),
    synonyms: findSynonyms(text, terms),
    names: findNames(text),
    ...named,
    unknownOutlets: findCitedOutlets(text).filter((name) => !outlets.some((outlet) => isLike(outlet, name))),
    parts: findParts(text, named),
    ...(speaker ? { speaker } : {}),
    ...(wants ? { wants } : {}),
    ...(WANTS_NEWEST.test(text) ? { wantsNewest: true } : {}),
  };
}

function findSpeaker(text: string, outlets: readonly string[]): string | undefined {
  for (const pattern of SPEAKER_PATTERNS) {
    const speaker = pattern.exec(text)?.[1]?.trim();
    if (!speaker || speaker.split(" ").length > MAX_SPEAKER_WORDS) continue;
    const isMeaningful = findWords(speaker).some((word) => !isStopWord(word.text));
    const isOutlet = outlets.some((outlet) => outlet.toLowerCase() === speaker.toLowerCase());
    if (isMeaningful && !isOutlet) return speaker;
  }
  return undefined;
}

const WANTS = [
  ["person", /^(?:and |so )?(?:who|whom|whose)\b|\bwhich (?:person|individual|company|player|team)\b/i],
  ["time", /^(?:and |so )?when\b|\b(?:what|which) (?:day|date|year|month|time)\b/i],
  ["number", /\bhow (?:many|much|long|far|old|tall|often|big|large)\b|\bwhat (?:number|percentage|share)\b/i],
  ["place", /^(?:and |so )?where\b|\b(?:what|which) (?:city|country|place|state|continent)\b/i],
] as const;

/**
 * "What is the latest on the talks", not "its latest product"; "where do they stand now", not "now known as"; "who is
 * currently in charge", not "a company that is currently on trial".
 */
const WANTS_NEWEST = new RegExp(
  [
    "(?:\\b(?:is|are|was|were|what[’']s|who[’']s) |^)(?:the )?(?:latest|newest|most recent)\\b",
    "\\blatest (?:on|about|news|updates?|figures?|numbers?|word)\\b",
    "^(?:\\S+ ){1,3}(?:is|are) currently\\b|^(?:is|are) (?:\\S+ ){1,4}currently\\b",
    "\\b(?:right now|at the moment|so far|now)(?=\\s*(?:[?.!,]|$))",
  ].join("|"),
  "i",
);

function findWants(text: string): Interpretation["wants"] {
  return WANTS.find(([, pattern]) => pattern.test(text))?.[0];
}

const NAME = /\p{Lu}[\p{L}\p{M}\p{N}’'&.-]*(?:\s+(?:of the |of |the |and )?\p{Lu}[\p{L}\p{M}\p{N}’'&.-]*)*/gu;

/** Names, without the question's own first word unless a name begins there. */
function findNames(text: string): string[] {
  const names = [...text.matchAll(NAME)].flatMap(({ 0: run }) => {
    const words = run.split(/\s+/);
    while (
      words[0] &&
      (isStopWord(words[0]) || /^(?:Which|Did|Does|Do|Is|Was|Were|Are|Has|Have)$/.test(words[0]))
    )
      words.shift();
    const name = words.join(" ").replace(/(?<!\.\p{Lu})\.$|[’']s?$/u, "");
    return name ? [name] : [];
  });
  return [...new Set(names)];
}

/** "The Verge" and "Verge", "BBC News" and "BBC". */
function isLike(outlet: string, name: string): boolean {
  const [a, b] = [outlet, name].map((part) => part.toLowerCase().replace(/^the /, ""));
  return a !== undefined && b !== undefined && (a.includes(b) || b.includes(a));
}

/** An outlet counts when its name stands in the question letter for letter, as a whole: "The Age", not "the age". */
function findOutlets(text: string, outlets: readonly string[]): string[] {
  return outlets.filter((outlet) => {
    const at = text.indexOf(outlet);
    if (at < 0 || outlet.length < 2) return false;
    const around = `${text.charAt(at - 1)}${text.charAt(at + outlet.length)}`;
    return !/[\p{L}\p{N}]/u.test(around);
  });
}
