/** News agencies by the marks they leave in their copy. The name is what readers know the agency by. */
const AGENCIES: readonly { readonly name: string; readonly marks: readonly string[] }[] = [
  { name: "Reuters", marks: ["Reuters", "REUTERS", "Thomson Reuters"] },
  { name: "Associated Press", marks: ["AP", "Associated Press", "The Associated Press", "ASSOCIATED PRESS"] },
  { name: "AFP", marks: ["AFP", "Agence France-Presse", "Agence France Presse"] },
  { name: "dpa", marks: ["dpa", "DPA", "Deutsche Presse-Agentur"] },
  { name: "Bloomberg", marks: ["Bloomberg", "BLOOMBERG", "Bloomberg News"] },
  { name: "PA Media", marks: ["PA", "PA Media", "Press Association"] },
  { name: "UPI", marks: ["UPI", "United Press International"] },
  { name: "Xinhua", marks: ["Xinhua", "XINHUA"] },
  { name: "TASS", marks: ["TASS"] },
  { name: "Interfax", marks: ["Interfax"] },
  { name: "Kyodo News", marks: ["Kyodo", "Kyodo News", "KYODO"] },
  { name: "Yonhap", marks: ["Yonhap", "YONHAP"] },
  { name: "ANSA", marks: ["ANSA"] },
  { name: "EFE", marks: ["EFE"] },
  { name: "Anadolu", marks: ["Anadolu", "Anadolu Agency", "AA"] },
  { name: "PTI", marks: ["PTI", "Press Trust of India"] },
  { name: "ANI", marks: ["ANI"] },
  { name: "The Canadian Press", marks: ["The Canadian Press", "Canadian Press"] },
  { name: "Australian Associated Press", marks: ["AAP", "Australian Associated Press"] },
  { name: "Dow Jones", marks: ["Dow Jones", "Dow Jones Newswires"] },
  { name: "CNN", marks: ["CNN"] },
];

const NAME_BY_MARK = new Map(
  AGENCIES.flatMap(({ name, marks }) => marks.map((mark) => [mark, name] as const)),
);
const MARK = [...NAME_BY_MARK.keys()].sort((a, b) => b.length - a.length).join("|");

/** "GENEVA, Feb 26 (Reuters) - ", at the beginning of a story; the place and the day may be missing. */
const DATELINE = new RegExp(
  String.raw`^(?<before>[^()\n]{0,100}?)\s*\((?<mark>${MARK})\)\s*(?:[-–—]+|:)\s*(?=\S)`,
  "u",
);
/** Any other agency's: the place in capitals, or a day, shows that the name in brackets is one. */
const OTHER_DATELINE =
  /^(?<before>\p{Lu}[\p{Lu} .'’/-]{2,60}(?:,[^()\n]{2,40}?)?|[^()\n]{2,60}?,\s*(?:\p{Lu}\p{L}{2,8}\.?\s+\d{1,2}|\d{1,2}\s+\p{Lu}\p{L}{2,8}\.?)(?:,?\s+\d{4})?)\s*\((?<mark>\p{Lu}[\p{L}&.'’-]*(?: \p{L}[\p{L}&.'’-]*){0,4})\)\s*[-–—]+\s*(?=\S)/u;
const TOLD = new RegExp(String.raw`\btold\s+(?:the\s+)?(${MARK})\b(?!['’]s\s+\p{Lu})`, "gu");
const COPYRIGHT = new RegExp(String.raw`(?:©|\(c\)|[Cc]opyright)[^.\n]{0,30}?\b(${MARK})\b`, "u");
/** The end of a photo's caption: "Handout via REUTERS", "(AP Photo/Jane Doe)", "REUTERS/Jane Doe/File Photo". */
const CREDITS = [
  new RegExp(
    String.raw`(?:[Hh]andout|[Pp]ool|[Ff]ile|/)[^.\n]{0,60}?\bvia\s+(?<mark>${MARK}|Getty Images)\)?$`,
    "u",
  ),
  /\bvia (?<mark>REUTERS|BLOOMBERG|XINHUA)\)?$/,
  new RegExp(
    String.raw`(?:^|[\s(\[])(?<mark>${MARK})(?: Photo)?\s?/\s?\p{Lu}[^./\n]{1,60}(?:/[^./\n]{1,40}){0,2}\)?$`,
    "u",
  ),
  new RegExp(String.raw`/\s?(?<mark>${MARK}|Getty Images)(?:/[^./\n]{1,40})?\)?$`, "u"),
  /(?:^|[\s([])(?:Photo(?:graph)?|Picture|Image)(?: by |: ?| credit: ?| courtesy of ).{2,60}[)\]]?$/,
];

/** The agency that this is one of the names of; undefined for anything else. */
export function findAgencyName(text: string): string | undefined {
  return NAME_BY_MARK.get(text);
}

/** A photo caption's credit: null when the text does not end with one, else the agency in it, if any. */
export function findPhotoCredit(paragraph: string): { agency: string | null } | null {
  for (const credit of CREDITS) {
    const match = credit.exec(paragraph.trimEnd());
    if (match) return { agency: NAME_BY_MARK.get(match.groups?.mark ?? "") ?? null };
  }
  return null;
}

/** An agency's dateline at the beginning of a story: its length, what stands before the agency, and the agency. */
export function findDateline(story: string): { length: number; before: string; agency: string } | undefined {
  const match = DATELINE.exec(story) ?? OTHER_DATELINE.exec(story);
  const mark = match?.groups?.mark ?? "";
  const before = match?.groups?.before?.trim() ?? "";
  // "Shares rose (AP): the index …" is a sentence; a place or a day begins with a capital and is short.
  const isDateline = before === "" || (/^\p{Lu}/u.test(before) && before.split(/\s+/).length <= 8);
  return match && isDateline
    ? { length: match[0].length, before, agency: NAME_BY_MARK.get(mark) ?? mark }
    : undefined;
}

/** A story without its dateline, whose place and day are kept elsewhere or told again: no part of a sentence. */
export function dropDateline(story: string): string {
  return story.slice(findDateline(story)?.length ?? 0);
}

/** The one agency that a story says it was told things by, or whose copyright it states; null if two, or none. */
export function findAgencyInStory(story: string): string | null {
  const copyright = NAME_BY_MARK.get(COPYRIGHT.exec(story)?.[1] ?? "");
  if (copyright !== undefined) return copyright;
  const told = new Set([...story.matchAll(TOLD)].map((match) => NAME_BY_MARK.get(match[1] ?? "") ?? null));
  return told.size === 1 ? ([...told][0] ?? null) : null;
}
