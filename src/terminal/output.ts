import { styleText } from "node:util";
import { cleanLine } from "../formats/clean-text.ts";
import { wrap } from "./wrap.ts";

/** One line of text for a person, as it is before it is wrapped. */
export interface Line {
  /** What it says, often in a stranger's words: nothing in it that a terminal would obey is printed. */
  readonly text: string;
  /** Stands before the text (`• `); what is wrapped hangs under the text, not under this. */
  readonly marker?: string;
  /** How many columns to the right it begins. */
  readonly indent?: number;
  readonly style?: "bold" | "dim" | "italic";
}

/** Where the terminal writes: answers to standard output, everything else to standard error. */
export interface Output {
  /** An answer's lines, wrapped and styled where somebody reads them. */
  print(lines: readonly Line[]): void;
  /** One value as JSON: on one line, unless it is spread out for a person. */
  printJson(value: unknown, options?: { readonly isSpread: boolean }): void;
  /** One line for whoever watches. */
  note(text: string): void;
  /** A line that the next one replaces, and an empty one removes; only where somebody watches. */
  progress(text: string): void;
}

/** Longer lines are hard to read. */
const MAX_WIDTH = 100;
/** What a terminal that does not tell its width is taken for. */
const DEFAULT_WIDTH = 80;
/** In a narrower one, lines break by themselves. */
const MIN_WIDTH = 30;

const CLEAR_LINE = "\r\u001b[2K";

/** A stream that may be a terminal: the process's own, or a test's. */
export interface Screen extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Writes to the process's own streams: plain when piped. */
export function createOutput(stdout: Screen, stderr: Screen): Output {
  let isProgressShown = false;
  const clear = () => {
    if (isProgressShown) stderr.write(CLEAR_LINE);
    isProgressShown = false;
  };
  const showLine = ({ text, marker = "", indent = 0, style }: Line) => {
    const width = stdout.isTTY ? Math.min(widthOf(stdout), MAX_WIDTH) : undefined;
    const shown = wrap(cleanLine(text), { width, marker: " ".repeat(indent) + marker });
    return style && stdout.isTTY ? styleText(style, shown, { stream: stdout }) : shown;
  };
  return {
    print(lines) {
      clear();
      for (const line of lines) stdout.write(`${showLine(line)}\n`);
    },
    printJson(value, { isSpread } = { isSpread: false }) {
      clear();
      stdout.write(`${escapeControls(JSON.stringify(value, null, isSpread ? 2 : undefined))}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${cleanLine(text)}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      // A line that wraps could not be removed again.
      stderr.write(cleanLine(text).slice(0, widthOf(stderr) - 1));
      isProgressShown = text !== "";
    },
  };
}

function widthOf({ columns = 0 }: Screen): number {
  return columns >= MIN_WIDTH ? columns : DEFAULT_WIDTH;
}

/**
 * JSON's own escapes leave these in: what a terminal obeys, what turns text round, and the line separators that
 * some readers of lines stop at.
 */
const LEFT_RAW = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** The same JSON, with every character that is more than a letter written as `\uXXXX`. */
function escapeControls(json: string): string {
  return json.replace(LEFT_RAW, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
