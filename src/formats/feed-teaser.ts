import type { EntryText } from "./feed-text.ts";

/** In 139 real feeds, whole reports in the field for summaries begin at 110 words, and openings end at 101. */
const SUMMARY_WORDS = 100;
/** In the field for the whole text, those feeds have either more than 59 words or fewer: a caption, a link. */
const CONTENT_WORDS = 40;
/** How far from the end an invitation to read on may begin. */
const ENDING_CHARS = 80;

const CUT_OFF = /(?:…|\.{3}|\[(?:…|\.{3}|\+\d* ?chars?)\]|\((?:…|\.{3})\))["'”’»)\]]?$/;
/** What stands below an opening, in the languages of many feeds. */
const INVITATIONS = [
  "read (?:more|on|full (?:story|article|post).*|the (?:full|whole|rest) .*)",
  "(?:continue|keep) reading.*|full (?:story|article)|view (?:full|entire) (?:article|post)",
  "weiterlesen.*|mehr lesen|zum (?:ganzen )?artikel",
  "lire (?:la suite|plus|l['’]article).*",
  "leer más.*|seguir leyendo.*|sigue leyendo.*",
  "leggi (?:tutto|di più|l['’]articolo).*|continua a leggere.*",
  "lees (?:verder|meer).*|leia mais.*|continue lendo.*",
  "läs (?:mer|vidare).*|l[eæ]s (?:mere?|videre).*|lue lisää",
  "czytaj (?:więcej|dalej).*|читать (?:далее|полностью).*|devamını oku.*",
  "続きを読む|阅读(?:全文|更多)",
];
/** After the end of a sentence or in brackets; an arrow may follow. */
const READ_ON = new RegExp(
  `(?:^|[.!?。！？…:|)\\]"”»–—-]\\s*|[([]\\s*)(?:${INVITATIONS.join("|")})[\\s\\])]*[.…:!]*[\\s→»›>⟶➔]*$`,
  "iu",
);

/** Whether an entry's text is an opening or a summary of what stands on its page. */
export function isTeaser({ body, isSummary }: EntryText, hasTitle: boolean): boolean {
  if (body === "") return true;
  const ending = body.slice(-ENDING_CHARS).split("\n").at(-1)?.trim() ?? "";
  if (CUT_OFF.test(ending) || READ_ON.test(ending)) return true;
  // A post without a headline, as short-message services write them, is whole.
  if (!hasTitle) return false;
  return hasFewerWords(body, isSummary ? SUMMARY_WORDS : CONTENT_WORDS);
}

/** Scripts without spaces write about two letters a word. */
function hasFewerWords(text: string, words: number): boolean {
  const opening = text.slice(0, words * 30);
  const spaced =
    opening.match(/[\p{L}\p{N}][^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]*/gu)?.length ?? 0;
  const dense = opening.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/gu)?.length ?? 0;
  return spaced + dense / 2 < words;
}
