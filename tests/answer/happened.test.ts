import { describe, expect, test } from "vitest";
import type { Statement } from "../../src/answer/answer.ts";
import { findNamedDays, withNamedDays } from "../../src/answer/happened.ts";
import { receipt } from "../discord/answers.ts";

/** A Friday. */
const PUBLISHED = "2026-02-27";
const named = (sentence: string) => findNamedDays(sentence, PUBLISHED);

describe("a day that a sentence names as seen from its publication", () => {
  test.each([
    ["The ferry sank on Thursday.", "Thursday", "2026-02-26"],
    ["On Monday, the council met.", "Monday", "2026-02-23"],
    ["The strike began last Saturday.", "last Saturday", "2026-02-21"],
    ["Yesterday’s vote was close.", "Yesterday", "2026-02-26"],
    ["The mine was closed three days ago.", "three days ago", "2026-02-24"],
    ["The council will meet again on Tuesday.", "Tuesday", "2026-03-03"],
    ["Talks are due to go on on Monday.", "Monday", "2026-03-02"],
    ["On Wednesday, the court will rule.", "Wednesday", "2026-03-04"],
    ["The next launch is on Monday.", "Monday", "2026-03-02"],
    ["The queen arrives tomorrow.", "tomorrow", "2026-02-28"],
    ["The ferry sank on Thursday and it will be raised by summer.", "Thursday", "2026-02-26"],
    ["The mayor said on Wednesday that the bridge would close.", "Wednesday", "2026-02-25"],
  ])("%s %s is %s", (sentence, text, day) => {
    expect(named(sentence)).toEqual([{ text, day }]);
  });

  test("is each of several", () => {
    expect(named("It left on Monday, and sank on Thursday.")).toEqual([
      { text: "Monday", day: "2026-02-23" },
      { text: "Thursday", day: "2026-02-26" },
    ]);
  });

  test.each([
    "The ferry sank on Friday.",
    "The ferry sank today.",
    "The ferry sank on 26 February.",
    "The ferry sank on Thursday, Feb 26.",
    "The council may meet on Tuesday.",
    "They meet next Tuesday.",
    "They play on Sunday (1 March 2026).",
    "He wants to put off a Tuesday hearing.",
    "One of them will be named, as the council decided, on Monday.",
    "The toy was taken from shops on Saturday.",
    "She was there last Thursday.",
    "They meet every Tuesday.",
    "It has to be paid by Monday.",
    "Black Monday was long ago.",
    "She watched Monday Night Football.",
    "Shops open from Monday to Saturday.",
    "It happened last week.",
    "The Sun reported so.",
    "On Thursdays it is closed.",
    "He sat down in the sun in May.",
  ])("is none, or none without a doubt, in: %s", (sentence) => {
    expect(named(sentence)).toEqual([]);
  });
});

describe("a statement", () => {
  const body = "The ferry sank on Thursday in the strait.";
  const said = (text: string, fields: object): Statement => ({
    text,
    wording: "source",
    receipts: [receipt(body, { body, ...fields })],
  });

  test("carries the day that its quote names, counted from the publication in the time zone", () => {
    const late = said(body, { publishedAt: "2026-02-26T13:00:00Z" });
    expect(withNamedDays([late])[0]?.happened).toBeUndefined();
    expect(withNamedDays([late], "Pacific/Auckland")[0]?.happened).toEqual([
      { text: "Thursday", day: "2026-02-26" },
    ]);
  });

  test("carries none that it does not repeat, or of an article without a date of its own", () => {
    expect(withNamedDays([said("A ferry sank.", {})])[0]?.happened).toBeUndefined();
    expect(withNamedDays([said(body, { publishedAt: null, dateFrom: null })])[0]?.happened).toBeUndefined();
    expect(withNamedDays([said(body, { dateFrom: "fetched" })])[0]?.happened).toBeUndefined();
  });

  test("carries none where two receipts mean two Thursdays", () => {
    const [one, other] = [said(body, {}), said(body, { publishedAt: "2026-03-06T00:00:00Z" })];
    const both: Statement = { text: body, wording: "source", receipts: [...one.receipts, ...other.receipts] };
    expect(withNamedDays([both])[0]?.happened).toBeUndefined();
  });
});
