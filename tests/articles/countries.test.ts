import { describe, expect, test } from "vitest";
import { capitalizeCountries, findCountries, removeCountries } from "../../src/articles/countries.ts";

describe("countries", () => {
  test.each([
    ["Oman's minister spoke.", ["OM"]],
    ["the Omani foreign minister", ["OM"]],
    ["Muscat was pleased", ["OM"]],
    ["Tehran and Washington", ["IR", "US"]],
    ["the U.S. team", ["US"]],
    ["the US team", ["US"]],
    ["the United States", ["US"]],
    ["the UK and Britain", ["GB"]],
    ["the White House", ["US"]],
    ["the Kremlin", ["RU"]],
    ["South Korea", ["KR"]],
    ["New Zealand", ["NZ"]],
    ["the United Kingdom", ["GB"]],
    ["Guinea-Bissau", ["GW"]],
    ["Niger and Nigeria", ["NE", "NG"]],
  ])("%s: %j", (text, codes) => {
    expect([...findCountries(text)]).toEqual(codes);
  });

  test.each([
    "tell us more",
    "a romanian-looking font",
    "Romanesque",
    "Omaniware",
    "turkey for dinner",
    "polish the shoes",
  ])("none in %s", (text) => {
    expect([...findCountries(text)]).toEqual([]);
  });

  test("are removed with all of their name", () => {
    expect(removeCountries("the Omani foreign minister").trim().split(/\s+/)).toEqual([
      "the",
      "foreign",
      "minister",
    ]);
  });
});

describe("a country typed in lower case", () => {
  test.each([
    ["what did oman say", "what did Oman say"],
    ["talks in new zealand", "talks in New Zealand"],
    ["the IRANIAN minister", "the Iranian minister"],
  ])("gets its capitals: %s", (text, expected) => {
    expect(capitalizeCountries(text)).toBe(expected);
  });

  test.each(["tell us more", "a woman spoke", "romance"])("unless it is another word: %s", (text) => {
    expect(capitalizeCountries(text)).toBe(text);
  });
});
