import type { TerminalCommand } from "./command.ts";
import type { Line } from "./output.ts";

const COLUMN = 20;

const OPTION_LINES = [
  ["--json", "one JSON object on a line"],
  ["--sources DIR", "this folder's articles instead of SEEDS_DIR's, in memory"],
  ["--articles FILE", "the articles of this .jsonl file, in memory"],
  ["--questions FILE", "every { id, question } of this .jsonl file"],
  ["--claims FILE", "every { id, claim, articleIds } of this .jsonl file"],
  ["--drafts FILE", "every { id, text, receipts: [{ articleId, quote }] } of this .jsonl file"],
  ["--article ID", "the article that a claim is held against"],
  ["--now D", "ask as if it were this day; a question's own askedAt goes before it"],
  ["--topic T", "what a briefing is about"],
  ["--since D", 'the first day: 2026-02-27, "last Monday"'],
  ["--until D", "the last day"],
  ["--outlet O", "who published it"],
  ["--limit N", "how many passages, 1 to 100"],
  ["--to FILE", "the file that a backup is written to"],
  ["--from FILE", "the backup that is restored"],
  ["--explain", "how the question was read, what each rank is made of, which gate decided"],
] as const;

/** What `--help` prints: every command with its options, and what the options mean. */
export function renderHelp(commands: readonly TerminalCommand[]): Line[] {
  const calls = commands.flatMap(({ name, words = "", description, options }) => [
    { marker: `${name} ${words}`.padEnd(COLUMN), text: description, indent: 2 },
    ...(options.length > 0
      ? [
          {
            text: options.map((option) => `--${option}`).join(" "),
            indent: 2 + COLUMN,
            style: "dim" as const,
          },
        ]
      : []),
  ]);
  const options = OPTION_LINES.map(([name, text]) => ({ marker: name.padEnd(COLUMN), text, indent: 2 }));
  return [
    { text: "npm run -s COMMAND -- [options] [words]" },
    { text: "" },
    ...calls,
    { text: "" },
    ...options,
  ];
}
