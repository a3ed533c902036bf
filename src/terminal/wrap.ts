/** Drawn two columns wide in a terminal. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303F\uFF01-\uFF60]|\p{Emoji_Presentation}/u;
/** Drawn upon the character before it. */
const NO_WIDTH = /^(?:\p{M}|\u200C|\u200D|\p{Emoji_Modifier})/u;

/** How many columns of a terminal a text takes. */
export function countColumns(text: string): number {
  let columns = 0;
  for (const character of text) if (!NO_WIDTH.test(character)) columns += WIDE.test(character) ? 2 : 1;
  return columns;
}

export interface WrapOptions {
  /** In columns; undefined: one line, however long. */
  readonly width: number | undefined;
  /** Stands before the first line; the others begin below the text behind it. */
  readonly marker: string;
}

/** Breaks a text at spaces, and a word that is wider than a line between its characters. */
export function wrap(text: string, { width, marker }: WrapOptions): string {
  if (width === undefined) return marker + text;
  const hanging = " ".repeat(countColumns(marker));
  const room = Math.max(1, width - hanging.length);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((word) => cutWord(word, room))) {
    if (line !== "" && countColumns(line) + 1 + countColumns(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((part, index) => (index === 0 ? marker : hanging) + part).join("\n");
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A word without spaces, such as a whole sentence of Chinese, in pieces that fit. */
function cutWord(word: string, room: number): string[] {
  if (countColumns(word) <= room) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== "" && countColumns(piece) + countColumns(segment) > room) {
      pieces.push(piece);
      piece = "";
    }
    piece += segment;
  }
  return [...pieces, piece];
}
