import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createExtractor, type ExtractorOptions } from "../../src/formats/extractor.ts";
import { UnreadableError } from "../../src/formats/unreadable-error.ts";
import { makeFolder } from "../support/folder.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

const ADDRESS = "https://harbour.example/news/pier";
const PAGE = articlePage({ title: "Pier to go", text: prose("Larkmoor") });
const FEED = rssFeed([{ title: "Pier to go", link: "/pier", content: prose("Larkmoor") }]);

/** One tag of so many attributes that parsing it takes many times longer than any test waits. */
const ENDLESS = `<p><i ${Array.from({ length: 200_000 }, (_, index) => `a${index}=1`).join(" ")}>Slow</i>`;
/** As large as a page may be, and ten times as much once its data is parsed. */
const HEAVY = `<script type="application/ld+json">[${"[],".repeat(1_600_000)}[]]</script>${PAGE}`;

const shared = createExtractor();
afterAll(() => shared.close());

function createOwnExtractor(options: ExtractorOptions = {}) {
  const extractor = createExtractor(options);
  onTestFinished(() => extractor.close());
  return extractor;
}

const download = (text: string, contentType?: string) => ({
  bytes: new TextEncoder().encode(text),
  address: ADDRESS,
  contentType,
});

describe("feed or page", () => {
  test.each(["text/html", "application/rss+xml", "text/plain; charset=utf-8", undefined])(
    "is told by what the bytes hold, not by their type: %s",
    async (contentType) => {
      expect(await shared.readDownload(download(PAGE, contentType))).toMatchObject({
        kind: "page",
        article: { title: "Pier to go", body: prose("Larkmoor") },
      });
      expect(await shared.readDownload(download(FEED, contentType))).toMatchObject({
        kind: "feed",
        title: "The Harbour Post",
        entries: [{ article: { title: "Pier to go", url: "https://harbour.example/pier" } }],
      });
    },
  );

  test("XHTML is a page, a JSON Feed a feed", async () => {
    const xhtml = `<?xml version="1.0" encoding="utf-8"?>\n${PAGE.replace("<!doctype html>", "")}`;
    expect(await shared.readDownload(download(xhtml))).toMatchObject({ kind: "page" });
    const json = JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "The Harbour Post",
      items: [{ id: "1", url: "https://harbour.example/pier", content_text: prose("Larkmoor") }],
    });
    expect(await shared.readDownload(download(json, "application/json"))).toMatchObject({ kind: "feed" });
  });

  test.each([
    ["a remark before its prolog", `<!-- mended -->${FEED}`],
    [
      "a remark and a style sheet after it",
      FEED.replace("<rss", "<!-- <html> --><?xml-stylesheet href='a'?><rss"),
    ],
    ["a whole web page in its first entry", FEED.replace("<![CDATA[", "<![CDATA[<html><body>")],
    ["a warning of its server before it", `Warning: too many guests in line 7\n${FEED}`],
  ])("a feed is one with %s", async (_what, text) => {
    const feed = { kind: "feed", title: "The Harbour Post", entries: [{ article: { title: "Pier to go" } }] };
    expect(await shared.readDownload(download(text))).toMatchObject(feed);
  });

  test("a page is one with remarks before it, however many", async () => {
    const remarks = "<!-- <rss> -->\n<!---->".repeat(2000);
    expect(await shared.readDownload(download(remarks + PAGE))).toMatchObject({ kind: "page" });
  });

  test("the header names the charset where the page doesn't", async () => {
    const page = articlePage({ title: "Pier to go", text: `Café Öl. ${prose("Larkmoor")}` });
    const bytes = new Uint8Array(Buffer.from(page, "latin1"));
    const read = await shared.readDownload({
      bytes,
      address: ADDRESS,
      contentType: 'text/html; charset="iso-8859-1"',
    });
    expect(read).toMatchObject({ article: { body: expect.stringMatching(/^Café Öl\./) } });
  });
});

describe("what can't be read", () => {
  test.each([
    ["nothing", "", "empty"],
    ["a picture", "\u00FF\u00D8\u00FF\u00E0 JFIF", "binary: an image, not text"],
    ["a million elements", "<p>".repeat(1_000_000), "a page of more than 30000 tags"],
    ["100,000 nested elements", "<div>".repeat(100_000), "a page nested more than 150 deep"],
    ["5 MB of <", "<".repeat(5_000_000), "a page of more than 30000 tags"],
    ["a broken feed", "<rss><channel><item>", "not a feed that can be read (RSS, Atom, RDF or JSON Feed)"],
  ])("is refused by name, as the same error on this side: %s", async (_kind, text, reason) => {
    const bytes = new Uint8Array(Buffer.from(text, "latin1"));
    const refusal = await shared.readDownload({ bytes, address: ADDRESS }).catch((error) => error);
    expect(refusal).toBeInstanceOf(UnreadableError);
    expect(refusal).toMatchObject({ message: reason });
  });

  test("a page without an article's text is read for its feeds", async () => {
    const front = `<html><head><link rel="alternate" type="application/rss+xml" title="All news" href="feed.xml">
      </head><body></body></html>`;
    expect(await shared.readDownload(download(front))).toEqual({
      kind: "page",
      article: undefined,
      feeds: [{ address: "https://harbour.example/news/feed.xml", title: "All news" }],
      restriction: undefined,
    });
  });
});

describe("a thread that can be killed", () => {
  test("what takes too long is unreadable, and what waits behind it is read", async () => {
    const extractor = createOwnExtractor({ timeoutMs: 400 });
    const endless = extractor.readDownload(download(ENDLESS));
    const waiting = [1, 2, 3].map(() => extractor.readDownload(download(PAGE)));
    await expect(endless).rejects.toThrow(new UnreadableError("took longer than 0.4 s to read"));
    for (const page of await Promise.all(waiting)) expect(page).toMatchObject({ kind: "page" });
  });

  test("what takes too much memory is unreadable, and what waits behind it is read", async () => {
    const extractor = createOwnExtractor({ maxMemoryMb: 48 });
    const heavy = extractor.readDownload(download(HEAVY));
    const waiting = extractor.readDownload(download(PAGE));
    await expect(heavy).rejects.toThrow(new UnreadableError("takes too much memory to read"));
    expect(await waiting).toMatchObject({ kind: "page" });
  });

  test("once closed, nothing is read: neither what was being read nor what waits", async () => {
    const extractor = createOwnExtractor();
    const reading = [ENDLESS, PAGE].map((text) => extractor.readDownload(download(text)));
    const settled = Promise.allSettled(reading);
    await extractor.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: "rejected", reason: { message: "the extractor is closed" } });
    }
    await expect(extractor.readFile("a.txt")).rejects.toThrow("the extractor is closed");
  });
});

describe("files", () => {
  test("are read in the thread as they are outside of it", async () => {
    const path = join(await makeFolder(), "pier.html");
    await writeFile(path, PAGE);
    expect(await shared.readFile(path)).toMatchObject({
      path,
      kind: "html",
      articles: [{ title: "Pier to go", outlet: "The Harbour Post", body: prose("Larkmoor") }],
      failures: [],
    });
  });

  test("that can't be read are named, with the reason", async () => {
    const path = join(await makeFolder(), "none.txt");
    expect(await shared.readFile(path)).toEqual({
      path,
      kind: null,
      articles: [],
      failures: [{ reason: "not found" }],
    });
  });

  test("one that takes too long is a failure too", async () => {
    const path = join(await makeFolder(), "endless.html");
    await writeFile(path, ENDLESS);
    const { failures } = await createOwnExtractor({ timeoutMs: 200 }).readFile(path);
    expect(failures).toEqual([{ reason: "took longer than 0.2 s to read" }]);
  });
});

test("whatever one server has read, another's is read meanwhile", async () => {
  const extractor = createOwnExtractor({ timeoutMs: 60_000 });
  const ends: string[] = [];
  const flood = Array.from({ length: 8 }, (_, index) =>
    extractor.readDownload(download(`${ENDLESS}<!-- ${index} -->`), "1").catch(() => ends.push("flood")),
  );
  for (let turn = 0; turn < 3; turn += 1) await extractor.readDownload(download(FEED), "2");
  expect(ends).toEqual([]);
  await extractor.close();
  await Promise.all(flood);
});

test("bytes that took too long are not tried again for a while, and other bytes are", async () => {
  let elapsed = 0;
  const extractor = createOwnExtractor({ timeoutMs: 1, elapsedMs: () => elapsed });
  const slow = new UnreadableError("took longer than 0.001 s to read");
  const failure = (text: string) => extractor.readDownload(download(text)).catch((error: unknown) => error);
  const first = await failure(ENDLESS);
  expect(first).toEqual(slow);
  expect(await failure(ENDLESS)).toBe(first);
  expect(await failure(`${ENDLESS} `)).not.toBe(first);
  elapsed = 10 * 60_000;
  expect(await failure(ENDLESS)).not.toBe(first);
});
