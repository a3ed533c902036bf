const NAME =
  "(?:[Tt]he )?\\p{Lu}[\\p{L}\\p{M}\\p{N}’'&.-]*(?:\\s+(?:of the |of |the |and )?[\\p{Lu}\\p{N}][\\p{L}\\p{M}\\p{N}’'&.-]*)*";
const TEXT = "(?:article|report|piece|story|review|coverage)s?";

/** "The Verge's article", "a Bloomberg report", "a story in The Age", "as reported by Reuters". */
const CITATIONS = [
  new RegExp(`(${NAME})['’"”]? ${TEXT}\\b`, "gu"),
  new RegExp(`\\b${TEXT}(?: published| featured)? (?:in|from|by) (?:both )?['‘"“]?(${NAME})`, "gu"),
  new RegExp(
    `\\b(?:reported|published|mentioned|highlighted|covered) (?:by|in) (?:both )?['‘"“]?(${NAME})`,
    "gu",
  ),
];

/** Capitals that a sentence's start, and no name, begins with. */
const OPENER =
  /^(?:[Tt]he|A|An|Did|Does|Do|Was|Were|Is|Are|Has|Have|What|Which|Who|In|On|As|After|Before|Considering|Based|Between|While|Since|Following|According)\s+/;

/** Whose reports a question says that it asks about, as it names them. Some may be no outlets: "the Mueller report". */
export function findCitedOutlets(text: string): string[] {
  const names = CITATIONS.flatMap((pattern) => [...text.matchAll(pattern)]).map(([, name = ""]) =>
    name
      .replace(OPENER, "")
      .replace(OPENER, "")
      .replace(/[’']s?$/u, ""),
  );
  return [...new Set(names)].filter((name) => name.length > 1);
}
