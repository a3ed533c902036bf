import { describe, expect, test } from "vitest";
import {
  capitalizeCountries,
  findCountries,
  namesOfCountry,
  removeCountries,
} from "../../src/articles/countries.ts";
import { COUNTRIES } from "../../src/articles/country-table.ts";

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
    ["Turkey and Türkiye", ["TR"]],
    ["the Saudi envoy", ["SA"]],
    ["talks in N’Djamena", ["TD"]],
    ["St. Lucia and Saint Lucia", ["LC"]],
    ["the Republic of Korea", ["KR"]],
    ["the Democratic People’s Republic of Korea", ["KP"]],
    ["the People's Republic of China and the Republic of China", ["CN", "TW"]],
    ["the Islamic Republic of Pakistan", ["PK"]],
    ["American Samoa", ["AS"]],
    ["Northern Ireland", ["GB"]],
    ["Taiwan, Kosovo, Palestine, the Vatican and Hong Kong", ["TW", "XK", "PS", "VA", "HK"]],
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

describe("the table of countries", () => {
  test("has the 193 members of the United Nations and 43 other places", () => {
    expect(Object.keys(COUNTRIES)).toHaveLength(193 + 43);
  });

  test("has each name once", () => {
    const names = Object.values(COUNTRIES)
      .flatMap((row) => row.flatMap((list = "") => list.split(", ")))
      .filter((name) => name !== "");
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test.each(Object.keys(COUNTRIES))("finds %s by the name of Intl.DisplayNames or by its own", (code) => {
    const name =
      COUNTRIES[code]?.[2]?.split(", ")[0] || new Intl.DisplayNames("en", { type: "region" }).of(code);
    expect([...findCountries(`in ${name}.`)]).toEqual([code]);
  });
});

describe("the names of a country", () => {
  test.each([
    ["OM", ["Oman", "Omani"]],
    ["SA", ["Saudi"]],
    ["US", ["American", "US", "U.S."]],
    ["GB", ["British", "UK", "U.K.", "Britain"]],
    ["TR", ["Turkey", "Turkish", "Türkiye"]],
    ["KR", []],
  ])("in one word, for %s: %j", (code, names) => {
    expect(namesOfCountry(code)).toEqual(names);
  });
});
