import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReceipt, MAX_QUOTE_CHARS, receiptAt } from "../../src/answer/receipts.ts";
import type { Hit } from "../../src/store/store.ts";
import { hit } from "../support/hit.ts";

const BODY =
  "🕊️🕊️ Zoé wrote first.\r\n\r\n“We have made ‘significant’ progress — more than we hoped,” the minister’s aide said… twice.\n\nTalks go on in Vienna.";

describe("a quote that stands in the passage", () => {
  test("letter by letter is verified, with its place in the article", () => {
    const quote = "‘significant’ progress — more than we hoped";
    expect(findReceipt(quote, passageOf(BODY))).toMatchObject({
      quote,
      status: "verified",
      ...placeOf(quote),
    });
  });

  test.each([
    [
      "straight quotation marks",
      `"We have made 'significant' progress`,
      "“We have made ‘significant’ progress",
    ],
    [
      "single marks for double ones",
      '\'We have made "significant" progress',
      "“We have made ‘significant’ progress",
    ],
    ["a straight apostrophe", "the minister's aide said", "the minister’s aide said"],
    ["a hyphen for a dash", "progress - more than we hoped", "progress — more than we hoped"],
    ["two hyphens for a dash", "progress -- more than we hoped", "progress — more than we hoped"],
    ["an accent written apart", "Zoe\u0301 wrote first.", "Zoé wrote first."],
    ["other white space", "Zoé wrote\u00a0first.\n“We  have", "Zoé wrote first.\r\n\r\n“We have"],
    ["three dots for an ellipsis", "aide said... twice.", "aide said… twice."],
    ["an accent apart from its letter", "Zoe\u0301 wrote first.", "Zoé wrote first."],
    ["an ellipsis cut in the middle", "the minister's aide said..", "the minister’s aide said"],
  ])("but for %s is repaired, in the source's own letters", (_name, quote, original) => {
    expect(findReceipt(quote, passageOf(BODY))).toMatchObject({
      quote: original,
      status: "repaired",
      ...placeOf(original),
    });
  });

  test("whose accents the source writes apart is repaired, in the source's own letters", () => {
    const body = "In the Alps of Provence-Alpes-Co\u0302te d’Azur. Talks go on.";
    expect(findReceipt("Provence-Alpes-C\u00F4te d'Azur", passageOf(body))).toMatchObject({
      quote: "Provence-Alpes-Co\u0302te d’Azur",
      status: "repaired",
    });
  });

  test("with white space around it is verified", () => {
    expect(findReceipt("\n Talks go on in Vienna. ", passageOf(BODY))).toMatchObject({ status: "verified" });
  });
});

describe("a quote that does not stand there", () => {
  test.each([
    ["another word", "We have made significant headway"],
    ["another number", "Talks go on in 2 Vienna."],
    ["another case", "TALKS GO ON IN VIENNA"],
    ["a word left out", "We have made progress — more than"],
    ["an apostrophe left out", "the ministers aide said"],
    ["an accent left out", "Zoe wrote first."],
    ["dots for words", "“We have made ... than we hoped"],
    ["hardly any letters", "We have"],
    ["only marks", "— — — — — — — — — —"],
    ["nothing", ""],
    ["half a letter", "\udd4a️ Zoé wrote first."],
  ])("is not found: %s", (_name, quote) => {
    expect(findReceipt(quote, passageOf(BODY))).toBeUndefined();
  });
});

describe("a long quote", () => {
  test("is cut at the last word that fits", () => {
    const body = `The minister ${"went on\r\n\r\nand  on ".repeat(60)}.`;
    const receipt = findReceipt(body, passageOf(body));
    expect(receipt?.quote.length).toBeGreaterThan(MAX_QUOTE_CHARS - 10);
    expect(receipt?.quote.length).toBeLessThanOrEqual(MAX_QUOTE_CHARS);
    expect(receipt?.quote).toMatch(/(?:went|on|and)$/);
  });

  test("without a space is never cut in the middle of a letter", () => {
    for (const lead of ["", "x"]) {
      const receipt = receiptAt(passageOf(`${lead}${"🕊".repeat(400)}`), { start: 0, end: 700 }, "verified");
      expect(receipt.quote.length).toBeLessThanOrEqual(MAX_QUOTE_CHARS);
      expect(receipt.quote.isWellFormed()).toBe(true);
    }
  });
});

describe("any passage", () => {
  const word = fc.constantFrom(
    "progress",
    "Zoé",
    "🕊️",
    "会谈取得进展",
    "שלום",
    "e\u0301",
    "it’s",
    "don't",
    "U.S.",
    "1,200",
    "👩‍👩‍👧",
  );
  const mark = fc.constantFrom(
    " ",
    " ",
    " ",
    "\r\n\r\n",
    "\u00a0",
    " “",
    "” ",
    ' "',
    '" ',
    " — ",
    "–",
    "--",
    "''",
    "“‘",
    "… ",
    ". ",
  );
  const text = fc
    .array(fc.tuple(word, mark), { minLength: 4, maxLength: 60 })
    .map((pairs) => pairs.flat().join(""));
  const cut = fc.tuple(text, fc.nat(), fc.nat(), fc.nat({ max: 40 }));

  test("gives a receipt for any of its parts of twelve letters or more", () => {
    fc.assert(
      fc.property(cut, ([body, from, length, before]) => {
        const found = passageOf(`${"🕊".repeat(before)}${body}`, before * 2);
        const part = partOf(body, from, length);
        fc.pre(part.trim().length >= 12);
        expectReceipt(found, part, "verified");
      }),
    );
  });

  test("gives one also after marks, dashes and white space were swapped for others", () => {
    fc.assert(
      fc.property(cut, fc.array(fc.nat(), { minLength: 1 }), ([body, from, length, before], choices) => {
        const found = passageOf(`${"🕊".repeat(before)}${body}`, before * 2);
        const part = partOf(body, from, length);
        const swapped = swapMarks(part, choices);
        fc.pre((swapped.match(/[\p{L}\p{N}]/gu) ?? []).length >= 12);
        expectReceipt(found, swapped);
      }),
    );
  });

  test("gives none for words that it does not hold", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("an invented quote", "progress! 🕊️ indeed"), (body, quote) => {
        expect(findReceipt(quote, passageOf(body))).toBeUndefined();
        expect(findReceipt(`${body.slice(0, 20)} ${quote}`, passageOf(body))).toBeUndefined();
      }),
    );
  });
});

/** The part of an article after its first `start` units, as a hit. */
function passageOf(body: string, start = 0): Hit {
  const whole = hit({ body });
  return { ...whole, passage: { ...whole.passage, start, text: body.slice(start) } };
}

function placeOf(quote: string): { start: number; end: number } {
  const start = BODY.indexOf(quote);
  return { start, end: start + quote.length };
}

/** Some whole characters of the text. */
function partOf(text: string, from: number, length: number): string {
  const characters = Array.from(text);
  const start = from % characters.length;
  return characters.slice(start, start + 12 + (length % 80)).join("");
}

const QUOTES = ['"', "'", "“", "”", "‘", "’", "«", "»", "`"];
const DASHES = ["-", "–", "—", "--"];
const SPACES = [" ", "  ", "\n", "\u00a0", "\t"];

function swapMarks(text: string, choices: readonly number[]): string {
  let count = 0;
  const choose = (from: readonly string[]) =>
    from[(choices[count++ % choices.length] ?? 0) % from.length] ?? "";
  return text
    .replace(/["'“”‘’]/g, () => choose(QUOTES))
    .replace(/[-–—]/g, () => choose(DASHES))
    .replace(/\s+/g, () => choose(SPACES));
}

function expectReceipt(found: Hit, quote: string, status?: string): void {
  const receipt = findReceipt(quote, found);
  expect(receipt).toBeDefined();
  if (!receipt) return;
  const { start, end } = receipt;
  expect(receipt.quote).toBe(
    found.passage.text.slice(start - found.passage.start, end - found.passage.start),
  );
  expect(receipt.quote.length).toBeLessThanOrEqual(MAX_QUOTE_CHARS);
  expect(receipt.quote.isWellFormed()).toBe(true);
  if (status) expect(receipt.status).toBe(status);
}
