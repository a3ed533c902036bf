import { COUNTRIES } from "./country-table.ts";

/** Node's own names of countries, for those whose row in the table has none. */
const displayNames = new Intl.DisplayNames("en", { type: "region" });

const countries = new Map(
  Object.entries(COUNTRIES).map(([code, [people, seats = "", names = ""]]) => [
    code,
    {
      names: listOf(names || (displayNames.of(code) ?? "")),
      people: listOf(people),
      seats: listOf(seats),
    },
  ]),
);

/** Shorter names are codes or words ("US", "UAE"): typed in lower case they stay as they are. */
const MIN_NAME_LETTERS = 4;

const codeByName = new Map<string, string>();
const seatNames = new Set<string>();
for (const [code, { names, people, seats }] of countries) {
  for (const name of [...names, ...people].flatMap(spellingsOf)) codeByName.set(name, code);
  for (const name of seats.flatMap(spellingsOf)) {
    codeByName.set(name, code);
    seatNames.add(name);
  }
}

const ANY_NAME = [...codeByName.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  .join("|");
const NAME = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ANY_NAME})(?![\\p{L}\\p{N}])`, "gu");
const LONG_NAME = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ANY_NAME})(?![\\p{L}\\p{N}])`, "giu");
const nameByLowerCase = new Map([...codeByName.keys()].map((name) => [name.toLowerCase(), name]));

/**
 * The countries (ISO 3166 codes) that a text names: by name, demonym, capital or seat of power. "Omani" and
 * "Muscat" are both `OM`; capitals count because the news says "Tehran" where it means Iran's government.
 */
export function findCountries(text: string): Set<string> {
  return new Set([...text.matchAll(NAME)].flatMap(([name]) => codeByName.get(name) ?? []));
}

/** Some countries are hardly ever written out, or spelled in two ways. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  US: ["US", "U.S."],
  GB: ["UK", "U.K.", "Britain"],
  TR: ["Türkiye"],
};

/** A country's name where it stands in a text. */
export interface CountryName {
  readonly name: string;
  readonly index: number;
  /** ISO 3166. */
  readonly code: string;
  /** Whether it is a place in the country that stands for its government: "Muscat", "the White House". */
  readonly isSeat: boolean;
}

/** Every name that `findCountries` knows a country by, in order. */
export function findCountryNames(text: string): CountryName[] {
  return [...text.matchAll(NAME)].map(({ 0: name, index }) => ({
    name,
    index,
    code: codeByName.get(name) ?? "",
    isSeat: seatNames.has(name),
  }));
}

/** What a country and its people are called in one word each: `OM` is Oman and Omani. */
export function namesOfCountry(code: string): readonly string[] {
  const country = countries.get(code);
  const names = [country?.names[0], country?.people[0]].flatMap((name) =>
    name && /^\p{L}+$/u.test(name) ? name : [],
  );
  return [...names, ...(SHORT_NAMES[code] ?? [])];
}

/** The text without the names that `findCountries` finds. */
export function removeCountries(text: string): string {
  return text.replace(NAME, " ");
}

/** Gives country names their capitals, as people leave them out when they type: `oman` is `Oman`. */
export function capitalizeCountries(text: string): string {
  return text.replace(LONG_NAME, (name) =>
    name.length < MIN_NAME_LETTERS ? name : (nameByLowerCase.get(name.toLowerCase()) ?? name),
  );
}

function listOf(names: string): string[] {
  return names === "" ? [] : names.split(", ");
}

/** With either apostrophe, and "St." for "Saint". */
function spellingsOf(name: string): string[] {
  const short = name.replace(/^Saint /, "St. ");
  return [...new Set([name, short].flatMap((spelling) => [spelling, spelling.replaceAll("'", "’")]))];
}
