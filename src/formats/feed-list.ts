import { parseOpml } from "feedsmith";
import { cleanLine, parseHttpUrl } from "./clean-text.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** A feed that a list names. */
export interface ListedFeed {
  readonly address: string;
  readonly name: string | undefined;
}

/**
 * Reads a list of feeds: OPML, or a line for each with its address and, behind a space, its name; `#` begins a
 * remark. Throws `UnreadableError` naming the first line that is neither.
 */
export function parseFeedList(text: string): ListedFeed[] {
  const feeds = /^\s*<(?:\?xml|opml)/i.test(text) ? parseOutlines(text) : parseLines(text);
  const isFirst = ({ address }: ListedFeed, index: number) =>
    feeds.findIndex((feed) => feed.address === address) === index;
  return feeds.filter(isFirst);
}

function parseLines(text: string): ListedFeed[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const [address = "", ...words] = line
      .replace(/^\uFEFF/, "")
      .trim()
      .split(/\s+/);
    if (address === "" || address.startsWith("#")) return [];
    const url = parseHttpUrl(address);
    if (url === null) throw new UnreadableError(`line ${index + 1} names no http(s) address: ${address}`);
    return { address: url, name: cleanLine(words.join(" ")) || undefined };
  });
}

interface Outline {
  readonly text?: string;
  readonly title?: string;
  readonly xmlUrl?: string;
  readonly outlines?: readonly Outline[];
}

function parseOutlines(text: string): ListedFeed[] {
  const list = (() => {
    try {
      return parseOpml(text);
    } catch (cause) {
      throw new UnreadableError("not OPML that can be read", { cause });
    }
  })();
  return (list.body?.outlines ?? []).flatMap(listOutline);
}

/** Outlines stand in folders of any depth. */
function listOutline(outline: Outline): ListedFeed[] {
  const inside = (outline.outlines ?? []).flatMap(listOutline);
  if (outline.xmlUrl === undefined) return inside;
  const address = parseHttpUrl(outline.xmlUrl);
  if (address === null) throw new UnreadableError(`no http(s) address: ${outline.xmlUrl}`);
  return [{ address, name: cleanLine(outline.title ?? outline.text ?? "") || undefined }, ...inside];
}
