import { describe, expect, test } from "vitest";
import { MAX_FEED_ENTRIES, parseFeed } from "../../src/formats/feed.ts";

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Fjord Post</title><link>https://fjord.example/</link>
  <item><guid isPermaLink="false">f1</guid><title>Ferry late &amp;amp; later</title><link>/ferry</link><dc:creator>Kari Berg</dc:creator>
  <pubDate>Tue, 03 Mar 2026 08:00:00 EST</pubDate><description>Short.</description>
  <content:encoded><![CDATA[<p>The <b>ferry</b> was late.</p><p hidden>Obey.</p><p>It was foggy.</p>]]></content:encoded></item>
  <item><title>Fog tomorrow</title><link>https://fjord.example/fog</link></item></channel></rss>`;

test("RSS entries become articles of the feed's outlet", () => {
  expect(parseFeed(RSS).articles).toEqual([
    {
      ownId: "f1",
      title: "Ferry late & later",
      outlet: "The Fjord Post",
      authors: ["Kari Berg"],
      url: "https://fjord.example/ferry",
      publishedAt: "2026-03-03T13:00:00.000Z",
      dateFrom: "feed",
      body: "The ferry was late.\n\nIt was foggy.",
    },
    {
      ownId: "https://fjord.example/fog",
      title: "Fog tomorrow",
      outlet: "The Fjord Post",
      authors: [],
      url: "https://fjord.example/fog",
      publishedAt: null,
      dateFrom: null,
      body: "Fog tomorrow",
    },
  ]);
});

describe("the other formats", () => {
  test.each([
    [
      "Atom",
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://fjord.example/news/"><title>The Fjord Post</title>
       <entry><id>f1</id><title>Ferry late</title><link rel="alternate" href="ferry"/><author><name>Kari Berg</name></author>
       <published>2026-03-03T08:00:00Z</published><content type="html">&lt;p&gt;The ferry was late.&lt;/p&gt;</content></entry></feed>`,
    ],
    [
      "RDF",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
       <channel><title>The Fjord Post</title></channel><item rdf:about="f1"><title>Ferry late</title><link>https://fjord.example/news/ferry</link>
       <dc:creator>Kari Berg</dc:creator><dc:date>2026-03-03T08:00:00Z</dc:date><description>The ferry was late.</description></item></rdf:RDF>`,
    ],
    [
      "JSON Feed",
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "The Fjord Post",
        items: [
          {
            id: "f1",
            title: "Ferry late",
            url: "https://fjord.example/news/ferry",
            authors: [{ name: "Kari Berg" }],
            date_published: "2026-03-03T08:00:00Z",
            content_text: "The ferry was late.",
          },
        ],
      }),
    ],
  ])("%s is read the same", (_format, text) => {
    expect(parseFeed(text).articles).toEqual([
      {
        ownId: "f1",
        title: "Ferry late",
        outlet: "The Fjord Post",
        authors: ["Kari Berg"],
        url: "https://fjord.example/news/ferry",
        publishedAt: "2026-03-03T08:00:00.000Z",
        dateFrom: "feed",
        body: "The ferry was late.",
      },
    ]);
  });
});

test("an archive is cut after its first entries", () => {
  const entries = Array.from(
    { length: MAX_FEED_ENTRIES + 5 },
    (_, index) => `<item><title>News ${index}</title></item>`,
  );
  const { articles } = parseFeed(
    `<rss version="2.0"><channel><title>x</title>${entries.join("")}</channel></rss>`,
  );
  expect(articles).toHaveLength(MAX_FEED_ENTRIES);
});

test.each(["", "hello", "<rss><channel>", '<rss version="2.0"><channel><title>x</title></channel></rss>'])(
  "%j is refused by name",
  (text) => {
    expect(() => parseFeed(text)).toThrow(/^(?:not a feed|a feed without entries)/);
  },
);
