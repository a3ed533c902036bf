import { afterAll, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/formats/extractor.ts";
import { createFeedSource } from "../../src/sources/feed.ts";
import { SourceError } from "../../src/sources/source.ts";
import { createFakeWeb, type FakeWeb } from "../support/fake-web.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

const FEED = "https://harbour.example/feed.xml";
const NOW = new Date("2026-03-02T15:00:00Z");
const extractor = createExtractor();
afterAll(() => extractor.close());

const sourceOver = ({ fetch }: FakeWeb) =>
  createFeedSource({ id: "harbour", address: FEED, fetch, extractor, now: () => NOW });

const page = (name: string) => `https://harbour.example/${name}`;

describe("a feed with whole articles", () => {
  const whole = rssFeed([
    { title: "Pier to go", link: page("pier"), date: "2026-03-01T08:00:00Z", content: prose("Larkmoor") },
    { title: "From the future", link: page("later"), date: "2027-03-01T08:00:00Z", content: prose("Velde") },
  ]);

  test("is read in one request, each entry an article of its own", async () => {
    const web = createFakeWeb({ [FEED]: whole });
    const { articles, ...reading } = await sourceOver(web).read({});
    expect(web.requests).toHaveLength(1);
    expect(articles[0]).toMatchObject({
      id: `harbour/${page("pier")}`,
      sourceId: "harbour",
      title: "Pier to go",
      outlet: "The Harbour Post",
      url: page("pier"),
      publishedAt: "2026-03-01T08:00:00.000Z",
      dateFrom: "feed",
      fetchedAt: NOW.toISOString(),
    });
    expect(articles[0]?.body).toBe(prose("Larkmoor"));
    expect(reading).toMatchObject({ isComplete: false, kept: [], failures: [], notices: [] });
  });

  test("a date in the future becomes that of the reading, and says so", async () => {
    const { articles } = await sourceOver(createFakeWeb({ [FEED]: whole })).read({});
    expect(articles[1]).toMatchObject({ publishedAt: NOW.toISOString(), dateFrom: "fetched" });
  });

  test("asks by what it was given, and keeps all when nothing has changed", async () => {
    const web = createFakeWeb({
      [FEED]: { text: whole, validators: { etag: '"one"', lastModified: "then" } },
    });
    const first = await sourceOver(web).read({});
    web.put(FEED, ({ validators }) => (validators?.etag === '"one"' ? "unchanged" : "asked wrongly"));
    const second = await sourceOver(web).read({ memory: first.memory });
    expect(second).toMatchObject({ articles: [], kept: "all", isComplete: false });
    expect(web.requests[1]?.validators).toEqual({ etag: '"one"', lastModified: "then" });
    expect(second.memory).toBeUndefined();
  });

  test("that sends the same bytes again is as good as one that says so", async () => {
    const source = sourceOver(createFakeWeb({ [FEED]: whole }));
    const { memory } = await source.read({});
    expect(await source.read({ memory })).toMatchObject({ articles: [], kept: "all" });
    const restricted = { text: whole, restriction: "its publisher does not allow more" };
    const { articles } = await sourceOver(createFakeWeb({ [FEED]: restricted })).read({ memory });
    expect(articles.map(({ title, body }) => body === title)).toEqual([true, true]);
  });

  test("that has moved for good is asked for at its new address from then on", async () => {
    const moved = page("news.xml");
    const web = createFakeWeb({ [FEED]: { text: whole, movedTo: moved, address: moved }, [moved]: whole });
    const { memory } = await sourceOver(web).read({});
    await sourceOver(web).read({ memory });
    expect(web.requests.map(({ address }) => address)).toEqual([FEED, moved]);
  });

  test("that is not there any more where it moved to is looked for where it was added", async () => {
    const moved = "https://old.example/news.xml";
    const web = createFakeWeb({
      [FEED]: { text: whole, movedTo: moved, validators: { etag: '"one"' } },
      [moved]: new SourceError("nobody answers", { problem: "unreachable" }),
    });
    const first = await sourceOver(web).read({});
    web.put(FEED, rssFeed([{ title: "Home again", link: page("home"), content: prose("Velde") }]));
    const second = await sourceOver(web).read({ memory: first.memory });
    expect(second.articles.map(({ title }) => title)).toEqual(["Home again"]);
    // What the other server gave to ask by means nothing here.
    expect(web.requests.at(-1)).toMatchObject({ address: FEED, validators: {} });
    web.put(FEED, new SourceError("gone", { problem: "gone" }));
    await expect(sourceOver(web).read({ memory: first.memory })).rejects.toThrow("nobody answers");
    await sourceOver(web)
      .read({ memory: second.memory })
      .catch(() => {});
    expect(web.requests.at(-1)?.address).toBe(FEED);
  });

  test("whose publisher allows no more is kept by headline and link", async () => {
    const web = createFakeWeb({ [FEED]: { text: whole, restriction: "its publisher does not allow more" } });
    const { articles, notices } = await sourceOver(web).read({});
    expect(articles.map(({ title, body }) => body === title)).toEqual([true, true]);
    expect(notices).toEqual([expect.stringContaining("headlines and links only")]);
  });

  test("of two entries with one id the first counts", async () => {
    const twice = rssFeed([
      { title: "Newer", link: page("pier"), content: prose("Larkmoor") },
      { title: "Older", link: page("pier"), content: prose("Larkmoor") },
    ]);
    const { articles, failures } = await sourceOver(createFakeWeb({ [FEED]: twice })).read({});
    expect(articles.map(({ title }) => title)).toEqual(["Newer"]);
    expect(failures).toEqual([]);
  });

  test("a memory that makes no sense is as good as none", async () => {
    const web = createFakeWeb({ [FEED]: whole });
    const { articles } = await sourceOver(web).read({ memory: '{"validators":7' });
    expect(articles).toHaveLength(2);
  });
});

describe("a feed of openings", () => {
  const openings = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      title: `Story ${index}`,
      link: page(`story-${index}`),
      opening: `The council of place ${index} met on Tuesday …`,
    }));
  const webOf = (count: number) => {
    const web = createFakeWeb({ [FEED]: rssFeed(openings(count)) });
    for (let index = 0; index < count; index += 1) {
      const text = prose(`place ${index}`);
      web.put(page(`story-${index}`), articlePage({ title: `Story ${index}`, text, date: "2026-02-20" }));
    }
    return web;
  };

  test("is there at once, and says that it is read again soon", async () => {
    const web = webOf(3);
    const { articles, readAgainInMs, notices } = await sourceOver(web).read({});
    expect(web.requests).toHaveLength(1);
    expect(articles.map(({ body }) => body.endsWith("…"))).toEqual([true, true, true]);
    expect(readAgainInMs).toBe(60_000);
    expect(notices).toEqual([expect.stringMatching(/^3 entries hold their openings alone/)]);
  });

  test("has its texts read from their pages, a dozen at each reading, and none twice", async () => {
    const web = webOf(15);
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    expect(web.requests.filter(({ expects }) => expects === "page")).toHaveLength(12);
    expect(second.articles[0]).toMatchObject({ title: "Story 0", publishedAt: "2026-02-20T00:00:00.000Z" });
    expect(second.articles[0]?.body).toBe(prose("place 0"));
    expect(second.articles).toHaveLength(15);
    expect(second.readAgainInMs).toBe(60_000);

    const third = await source.read({ memory: second.memory });
    expect(third.kept).toHaveLength(12);
    expect(third.articles.map(({ title }) => title)).toEqual(["Story 12", "Story 13", "Story 14"]);
    expect(third.readAgainInMs).toBeGreaterThan(60_000);
    expect(new Set(web.requests.map(({ address }) => address)).size).toBe(16);
  });

  test("reads an entry's page again once the entry has changed", async () => {
    const web = webOf(1);
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    web.put(FEED, rssFeed([{ ...openings(1)[0], title: "Story 0, corrected" }]));
    const third = await source.read({ memory: second.memory });
    expect(third.articles.map(({ title }) => title)).toEqual(["Story 0, corrected"]);
    expect(third.articles[0]?.body).toBe(prose("place 0"));
  });

  test("keeps the text that it has where the changed entry's page can't be reached, and tries again", async () => {
    const web = webOf(1);
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    web.put(FEED, rssFeed([{ ...openings(1)[0], title: "Story 0, corrected" }]));
    web.put(page("story-0"), new SourceError("nobody answers", { problem: "unreachable" }));
    const third = await source.read({ memory: second.memory });
    expect(third).toMatchObject({ articles: [], kept: [`harbour/${page("story-0")}`] });
    web.put(page("story-0"), articlePage({ title: "Story 0", text: prose("place 0") }));
    web.put(FEED, rssFeed([{ ...openings(1)[0], title: "Story 0, corrected again" }]));
    const fourth = await source.read({ memory: third.memory });
    expect(fourth.articles.map(({ title }) => title)).toEqual(["Story 0, corrected again"]);
  });

  test("keeps the text that it has of an entry that has moved far down", async () => {
    const web = webOf(1);
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    const newer = Array.from({ length: 60 }, (_, index) => ({
      title: `Newer ${index}`,
      link: page(`newer-${index}`),
      opening: "The council met again on Tuesday …",
    }));
    web.put(FEED, rssFeed([...newer, ...openings(1)]));
    const third = await source.read({ memory: second.memory });
    expect(third.kept).toEqual([`harbour/${page("story-0")}`]);
  });

  test.each([
    ["robots.txt", new SourceError("robots.txt does not allow it", { problem: "unreadable" })],
    ["a page without text", "<html><body></body></html>"],
  ])("keeps the opening for good where %s stands in the way", async (_what, standing) => {
    const web = webOf(1);
    web.put(page("story-0"), standing);
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    expect(second.articles[0]?.body).toMatch(/…$/);
    expect(second.notices?.join()).toContain("some articles by their opening only");
    const third = await source.read({ memory: second.memory });
    expect(third.kept).toBe("all");
  });

  test("keeps the headline alone where the page's publisher allows no more", async () => {
    const web = webOf(1);
    const head = '<meta name="robots" content="noai">';
    web.put(page("story-0"), articlePage({ title: "Story 0", text: prose("place 0"), head }));
    const source = sourceOver(web);
    const { memory } = await source.read({});
    const { articles, notices } = await source.read({ memory });
    expect(articles[0]?.body).toBe("Story 0");
    expect(notices?.join()).toContain("headline and link only");
  });

  test("leaves a host alone that fails three times in a row, and tries again later", async () => {
    const web = webOf(6);
    for (let index = 0; index < 6; index += 1) {
      web.put(page(`story-${index}`), new SourceError("nobody answers", { problem: "unreachable" }));
    }
    const source = sourceOver(web);
    const first = await source.read({});
    const second = await source.read({ memory: first.memory });
    expect(web.requests.filter(({ expects }) => expects === "page")).toHaveLength(3);
    expect(second.articles).toHaveLength(6);
    expect(second.readAgainInMs).toBeGreaterThan(60_000);
    web.put(page("story-0"), articlePage({ title: "Story 0", text: prose("place 0") }));
    const third = await source.read({ memory: second.memory });
    expect(third.articles[0]?.body).toBe(prose("place 0"));
  });
});

describe("what is no feed", () => {
  test.each([
    ["a web page", articlePage({ title: "Story", text: prose("Larkmoor") }), /a web page came instead/],
    ["nothing", "", /can't be read/],
    ["broken XML", "<rss><channel><item>", /can't be read/],
  ])("is refused with its reason: %s", async (_what, text, reason) => {
    const reading = sourceOver(createFakeWeb({ [FEED]: text })).read({});
    await expect(reading).rejects.toThrow(reason);
    await expect(reading).rejects.toMatchObject({ name: "SourceError", problem: "unreadable" });
  });

  test("an abort is told as it is", async () => {
    const signal = AbortSignal.abort(new Error("stopping"));
    await expect(sourceOver(createFakeWeb({ [FEED]: rssFeed([]) })).read({ signal })).rejects.toThrow(
      "stopping",
    );
  });
});
