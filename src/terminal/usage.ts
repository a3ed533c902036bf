/** The call is wrong, not the program: exit status 2, and the line says how to call it. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What `--help` and a bad call print. */
export const USAGE = `usage: npm run -s COMMAND -- [options] [words]

  ask "question"          an answer with its receipts     [--questions FILE.jsonl]
  search "question"       the passages that match         [--limit N] [--explain] [--questions FILE.jsonl]
  summary                 a briefing by story             [--topic T] [--since D] [--until D] [--outlet O]
  verify "claim"          does an article say so?         --article ID, or --claims FILE.jsonl
  statements              who said what, by article
  read PATH…              how files are read
  reload                  reads the sources again

  --json                  one JSON object (a line each for many)
  --sources DIR           reads this folder instead of SEEDS_DIR
  --articles FILE.jsonl   takes these articles, in memory`;
