import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { SPAWN_TIMEOUT_MS, spawnTerminal } from "../support/terminal.ts";

test("the offline embedder's vectors are kept under data/, so that a second call makes none", {
  timeout: SPAWN_TIMEOUT_MS,
}, async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, "news"));
  await writeFile(join(cwd, "news", "one.txt"), "The ferry was late on Tuesday because of fog.");
  const call = ["ask", "--json", "--sources", "news", "why was the ferry late?"];
  const ask = () => spawnTerminal(call, { cwd, environment: { EMBEDDINGS: "local" } });
  const countVectors = () => {
    const database = new DatabaseSync(join(cwd, "data", "vectors.sqlite"));
    const row = database.prepare("select count(*) as vectors from vectors").get();
    database.close();
    return row?.vectors;
  };

  const first = await ask();
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(countVectors()).toBe(2);
  const second = await ask();
  // The folder is in memory, and so read anew.
  const statementsOf = ({ stdout }: typeof first) =>
    JSON.parse(stdout.replaceAll(/"fetchedAt":"[^"]+"/g, '"fetchedAt":""')).statements;
  expect(statementsOf(second)).toEqual(statementsOf(first));
  expect(countVectors()).toBe(2);
});

test("where nothing can be kept it answers all the same, and says so", {
  timeout: SPAWN_TIMEOUT_MS,
}, async () => {
  const cwd = await makeFolder();
  await mkdir(join(cwd, "news"));
  await writeFile(join(cwd, "news", "one.txt"), "The ferry was late on Tuesday because of fog.");
  await writeFile(join(cwd, "data"), "a file where the folder would be");
  const call = ["ask", "--json", "--sources", "news", "why was the ferry late?"];
  const { status, stdout, stderr } = await spawnTerminal(call, { cwd, environment: { EMBEDDINGS: "local" } });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).kind).toBe("answered");
  expect(stderr).toMatch(/^vectors are not kept in data[\\/]vectors\.sqlite: [^\n]+\n$/);
});
