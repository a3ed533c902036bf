import { describe, expect, test } from "vitest";
import { isTakenDown, parseTakedown } from "../../src/sources/takedown.ts";

describe("what is typed for a takedown", () => {
  test.each([
    ["harbour.example", "harbour.example"],
    ["  WWW.Harbour.Example ", "harbour.example"],
    ["https://harbour.example", "harbour.example"],
    ["https://www.harbour.example./", "harbour.example"],
    ["https://harbour.example/one", "https://harbour.example/one"],
    ["harbour.example/one?page=2", "https://harbour.example/one?page=2"],
    ["http://bücher.example/", "xn--bcher-kva.example"],
    ["https://harbour.example/one#comments", "https://harbour.example/one"],
  ])("%j means %j", (typed, target) => {
    expect(parseTakedown(typed)).toBe(target);
  });

  test.each([
    "",
    "com",
    "localhost",
    "ftp://harbour.example/",
    "two words.example",
    "https://a@harbour.example",
    ".",
  ])("%j means nothing", (typed) => {
    expect(parseTakedown(typed)).toBeUndefined();
  });
});

describe("an article is taken down", () => {
  test("with its address, or with a domain above it", () => {
    const address = "https://news.harbour.example/one";
    expect(isTakenDown(address, [address])).toBe(true);
    expect(isTakenDown(address, ["harbour.example"])).toBe(true);
    expect(isTakenDown("https://www.harbour.example/two", ["harbour.example"])).toBe(true);
  });

  test.each([
    "http://harbour.example/one",
    "https://www.harbour.example/one",
    "https://HARBOUR.example./one/",
    "https://harbour.example:8443/one",
    "https://harbour.example/one#xtor=RSS-3208",
    "https://harbour.example/one?utm_source=rss&utm_medium=feed",
    "https://harbour.example/one/?page=2",
  ])("however its address is written: %s", (address) => {
    expect(isTakenDown(address, ["https://harbour.example/one"])).toBe(true);
    expect(isTakenDown(address, ["https://www.harbour.example/one/?utm_source=share&fbclid=x"])).toBe(true);
  });

  test("alone, where it was named with its query", () => {
    const targets = ["https://harbour.example/story?id=1&lang=en"];
    expect(isTakenDown("http://harbour.example/story?lang=en&id=1#top", targets)).toBe(true);
    expect(isTakenDown("https://harbour.example/story?id=2&lang=en", targets)).toBe(false);
    expect(isTakenDown("https://harbour.example/story", targets)).toBe(false);
  });

  test("and no other is", () => {
    const targets = ["harbour.example", "https://wire.example/one"];
    expect(isTakenDown("https://myharbour.example/one", targets)).toBe(false);
    expect(isTakenDown("https://wire.example/one/two", targets)).toBe(false);
    expect(isTakenDown("https://wire.example/one-more", targets)).toBe(false);
    expect(isTakenDown("https://news.wire.example/one", targets)).toBe(false);
    expect(isTakenDown(null, targets)).toBe(false);
    expect(isTakenDown("not an address", targets)).toBe(false);
  });
});
