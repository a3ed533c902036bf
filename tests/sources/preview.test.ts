import { afterAll, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/formats/extractor.ts";
import { previewAddress } from "../../src/sources/preview.ts";
import { SourceError } from "../../src/sources/source.ts";
import { createFakeWeb, type Standing } from "../support/fake-web.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

const FRONT = "https://harbour.example/";
const FEED = "https://harbour.example/feed.xml";
const STORY = "https://harbour.example/2026/pier";
const extractor = createExtractor();
afterAll(() => extractor.close());

const preview = (address: string, standings: Readonly<Record<string, Standing>>) =>
  previewAddress(
    { fetch: createFakeWeb(standings).fetch, extractor },
    { address, signal: new AbortController().signal },
  );

const FEED_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="News">';
const feed = rssFeed(
  Array.from({ length: 8 }, (_, index) => ({
    title: `Story ${index}`,
    link: `https://harbour.example/${index}`,
    date: `2026-02-0${index + 1}T08:00:00Z`,
    content: prose(`place ${index}`),
  })),
);

describe("what an address is", () => {
  test("a feed: its name, how much there is, and the newest", async () => {
    expect(await preview(FEED, { [FEED]: feed })).toEqual({
      kind: "preview",
      source: { kind: "feed", address: FEED, name: "The Harbour Post" },
      articles: 8,
      newest: [7, 6, 5, 4, 3].map((index) => ({
        title: `Story ${index}`,
        publishedAt: `2026-02-0${index + 1}T08:00:00.000Z`,
      })),
      notices: [],
    });
  });

  test("a front page that names its feed: the feed", async () => {
    const front = `<html><head><title>Harbour</title>${FEED_LINK}</head><body><p>${prose("Larkmoor", 60)}</p></body></html>`;
    const found = await preview("harbour.example", { [FRONT]: front, [FEED]: feed });
    expect(found).toMatchObject({ source: { kind: "feed", address: FEED } });
  });

  test("an article's page: the article, and a word about the feed that it names", async () => {
    const story = articlePage({
      title: "Pier to go",
      text: prose("Larkmoor"),
      date: "2026-03-01",
      head: FEED_LINK,
    });
    expect(await preview(STORY, { [STORY]: story })).toEqual({
      kind: "preview",
      source: { kind: "page", address: STORY, name: "Pier to go" },
      articles: 1,
      newest: [{ title: "Pier to go", publishedAt: "2026-03-01T00:00:00.000Z" }],
      notices: [`this is one article; the page names a feed of many: ${FEED}`],
    });
  });

  test("is told with what the publisher forbids, and whether the texts stand elsewhere", async () => {
    const openings = rssFeed([{ title: "One", link: STORY, opening: "The council met on Tuesday …" }]);
    expect(await preview(FEED, { [FEED]: openings })).toMatchObject({
      notices: [expect.stringMatching(/^1 of 1 entries hold an opening alone/)],
    });
    const restricted = { text: openings, restriction: "its publisher does not allow more (noai)" };
    expect(await preview(FEED, { [FEED]: restricted })).toMatchObject({
      notices: ["headlines and links only: its publisher does not allow more (noai)"],
    });
  });

  test("is known by where it has moved to for good", async () => {
    const moved = "https://news.harbour.example/rss";
    const found = await preview(FEED, { [FEED]: { text: feed, movedTo: moved, address: moved } });
    expect(found).toMatchObject({ source: { address: moved } });
  });
});

describe("what can't be added says why", () => {
  test.each([
    "",
    "not an address",
    "ftp://harbour.example/feed",
    "localhost",
    "javascript:alert(1)",
    `https://harbour.example/${"港".repeat(300)}`,
  ])("no web address: %j", async (address) => {
    expect(await preview(address, {})).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/web address/),
    });
  });

  test.each<[string, Standing | undefined, RegExp]>([
    ["nothing there", undefined, /nothing was found/],
    [
      "an address that may not be read",
      new SourceError("it leads into a private network", { problem: "unreadable" }),
      /private/,
    ],
    ["a page without an article or a feed", "<html><body></body></html>", /no article's text on that page/],
    ["neither feed nor page", "\u0000\u0001\u0002", /can't be read/],
  ])("%s", async (_what, standing, reason) => {
    const standings = standing === undefined ? {} : { [STORY]: standing };
    expect(await preview(STORY, standings)).toEqual({
      kind: "refused",
      reason: expect.stringMatching(reason),
    });
  });

  test("a page whose feed is none", async () => {
    const standings = {
      [FRONT]: `<html><head>${FEED_LINK}</head><body></body></html>`,
      [FEED]: articlePage({ title: "A", text: "B" }),
    };
    expect(await preview(FRONT, standings)).toMatchObject({
      kind: "refused",
      reason: expect.stringContaining(FEED),
    });
  });

  test("what is broken in this process is no refusal", async () => {
    await expect(preview(FEED, { [FEED]: new TypeError("a bug") })).rejects.toThrow("a bug");
  });
});
