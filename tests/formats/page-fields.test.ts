import { describe, expect, test } from "vitest";
import { parseDownloadedPage } from "../../src/formats/html.ts";
import { articlePage, prose } from "../support/web-pages.ts";

const ADDRESS = "https://harbour.example/news/pier?from=front";

function read(head: string, { html = "<html>" } = {}) {
  const page = articlePage({ title: "Pier to go", text: prose("Larkmoor"), head });
  return parseDownloadedPage(page.replace('<html lang="en">', html), ADDRESS);
}

const jsonLd = (data: object) =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", ...data })}</script>`;

describe("when it was last changed", () => {
  test("JSON-LD comes before meta tags", () => {
    const head = `${jsonLd({ datePublished: "2026-03-01", dateModified: "2026-03-02T09:00:00+01:00" })}
      <meta property="article:modified_time" content="2026-03-05">`;
    expect(read(head).article).toMatchObject({
      publishedAt: "2026-03-01T00:00:00.000Z",
      dateFrom: "json-ld",
      modifiedAt: "2026-03-02T08:00:00.000Z",
      modifiedFrom: "json-ld",
    });
  });

  test("a meta tag says so where JSON-LD doesn't", () => {
    const head = `${jsonLd({ datePublished: "2026-03-01" })}<meta property="og:updated_time" content="2026-03-05">`;
    expect(read(head).article).toMatchObject({
      modifiedAt: "2026-03-05T00:00:00.000Z",
      modifiedFrom: "meta",
    });
  });

  test.each([
    ["before it was published", "2026-02-01"],
    ["the moment it was published", "2026-03-01"],
    ["no date", "yesterday-ish"],
  ])("is unknown where the page names %s", (_what, dateModified) => {
    expect(read(jsonLd({ datePublished: "2026-03-01", dateModified })).article).toMatchObject({
      modifiedAt: null,
      modifiedFrom: null,
    });
  });
});

describe("what it is written in", () => {
  test.each([
    ["the root element", '<html lang="pt_BR">', jsonLd({ inLanguage: "en" }), "pt-br"],
    [
      "JSON-LD",
      "<html>",
      `${jsonLd({ inLanguage: "de-AT" })}<meta property="og:locale" content="en_GB">`,
      "de-at",
    ],
    [
      "JSON-LD's language object",
      "<html>",
      jsonLd({ inLanguage: { "@type": "Language", alternateName: "no" } }),
      "no",
    ],
    ["og:locale", '<html lang="">', '<meta property="og:locale" content="en_GB">', "en-gb"],
    ["XHTML's attribute", '<html xml:lang="nb">', "", "nb"],
  ])("is what %s says", (_where, html, head, language) => {
    expect(read(head, { html }).article).toMatchObject({ language });
  });

  test.each(["{{ lang }}", "english please", "x"])("is unknown where it says %s", (lang) => {
    expect(read("", { html: `<html lang="${lang}">` }).article).toMatchObject({ language: null });
  });
});

describe("its proper address", () => {
  test.each([
    ["/pier", "https://harbour.example/pier"],
    ["//www.harbour.example/pier", "https://www.harbour.example/pier"],
    ["pier-2", "https://harbour.example/news/pier-2"],
    ["https://harbour.example/p%C3%B8l", "https://harbour.example/p%C3%B8l"],
  ])("is resolved against where it was found: %s", (href, url) => {
    expect(read(`<link rel="canonical" href="${href}">`).article).toMatchObject({ url });
  });

  test("a page's base is what its links are relative to", () => {
    const head = '<base href="/archive/"><link rel="canonical" href="pier">';
    expect(read(head).article).toMatchObject({ url: "https://harbour.example/archive/pier" });
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "https://ann:secret@harbour.example/", "http://["])(
    "is none when it is no plain web address: %s",
    (href) => {
      expect(read(`<link rel="canonical" href="${href}">`).article).toMatchObject({ url: null });
    },
  );
});

describe("the feeds that it names", () => {
  test("are RSS, Atom and JSON Feeds, absolute, in its order, each once", () => {
    const head = `<link rel="alternate" type="application/rss+xml" title=" All
        news " href="/feed"><link rel="alternate" type="application/atom+xml" href="atom.xml">
      <link rel="alternate" type="application/feed+json; charset=utf-8" href="//other.example/feed.json">
      <link rel="alternate" type="application/rss+xml" href="/feed">`;
    expect(read(head).feeds).toEqual([
      { address: "https://harbour.example/feed", title: "All news" },
      { address: "https://harbour.example/news/atom.xml", title: undefined },
      { address: "https://other.example/feed.json", title: undefined },
    ]);
  });

  test("are none of its other versions, nor anything but web addresses", () => {
    const head = `<link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" type="text/css" href="a.css">
      <link rel="alternate" type="application/json" href="/wp-json"><link rel="alternate" type="application/rss+xml">
      <link rel="alternate" type="application/rss+xml" href="feed:https://harbour.example">`;
    expect(read(head).feeds).toEqual([]);
  });

  test("are at most 20", () => {
    const head = Array.from(
      { length: 100 },
      (_, index) => `<link rel="alternate" type="application/rss+xml" href="/feed-${index}">`,
    ).join("");
    expect(read(head).feeds).toHaveLength(20);
  });
});

describe("what its publisher forbids", () => {
  test.each([
    ['<meta name="robots" content="index, noai">', "noai"],
    ['<meta name="robots" content="index"><meta name="ROBOTS" content="nosnippet">', "nosnippet"],
    ['<meta name="OnRecord" content="max-snippet:20">', "max-snippet:20"],
    ['<meta name="tdm-reservation" content="1">', "tdm-reservation"],
  ])("is read from %s", (head, directive) => {
    expect(read(head).restriction).toBe(`its publisher does not allow more (${directive})`);
  });

  test("what is said to another machine, or by a property of that name, is not said to us", () => {
    const head = `<meta name="googlebot" content="nosnippet"><meta name="description" content="noai">`;
    expect(read(head).restriction).toBeUndefined();
  });
});

describe("the text", () => {
  test("of an article behind a paywall is what is there", () => {
    const teaser = "The council met on Tuesday evening to settle the question of the old pier, and did.";
    const page = articlePage({
      title: "Pier to go",
      text: teaser,
      head: jsonLd({ isAccessibleForFree: false }),
    });
    expect(parseDownloadedPage(page, ADDRESS).article).toMatchObject({ title: "Pier to go", body: teaser });
  });

  test("has its linked sentences, but no headline that links to another story", () => {
    const body = ["<b>HERRING</b> LAND BACK IN LARKMOOR", "The mayor has said so before."].map(
      (words) => `<a href="/other">${words}</a>`,
    );
    const page = articlePage({
      title: "Pier",
      text: [prose("Skarn", 70), ...body, prose("Eldvik", 70)].join("\n\n"),
    });
    const text = parseDownloadedPage(page, ADDRESS).article?.body;
    expect(text).toContain("The mayor has said so before.");
    expect(text).not.toContain("HERRING");
  });

  test("of a page of more elements than are weighed is that of its paragraphs", () => {
    const page = articlePage({ title: "Pier", text: prose("Larkmoor"), head: "<meta>".repeat(12_000) });
    expect(parseDownloadedPage(page, ADDRESS).article?.body.split("\n\n")[0]).toBe(
      prose("Larkmoor").split("\n\n")[0],
    );
  });

  test.each([
    ["HTML without an element", "<!doctype html><html "],
    ["a page of more than 100000 entities", `<p>${"&amp;".repeat(100_001)}`],
    ["more text than any article has", `<p>${"word ".repeat(210_000)}`],
  ])("is refused as %s", (reason, html) => {
    expect(() => parseDownloadedPage(html, ADDRESS)).toThrow(reason);
  });

  test("is found between runs of space that would stop a pattern", () => {
    const page = `<p>A pier is${" ".repeat(2_000_000)}older than it looks, said the engineer who looked at it.`;
    expect(parseDownloadedPage(page, ADDRESS).article?.body).toBe(
      "A pier is older than it looks, said the engineer who looked at it.",
    );
  });
});
