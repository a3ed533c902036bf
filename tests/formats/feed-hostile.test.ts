import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decodeMarkup } from "../../src/formats/decode-text.ts";
import { parseFeed } from "../../src/formats/feed.ts";
import { UnreadableError } from "../../src/formats/unreadable-error.ts";

const MUTATIONS = 2_000;
/** Beyond it, parsing alone would make the test slow. */
const MAX_MUTATED_BYTES = 10_000;

const ITEM = `<item><guid>f1</guid><title>Ferry late</title><link>https://fjord.example/ferry</link>
  <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate><description>&lt;p&gt;It was &lt;b&gt;late&lt;/b&gt; &amp;amp; foggy.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>The ferry was late.</p><ul><li>Fog</li></ul>]]></content:encoded></item>`;

function rss(items: string, prolog = ""): string {
  return `${prolog}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Fjord Post</title>${items}</channel></rss>`;
}

const OWN_FEEDS = [
  rss(`${ITEM}${ITEM.replaceAll("f1", "f2")}`, '<?xml version="1.0" encoding="utf-8"?>'),
  `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://fjord.example/"><title type="html">Fjord &amp;amp; Post</title>
   <entry><id>f1</id><title>Ferry late</title><link href="ferry"/><updated>2026-03-03T08:00:00Z</updated>
   <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The ferry was late.</p></div></content></entry></feed>`,
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>x</title></channel>
   <item rdf:about="f1"><title>Ferry late</title><link>https://fjord.example/ferry</link></item></rdf:RDF>`,
  '{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"f1","title":"Ferry late","content_html":"<p>It was late.</p>"}]}',
].map((text) => Buffer.from(text));

const FILES = new URL("../../../shared/data/feeds/files/", import.meta.url);
const REAL_FEEDS = existsSync(FILES)
  ? readdirSync(FILES).map((file) => readFileSync(new URL(file, FILES)))
  : [];
const FEEDS = [...OWN_FEEDS, ...REAL_FEEDS.filter((bytes) => bytes.length <= MAX_MUTATED_BYTES)];

type Random = (below: number) => number;

/** Mulberry32: the same numbers for the same seed. */
function createRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const SCRAPS = [
  "<",
  ">",
  "</item>",
  "<item>",
  "&",
  "]]>",
  "<![CDATA[",
  "<!--",
  "<title>",
  '"',
  "\u0001",
  "\u202E",
  "{",
  "é",
];

function mutate(bytes: Buffer, random: Random): Buffer {
  const at = random(bytes.length);
  const length = 1 + random(60);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random(6)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, bytes.subarray(at + length)]);
    case 2:
      return Buffer.concat([before, Buffer.from(SCRAPS[random(SCRAPS.length)] ?? ""), after]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at + length), after]);
    case 4:
      return Buffer.concat([before, Buffer.from(Array.from({ length }, () => 32 + random(95))), after]);
    default:
      return Buffer.concat([
        before,
        Buffer.from([(bytes[at] ?? 0) ^ (1 << random(8))]),
        bytes.subarray(at + 1),
      ]);
  }
}

function mutateOften(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  for (let times = 1 + random(4); times > 0 && mutated.length > 0; times -= 1)
    mutated = mutate(mutated, random);
  return mutated;
}

test(`${MUTATIONS} damaged feeds are read or refused by name`, () => {
  const random = createRandom(20260303);
  const reasons: string[] = [];
  const titles: string[] = [];
  let read = 0;
  for (let index = 0; index < MUTATIONS; index += 1) {
    const bytes = mutateOften(FEEDS[index % FEEDS.length] ?? Buffer.alloc(0), random);
    try {
      const { entries, failures } = parseFeed(decodeMarkup(bytes));
      read += 1;
      titles.push(...entries.map(({ article }) => article.title));
      reasons.push(...failures.map(({ reason }) => reason));
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      reasons.push(error.message);
    }
  }
  expect(titles.filter((title) => title.trim() === "")).toEqual([]);
  expect(reasons.filter((reason) => !/^[a-z].{5,}/i.test(reason))).toEqual([]);
  expect(read).toBeGreaterThan(MUTATIONS / 4);
});

describe("a document type", () => {
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
  );
  test.each([
    ["that grows", `<!DOCTYPE rss [<!ENTITY l0 "lol">${laughs.join("")}]>`, "&l9;"],
    ["that names a file", '<!DOCTYPE rss [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>', "&l9;"],
    ["that names an address", '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">', "Fog"],
  ])("%s is neither expanded nor fetched", (_what, doctype, title) => {
    const feed = rss(`<item><title>${title}</title></item>`, `<?xml version="1.0"?>${doctype}`);
    expect(parseFeed(feed).entries.map(({ article }) => article.title)).toEqual([title]);
  });
});

describe("more than any feed has", () => {
  test("a title of 10 MB is cut to a line", () => {
    const { entries } = parseFeed(rss(`<item><title>${"Ferry ".repeat(1_700_000)}</title></item>`));
    expect(entries[0]?.article.title).toMatch(/^(?:Ferry )+Ferry…$/);
    expect(entries[0]?.article.title.length).toBeLessThanOrEqual(200);
  });

  test("of 100,000 entries the first 500 are read", () => {
    const { entries } = parseFeed(rss("<item><title>Fog</title></item>".repeat(100_000)));
    expect(entries).toHaveLength(500);
  });

  test("a text of 6 MB costs its entry and no other", () => {
    const { entries, failures } = parseFeed(
      rss(`<item><title>a</title><description>${"Fog ".repeat(1_500_000)}</description></item>${ITEM}`),
    );
    expect(entries.map(({ article }) => article.ownId)).toEqual(["f1"]);
    expect(failures).toEqual([{ entry: 1, reason: "a text longer than 5 million characters" }]);
  });

  const deep = 100_000;
  test.each([
    ["elements", rss("<a>".repeat(deep))],
    ["entries", rss("<item>".repeat(deep))],
    ["closed elements", rss(`${"<a>".repeat(deep)}${"</a>".repeat(deep)}`)],
    ["titles", rss(`<item>${"<title>".repeat(deep)}`)],
    ["comments", rss(`<item><title>${"<!--".repeat(deep)}</title></item>`)],
    ["CDATA sections", rss(`<item><title>${"<![CDATA[".repeat(deep)}</title></item>`)],
    ["lists", `{"version":"https://jsonfeed.org/version/1","items":${"[".repeat(deep)}${"]".repeat(deep)}}`],
  ])("%s inside one another are refused by name", (_what, text) => {
    expect(() => parseFeed(text)).toThrow(UnreadableError);
  });

  test("HTML nested too deep in a text costs its entry and no other", () => {
    const nested = `<item><title>a</title><description><![CDATA[${"<div>".repeat(deep)}]]></description></item>`;
    const { entries, failures } = parseFeed(rss(nested + ITEM));
    expect([entries.length, failures.length]).toEqual([1, 1]);
  });
});

describe("what takes a time that grows with its square", () => {
  const brackets = "(".repeat(200_000);
  // Each took minutes; the whole suite's limit tells.
  test.each([
    ["an author", `<author>${brackets}</author>`],
    ["an author behind an end that is none", `<author><b></author>${brackets}</author>`],
    ["an author in a CDATA section", `<author><![CDATA[</author>${brackets}]]></author>`],
    ["an author as Atom names one", `<author><name>${brackets}</name></author>`],
    ["an author in capitals", `<AUTHOR >${brackets}</AUTHOR>`],
    ["an author in entities", `<author>${"&lt;".repeat(200_000)}</author>`],
    ["many authors", `<author>${"(a@".repeat(300)}</author>`.repeat(1000)],
    [
      "an editor",
      `</item><managingEditor>${brackets}</managingEditor><webMaster>${brackets}</webMaster><item>`,
    ],
  ])("%s is read at once", (_what, people) => {
    const { entries } = parseFeed(rss(`<item><title>Fog</title>${people}</item>`));
    expect(entries[0]?.article.title).toBe("Fog");
  });

  test("entries inside one another are not each read to the end of the feed", () => {
    expect(() => parseFeed(rss(`${"<item>".repeat(300_000)}</x></item>`))).toThrow(UnreadableError);
  });
});

test("what a reader can't see, or would act upon, is no part of a title, an id or a text", () => {
  const hidden = "a\u202Eb\u200Bc\u0007d\u{E0041}";
  const items = `<item><guid>${hidden}</guid><title>${hidden}&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</title>
    <link>javascript:alert(1)</link><description>${hidden} &lt;p hidden&gt;Obey.&lt;/p&gt;&lt;style&gt;p{}&lt;/style&gt;</description></item>`;
  expect(parseFeed(rss(items)).entries[0]?.article).toMatchObject({
    ownId: "abcd",
    title: "abcd",
    body: "abcd",
    url: null,
  });
});

test("half a surrogate pair, which JSON can state, reaches no store", () => {
  const items = [{ id: "\uD800", title: "Fog \uD800", content_text: "It was \uDC00 late." }];
  const { entries } = parseFeed(
    JSON.stringify({ version: "https://jsonfeed.org/version/1.1", title: "x", items }),
  );
  const { ownId = "", title, body } = entries[0]?.article ?? { title: "", body: "" };
  expect([ownId, title, body].map((text) => text.isWellFormed())).toEqual([true, true, true]);
});

test.each([
  ["author", "(".repeat(1_000_000)],
  ["author", `<![CDATA[${"<".repeat(1_000_000)}]]>`],
  ["author", "&#40;".repeat(1_000_000)],
  ["dc:author", "[".repeat(1_000_000)],
])("an entry is read without a person (%s) who is longer than any", (name, person) => {
  const feed = rss(ITEM.replace("<guid>", `<${name}>${person}</${name}><guid>`));
  const { entries } = parseFeed(feed);
  expect(entries).toMatchObject([{ article: { title: "Ferry late", authors: [] } }]);
});

test("what is said of people's tags in a text is left alone", () => {
  const words = `${"It was late. ".repeat(300)}`;
  const text = `<![CDATA[<p>&lt;author&gt; <author>${words}</author> The end.</p>]]>`;
  const [entry] = parseFeed(
    rss(`<item><title>a</title><author>Kari Berg</author><description>${text}</description></item>`),
  ).entries;
  expect(entry?.article.body).toContain("late. The end.");
  expect(entry?.article.authors).toEqual(["Kari Berg"]);
});
