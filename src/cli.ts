import { config as loadDotenv } from "dotenv";
import { createOutput } from "./terminal/output.ts";
import { runTerminal } from "./terminal/run.ts";

/** The terminal: the bot's own services without Discord. */
const output = createOutput(process.stdout, process.stderr);

// A reader that has seen enough (`| head -1`) is no failure; a full disk is.
process.stdout.on("error", (error) => {
  if ("code" in error && error.code === "EPIPE") process.exit(0);
  output.note(`can't write the answer: ${error.message}`);
  process.exit(1);
});
process.stderr.on("error", () => {});

// The second Ctrl-C ends the process as it would any other.
const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort(new Error("interrupted")));

loadDotenv({ quiet: true });
process.exitCode = await runTerminal({
  args: process.argv.slice(2),
  environment: process.env,
  output,
  signal: interrupt.signal,
  now: () => new Date(),
});
