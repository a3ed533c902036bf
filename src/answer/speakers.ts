import { type Attribution, findAttributions } from "../articles/attributions.ts";
import { findCountries, removeCountries } from "../articles/countries.ts";
import { findWords, isStopWord } from "../retrieval/words.ts";

/** Offices that tie a name to what it speaks for, as news writing introduces people. */
const OFFICE =
  "president|minister|secretary|envoy|spokes(?:person|man|woman)|ambassador|official|ministry|leader|chancellor|premier|king|queen|prince|emir|sultan|senator|negotiator|mediator|chief|general|commander|lawmaker|director|governor|mayor|adviser|advisor|diplomat|head|chair(?:man|woman)?|judge|prosecutor|coach|captain|founder|CEO|executive|analyst|professor|representative|commissioner|speaker"
    .split("|")
    .map((office) => `[${office.charAt(0)}${office.charAt(0).toUpperCase()}]${office.slice(1)}`)
    .join("|");

/** What may stand before an office: names, and these. "And", "met" and the like end the introduction. */
const MODIFIER =
  "(?:\\p{Lu}\\.){2,}|\\p{Lu}[\\p{L}’'-]*|foreign|prime|deputy|vice|senior|top|chief|lead|special|former|acting|press|state|supreme|military|nuclear|national|security|defen[cs]e|finance|interior|energy|trade|health|justice|oil|ministry|government|party|police|army|navy|project|program(?:me)?";
const OFFICE_HELD = `(?:(?:${MODIFIER})\\s+){0,5}?(?:${OFFICE})(?:\\s+(?:of|for|at)\\s+(?:the\\s+)?\\p{Lu}\\p{L}+(?:\\s+\\p{Lu}\\p{L}+){0,3})?`;
const INTRODUCED = new RegExp(
  `(?<![\\p{L}.’'-])(${OFFICE_HELD})\\s+((?:\\p{Lu}[\\p{L}.’'-]+\\s+){0,3}\\p{Lu}[\\p{L}’'-]+)`,
  "gu",
);
const APPOSED = new RegExp(
  `(?<![\\p{L}.’'-])((?:\\p{Lu}[\\p{L}.’'-]+\\s+){1,3}\\p{Lu}[\\p{L}’'-]+),\\s+(?:who (?:is|was)\\s+)?(?:(?:the|a|an)\\s+)?(${OFFICE_HELD})`,
  "gu",
);

/** Who works on a country does not speak for it: "Iran project director at International Crisis Group". */
const ABOUT_A_COUNTRY = /\b(?:project|program(?:me)?|analyst|professor)\b/i;

/** Who is who in some articles: for each surname's stem, what the articles tie it to. */
export type Ties = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads introductions: "Omani Foreign Minister Badr Albusaidi" ties Albusaidi to Oman, to the office and to Badr. */
export function findTies(bodies: readonly string[]): Ties {
  const ties = new Map<string, Set<string>>();
  const tie = (name: string, office: string) => {
    const surname = findWords(name).at(-1)?.stem;
    if (!surname || !/^\p{Lu}/u.test(name)) return;
    const known = ties.get(surname) ?? new Set<string>();
    const held = ABOUT_A_COUNTRY.test(office) ? removeCountries(office) : office;
    for (const key of keysOf(`${held} ${name}`)) known.add(key);
    ties.set(surname, known);
  };
  for (const body of bodies) {
    for (const [, office = "", name = ""] of body.matchAll(INTRODUCED)) tie(name, office);
    for (const [, name = "", office = ""] of body.matchAll(APPOSED)) tie(name, office);
  }
  return ties;
}

/** What an article attributes to the speaker that a question names, in order. */
export function findSaidBy(speaker: string, body: string, ties: Ties): Attribution[] {
  const wanted = keysOf(speaker);
  if (wanted.size === 0) return [];
  return findAttributions(body).filter((attribution) => {
    const who = attribution.speakerName ?? "";
    const known = new Set(keysOf(who));
    for (const { stem } of findWords(who)) for (const key of ties.get(stem) ?? []) known.add(key);
    return [...wanted].every((key) => known.has(key));
  });
}

/** Stems of a name's words, countries under their code: "Omani minister", "the minister of Oman" are one. */
function keysOf(name: string): Set<string> {
  const keys = new Set<string>();
  for (const country of findCountries(name)) keys.add(country);
  for (const word of findWords(removeCountries(name))) {
    if (!isStopWord(word.text) && !TITLES.has(word.stem)) keys.add(word.stem);
  }
  return keys;
}

/** Words that a name may come with or without. */
const TITLES = new Set(["mr", "mrs", "ms", "dr", "sir", "sayyid", "senior", "former", "side", "govern"]);
