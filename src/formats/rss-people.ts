/**
 * RSS's people, kept from the parser: it tells names from addresses in a time that grows with the square of the brackets
 * in them (16 s for 40,000). They pass it as categories of a kind of their own, whose text it leaves as it is.
 */

const ROOT = /<rss[\s>]/i;
/** Tags of people. Atom's form, with a short plain name inside, is left to the parser, which is quick with it. */
const PERSON =
  /<(\/?)(?:author|managingeditor|webmaster)(?=[\s/>])(?!>\s*<name>[^<>()[\]&]{0,200}<\/name>)/gi;
const KIND = "author";

const MAX_PEOPLE = 20;
const MAX_PERSON_CHARS = 300;
/** With the brackets around it: `desk@post.example (Kari Berg)`, `Kari Berg <desk@post.example>`. */
const ADDRESS = /[<([]?(?:mailto:)?[^\s@()<>[\]]+@[^\s@()<>[\]]+[>)\]]?/gi;
const IN_BRACKETS = /^\(([^()]+)\)$|^\[([^[\]]+)\]$|^<([^<>]+)>$/;

/** A feed's text with its people as categories; as it was where it isn't RSS. */
export function hidePeople(text: string): string {
  if (!ROOT.test(text)) return text;
  return text.replace(PERSON, (_, slash: string) => (slash ? "</category" : `<category domain='${KIND}'`));
}

/** The names among an item's categories: at most 20; what is longer than 300 characters is no name. */
export function listHiddenPeople(
  categories: readonly { readonly name?: string; readonly domain?: string }[] | undefined,
): string[] {
  return (categories ?? [])
    .filter(({ domain, name = "" }) => domain === KIND && name.length <= MAX_PERSON_CHARS)
    .slice(0, MAX_PEOPLE)
    .map(({ name = "" }) => name.replace(ADDRESS, " ").trim())
    .map((name) => name.replace(IN_BRACKETS, "$1$2$3").trim())
    .filter((name) => name !== "");
}
