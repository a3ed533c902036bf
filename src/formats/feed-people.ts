/** No list of authors is longer; the parser's time for one grows with the square of its brackets. */
const MAX_FIELD_CHARS = 2_000;
const PERSON = /<!\[CDATA\[|<\/?(?:[\w.-]+:)?(?:author|managingeditor|webmaster)\b[^<>]*>/gi;

/** Leaves out of a feed what stands between a person's tags and is too long for any. */
export function dropLongPeople(document: string): string {
  const kept: string[] = [];
  let keptTo = 0;
  let openedAt: number | undefined;
  for (const { index, text } of findTags(document)) {
    if (openedAt !== undefined && index - openedAt > MAX_FIELD_CHARS) {
      kept.push(document.slice(keptTo, openedAt));
      keptTo = index;
    }
    openedAt = text.startsWith("</") ? undefined : index + text.length;
  }
  return kept.length === 0 ? document : [...kept, document.slice(keptTo)].join("");
}

/** The tags of people; what stands in CDATA is text. */
function* findTags(document: string): Generator<{ readonly index: number; readonly text: string }> {
  const tags = new RegExp(PERSON);
  for (let tag = tags.exec(document); tag; tag = tags.exec(document)) {
    if (!/^<!/.test(tag[0])) {
      yield { index: tag.index, text: tag[0] };
      continue;
    }
    const end = document.indexOf("]]>", tags.lastIndex);
    if (end === -1) return;
    tags.lastIndex = end;
  }
}
