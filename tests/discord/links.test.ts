import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { articleLink, MAX_LINK_CHARS, quoteLink } from "../../src/discord/links.ts";

const URL_ONE = "https://harbour.example/one";

describe("a link to an article", () => {
  test.each([
    "javascript:alert(1)",
    "ftp://harbour.example/one",
    "data:text/html,x",
    "not an address",
    "",
    "https://harbour.example@evil.example/",
    `https://harbour.example/${"x".repeat(600)}`,
  ])("is not made of %s", (url) => {
    expect(articleLink(url)).toBeUndefined();
    expect(quoteLink(url, "made progress")).toBeUndefined();
  });

  test("can't end the masked link that it stands in", () => {
    expect(articleLink("https://harbour.example/a_(b)>*c*?q=<d>")).toBe(
      "https://harbour.example/a%5F%28b%29%3E%2Ac%2A?q=%3Cd%3E",
    );
  });
});

describe("a link to a quote", () => {
  test("carries the whole of a short quote, with what means something in a fragment encoded", () => {
    expect(quoteLink(URL_ONE, "“so-called”, A & B")).toBe(
      `${URL_ONE}#:~:text=%E2%80%9Cso%2Dcalled%E2%80%9D%2C%20A%20%26%20B`,
    );
  });

  test("carries the first and the last words of a long one", () => {
    const quote = `Badr Albusaidi said on Friday that ${"they had talked and ".repeat(6)}would meet again in Vienna next week.`;
    expect(quoteLink(URL_ONE, quote)).toBe(
      `${URL_ONE}#:~:text=Badr%20Albusaidi%20said%20on%20Friday,again%20in%20Vienna%20next%20week.`,
    );
  });

  test("keeps the article's own fragment, and replaces a directive", () => {
    expect(quoteLink(`${URL_ONE}#part`, "made")).toBe(`${URL_ONE}#part:~:text=made`);
    expect(quoteLink(`${URL_ONE}#:~:text=else`, "made")).toBe(`${URL_ONE}#:~:text=made`);
  });

  test("is a plain link where the fragment makes it too long", () => {
    const url = `https://harbour.example/${"x".repeat(470)}`;
    expect(quoteLink(url, "made progress on the way to an agreement")).toBe(url);
  });

  test("stays a link to that article, short and whole, whatever is quoted", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (quote) => {
        const link = quoteLink(URL_ONE, quote) ?? "";
        expect(link.length).toBeLessThanOrEqual(MAX_LINK_CHARS);
        expect(link).toMatch(/^https:\/\/harbour\.example\/one(?:#:~:text=[\w%.]+(?:,[\w%.]+)?)?$/);
      }),
      { numRuns: 40 },
    );
  });
});
