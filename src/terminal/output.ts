import { styleText } from "node:util";

/** Where the terminal writes: answers to standard output, everything else to standard error. */
export interface Output {
  /** One line, or several, of an answer. */
  print(text: string): void;
  /** One line for whoever watches. */
  note(text: string): void;
  /** A line that the next one replaces; only where somebody watches. */
  progress(text: string): void;
  /** How wide a line may be; undefined where the output is not a terminal. */
  readonly width: number | undefined;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Longer lines are hard to read. */
const MAX_WIDTH = 100;

/** Writes to the process's own streams: plain when piped. */
export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  let isProgressShown = false;
  const clear = () => {
    if (isProgressShown) stderr.write("\r\u001b[2K");
    isProgressShown = false;
  };
  const style = (format: "bold" | "dim") => (text: string) =>
    stdout.isTTY ? styleText(format, text, { stream: stdout }) : text;
  return {
    print(text) {
      clear();
      stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(text);
      isProgressShown = true;
    },
    width: stdout.isTTY ? Math.min(stdout.columns, MAX_WIDTH) : undefined,
    bold: style("bold"),
    dim: style("dim"),
  };
}

/** Breaks a text at spaces so that no line is wider than `width`, each line after `indent`. */
export function wrap(text: string, width: number | undefined, indent: string): string {
  if (width === undefined) return indent + text;
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((part) => indent + part).join("\n");
}
