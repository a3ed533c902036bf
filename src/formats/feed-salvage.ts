/** What stands before the first entry is parsed again with each; no real feed's is this long. */
const MAX_HEAD_CHARS = 20_000;

/** Entries inside one another would each be parsed with all that follow: 500 times a whole feed. */
const MAX_PARSED_SHARE = 3;

const ENTRY = /<((?:\w+:)?(?:item|entry))(?=[\s>])/gi;
const ROOTS: readonly (readonly [root: RegExp, ending: string])[] = [
  [/<rss[\s>]/i, "</channel></rss>"],
  [/<feed[\s>]/i, "</feed>"],
  [/<rdf:rdf[\s>]/i, "</rdf:RDF>"],
];

/**
 * Cuts a feed whose XML is broken into feeds of one entry each, so that those that are whole can be read: one entry's
 * damage, or a feed that was cut off, costs no other. At most `maxEntries`; none where nothing can be told apart.
 */
export function splitBrokenFeed(text: string, maxEntries: number): string[] {
  const first = text.search(ENTRY);
  const head = text.slice(0, Math.max(0, first));
  const ending = ROOTS.find(([root]) => root.test(head))?.[1];
  if (ending === undefined || head.length > MAX_HEAD_CHARS) return [];
  const feeds: string[] = [];
  let charsLeft = MAX_PARSED_SHARE * text.length;
  for (const opening of text.matchAll(ENTRY)) {
    const next = text.indexOf(`</${opening[1]}`, opening.index);
    charsLeft -= next - opening.index;
    if (next === -1 || charsLeft < 0 || feeds.length >= maxEntries) break;
    feeds.push(`${head}${text.slice(opening.index, next)}</${opening[1]}>${ending}`);
  }
  return feeds;
}
