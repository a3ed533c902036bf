import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { callTerminal } from "../support/terminal.ts";
import { reloadShape } from "../support/wire-shape.ts";

async function makeNewsroom() {
  const folder = await makeFolder();
  const seeds = join(folder, "seeds");
  await mkdir(seeds);
  await writeFile(join(seeds, "one.txt"), "The ferry was late on Tuesday.");
  await writeFile(join(seeds, "two.jsonl"), "{\n");
  return { seeds, environment: { SEEDS_DIR: seeds, DATABASE_URL: join(folder, "data", "news.sqlite") } };
}

test("reload says what is new, then what is unchanged, and names what it can't read each time", async () => {
  const { environment } = await makeNewsroom();
  const failed = [{ name: "two.jsonl, line 1", reason: "not JSON" }];
  for (const counts of [
    { added: 1, unchanged: 0 },
    { added: 0, unchanged: 1 },
  ]) {
    const { status, stdout, stderr } = await callTerminal(["reload", "--json"], { environment });
    expect(status).toBe(0);
    expect(reloadShape.parse(JSON.parse(stdout)).sources).toMatchObject([
      { id: "seeds", kind: "folder", changed: 0, removed: 0, failed, ...counts },
    ]);
    expect(stderr).toBe("not read: two.jsonl, line 1: not JSON\n");
  }
});

test("a folder of settings that is gone is a bad setting", async () => {
  const { seeds, environment } = await makeNewsroom();
  await callTerminal(["reload"], { environment });
  await rm(seeds, { recursive: true });
  await writeFile(seeds, "a file where the folder was");

  const { status, stderr } = await callTerminal(["reload", "--json"], { environment });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^SEEDS_DIR: there is no folder .*\n$/);
});
