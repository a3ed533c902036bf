/** Wire copy and mail are wrapped at 60 to 80 columns; a longer line was not wrapped at all. */
const MAX_WRAPPED_CHARS = 100;
const MIN_WRAPPED_CHARS = 40;
/** People who wrap by hand leave the right edge this ragged. */
const RAGGED_CHARS = 10;
/** Fewer full lines than this say nothing about how a text is wrapped. */
const MIN_FULL_LINES = 3;
/** In wrapped text nearly every line but a paragraph's last is full; lists and verse have few. */
const MIN_FULL_SHARE = 0.6;

const LIST_ITEM = /^\s*(?:[-*•–—]\s|\d{1,3}[.)]\s)/;

/**
 * Joins lines that a fixed width has broken, so that each paragraph is one line. Lines that nothing shows to be
 * continued stay as they are, and so do those that `isOwnLine` keeps; blank lines stay blank.
 */
export function unwrapLines(
  lines: readonly string[],
  isOwnLine: (line: string, index: number) => boolean,
): string[] {
  const width = findWidth(lines);
  const paragraphs: string[][] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1] ?? "";
    const isBroken = isContinued(before, line) || (width !== undefined && isFull(before, line, width));
    if (isBroken && isJoinable(before, line) && !isOwnLine(before, index - 1) && !isOwnLine(line, index)) {
      paragraphs.at(-1)?.push(isHyphenated(before, line) ? "" : " ", line.trim());
    } else {
      paragraphs.push([line.trim()]);
    }
  }
  return paragraphs.map((pieces) => pieces.join(""));
}

/** The width that a text is wrapped at; undefined if it is not. */
function findWidth(lines: readonly string[]): number | undefined {
  const pairs = lines.flatMap((line, index) => {
    const next = lines[index + 1] ?? "";
    return line.trim() !== "" && next.trim() !== "" && line.length <= MAX_WRAPPED_CHARS
      ? [{ line, next }]
      : [];
  });
  const width = pairs.reduce((longest, { line }) => Math.max(longest, line.trimEnd().length), 0);
  const full = pairs.filter(({ line, next }) => isFull(line, next, width)).length;
  const isWrapped =
    width >= MIN_WRAPPED_CHARS && full >= MIN_FULL_LINES && full >= pairs.length * MIN_FULL_SHARE;
  return isWrapped ? width : undefined;
}

/** The next line's first word would not have fitted on this one. */
function isFull(line: string, next: string, width: number): boolean {
  const firstWord = /\S+/.exec(next)?.[0] ?? "";
  const length = line.trimEnd().length;
  return (
    length <= MAX_WRAPPED_CHARS &&
    length + 1 + firstWord.length > width - RAGGED_CHARS &&
    length >= MIN_WRAPPED_CHARS
  );
}

/** The sentence goes on: no full stop here, lower case there. */
function isContinued(line: string, next: string): boolean {
  const length = line.trim().length;
  return (
    length >= MIN_WRAPPED_CHARS &&
    length <= MAX_WRAPPED_CHARS &&
    /[\p{L}\p{N},;-]\s*$/u.test(line) &&
    /^\s*\p{Ll}/u.test(next)
  );
}

function isJoinable(line: string, next: string): boolean {
  if (line.trim() === "" || next.trim() === "" || LIST_ITEM.test(next)) return false;
  const isCapitals = (text: string) => text === text.toUpperCase() && text !== text.toLowerCase();
  if (isCapitals(line) !== isCapitals(next)) return false;
  const indent = (text: string) => text.length - text.trimStart().length;
  return indent(next) < indent(line) + 2;
}

/** A word that was broken at its own hyphen is put together with it. */
function isHyphenated(line: string, next: string): boolean {
  return /\p{L}-\s*$/u.test(line) && /^\s*\p{Ll}/u.test(next);
}
