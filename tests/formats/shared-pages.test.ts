import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createExtractor } from "../../src/formats/extractor.ts";

const PAGES = new URL("../../../shared/data/pages/", import.meta.url);
const truthSchema = z.record(z.string(), z.object({ articleBody: z.string(), url: z.string() }));
const WORDS_AT_ONCE = 4;
const MAX_STALL_MS = 50;

const extractor = createExtractor();
afterAll(() => extractor.close());

/** How often each run of four words stands in a text. */
function countRuns(text: string): Map<string, number> {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const size = Math.min(WORDS_AT_ONCE, words.length);
  const counts = new Map<string, number>();
  for (let start = 0; size > 0 && start + size <= words.length; start += 1) {
    const run = words.slice(start, start + size).join(" ");
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

function compare(expected: string, read: string): { precision: number; recall: number } {
  const [wanted, found] = [countRuns(expected), countRuns(read)];
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + count, 0);
  const both = sum([...wanted].map(([run, count]) => Math.min(count, found.get(run) ?? 0)));
  return { precision: both / (sum(found.values()) || 1), recall: both / (sum(wanted.values()) || 1) };
}

/** The longest that this thread works without a pause, whatever else the machine is busy with. */
function watchStalls(): () => number {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage();
    longestMs = Math.max(longestMs, (user + system - before.user - before.system) / 1000);
    before = { user, system };
  }, 1);
  return () => {
    clearInterval(timer);
    return longestMs;
  };
}

describe.skipIf(!existsSync(PAGES))("real pages (skipped where ../shared/data/pages is absent)", () => {
  test("give their text, none is empty, and the main thread goes on meanwhile", async () => {
    const truth = truthSchema.parse(JSON.parse(readFileSync(new URL("ground-truth.json", PAGES), "utf8")));
    const downloads = Object.entries(truth).map(([id, { articleBody, url }]) => ({
      articleBody,
      address: url,
      bytes: new Uint8Array(gunzipSync(readFileSync(new URL(`html/${id}.html.gz`, PAGES)))),
    }));
    const stopWatching = watchStalls();
    const pages = await Promise.all(downloads.map((download) => extractor.readDownload(download)));
    expect(stopWatching()).toBeLessThan(MAX_STALL_MS);

    const bodies = pages.map((page) => (page.kind === "page" ? (page.article?.body ?? "") : ""));
    expect(bodies.filter((body) => body === "")).toEqual([]);
    const scores = downloads.map(({ articleBody }, index) => compare(articleBody, bodies[index] ?? ""));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const precision = mean(scores.map((score) => score.precision));
    const recall = mean(scores.map((score) => score.recall));
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThan(0.96);
  });
});
