import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { FERRY, SPAWN_TIMEOUT_MS, spawnTerminal, startTerminal, writeLines } from "../support/terminal.ts";
import { answerShape } from "../support/wire-shape.ts";

test("the program answers from the folder it is called in, with its settings from .env and no HOME", {
  timeout: SPAWN_TIMEOUT_MS,
}, async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, "seeds"));
  await writeFile(join(cwd, "seeds", "one.txt"), "The ferry was late on Tuesday because of fog.");
  await writeFile(join(cwd, ".env"), "DATABASE_URL=kept/news.sqlite\n");
  const { status, stdout, stderr } = await spawnTerminal(["ask", "--json", "why was the ferry late?"], {
    cwd,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(answerShape.parse(JSON.parse(stdout)).kind).toBe("answered");
  expect(existsSync(join(cwd, "kept", "news.sqlite"))).toBe(true);
});

test("in a folder without a newsroom it says so, and leaves nothing there", {
  timeout: SPAWN_TIMEOUT_MS,
}, async () => {
  const cwd = await makeFolder();
  const { status, stdout, stderr } = await spawnTerminal(["ask", "--json", "fog"], { cwd });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^SEEDS_DIR: there is no folder seeds in [^\n]*: run this with npm run[^\n]*\n$/);
  expect(existsSync(join(cwd, "data"))).toBe(false);
});

test("a reader that has seen enough ends it without a word", { timeout: SPAWN_TIMEOUT_MS }, async () => {
  const cwd = await makeFolder();
  const articles = await writeLines("news.jsonl", [FERRY]);
  const questions = Array.from({ length: 2000 }, (_, id) => ({ id, question: "ferry" }));
  const file = await writeLines("questions.jsonl", questions);
  const call = ["search", "--json", "--articles", articles, "--questions", file];
  const child = startTerminal(call, { cwd });
  const closed = once(child, "close");
  const complaint = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.destroy();
  await closed;
  expect({ status: child.exitCode, complaint: await complaint }).toEqual({ status: 0, complaint: "" });
});

test("Ctrl-C ends it at once with 1 and one line", { timeout: SPAWN_TIMEOUT_MS }, async () => {
  const cwd = await makeFolder();
  const articles = await writeLines("news.jsonl", [FERRY]);
  const questions = Array.from({ length: 20_000 }, (_, id) => ({ id, question: "ferry" }));
  const file = await writeLines("questions.jsonl", questions);
  const child = startTerminal(["search", "--json", "--articles", articles, "--questions", file], { cwd });
  const closed = once(child, "close");
  const complaint = text(child.stderr);
  await once(child.stdout, "data");
  child.stdout.resume();
  child.kill("SIGINT");
  await closed;
  expect({ status: child.exitCode, complaint: await complaint }).toEqual({
    status: 1,
    complaint: "interrupted\n",
  });
});
