import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createOutput } from "../../src/terminal/output.ts";
import { createIndexingProgress } from "../../src/terminal/progress.ts";

function createScreen(screen: { readonly isTTY?: boolean; readonly columns?: number }) {
  const stream = Object.assign(new PassThrough(), screen);
  return { stream, shown: () => String(stream.read() ?? "") };
}

test("progress is one line that the next replaces and an answer removes", () => {
  const [out, error] = [
    createScreen({ isTTY: true, columns: 80 }),
    createScreen({ isTTY: true, columns: 80 }),
  ];
  const output = createOutput(out.stream, error.stream);
  const progress = createIndexingProgress(output.progress);
  progress.onReload({ name: "seeds", stage: "reading", done: 0, total: 0 });
  progress.onReload({ name: "seeds", stage: "indexing", done: 64, total: 100 });
  progress.onEmbedded(32);
  output.print([{ text: "An answer." }]);
  expect(error.shown().split("\r\u001b[2K")).toEqual([
    "reading seeds",
    "indexing seeds: 64 of 100 passages",
    "indexing seeds: 96 of 100 passages",
    "",
  ]);
  expect(out.shown()).toBe("An answer.\n");
});

test("progress is never so wide that it would wrap, and not shown where nobody watches", () => {
  const narrow = createScreen({ isTTY: true, columns: 40 });
  createOutput(narrow.stream, narrow.stream).progress("x".repeat(100));
  expect(narrow.shown()).toHaveLength(39);
  const piped = createScreen({});
  createOutput(piped.stream, piped.stream).progress("reading");
  expect(piped.shown()).toBe("");
});

test("a note is one line whatever it says", () => {
  const { stream, shown } = createScreen({});
  createOutput(stream, stream).note("first\nsecond\u001b[2J\r\nthird");
  expect(shown()).toBe("first second[2J third\n");
});

test("a terminal that does not tell its width is taken for one of 80 columns", () => {
  const { stream, shown } = createScreen({ isTTY: true, columns: 0 });
  createOutput(stream, stream).print([{ text: "fog ".repeat(40) }]);
  for (const line of shown().split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
