import { expect, test } from "vitest";
import { isOfShards } from "../../src/store/shards.ts";

test("a server belongs to one shard, by the time in its id", () => {
  const guildId = "197038439483310086";
  const shards = Array.from({ length: 16 }, (_, id) => id);
  expect(shards.filter((id) => isOfShards(guildId, { ids: [id], count: 16 }))).toEqual([2]);
  expect(isOfShards(guildId, { ids: [0], count: 1 })).toBe(true);
});

test("what is no server's id belongs to none", () => {
  expect(isOfShards("north", { ids: [0], count: 1 })).toBe(false);
});
