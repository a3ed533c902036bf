import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createExtractor } from "../../src/formats/extractor.ts";
import { createFeedSource } from "../../src/sources/feed.ts";
import { createFetch } from "../../src/sources/fetch.ts";
import { createPageSource, type WebSourceOptions } from "../../src/sources/page.ts";
import { SourceError } from "../../src/sources/source.ts";
import { answerWith, startAwkwardServer } from "../support/awkward-server.ts";

/** Real feeds and pages, served as they are by a server on this machine. */
const DATA = new URL("../../../shared/data/", import.meta.url);
const FEEDS = new URL("feeds/", DATA);
const PAGES = new URL("pages/html/", DATA);

/** A version is what feedparser states of a feed alone: the others are OPML and HTML. */
const expectedSchema = z.array(z.object({ file: z.string(), version: z.string() }));

const extractor = createExtractor();
afterAll(() => extractor.close());

describe.skipIf(!existsSync(DATA))("over a real connection (skipped where ../shared/data is absent)", () => {
  test("real feeds become articles, each once and with all that readers are shown", async () => {
    const { optionsFor } = await serve(FEEDS);
    const files = expectedSchema.parse(JSON.parse(readFileSync(new URL("expected.json", FEEDS), "utf8")));
    let read = 0;
    for (const { file, version } of files) {
      const reading = await createFeedSource(optionsFor(`files/${file}`))
        .read({})
        .catch((error: unknown) => error);
      if (reading instanceof SourceError) {
        expect(reading.message, file).toMatch(/can't be read|a web page came/);
        continue;
      }
      expect(reading, file).toMatchObject({ articles: expect.any(Array) });
      const { articles } = z.object({ articles: z.array(articleSchema) }).parse(reading);
      expect(new Set(articles.map(({ id }) => id)).size, file).toBe(articles.length);
      if (version !== "") read += 1;
    }
    const feeds = files.filter(({ version }) => version !== "").length;
    expect(read / feeds).toBeGreaterThanOrEqual(0.98);
  });

  test("real pages become articles with a text, packed as they are sent", async () => {
    const { optionsFor, requests } = await serve(PAGES);
    const files = readdirSync(PAGES);
    for (const file of files) {
      const { articles } = await createPageSource(optionsFor(file)).read({});
      expect(articles[0]?.body.length, file).toBeGreaterThan(articles[0]?.title.length ?? 0);
    }
    expect(requests.filter(({ path }) => path === "/robots.txt")).toHaveLength(1);
    expect(requests).toHaveLength(files.length + 1);
  });
});

/** As much of an article as every reader is shown. */
const articleSchema = z.object({
  id: z.string(),
  title: z.string().min(1).max(200),
  outlet: z.string().min(1).max(100),
  body: z.string().min(1),
});

async function serve(folder: URL) {
  const { origin, requests } = await startAwkwardServer((socket, request) => {
    const file = new URL(`.${request.path}`, folder);
    if (!existsSync(file)) return answerWith({ status: 404 })(socket, request);
    const headers = file.pathname.endsWith(".gz")
      ? ["Content-Type: text/html", "Content-Encoding: gzip"]
      : ["Content-Type: application/xml"];
    answerWith({ headers, body: readFileSync(file) })(socket, request);
  });
  const fetch = createFetch({
    contact: undefined,
    isAllowedAddress: () => true,
    allowedPorts: "any",
    sleep: () => Promise.resolve(),
  });
  const optionsFor = (path: string): WebSourceOptions => ({
    id: "harbour",
    address: `${origin}/${path.split("/").map(encodeURIComponent).join("/")}`,
    fetch,
    extractor,
    now: () => new Date(),
  });
  return { optionsFor, requests };
}
