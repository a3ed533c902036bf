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

/** Seats of power and nicknames that newspapers use for a government, beside its country's own names. */
const METONYMS: Readonly<Record<string, readonly string[]>> = {
  US: ["U.S.", "America", "Americans", "White House", "Pentagon", "State Department"],
  GB: ["Britain", "Britons", "Downing Street", "Whitehall", "U.K."],
  RU: ["Kremlin"],
  CN: ["Zhongnanhai"],
  IR: ["Islamic Republic"],
  KP: ["Pyongyang"],
  AE: ["UAE", "Emirates", "Emirati"],
  VA: ["Holy See"],
};

/** Shorter names are codes or words ("US", "Man"): the few that count are listed here. */
const MIN_NAME_LETTERS = 4;

const codeByName = new Map<string, string>();
const independentFirst = countries.toSorted((a, b) => Number(b.independent) - Number(a.independent));
for (const country of independentFirst) {
  const names = [
    country.name.common,
    ...country.capital,
    country.demonyms.eng?.m ?? "",
    country.name.official,
  ];
  for (const name of names) addName(name.replace(/ D\.C\.$/, ""), country.cca2);
}
for (const code of ["US", "UK", "USA"]) codeByName.set(code, code === "UK" ? "GB" : "US");
for (const [code, names] of Object.entries(METONYMS)) for (const name of names) codeByName.set(name, code);

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
