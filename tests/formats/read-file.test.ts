import { chmod, mkdir, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readArticleFile } from "../../src/formats/read-file.ts";
import { makeFolder } from "../support/folder.ts";

const STORY = "The ferry was late again on Monday, the harbour office said in a long statement.";

async function readContent(name: string, content: string | Uint8Array) {
  const path = join(await makeFolder(), name);
  await writeFile(path, content);
  return readArticleFile(path);
}

async function findReasons(name: string, content: string | Uint8Array) {
  return (await readContent(name, content)).failures.map(({ reason }) => reason);
}

describe("what a file holds", () => {
  const html = `<!doctype html><html><head><title>Fog</title></head><body><p>${STORY}</p></body></html>`;
  const feed = `<rss version="2.0"><channel><title>x</title><item><title>${STORY}</title></item></channel></rss>`;
  test.each([
    ["a.txt", STORY, "text"],
    ["a.MD", STORY, "markdown"],
    ["a.html", html, "html"],
    ["a.htm", html, "html"],
    ["a.html.gz", gzipSync(html), "html"],
    ["a.jsonl", JSON.stringify({ body: STORY }), "records"],
    ["a.rss", feed, "feed"],
    ["a.xml", `<?xml version="1.0"?>\n${feed}`, "feed"],
    [
      "a.json",
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "x",
        items: [{ id: "1", title: STORY }],
      }),
      "feed",
    ],
    ["a.xml", html, "html"],
    ["page", html, "html"],
    ["wire", STORY, "text"],
    ["notes", `---\ntitle: Fog\n---\n${STORY}`, "markdown"],
    ["records", JSON.stringify({ id: "a", body: STORY }), "records"],
  ])("%s is told by its ending or its content", async (name, content, kind) => {
    const file = await readContent(name, content);
    expect(file).toMatchObject({ kind, failures: [] });
    expect(file.articles.map(({ body }) => body)).toEqual([STORY]);
  });

  test("markup is read in the encoding that it declares", async () => {
    const page =
      '<html><head><meta charset="windows-1252"></head><body><p>The ferry was late in Malmö on Monday, they said.</p></body></html>';
    const file = await readContent("a.html", Buffer.from(page, "latin1"));
    expect(file.articles[0]?.body).toBe("The ferry was late in Malmö on Monday, they said.");
  });

  test("text in UTF-16 is read by its byte order mark", async () => {
    expect((await readContent("a.txt", Buffer.from(`\uFEFF${STORY}`, "utf16le"))).articles[0]?.body).toBe(
      STORY,
    );
  });
});

describe("what can't be read is named with its reason", () => {
  test("not found, or a folder", async () => {
    const folder = await makeFolder();
    await mkdir(join(folder, "a.txt"));
    const missing = await readArticleFile(join(folder, "b.txt"));
    expect(missing).toEqual({
      path: join(folder, "b.txt"),
      kind: null,
      articles: [],
      failures: [{ reason: "not found" }],
    });
    expect((await readArticleFile(join(folder, "a.txt"))).failures).toEqual([
      { reason: "a folder, not a file" },
    ]);
  });

  test.skipIf(process.getuid?.() === 0)("no permission (not for root, whom nothing stops)", async () => {
    const path = join(await makeFolder(), "a.txt");
    await writeFile(path, STORY);
    await chmod(path, 0o000);
    expect((await readArticleFile(path)).failures).toEqual([{ reason: "no permission to read it" }]);
  });

  test.each([
    ["a.txt", 50_000_000, "larger than 20 MB"],
    ["a.jsonl", 250_000_000, "larger than 200 MB"],
  ])("%s of %i bytes", async (name, size, reason) => {
    const path = join(await makeFolder(), name);
    await writeFile(path, STORY);
    await truncate(path, size);
    expect((await readArticleFile(path)).failures).toEqual([{ reason }]);
  });

  test.each([
    ["empty", "a.txt", "", "empty"],
    ["blank", "a.md", " \r\n\t", "empty"],
    ["binary", "a.txt", Buffer.from([0x66, 0x00, 0x67]), "binary, not text"],
    ["a PDF", "a.md", "%PDF-1.7 …", "binary: a PDF document, not text"],
    ["in another encoding", "a.txt", Buffer.from("Malmö", "latin1"), "not valid UTF-8 text"],
    [
      "in another encoding than it says",
      "a.html",
      Buffer.from("<p>Malmö är här på en ö", "latin1"),
      "not valid UTF-8 text",
    ],
    [
      "in an encoding nobody knows",
      "a.html",
      Buffer.from('<meta charset="klingon-8"><p>Malmö är här på en ö', "latin1"),
      "declares an unknown encoding, klingon-8",
    ],
    ["without words", "a.txt", "***\n---", "no article text found"],
    ["no feed", "a.xml", "<note>Fog.</note>", "not a feed that can be read (RSS, Atom, RDF or JSON Feed)"],
    ["no gzip", "a.html.gz", "<p>Fog.", "not valid gzip data"],
    ["a bomb", "a.html.gz", gzipSync(Buffer.alloc(30_000_000)), "larger than 20 MB once unpacked"],
  ])("%s", async (_what, name, content, reason) => {
    expect(await findReasons(name, content)).toEqual([reason]);
  });

  test("a bad line by its number, with the rest read", async () => {
    const lines = Array.from({ length: 9 }, (_, index) =>
      index === 6 ? "{" : JSON.stringify({ id: index, body: STORY }),
    );
    const file = await readContent("a.jsonl", lines.join("\n"));
    expect(file.articles).toHaveLength(8);
    expect(file.failures).toEqual([{ part: "line 7", reason: "not JSON" }]);
  });
});
