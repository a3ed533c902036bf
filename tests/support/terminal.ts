import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createOutput } from "../../src/terminal/output.ts";
import { runTerminal } from "../../src/terminal/run.ts";
import { COMPILE_CACHE } from "./compile-cache.ts";
import { makeFolder } from "./folder.ts";

export const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

export interface Printed {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** As wide as this where somebody watches; piped where it is left out. */
  readonly columns?: number;
  readonly now?: Date;
}

/** The day after the newest record that tests put to the terminal. */
const TODAY = new Date("2026-03-11T12:00:00Z");

/** Calls the terminal in this process, without embeddings and with a database in memory unless settings say otherwise. */
export async function callTerminal(
  args: readonly string[],
  { environment, columns, now = TODAY }: CallOptions = {},
): Promise<Printed> {
  const screen = columns === undefined ? {} : { isTTY: true, columns };
  const stdout = Object.assign(new PassThrough(), screen);
  const stderr = Object.assign(new PassThrough(), screen);
  const printed = Promise.all([text(stdout), text(stderr)]);
  const status = await runTerminal({
    args,
    environment: { EMBEDDINGS: "none", DATABASE_URL: ":memory:", ...environment },
    output: createOutput(stdout, stderr),
    signal: new AbortController().signal,
    now: () => now,
  });
  stdout.end();
  stderr.end();
  const [out, error] = await printed;
  return { status, stdout: out, stderr: error };
}

/** A process of its own takes a second to start, and several on a machine that is busy. */
export const SPAWN_TIMEOUT_MS = 30_000;

export interface SpawnOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the real program in a process of its own; it is gone when the test is over. */
export function startTerminal(args: readonly string[], { cwd, environment }: SpawnOptions) {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...COMPILE_CACHE, EMBEDDINGS: "none", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Runs the real program to its end. */
export async function spawnTerminal(args: readonly string[], options: SpawnOptions): Promise<Printed> {
  const child = startTerminal(args, options);
  const closed = once(child, "close");
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await closed;
  return { status: child.exitCode, stdout, stderr };
}

/** Writes lines of JSON (or lines as they are) to a new file. */
export async function writeLines(name: string, lines: readonly (object | string)[]): Promise<string> {
  const path = join(await makeFolder(), name);
  const spelled = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
  await writeFile(path, spelled.map((line) => `${line}\n`).join(""));
  return path;
}

/** Every line of printed JSON, parsed. */
export function parseLines(printed: string): unknown[] {
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** What was printed on a terminal, without the program's own styles and what it clears. */
export function stripStyles(printed: string): string {
  const own = ["\u001b[1m", "\u001b[2m", "\u001b[22m", "\u001b[3m", "\u001b[23m", "\r\u001b[2K"];
  return own.reduce((plain, sequence) => plain.replaceAll(sequence, ""), printed);
}

/** Two records of two outlets. */
export const FERRY = {
  id: "f1",
  title: "Ferry late",
  source: "The Fjord Post",
  author: "Kari Berg",
  url: "https://fjord.example/f1",
  publishedAt: "2026-03-03T08:00:00Z",
  body: "The Bergen ferry was forty minutes late on Tuesday.\n\n“Fog held us up,” harbour master Ola Lie said.",
} as const;
export const BRIDGE = {
  id: "b1",
  title: "Bridge opens",
  source: "Harbour News",
  publishedAt: "2026-03-10",
  body: "The new bridge at Os opened on Tuesday. Mayor Eva Dahl said that it cost 31 million crowns.",
} as const;
