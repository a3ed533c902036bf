import { findCountries } from "./countries.ts";

/** Offices that tie a name to what it speaks for, as news writing introduces people. */
const OFFICES =
  "president|minister|secretary|envoy|spokesperson|spokesman|spokeswoman|ambassador|official|ministry|leader|chancellor|premier|king|queen|prince|emir|sultan|senator|negotiator|mediator|chief|general|commander|lawmaker|director|governor|mayor|adviser|advisor|diplomat|head|chair|chairman|chairwoman|judge|prosecutor|coach|captain|founder|ceo|executive|analyst|professor|representative|commissioner|speaker|economist|lawyer|attorney|scientist|researcher|doctor|author|bishop|pope|archbishop|candidate|nominee".split(
    "|",
  );
const OFFICE = OFFICES.map((office) =>
  office === "ceo" ? "CEO" : `[${office.charAt(0)}${office.charAt(0).toUpperCase()}]${office.slice(1)}`,
).join("|");

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

/** Somebody whom an article presents: "Omani Foreign Minister Badr Albusaidi", "Ada Reed, the mayor of Bath". */
export interface Introduction {
  readonly name: string;
  readonly office: string;
}

/** The people whom an article presents with their offices: those before their names first. */
export function findIntroductions(body: string): Introduction[] {
  return [
    ...[...body.matchAll(INTRODUCED)].map(([, office = "", name = ""]) => ({ name, office })),
    ...[...body.matchAll(APPOSED)].map(([, name = "", office = ""]) => ({ name, office })),
  ];
}

const OFFICE_ALONE = new RegExp(
  `^(?:the|a|his|her|its|their)\\s+(?:[\\p{L}.’'-]+\\s+){0,4}(${OFFICE})$`,
  "iu",
);

/**
 * Whom an article means by an office alone, "the minister" or "the Omani minister": the one whom it introduces
 * with it. Undefined when that is nobody, or more than one.
 */
export function findHolder(office: string, introductions: readonly Introduction[]): string | undefined {
  const held = OFFICE_ALONE.exec(office.trim())?.[1]?.toLowerCase();
  if (!held) return undefined;
  const countries = [...findCountries(office)];
  const names = introductions
    .filter((known) => known.office.toLowerCase().split(/\W+/).includes(held))
    .filter((known) => countries.every((country) => findCountries(known.office).has(country)))
    .map(({ name }) => name);
  const surnames = new Set(names.map((name) => name.split(/\s+/).at(-1)));
  return surnames.size === 1 ? names[0] : undefined;
}
