import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSentences } from "../../src/articles/sentences.ts";
import { countWords, MAX_PASSAGE_WORDS, splitPassages } from "../../src/articles/split.ts";

const MAX_WORDS = 200;

/** What bodies really hold, and what they hold when somebody means harm. */
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("The minister spoke.", "Talks go on next week.", "He said so.") },
  { weight: 3, arbitrary: fc.constantFrom("progress", "U.S.", "3.5 %,", "“Why?”", "Mr. Reed") },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "🕊️",
      "👩‍👩‍👧‍👦",
      "e\u0301te\u0301",
      "שלום עולם.",
      "مرحبا؟",
      "会谈取得进展。",
      "\ud83d",
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom("\r\n", "\n\n", "\u2028", "\t", "  ", "\u00a0") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "\n\nWHAT COMES NEXT\n\n",
      "\n\n## What comes next\n\n",
      "\n- ",
      "—",
      "a-b-c-d",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
);
const body = fc
  .array(fc.tuple(piece, fc.constantFrom(" ", " ", " ", "")), { maxLength: 120 })
  .chain((pieces) => fc.integer({ min: 1, max: 6 }).map((times) => pieces.flat().join("").repeat(times)));

describe("a passage", () => {
  test("is the text between its offsets, in order, apart from the others, with nothing but white space lost", () => {
    fc.assert(
      fc.property(body, (text) => {
        let end = 0;
        for (const passage of splitPassages({ id: "wire/one", body: text })) {
          expect(passage.text).toBe(text.slice(passage.start, passage.end));
          expect(passage.id).toBe(`wire/one@${passage.start}`);
          expect(passage.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(end, passage.start).trim()).toBe("");
          expect(passage.text).not.toMatch(/^\s|\s$/);
          expect(passage.text).not.toBe("");
          end = passage.end;
        }
        expect(text.slice(end).trim()).toBe("");
      }),
    );
  });

  test("has at most 200 words, however they are counted", () => {
    fc.assert(
      fc.property(body, (text) => {
        for (const passage of splitPassages({ id: "a", body: text })) expectFewWords(passage.text);
      }),
    );
  });

  test("begins and ends with a sentence, unless one sentence is too long for it", () => {
    fc.assert(
      fc.property(body, (text) => {
        const sentences = findSentences(text);
        const starts = new Set(sentences.map(({ start }) => start));
        const ends = new Set(sentences.map(({ end }) => end));
        const isInLongSentence = (at: number) =>
          sentences.some(
            ({ start, end }) =>
              start <= at && at <= end && countWords(text.slice(start, end)) > MAX_PASSAGE_WORDS,
          );
        for (const { start, end } of splitPassages({ id: "a", body: text })) {
          expect(starts.has(start) || isInLongSentence(start)).toBe(true);
          expect(ends.has(end) || isInLongSentence(end)).toBe(true);
        }
      }),
    );
  });

  test("never halves a character", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("🕊️", "👩‍👩‍👧‍👦", "𠮷", "é\u0301"),
        fc.integer({ min: 1, max: 9 }),
        (letter, width) => {
          const text = `${letter.repeat(width)}x`.repeat(500);
          const passages = splitPassages({ id: "a", body: text });
          for (const passage of passages) expect(passage.text.isWellFormed()).toBe(true);
          expect(passages.map((passage) => passage.text).join("")).toBe(text);
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe("a heading", () => {
  const sentence = "The delegations met in the morning and again after lunch.";

  test.each(["WHAT COMES NEXT", "## What comes next", "'INTENSE AND SERIOUS' TALKS"])(
    "%s begins a passage of its own",
    (heading) => {
      const text = `${sentence}\n\n${heading}\n\n${sentence}`;
      expect(textsOf(text)).toEqual([sentence, `${heading}\n\n${sentence}`]);
    },
  );

  test.each(["NATO, THE EU AND THE U.S. AGREED.", "The WHO and the IAEA", "2026", "#hashtag"])(
    "%s is none",
    (line) => {
      expect(textsOf(`${sentence}\n\n${line}\n\n${sentence}`)).toHaveLength(1);
    },
  );

  test("is never in the middle of a passage", () => {
    const heading = fc.constantFrom("WHAT COMES NEXT", "## More", "### 会谈");
    const lines = fc.array(fc.oneof(heading, fc.constant(sentence)), { maxLength: 40 });
    fc.assert(
      fc.property(lines, fc.constantFrom("\n\n", "\r\n\r\n", "\n"), (all, gap) => {
        for (const text of textsOf(all.join(gap))) expect(text).not.toMatch(/\n(?:WHAT COMES|#)/);
      }),
    );
  });
});

describe("the length of passages", () => {
  test("a section a little too long becomes two halves, not a whole and a crumb", () => {
    const text = Array.from(
      { length: 25 },
      (_, index) => `Delegate ${index} spoke for a while on this.`,
    ).join(" ");
    expect(textsOf(text).map(countWords)).toEqual([104, 96]);
  });

  test("an ordinary article's passages have between 100 and 200 words", () => {
    const text = Array.from(
      { length: 120 },
      (_, index) => `Speaker ${index} took ${"a long ".repeat(index % 9)}turn.`,
    );
    for (const passage of textsOf(text.join(" "))) expect(countWords(passage)).toBeGreaterThan(100);
  });

  test.each([
    ["a list without a full stop", "one thing and another, ".repeat(500)],
    ["signs that are no words", "— ".repeat(1000)],
    ["emoji", "🕊️ ".repeat(1000)],
    ["words joined by hyphens", "here state-of-the-art-of-the-time-and-so-on-and-on ".repeat(100)],
    ["Chinese without a full stop", "会谈取得重大进展".repeat(200)],
    ["one word without an end", "x".repeat(50_000)],
    ["sentences without words", "?! ".repeat(1000)],
  ])("%s is cut all the same", (_name, text) => {
    const passages = textsOf(text);
    expect(passages.length).toBeGreaterThan(1);
    for (const passage of passages) {
      expectFewWords(passage);
      expect(passage.length).toBeLessThan(10_000);
    }
  });

  test.each(["", " \r\n\t\u2028 "])("there are none of an empty text (%j)", (text) => {
    expect(textsOf(text)).toEqual([]);
  });
});

describe("a megabyte in one line is cut in time", () => {
  const MEGABYTE = 1_000_000;

  test.each([
    ["of prose", "The minister spoke of progress. "],
    ["of one word", "x"],
    ["of abbreviations", "Mr. "],
    ["of quotation marks", "“"],
    ["of full stops", "."],
    ["of lower case after full stops", "so. "],
    ["of emoji", "🕊️"],
    ["of Thai", "การเจรจา"],
  ])("%s", (_name, unit) => {
    const text = unit.repeat(MEGABYTE / unit.length);
    const passages = splitPassages({ id: "a", body: text });
    expect(passages.at(-1)?.end).toBe(text.trimEnd().length);
  });
});

function textsOf(text: string): string[] {
  return splitPassages({ id: "a", body: text }).map((passage) => passage.text);
}

function expectFewWords(text: string): void {
  expect(text.split(/\s+/).length).toBeLessThanOrEqual(MAX_WORDS);
  const segments = new Intl.Segmenter("en", { granularity: "word" }).segment(text);
  expect([...segments].filter(({ isWordLike }) => isWordLike).length).toBeLessThanOrEqual(MAX_WORDS);
}
