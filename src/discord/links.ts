/** Discord's limit for the address of a link button; longer ones do not stay whole in chats either. */
export const MAX_LINK_CHARS = 512;
/** A quote is searched for whole up to this length, else by its first and last words. */
const MAX_WHOLE_QUOTE_CHARS = 80;
const EDGE_CHARS = 30;

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** The article's address, safe inside a masked link; undefined where there is none that can be shown. */
export function articleLink(url: string | null): string | undefined {
  if (url === null || !URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  const isWeb = parsed.protocol === "https:" || parsed.protocol === "http:";
  // An address with a name in front of the @ pretends to be another site.
  if (!isWeb || parsed.username !== "" || parsed.password !== "") return undefined;
  const href = parsed.href
    .replace(/:~:.*$/s, "")
    .replace(/#$/, "")
    .replace(/[()<>[\]\\*_~`|]/g, percentEncode);
  return href.length <= MAX_LINK_CHARS ? href : undefined;
}

/**
 * The article's address with a fragment that browsers scroll to and mark
 * (https://wicg.github.io/scroll-to-text-fragment/); without the fragment where that makes it too long.
 */
export function quoteLink(url: string | null, quote: string): string | undefined {
  const base = articleLink(url);
  if (base === undefined) return undefined;
  const fragment = textFragment(quote);
  const whole = `${base}${base.includes("#") ? "" : "#"}:~:text=${fragment}`;
  return fragment !== "" && whole.length <= MAX_LINK_CHARS ? whole : base;
}

function textFragment(quote: string): string {
  const clean = quote.toWellFormed().replace(/\s+/g, " ").trim();
  if (clean.length <= MAX_WHOLE_QUOTE_CHARS) return encodeFragment(clean);
  const words = [...segmenter.segment(clean)].map(({ segment }) => segment);
  const first = takeWords(words).join("");
  const last = takeWords(words.toReversed()).toReversed().join("");
  return `${encodeFragment(first.trim())},${encodeFragment(last.trim())}`;
}

/** At least one word, and more while they are short. */
function takeWords(words: readonly string[]): string[] {
  const taken: string[] = [];
  let chars = 0;
  for (const word of words) {
    if (chars > 0 && chars + word.length > EDGE_CHARS) break;
    taken.push(word);
    chars += word.length;
  }
  return taken;
}

/** Dashes, commas and ampersands mean something in a fragment, and the others something in Markdown. */
const encodeFragment = (value: string) => encodeURIComponent(value).replace(/[-!'()*_~]/g, percentEncode);

const percentEncode = (character: string) =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
