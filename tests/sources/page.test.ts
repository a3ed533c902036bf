import { afterAll, expect, test } from "vitest";
import { createExtractor } from "../../src/formats/extractor.ts";
import { createPageSource } from "../../src/sources/page.ts";
import { createFakeWeb, type FakeWeb } from "../support/fake-web.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

const PAGE = "https://www.harbour.example/pier?from=front";
const NOW = new Date("2026-03-02T15:00:00Z");
const extractor = createExtractor();
afterAll(() => extractor.close());

const sourceOver = ({ fetch }: FakeWeb) =>
  createPageSource({ id: "pier", address: PAGE, fetch, extractor, now: () => NOW });
const story = (head = "") =>
  articlePage({ title: "Pier to go", text: prose("Larkmoor"), date: "2026-03-01T08:00:00Z", head });

test("a page is one article, by its proper address", async () => {
  const head = `<link rel="canonical" href="https://harbour.example/pier">
    <meta property="article:modified_time" content="2026-03-02T09:00:00Z">`;
  const { articles, isComplete } = await sourceOver(createFakeWeb({ [PAGE]: story(head) })).read({});
  expect(isComplete).toBe(true);
  expect(articles).toEqual([
    {
      id: "pier/page",
      sourceId: "pier",
      title: "Pier to go",
      outlet: "The Harbour Post",
      authors: [],
      url: "https://harbour.example/pier",
      publishedAt: "2026-03-01T08:00:00.000Z",
      dateFrom: "meta",
      modifiedAt: "2026-03-02T09:00:00.000Z",
      modifiedFrom: "meta",
      language: "en",
      fetchedAt: NOW.toISOString(),
      body: prose("Larkmoor"),
    },
  ]);
});

test("a page that gives somebody else's address as its own is known by where it was found", async () => {
  const head = '<link rel="canonical" href="https://reuters.example/pier">';
  const { articles } = await sourceOver(createFakeWeb({ [PAGE]: story(head) })).read({});
  expect(articles[0]?.url).toBe(PAGE);
});

test("a page that is not there any more where it moved to is looked for where it was added", async () => {
  const moved = "https://old.example/pier";
  const text = articlePage({ title: "Pier to go", text: prose("Larkmoor") });
  const web = createFakeWeb({ [PAGE]: { text, movedTo: moved } });
  const first = await sourceOver(web).read({});
  const second = await sourceOver(web).read({ memory: first.memory });
  expect(web.requests.map(({ address }) => address)).toEqual([PAGE, moved, PAGE]);
  expect(second.articles[0]).toMatchObject({ title: "Pier to go" });
});

test("a page that has not changed keeps its article", async () => {
  const web = createFakeWeb({ [PAGE]: { text: story(), validators: { etag: '"one"' } } });
  const first = await sourceOver(web).read({});
  web.put(PAGE, ({ validators }) => (validators?.etag === '"one"' ? "unchanged" : ""));
  expect(await sourceOver(web).read({ memory: first.memory })).toMatchObject({ articles: [], kept: "all" });
});

test.each([
  ["in the page", { text: story('<meta name="robots" content="index, noai">') }],
  ["in its headers", { text: story(), restriction: "its publisher does not allow more (nosnippet)" }],
])("a publisher who allows no more, %s, is heard: headline and link", async (_where, standing) => {
  const { articles, notices } = await sourceOver(createFakeWeb({ [PAGE]: standing })).read({});
  expect(articles[0]).toMatchObject({ title: "Pier to go", body: "Pier to go" });
  expect(notices).toEqual([expect.stringMatching(/^headline and link only: its publisher does not allow/)]);
});

test.each([
  ["holds no article", "<html><body></body></html>", /no article text was found/],
  ["holds a feed", rssFeed([{ title: "One" }]), /a feed, not a page/],
  ["is a picture", "\u0089PNG\r\n", /can't be read/],
])("an address that %s is refused with its reason", async (_what, text, reason) => {
  const bytes = Buffer.from(text, "latin1");
  const reading = sourceOver(createFakeWeb({ [PAGE]: { bytes } })).read({});
  await expect(reading).rejects.toThrow(reason);
  await expect(reading).rejects.toMatchObject({ problem: "unreadable" });
});
