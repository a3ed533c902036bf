import { describe, expect, test } from "vitest";
import { cleanAuthors, cleanText, cleanTitle, parseHttpUrl } from "../../src/formats/clean-text.ts";

describe("clean text", () => {
  test.each([
    ["zero-width spaces", "fer\u200Bry\u2060", "ferry"],
    ["bidirectional overrides", "a\u202Ebc\u2066d", "abcd"],
    ["tag characters", "fog\u{E0069}\u{E0067}", "fog"],
    ["control characters", "fo\u0000g\u0007", "fog"],
    ["soft hyphens", "fer\u00ADry", "ferry"],
    ["a byte order mark", "\uFEFFfog", "fog"],
    ["joiners among Latin letters", "fo\u200Dg", "fog"],
  ])("has no %s", (_what, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  test("ends its lines with a line feed alone", () => {
    expect(cleanText("a\r\nb\rc\u2028d")).toBe("a\nb\nc\nd");
  });

  test("keeps the source's own letters: quotation marks, ellipses, ligatures, emoji, Persian", () => {
    const text = "“Fog…” ﬁne ½ 👩‍🚒 ❤️ می‌خواهم\tend";
    expect(cleanText(text)).toBe(text);
  });

  test("composes letters and their accents", () => {
    expect(cleanText("e\u0301")).toBe("é");
  });
});

test("a title is one line of at most 200 characters", () => {
  expect(cleanTitle(" Ferry\n late\u200B ")).toBe("Ferry late");
  expect(cleanTitle("fog ".repeat(100))).toMatch(/^(?:fog )+fog…$/);
  expect(cleanTitle("x".repeat(300))).toHaveLength(200);
});

test("authors are named once and never at length", () => {
  const authors = cleanAuthors(["Kari  Berg", "Kari Berg", "", "a".repeat(300)]);
  expect(authors[0]).toBe("Kari Berg");
  expect(authors).toHaveLength(2);
  expect(authors[1]?.length).toBeLessThanOrEqual(100);
});

test.each([
  "javascript:alert(1)",
  "ftp://a.example",
  "//a.example",
  "https://user:pw@a.example/",
  "https://",
  "a",
  "",
  null,
])("%j is no address for a link", (address) => {
  expect(parseHttpUrl(address)).toBeNull();
});

test("an http address is kept in its normal form", () => {
  expect(parseHttpUrl(" HTTPS://Fjord.Example/a b ")).toBe("https://fjord.example/a%20b");
});
