import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import pLimit from "p-limit";
import { expect, test, vi } from "vitest";
import { registerHouse } from "../../src/sources/house.ts";
import { reloadSource } from "../../src/sources/reload.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { startChild } from "../support/child.ts";
import { makeFolder } from "../support/folder.ts";
import { createTwentySources, idsOf } from "../support/twenty-sources.ts";

/** A hundred processes are started and killed, two at a time. */
vi.setConfig({ testTimeout: 300_000 });

const KILLS = 100;
const SEED = 20261123;

test("a reload of twenty sources killed at any moment leaves each with exactly its old or its new articles", async () => {
  const folder = await makeFolder();
  const before = join(folder, "before.sqlite");
  await storeVersion(before, "1");
  const whole = join(folder, "whole.sqlite");
  await copyFile(before, whole);
  const wholeMs = Number(await startChild("reload-child.ts", whole, "2").nextLine());
  expect(await versionsIn(whole)).toEqual(Array.from({ length: 20 }, () => "2"));

  const random = mulberry32(SEED);
  const twoAtATime = pLimit(2);
  const outcomes = await Promise.all(
    Array.from({ length: KILLS }, (_, index) => {
      const moment = String(random() * wholeMs * 1.1);
      return twoAtATime(async () => {
        const file = join(folder, `${index}.sqlite`);
        await copyFile(before, file);
        const child = startChild("reload-child.ts", file, "2", moment);
        const end = await child.nextLine().then(
          () => "lived",
          () => "killed",
        );
        await child.kill();
        return { end, versions: await versionsIn(file) };
      });
    }),
  );
  for (const { versions } of outcomes) expect(new Set(versions).isSubsetOf(new Set(["1", "2"]))).toBe(true);
  expect(outcomes.filter(({ end }) => end === "killed").length).toBeGreaterThan(KILLS / 2);
  // The moments were not all before the first change or after the last.
  expect(outcomes.filter(({ versions }) => new Set(versions).size === 2).length).toBeGreaterThan(0);
});

async function storeVersion(file: string, version: string): Promise<void> {
  const store = await createSqliteStore({ file });
  const { house, embedder } = createTwentySources(version);
  await registerHouse(store, house, { othersGo: false });
  for (const { source } of house) {
    await reloadSource(source, { store, embedder, now: () => new Date(), random: () => 0.5 });
  }
  await store.close();
}

/** The version that each source has, whole: its ids, its texts, its passages and its vectors. */
async function versionsIn(file: string): Promise<string[]> {
  const notices: string[] = [];
  const store = await createSqliteStore({ file, onNotice: (message) => notices.push(message) });
  expect(notices).toEqual([]);
  const versions: string[] = [];
  for (const { id, articles } of await store.listSources()) {
    const whole = await store.articlesOf(id);
    const [version = "none"] = /Version (\d)/.exec(whole[0]?.body ?? "")?.slice(1) ?? [];
    expect(whole.map((article) => article.id).toSorted()).toEqual(idsOf(id, version).toSorted());
    expect(whole.every(({ body }) => body.startsWith(`Version ${version} of ${id}/`))).toBe(true);
    expect(articles).toBe(whole.length);
    versions.push(version);
  }
  const { passages, counts } = await store.view().countTerms(["ferries"]);
  expect(counts).toEqual([passages]);
  await store.close();
  return versions;
}

/** Numbers in [0, 1), the same for one seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
