import { type Block, type Line, type Run, writeRun } from "./markup.ts";

/** All text displays of a message together; not in Discord's documentation. */
export const MAX_PAGE_CHARS = 4000;
/** More bytes in text displays than 10,170, with 12 for each display, make Discord answer 500. A page has one. */
export const MAX_PAGE_BYTES = 10_158;

/** A letter is at most this long once it is written: an escape, and two code units. */
const MAX_WRITTEN_CHARS = 3;

/**
 * Cuts blocks into as many pages as they need, between blocks where that is possible, else between lines, else
 * inside a line that no page can hold. Nothing is lost. Lines without text are left out.
 */
export function packPages(blocks: readonly Block[]): string[] {
  const pages: string[] = [];
  let page = "";
  const add = (written: string, isApart = false) => {
    const longer = page === "" ? written : `${page}${isApart ? "\n\n" : "\n"}${written}`;
    if (fits(longer)) {
      page = longer;
      return;
    }
    pages.push(page);
    page = written;
  };
  for (const block of blocks) {
    const written = block
      .map(writeLine)
      .filter((each) => each !== "")
      .join("\n");
    if (written === "") continue;
    const isApart = block[0]?.isApart ?? false;
    if (fits(written)) add(written, isApart);
    else for (const [index, part] of block.flatMap(splitLine).entries()) add(part, isApart && index === 0);
  }
  return page === "" ? pages : [...pages, page];
}

const fits = (page: string) => page.length <= MAX_PAGE_CHARS && Buffer.byteLength(page) <= MAX_PAGE_BYTES;

function writeLine({ prefix, runs }: Line): string {
  const written = runs.map(writeRun).join("").trimEnd();
  return written === "" ? "" : `${prefix}${written}`;
}

/** The line as one part, or in several that fill a page each. */
function splitLine(whole: Line): string[] {
  const written = writeLine(whole);
  if (fits(written)) return written === "" ? [] : [written];
  const parts: string[] = [];
  let runs: Run[] = [];
  for (const piece of whole.runs.flatMap(splitRun)) {
    const longer = joinRun(runs, piece);
    if (fits(writeLine({ ...whole, runs: longer }))) {
      runs = longer;
    } else {
      parts.push(writeLine({ ...whole, runs }));
      runs = [piece];
    }
  }
  return [...parts, writeLine({ ...whole, runs })].filter((part) => part !== "");
}

/** Pieces of one run become one again: two bold ones side by side would be four asterisks. */
function joinRun(runs: readonly Run[], next: Run): Run[] {
  const last = runs.at(-1);
  const isSame = last?.kind === "text" && next.kind === "text" && last.style === next.style;
  return isSame ? [...runs.slice(0, -1), { ...next, text: last.text + next.text }] : [...runs, next];
}

/** A quarter of a page, so that a page is well filled and a piece always fits beside its prefix. */
const MAX_PIECE_CHARS = Math.floor(MAX_PAGE_CHARS / MAX_WRITTEN_CHARS / 4);

/** Cuts text after a space where there is one, and never inside a character. */
function splitRun(run: Run): Run[] {
  if (run.kind === "markup" || run.text.length <= MAX_PIECE_CHARS) return [run];
  const pieces: Run[] = [];
  let rest = run.text;
  while (rest.length > MAX_PIECE_CHARS) {
    const end = findCut(rest);
    pieces.push({ ...run, text: rest.slice(0, end) });
    rest = rest.slice(end);
  }
  return [...pieces, { ...run, text: rest }];
}

function findCut(value: string): number {
  const space = value.lastIndexOf(" ", MAX_PIECE_CHARS - 1);
  if (space > 0) return space + 1;
  return /[\uD800-\uDBFF]/.test(value.charAt(MAX_PIECE_CHARS - 1)) ? MAX_PIECE_CHARS - 1 : MAX_PIECE_CHARS;
}
