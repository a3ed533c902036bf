import { type Attribution, findAttributions } from "../articles/attributions.ts";
import { findCountries, removeCountries } from "../articles/countries.ts";
import { findIntroductions } from "../articles/people.ts";
import { findWords, isStopWord } from "../retrieval/words.ts";

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
    for (const { name, office } of findIntroductions(body)) tie(name, office);
  }
  return ties;
}

/** What an article attributes to the speaker that a question names, in order. */
export function findSaidBy(speaker: string, body: string, ties: Ties): Attribution[] {
  const wanted = keysOf(speaker);
  if (wanted.size === 0) return [];
  return findAttributions(body).filter((attribution) => {
    const who = (attribution.speakerName ?? "").replace(RELATIVE_OF, "");
    const known = new Set(keysOf(who));
    for (const key of ties.get(surnameOf(who)) ?? []) known.add(key);
    return [...wanted].every((key) => known.has(key));
  });
}

/** "Reed's lawyer" is somebody else; who speaks for Reed is not. */
const RELATIVE_OF =
  /^.*['’]s?\s+(?=(?:\p{L}+\s+){0,2}(?:wife|husband|son|daughter|father|mother|parents|brother|sister|family|friends?|roommate|lawyers?|attorneys?|doctor|neighbou?rs?|colleagues?|critics?|opponents?|rivals?|accusers?|successor|predecessor)\b)/iu;

/** The stem of the last name in "Mayor Ada Reed of Bath": other names in it are not whose words they are. */
function surnameOf(who: string): string {
  const name = who.split(/,|\s(?:of|for|from|at|with|in)\s/)[0] ?? "";
  return findWords(name).findLast(({ text }) => /^\p{Lu}/u.test(text))?.stem ?? "";
}

/** The texts that name a speaker whole; where none does, and it is a name, those that give its last word. */
export function keepNaming<T extends { readonly text: string }>(speaker: string, texts: readonly T[]): T[] {
  const keys = [...keysOf(speaker)];
  const last = keys.at(-1);
  const whole = texts.filter(({ text }) => {
    const held = keysOf(text);
    return keys.length > 0 && keys.every((key) => held.has(key));
  });
  const isName = /\p{Lu}\S*$/u.test(speaker.trim());
  if (whole.length > 0 || !isName || last === undefined) return whole;
  return texts.filter(({ text }) => keysOf(text).has(last));
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
