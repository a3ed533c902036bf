const NAME_PARTICLE = "(?:de|del|della|der|den|di|da|dos|du|la|le|van|von|bin|bint|ibn|al|el|ten|ter|zu|y)";
const NAME_WORD = String.raw`(?:\p{Lu}[\p{L}\p{M}'’.-]*|(?:al|el|d|de|da)[-'’]\p{Lu}[\p{L}\p{M}'’.-]*)`;
const NAME = new RegExp(`^${NAME_WORD}(?: (?:${NAME_PARTICLE}|${NAME_WORD})){0,3} ${NAME_WORD}$`, "u");
const NOT_A_NAME =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b|\b(?:The|This|That|His|Her|Its|Their|Our|All|No|Some|When|How|Why)\b/;
/** What a byline says after the names: a place, a paper. */
const AFTER_NAMES = /\s+(?:in|at|for|of|from|with)\s+\p{Lu}.{1,60}$|\s*[|•·–—].*$|\s+-\s.*$/u;
const MAX_BYLINE_CHARS = 200;
/** An address beside the name, as RSS has it: "desk@post.example (Kari Berg)", "Kari Berg <desk@post.example>". */
const ADDRESS_WITH_NAME = /^(?:mailto:)?\S+@\S+ \(([^()]+)\)$|^([^<>@]+) <\S+@\S+>$/;
/** No list of authors is longer. */
const MAX_FIELD_CHARS = 2_000;

/** A byline without a name: "By the Geneva desk", "By Reuters staff". */
const DESK =
  /^by:?\s+(?:the |our )?((?:\p{L}+ ){0,3}(?:desk|staff|staff (?:writers?|reporters?)|correspondents?|newsroom|agencies))$/iu;

/** The names of a byline such as "By A, B and C in Geneva"; undefined when the line is anything else. */
export function parseByline(line: string): string[] | undefined {
  const text = line.trim();
  const desk = DESK.exec(text)?.[1];
  if (desk !== undefined) return [desk];
  const match = /^by:?\s+(.+?)\s*$/i.exec(text);
  if (!match?.[1] || text.length > MAX_BYLINE_CHARS) return undefined;
  const names = splitNames(match[1].replace(AFTER_NAMES, ""));
  const isByline = names.every((name, index) => isName(name) || (index > 0 && isOneProperWord(name)));
  return isByline && !NOT_A_NAME.test(match[1]) ? names.filter(isName) : undefined;
}

/** The names in an author field, where anything given is a name: "A and B", "By A", "A, B & C". */
export function parseAuthors(field: string): string[] {
  const text = field
    .slice(0, MAX_FIELD_CHARS)
    .trim()
    .replace(/^by:?\s+/i, "")
    .replace(ADDRESS_WITH_NAME, "$1$2");
  const names = splitNames(text).filter((name) => !/^https?:|^www\.|@/i.test(name));
  return names.every((name) => name.includes(" ")) ? names : names.length === 0 ? [] : [text];
}

function splitNames(text: string): string[] {
  return text
    .split(/\s*(?:[,;]\s*and\s|[,;&]|\sand\s)\s*/i)
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function isName(text: string): boolean {
  return NAME.test(text);
}

/** What stands after the names of a byline: "Reuters". */
function isOneProperWord(text: string): boolean {
  return /^\p{Lu}[\p{L}]+$/u.test(text);
}
