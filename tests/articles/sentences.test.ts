import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLines, findSentences } from "../../src/articles/sentences.ts";

describe("sentences", () => {
  test.each([
    ["two of them", "The talks ended. They go on in Vienna.", 2],
    ["a dotted name in the middle", "The U.S. Senate met on Monday.", 1],
    ["a dotted name at the end", "Iran distrusts the U.S. The envoys met all the same.", 2],
    ["a title", "Dr. Ada Reed and Mr. Cole agreed. Gen. Hale did not.", 2],
    ["an initial", "John F. Kennedy spoke. So did George W. Bush.", 2],
    ["a month", "They met on Feb. 26 in Geneva. They meet again.", 2],
    ["a figure", "Prices rose by 3.5 percent. Wages did not.", 2],
    ["a company", "Harbour Inc. Chief Ada Reed resigned.", 1],
    ["a question in quotation marks, with who asked", "“Why now?” he asked. Nobody knew.", 2],
    ["a quotation of two sentences", "“We met. We talked,” she said.", 2],
    ["an ellipsis", "He waited… and waited. Then he left.", 2],
    ["Chinese", "会谈取得进展。下周在维也纳继续。", 2],
    ["Arabic", "هل انتهت المحادثات؟ نعم انتهت.", 2],
    ["Hebrew", "השיחות הסתיימו. הן יימשכו בווינה.", 2],
  ])("%s: %s", (_name, text, count) => {
    expect(sentencesOf(text)).toHaveLength(count);
  });

  test("end at a line break, whichever sort", () => {
    const text = "A title\r\nA line without a stop\n\nAnother one.\u2028The last";
    expect(sentencesOf(text)).toEqual(["A title", "A line without a stop", "Another one.", "The last"]);
  });

  test("keep their closing quotation mark", () => {
    expect(sentencesOf("“It is over.” The crowd cheered.")).toEqual(["“It is over.”", "The crowd cheered."]);
  });

  test("come in order, lose nothing but white space, and have none around them", () => {
    const words = fc.constantFrom(
      "He said so.",
      "U.S.",
      "Mr.",
      "🕊️",
      "\n",
      "\r\n",
      "  ",
      "“No.”",
      "and",
      "？",
      "\ud800",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(words, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 40 }),
        (pieces) => {
          const text = pieces.join(" ");
          let end = 0;
          for (const span of findSentences(text)) {
            expect(text.slice(end, span.start).trim()).toBe("");
            expect(text.slice(span.start, span.end)).toMatch(/^\S(?:.*\S)?$/su);
            end = span.end;
          }
          expect(text.slice(end).trim()).toBe("");
        },
      ),
    );
  });

  test("a megabyte of abbreviations takes no longer than a megabyte of anything", () => {
    expect(findSentences("Mr. ".repeat(250_000))).toHaveLength(1);
  });
});

test("lines are those that hold anything", () => {
  const text = "  one \r\n\r\n\t\n two";
  expect(findLines(text).map(({ start, end }) => text.slice(start, end))).toEqual(["one", "two"]);
});

function sentencesOf(text: string): string[] {
  return findSentences(text).map(({ start, end }) => text.slice(start, end));
}
