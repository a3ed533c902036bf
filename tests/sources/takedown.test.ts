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

  test("and no other is", () => {
    const targets = ["harbour.example", "https://wire.example/one"];
    expect(isTakenDown("https://myharbour.example/one", targets)).toBe(false);
    expect(isTakenDown("https://wire.example/one/two", targets)).toBe(false);
    expect(isTakenDown(null, targets)).toBe(false);
    expect(isTakenDown("not an address", targets)).toBe(false);
  });
});
