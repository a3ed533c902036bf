import { readFileSync } from "node:fs";
import { z } from "zod";

const countrySchema = z.object({
  name: z.object({ common: z.string(), official: z.string() }),
  cca2: z.string(),
  independent: z.boolean().nullish(),
  capital: z.array(z.string()),
  demonyms: z.object({ eng: z.object({ m: z.string() }).optional() }),
});

/** The package's own data file: its types don't hold under Node's module resolution. */
const countries = z
  .array(countrySchema)
  .parse(JSON.parse(readFileSync(new URL(import.meta.resolve("world-countries/countries.json")), "utf8")));

/** What else newspapers call a country or its people. */
const NICKNAMES: Readonly<Record<string, readonly string[]>> = {
  US: ["U.S.", "US", "USA", "America", "Americans"],
  GB: ["Britain", "Britons", "UK", "U.K."],
  IR: ["Islamic Republic"],
  AE: ["UAE", "Emirates", "Emirati"],
  VA: ["Holy See"],
};

/** Places, beside the capital, by which they mean a government. */
const SEATS: Readonly<Record<string, readonly string[]>> = {
  US: ["White House", "Pentagon", "State Department"],
  GB: ["Downing Street", "Whitehall"],
  RU: ["Kremlin"],
  CN: ["Zhongnanhai"],
};

/** Shorter names are codes or words ("US", "Man"): the few that count are listed here. */
const MIN_NAME_LETTERS = 4;

const codeByName = new Map<string, string>();
const seats = new Set<string>();
const independentFirst = countries.toSorted((a, b) => Number(b.independent) - Number(a.independent));
for (const { name, capital, demonyms, cca2 } of independentFirst) {
  addName(name.common, cca2);
  for (const city of capital) addSeat(city.replace(/ D\.C\.$/, ""), cca2);
  addName(demonyms.eng?.m ?? "", cca2);
  addName(name.official, cca2);
}
for (const [code, names] of Object.entries(SEATS)) for (const name of names) addSeat(name, code);
for (const [code, names] of Object.entries(NICKNAMES)) for (const name of names) codeByName.set(name, code);

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

/** Two countries are hardly ever written out. */
const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  US: ["US", "U.S."],
  GB: ["UK", "U.K.", "Britain"],
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
    isSeat: seats.has(name),
  }));
}

/** What a country and its people are called in one word each: `OM` is Oman and Omani. */
export function namesOfCountry(code: string): readonly string[] {
  const country = countries.find(({ cca2 }) => cca2 === code);
  const names = [country?.name.common, country?.demonyms.eng?.m].flatMap((name) =>
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

function addName(name: string, code: string): void {
  if (name.length >= MIN_NAME_LETTERS && !codeByName.has(name)) codeByName.set(name, code);
}

function addSeat(name: string, code: string): void {
  if (name.length >= MIN_NAME_LETTERS && !codeByName.has(name)) seats.add(name);
  addName(name, code);
}
