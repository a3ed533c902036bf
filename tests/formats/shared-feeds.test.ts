import { existsSync, readFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { ParsedArticle } from "../../src/articles/article.ts";
import { decodeMarkup } from "../../src/formats/decode-text.ts";
import { parseFeed } from "../../src/formats/feed.ts";
import { UnreadableError } from "../../src/formats/unreadable-error.ts";

/** Real feeds, and their entries as Python's feedparser reads them; its choices count as right, odd ones too. */
const FEEDS = new URL("../../../shared/data/feeds/", import.meta.url);

/** Texts agree when this much of their four-word runs is common to both (F1): a lost or added sentence shows. */
const MIN_TEXT_F1 = 0.9;
const RUN_WORDS = 4;

const expectedSchema = z.array(
  z.object({
    file: z.string(),
    version: z.string(),
    entries: z.array(
      z.object({
        title: z.string().nullish(),
        link: z.string().nullish(),
        date: z.number().nullish(),
        content: z.string().nullish(),
      }),
    ),
  }),
);
type ExpectedFile = z.infer<typeof expectedSchema>[number];
type ExpectedEntry = ExpectedFile["entries"][number];

const FIELDS = ["title", "link", "date", "content"] as const;
type Field = (typeof FIELDS)[number];

/** The text of HTML, or of text that may be some. */
function stripMarkup(text: string): string {
  const visible = text.replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)>|<!--[\s\S]*?-->/gi, " ");
  const parted = visible.replace(
    /<(?=\/?(?:p|div|br|li|h\d|td|tr|ul|ol|table|blockquote|pre|figure|dl|dt|dd)\b)/gi,
    " <",
  );
  return parseHTML(`<!doctype html><html><body>${parted}</body></html>`).document.body.textContent ?? "";
}

/** Feedparser leaves what was escaped twice as it is, so its text may be either. */
function readings(theirs: string): string[] {
  return [stripMarkup(theirs), stripMarkup(stripMarkup(theirs))];
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
}

/** Words alone, so that no mark of ours (`##` before a heading) counts. */
function wordsOf(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A headline of more than 200 characters is cut, and says so. */
function isSameTitle(ours: string, theirs: string): boolean {
  const [left, right] = [fold(ours), fold(theirs)];
  return left === right || (ours.endsWith("…") && right.startsWith(left.replace(/\.{3}$/, "")));
}

function runsOf(words: readonly string[]): string[] {
  if (words.length < RUN_WORDS) return [words.join(" ")];
  return words.slice(RUN_WORDS - 1).map((_, index) => words.slice(index, index + RUN_WORDS).join(" "));
}

function textF1(ours: string, theirs: string): number {
  const [left, right] = [runsOf(wordsOf(ours)), runsOf(wordsOf(theirs))];
  const counts = new Map<string, number>();
  for (const run of left) counts.set(run, (counts.get(run) ?? 0) + 1);
  let common = 0;
  for (const run of right) {
    const count = counts.get(run) ?? 0;
    common += Math.min(1, count);
    counts.set(run, Math.max(0, count - 1));
  }
  return (2 * common) / (left.length + right.length);
}

function isWordless(theirs: string | null | undefined): boolean {
  return wordsOf(stripMarkup(theirs ?? "")).length === 0;
}

/** Undefined where feedparser has nothing, or a picture alone, and the article needs something (a headline, a body). */
function agrees(
  field: Field,
  expected: ExpectedEntry,
  article: ParsedArticle | undefined,
): boolean | undefined {
  const { title, link, date, content } = expected;
  switch (field) {
    case "title":
      if (isWordless(title)) return undefined;
      return (
        article !== undefined && readings(title ?? "").some((theirs) => isSameTitle(article.title, theirs))
      );
    case "content":
      if (isWordless(content)) return undefined;
      return (
        article !== undefined &&
        readings(content ?? "").some((theirs) => textF1(article.body, theirs) >= MIN_TEXT_F1)
      );
    case "link": {
      // Only http(s) is shown to readers.
      const url = /^https?:/i.test(link ?? "") ? URL.parse(link ?? "")?.href : undefined;
      return (article?.url ?? undefined) === url;
    }
    case "date":
      return (article?.publishedAt ?? null) === (date ? new Date(date * 1_000).toISOString() : null);
  }
}

/** The articles by their places in the feed. */
function readArticles(file: string): (ParsedArticle | undefined)[] {
  const { entries, failures } = parseFeed(decodeMarkup(readFileSync(new URL(`files/${file}`, FEEDS))));
  const articles: (ParsedArticle | undefined)[] = entries.map(({ article }) => article);
  for (const { entry } of failures) articles.splice(entry - 1, 0, undefined);
  return articles;
}

function isRead(file: string): boolean {
  try {
    readArticles(file);
    return true;
  } catch (error) {
    if (error instanceof UnreadableError) return false;
    throw error;
  }
}

describe.skipIf(!existsSync(FEEDS))("real feeds (skipped where ../shared/data/feeds is absent)", () => {
  const load = () => expectedSchema.parse(JSON.parse(readFileSync(new URL("expected.json", FEEDS), "utf8")));
  // A version is what feedparser states of a feed alone: the others are OPML and HTML.
  const loadFeeds = () => load().filter(({ version }) => version !== "");

  test("at least 98 % of the files that feedparser reads are read", () => {
    const feeds = loadFeeds();
    expect(feeds.filter(({ file }) => isRead(file)).length / feeds.length).toBeGreaterThanOrEqual(0.98);
  });

  test("what is no feed is refused", () => {
    const others = load().filter(({ version }) => version === "");
    expect(others.filter(({ file }) => isRead(file))).toEqual([]);
  });

  test("titles, links and dates agree for at least 99 % of the entries, texts for 97 %", () => {
    const counts = { title: [0, 0], link: [0, 0], date: [0, 0], content: [0, 0] };
    for (const { file, entries } of loadFeeds()) {
      const articles = readArticles(file);
      const stated = entries.filter(({ title, link, date, content }) => title || link || date || content);
      for (const [index, entry] of stated.entries()) {
        for (const field of FIELDS) {
          const isSame = agrees(field, entry, articles[index]);
          if (isSame === undefined) continue;
          counts[field][1] = (counts[field][1] ?? 0) + 1;
          if (isSame) counts[field][0] = (counts[field][0] ?? 0) + 1;
        }
      }
    }
    const share = ([same = 0, all = 0]: number[]) => same / all;
    expect(share(counts.title), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.99);
    expect(share(counts.link), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.99);
    expect(share(counts.date), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.99);
    expect(share(counts.content), JSON.stringify(counts)).toBeGreaterThanOrEqual(0.97);
  });
});
