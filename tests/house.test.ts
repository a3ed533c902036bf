import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError } from "../src/config.ts";
import { readArticleFile } from "../src/formats/read-file.ts";
import { createHouse } from "../src/house.ts";
import { createFakeWeb } from "./support/fake-web.ts";
import { makeFolder } from "./support/folder.ts";

async function houseOf(list: string | undefined) {
  const folder = await makeFolder();
  const seedsDir = join(folder, "seeds");
  mkdirSync(seedsDir);
  const file = join(folder, "feeds.txt");
  if (list !== undefined) writeFileSync(file, list);
  const unused = () => Promise.reject(new Error("nothing is read here"));
  const extractor = { readDownload: unused, readFile: readArticleFile, close: async () => {} };
  const web = { fetch: createFakeWeb().fetch, extractor };
  return createHouse({ seedsDir, feedsFile: file }, { web, now: () => new Date() });
}

test("the house is its folder and its feeds, each with an id that stays", async () => {
  const list = "https://harbour.example/feed.xml The Harbour Post\nhttps://wire.example/rss\n";
  const house = await houseOf(list);
  expect(house.map(({ source, name, address }) => [source.kind, name, address])).toEqual([
    ["folder", "seeds", null],
    ["feed", "The Harbour Post", "https://harbour.example/feed.xml"],
    ["feed", "https://wire.example/rss", "https://wire.example/rss"],
  ]);
  const ids = house.map(({ source }) => source.id);
  expect(new Set(ids).size).toBe(3);
  expect((await houseOf(list)).map(({ source }) => source.id)).toEqual(ids);
});

test.each([
  ["is not there", undefined],
  ["makes no sense", "not an address"],
])("a list of feeds that %s is bad configuration, and names the setting", async (_what, list) => {
  const house = houseOf(list);
  await expect(house).rejects.toThrow(/^FEEDS_FILE: .* can't be read: /);
  await expect(house).rejects.toBeInstanceOf(ConfigError);
});
