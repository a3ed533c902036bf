import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { createExtractor } from "../../src/formats/extractor.ts";
import { UnreadableError } from "../../src/formats/unreadable-error.ts";
import { createRandom, mutate } from "../support/mutate.ts";
import { articlePage, prose } from "../support/web-pages.ts";

const SEED = 20260227;
const REAL_PAGES = new URL("../../../shared/data/pages/html/", import.meta.url);
const ADDRESS = "https://harbour.example/pier";
/** What takes longer hangs: an unhurt page takes a tenth of it on a busy machine. */
const TIMEOUT_MS = 5_000;

const HEAD = `<link rel="canonical" href="/pier"><link rel="alternate" type="application/rss+xml" href="/feed">
  <meta name="author" content="Kari Berg"><script type="application/ld+json">{"@graph":[{"@type":"NewsArticle",
  "headline":"Pier to go","datePublished":"2026-03-01","author":{"name":"Kari Berg"}}]}</script>
  <style>p { margin: 0 }</style>`;
const OWN_PAGES = [
  articlePage({ title: "Pier to go", text: prose("Larkmoor"), date: "2026-03-01T08:00:00Z", head: HEAD }),
  articlePage({
    title: "Results",
    text: `${prose("Eldvik", 80)}</p><table><tr><th>Harbour<td>Tons<tr><td>Eldvik<td>12</table>
      <ul><li>one<li>two</ul><figure><img src=a.png><figcaption>A pier.</figcaption></figure><p>${prose("Skarn", 80)}`,
  }),
  `<p>${prose("Larkmoor", 60)}<div hidden>Not seen.</div><blockquote>&ldquo;${prose("Eldvik", 30)}&rdquo;</blockquote>`,
];

const extractor = createExtractor({ timeoutMs: TIMEOUT_MS });
afterAll(() => extractor.close());

async function countUnreadable(pages: readonly Uint8Array[]): Promise<number> {
  let unreadable = 0;
  for (const [index, bytes] of pages.entries()) {
    try {
      await extractor.readDownload({ bytes, address: ADDRESS, contentType: "text/html" });
    } catch (error) {
      expect(error, `page ${index}`).toBeInstanceOf(UnreadableError);
      expect(error, `page ${index}`).toMatchObject({
        message: expect.not.stringMatching(/longer than|memory|does not know|stops its reader|^$/),
      });
      unreadable += 1;
    }
  }
  return unreadable;
}

test("1,000 damaged pages are read or refused by name, none takes long, and the next is read", async () => {
  const random = createRandom(SEED);
  const pages = Array.from({ length: 1_000 }, (_, index) =>
    new TextEncoder().encode(mutate(OWN_PAGES[index % OWN_PAGES.length] ?? "", random)),
  );
  expect(await countUnreadable(pages)).toBeLessThan(500);
  const whole = new TextEncoder().encode(OWN_PAGES[0]);
  expect(await extractor.readDownload({ bytes: whole, address: ADDRESS })).toMatchObject({
    article: { title: "Pier to go", body: prose("Larkmoor") },
  });
});

describe.skipIf(!existsSync(REAL_PAGES))("real pages (skipped where ../shared/data/pages is absent)", () => {
  test("damaged ones are read or refused by name, none takes long", async () => {
    const random = createRandom(SEED);
    const pages = readdirSync(REAL_PAGES)
      .slice(0, 48)
      .map((name) => gunzipSync(readFileSync(new URL(name, REAL_PAGES))).toString("latin1"))
      .map((text) => new Uint8Array(Buffer.from(mutate(text, random), "latin1")));
    expect(await countUnreadable(pages)).toBeLessThan(pages.length / 2);
  });
});
