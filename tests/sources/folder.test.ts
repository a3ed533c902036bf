import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { readArticleFile } from "../../src/formats/read-file.ts";
import { createFolderSource } from "../../src/sources/folder.ts";
import { makeFolder } from "../support/folder.ts";

const STORY = "The ferry was late again on Monday, the harbour office said.";
const NOW = "2026-03-04T09:00:00.000Z";

async function writeFiles(files: Record<string, string>): Promise<string> {
  const folder = await makeFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

function readFolder(folder: string) {
  return createFolderSource({
    id: "seeds",
    folder,
    now: () => new Date(NOW),
    readFile: readArticleFile,
  }).read({});
}

describe("a folder", () => {
  test("is read with the folders inside it, in the order of names", async () => {
    const folder = await writeFiles({ "wire/b.txt": STORY, "a.md": STORY, "wire/a.txt": STORY });
    const { articles, failures } = await readFolder(folder);
    expect(articles.map(({ id }) => id)).toEqual(["seeds/a.md", "seeds/wire/a.txt", "seeds/wire/b.txt"]);
    expect(articles[0]).toMatchObject({ sourceId: "seeds", fetchedAt: NOW, body: STORY });
    expect(failures).toEqual([]);
  });

  test("holds no articles in dotfiles, READMEs and files of other kinds", async () => {
    const folder = await writeFiles({
      ".a.txt": STORY,
      ".git/a.txt": STORY,
      "README.md": STORY,
      "in/readme.txt": STORY,
      "a.png": STORY,
      "a.ts": STORY,
    });
    expect(await readFolder(folder)).toMatchObject({ articles: [], failures: [] });
  });

  test("names the outlet where its articles don't", async () => {
    const folder = await writeFiles({
      "Fjord Post/a.txt": STORY,
      "Fjord Post/b.txt": `OSLO (AP) — ${STORY}`,
    });
    const { articles } = await readFolder(folder);
    expect(articles.map(({ outlet }) => outlet)).toEqual(["Fjord Post", "Associated Press"]);
  });

  test("that is not there can't be read, so that nothing is removed", async () => {
    const folder = await makeFolder();
    await expect(readFolder(join(folder, "gone"))).rejects.toThrow(/can't be listed: not found$/);
  });

  test("stops when it is told to", async () => {
    const folder = await writeFiles({ "a.txt": STORY });
    const source = createFolderSource({
      id: "seeds",
      folder,
      now: () => new Date(NOW),
      readFile: readArticleFile,
    });
    await expect(source.read({ signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});

describe("links", () => {
  test("that leave the folder are not followed", async () => {
    const outside = await writeFiles({ "secret.txt": STORY });
    const folder = await writeFiles({ "a.txt": STORY });
    await symlink(outside, join(folder, "out"));
    await symlink(join(outside, "secret.txt"), join(folder, "b.txt"));
    await symlink(join(folder, "gone.txt"), join(folder, "c.txt"));
    expect((await readFolder(folder)).articles.map(({ id }) => id)).toEqual(["seeds/a.txt"]);
  });

  test("that lead round in a circle come to an end", async () => {
    const folder = await writeFiles({ "in/a.txt": STORY });
    await symlink(folder, join(folder, "in", "round"));
    await symlink(join(folder, "in"), join(folder, "in", "again"));
    expect((await readFolder(folder)).articles.map(({ id }) => id)).toEqual(["seeds/in/a.txt"]);
  });
});

describe("articles", () => {
  test("of one file are told apart by their own ids", async () => {
    const lines = [{ id: "f1", body: STORY }, { body: STORY }].map((line) => JSON.stringify(line));
    const folder = await writeFiles({ "wire.jsonl": lines.join("\n") });
    expect((await readFolder(folder)).articles.map(({ id }) => id)).toEqual([
      "seeds/wire.jsonl#f1",
      "seeds/wire.jsonl#line-2",
    ]);
  });

  test("that repeat an id are reported, and the first stays", async () => {
    const lines = ["One.", "Two."].map((body) => JSON.stringify({ id: "f1", body }));
    const { articles, failures } = await readFolder(await writeFiles({ "wire.jsonl": lines.join("\n") }));
    expect(articles.map(({ body }) => body)).toEqual(["One."]);
    expect(failures).toEqual([
      { name: "wire.jsonl", reason: "the id f1 stands there twice", idPrefix: "seeds/wire.jsonl#f1" },
    ]);
  });

  test("dated in the future are dated when they were read", async () => {
    const folder = await writeFiles({
      "a.md": `---\ndate: 2031-01-01\n---\n${STORY}`,
      "b.md": `---\ndate: 2026-03-01\n---\n${STORY}`,
    });
    const { articles } = await readFolder(folder);
    expect(articles.map(({ publishedAt }) => publishedAt)).toEqual([NOW, "2026-03-01T00:00:00.000Z"]);
  });
});

test("what can't be read is named, with the ids that it stood for, and the rest is read", async () => {
  const folder = await writeFiles({
    "a.txt": "",
    "in/b.jsonl": `${JSON.stringify({ id: "x", body: STORY })}\n{`,
    "c.txt": STORY,
  });
  const { articles, failures } = await readFolder(folder);
  expect(articles.map(({ id }) => id)).toEqual(["seeds/c.txt", "seeds/in/b.jsonl#x"]);
  expect(failures).toEqual([
    { name: "a.txt", reason: "empty", idPrefix: "seeds/a.txt" },
    { name: "in/b.jsonl, line 2", reason: "not JSON", idPrefix: "seeds/in/b.jsonl" },
  ]);
});
