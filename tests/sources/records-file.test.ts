import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRecordsFileSource } from "../../src/sources/records-file.ts";
import { makeFolder } from "../support/folder.ts";

const NOW = "2026-03-04T09:00:00.000Z";

async function readRecords(content: string) {
  const path = join(await makeFolder(), "measured.jsonl");
  await writeFile(path, content);
  return createRecordsFileSource({ id: "file", path, now: () => new Date(NOW) }).read({});
}

test("records keep their own ids", async () => {
  const { articles, failures } = await readRecords(
    `${JSON.stringify({ id: "f1", source: "The Fjord Post", body: "Fog." })}\n{\n${JSON.stringify({ id: "f1", body: "Again." })}\n`,
  );
  expect(articles).toMatchObject([
    { id: "f1", sourceId: "file", outlet: "The Fjord Post", body: "Fog.", fetchedAt: NOW },
  ]);
  expect(failures).toEqual([
    { name: "measured.jsonl, line 2", reason: "not JSON", idPrefix: "" },
    { name: "measured.jsonl", reason: "the id f1 stands there twice", idPrefix: "f1" },
  ]);
});

test("a file that is not there can't be read as a whole", async () => {
  const path = join(await makeFolder(), "gone.jsonl");
  const source = createRecordsFileSource({ id: "file", path, now: () => new Date(NOW) });
  await expect(source.read({})).rejects.toThrow(/gone\.jsonl: not found$/);
});
