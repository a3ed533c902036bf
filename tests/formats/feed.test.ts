import { describe, expect, test } from "vitest";
import type { ParsedArticle } from "../../src/articles/article.ts";
import { parseFeed } from "../../src/formats/feed.ts";
import { MAX_FEED_ENTRIES } from "../../src/formats/feed-document.ts";

const RSS = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Fjord Post</title><link>https://fjord.example/</link>
  <language>en_GB</language>
  <item><guid isPermaLink="false">f1</guid><title>Ferry late &amp;amp; later</title><link>/ferry</link><dc:creator>Kari Berg</dc:creator>
  <pubDate>Tue, 03 Mar 2026 08:00:00 EST</pubDate><description>Short.</description>
  <content:encoded><![CDATA[<p>The <b>ferry</b> was late.</p><p hidden>Obey.</p><p>It was foggy.</p>]]></content:encoded></item>
  <item><title>Fog tomorrow</title><link>https://fjord.example/fog</link></item></channel></rss>`;

/** An RSS feed of the Fjord Post around these elements. */
function rss(elements: string): string {
  return `<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
    xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel><title>The Fjord Post</title><link>https://fjord.example/</link>${elements}</channel></rss>`;
}

function atom(elements: string, attributes = ""): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>The Fjord Post</title>${elements}</feed>`;
}

function articlesOf(text: string, address?: string): ParsedArticle[] {
  return parseFeed(text, address === undefined ? {} : { address }).entries.map(({ article }) => article);
}

test("RSS entries become articles of the feed's outlet", () => {
  expect(articlesOf(RSS)).toEqual([
    {
      ownId: "f1",
      title: "Ferry late & later",
      outlet: "The Fjord Post",
      authors: ["Kari Berg"],
      url: "https://fjord.example/ferry",
      publishedAt: "2026-03-03T13:00:00.000Z",
      dateFrom: "feed",
      modifiedAt: null,
      modifiedFrom: null,
      language: "en-gb",
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
      modifiedAt: null,
      modifiedFrom: null,
      language: "en-gb",
      body: "Fog tomorrow",
    },
  ]);
});

describe("the other formats", () => {
  test.each([
    [
      "Atom",
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://fjord.example/news/" xml:lang="en"><title>The Fjord Post</title>
       <entry><id>f1</id><title>Ferry late</title><link rel="alternate" href="ferry"/><author><name>Kari Berg</name></author>
       <published>2026-03-03T08:00:00Z</published><content type="html">&lt;p&gt;The ferry was late.&lt;/p&gt;</content></entry></feed>`,
    ],
    [
      "RDF",
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
       <channel><title>The Fjord Post</title><dc:language>en</dc:language></channel><item rdf:about="f1"><title>Ferry late</title><link>https://fjord.example/news/ferry</link>
       <dc:creator>Kari Berg</dc:creator><dc:date>2026-03-03T08:00:00Z</dc:date><description>The ferry was late.</description></item></rdf:RDF>`,
    ],
    [
      "JSON Feed",
      JSON.stringify({
        version: "https://jsonfeed.org/version/1.1",
        title: "The Fjord Post",
        language: "en",
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
    expect(articlesOf(text)).toEqual([
      {
        ownId: "f1",
        title: "Ferry late",
        outlet: "The Fjord Post",
        authors: ["Kari Berg"],
        url: "https://fjord.example/news/ferry",
        publishedAt: "2026-03-03T08:00:00.000Z",
        dateFrom: "feed",
        modifiedAt: null,
        modifiedFrom: null,
        language: "en",
        body: "The ferry was late.",
      },
    ]);
  });

  test("RSS 0.90 and 0.91 with its document type are read too", () => {
    const rss090 = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
      <channel><title>x</title></channel><item><title>Ferry late</title></item></rdf:RDF>`;
    const rss091 = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % latin SYSTEM "http://elsewhere.example/latin.ent">%latin;]>
      <rss version="0.91"><channel><title>x</title><item><title>Ferry late</title></item></channel></rss>`;
    expect([rss090, rss091].flatMap((text) => articlesOf(text)).map(({ title }) => title)).toEqual([
      "Ferry late",
      "Ferry late",
    ]);
  });
});

describe("an entry's link", () => {
  const entry = '<entry xml:base="2026-03/"><title>a</title><link href="ferry"/></entry>';
  test.each([
    [
      "to the bases around it",
      atom(entry, 'xml:base="https://fjord.example/news/"'),
      "https://fjord.example/news/2026-03/ferry",
    ],
    [
      "to the site that the feed names",
      rss("<item><title>a</title><link>ferry</link></item>"),
      "https://fjord.example/ferry",
    ],
    ["to where the feed lies", atom(entry), "https://feeds.example/a/2026-03/ferry"],
  ])("is relative %s", (_what, text, url) => {
    expect(articlesOf(text, "https://feeds.example/a/feed.xml")[0]?.url).toBe(url);
  });

  test("leads to the article's page, not to its comments, its sound or its data", () => {
    const links = `<link rel="replies" href="https://fjord.example/comments"/><link rel="enclosure" href="https://fjord.example/a.mp3"/>
      <link type="application/json" href="https://fjord.example/a.json"/><link type="text/html" href="https://fjord.example/a"/>`;
    expect(articlesOf(atom(`<entry><title>a</title>${links}</entry>`))[0]?.url).toBe(
      "https://fjord.example/a",
    );
  });

  test("is the guid where there is no other, unless that is no link", () => {
    const items = `<item><title>a</title><guid>https://fjord.example/a</guid></item>
      <item><title>b</title><guid isPermaLink="false">https://fjord.example/b</guid></item>
      <item><title>c</title><link>javascript:alert(1)</link></item>`;
    expect(articlesOf(rss(items)).map(({ url }) => url)).toEqual(["https://fjord.example/a", null, null]);
  });
});

describe("an entry's text", () => {
  test.each([
    ["escaped HTML", "&lt;p&gt;It was &lt;b&gt;late&lt;/b&gt;.&lt;/p&gt;", "It was late."],
    ["HTML escaped twice", "&amp;lt;p&amp;gt;It was late.&amp;lt;/p&amp;gt;", "It was late."],
    ["HTML that isn't escaped", "<p>It was late.</p>", "It was late."],
    ["a CDATA section in another's clothes", "&lt;![CDATA[It was late.]]&gt;", "It was late."],
    ["references left over", "It was 5 &amp;lt; 6 &amp;#8211; late.", "It was 5 < 6 – late."],
    ["text that looks like a tag", "It was x&lt;y then.", "It was x<y then."],
    ["text over several lines", "It was\n   late.\n\n  Fog lay.", "It was late.\n\nFog lay."],
    [
      "a footer",
      "&lt;p&gt;It was late.&lt;/p&gt;&lt;p&gt;The post Ferry late appeared first on Fjord.&lt;/p&gt;",
      "It was late.",
    ],
  ])("%s is read as a reader sees it", (_what, description, body) => {
    expect(
      articlesOf(rss(`<item><title>a</title><description>${description}</description></item>`))[0]?.body,
    ).toBe(body);
  });

  test("comes from the field for all of it, unless that holds a caption alone", () => {
    const summary = "<description>The ferry was late, the fourth time this week.</description>";
    const items = [`${summary}<content:encoded>The ferry was late again.</content:encoded>`, summary].map(
      (fields) => `<item><title>a</title>${fields}</item>`,
    );
    const captioned = `<item><title>a</title>${summary}<content:encoded>Photo: Berg</content:encoded></item>`;
    const film =
      "<item><title>a</title><media:group><media:description>A ferry.</media:description></media:group></item>";
    expect(articlesOf(rss([...items, captioned, film].join(""))).map(({ body }) => body)).toEqual([
      "The ferry was late again.",
      "The ferry was late, the fourth time this week.",
      "The ferry was late, the fourth time this week.",
      "A ferry.",
    ]);
  });

  test("in Atom is what its type says", () => {
    const entries = [
      '<title type="text">Use of &lt;b&gt;</title><content type="text">First.\nSecond.</content>',
      '<title type="html">Use of &amp;lt;b&gt;</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content>',
      '<title>Use of it</title><summary>A picture.</summary><content type="image/png">iVBORw0KGgo=</content>',
    ].map((fields) => `<entry>${fields}</entry>`);
    expect(articlesOf(atom(entries.join(""))).map(({ title, body }) => [title, body])).toEqual([
      ["Use of <b>", "First.\nSecond."],
      ["Use of <b>", "First.\n\nSecond."],
      ["Use of it", "A picture."],
    ]);
  });
});

test("dates, outlets, authors and languages are read from the modules that feeds use", () => {
  const items = `<item><title>a</title><pubDate>Tue, 3 Mar 26 8:00 PST</pubDate><dcterms:modified>2026-03-04T00:00:00Z</dcterms:modified>
    <source url="https://agency.example/feed">The Agency</source><author>desk@fjord.example (Kari Berg)</author><dc:language>nb</dc:language></item>
    <item><title>b</title><atom:published>2026-03-03T08:00:00Z</atom:published><atom:updated>2026-03-03T07:00:00Z</atom:updated>
    <dc:creator>Kari Berg &lt;desk@fjord.example&gt;</dc:creator></item>`;
  expect(articlesOf(rss(items))).toMatchObject([
    {
      publishedAt: "2026-03-03T16:00:00.000Z",
      modifiedAt: "2026-03-04T00:00:00.000Z",
      modifiedFrom: "feed",
      outlet: "The Agency",
      authors: ["Kari Berg"],
      language: "nb",
    },
    { publishedAt: "2026-03-03T08:00:00.000Z", modifiedAt: null, authors: ["Kari Berg"], language: null },
  ]);
});

describe("an entry's identity", () => {
  test("is its own, whatever else changes, or made from what it says", () => {
    const named = "<item><guid>f1</guid><title>Ferry late</title></item>";
    const unnamed = "<item><title>Fog</title><pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>";
    const [first, second] = articlesOf(rss(named + unnamed));
    const [, moved, other] = articlesOf(
      rss(`${named}${unnamed}<item><title>Sun</title></item>`).replace(named, named),
    );
    expect(first?.ownId).toBe("f1");
    expect(second?.ownId).toMatch(/^made-/);
    expect(moved?.ownId).toBe(second?.ownId);
    expect(other?.ownId).not.toBe(second?.ownId);
  });

  test("is not an id that all entries share", () => {
    const items = ["a", "b"].map(
      (name) =>
        `<item><guid>fjord</guid><title>${name}</title><link>https://fjord.example/${name}</link></item>`,
    );
    expect(articlesOf(rss(items.join(""))).map(({ ownId }) => ownId)).toEqual([
      "https://fjord.example/a",
      "https://fjord.example/b",
    ]);
  });
});

test.each([
  ["<ttl>15</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 15],
  ["<sy:updatePeriod> Hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30],
  ["<sy:updateFrequency>4</sy:updateFrequency>", 6 * 60],
  ["<ttl>0</ttl>", undefined],
  [
    "<ttl>soon</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
    undefined,
  ],
  ["<sy:updatePeriod>sometimes</sy:updatePeriod>", undefined],
])("%s is to be read again in %s minutes", (elements, minutes) => {
  expect(parseFeed(rss(elements)).readAgainInMs).toBe(minutes && minutes * 60_000);
});

test("an archive is cut after its first entries", () => {
  const entries = Array.from(
    { length: MAX_FEED_ENTRIES + 5 },
    (_, index) => `<item><title>News ${index}</title></item>`,
  );
  expect(articlesOf(rss(entries.join("")))).toHaveLength(MAX_FEED_ENTRIES);
});

test.each([
  rss(""),
  '<rss version="2.0"><channel></channel></rss>',
  '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>',
  '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[]}',
])("a new feed has no entries yet: %j", (text) => {
  expect(parseFeed(text).entries).toEqual([]);
});

test.each([
  "",
  "hello",
  "<rss><channel>",
  "<opml><body/></opml>",
  "<!doctype html><html><body><feed></feed><title>x</title></body></html>",
])("%j is refused by name", (text) => {
  expect(() => parseFeed(text)).toThrow(/^not a feed that can be read/);
});

test("broken XML costs the entries that it is in, and no other", () => {
  const items = `<item><title>One</title></item><item><title>Two</titel></item><item><title>Three</title></item><item><title>Cut`;
  const { entries, failures } = parseFeed(`<rss version="2.0"><channel><title>x</title>${items}`);
  expect(entries.map(({ article }) => article.title)).toEqual(["One", "Three"]);
  expect(failures).toEqual([{ entry: 2, reason: "broken XML" }]);
});
