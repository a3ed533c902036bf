import { describe, expect, test } from "vitest";
import { checkSupport, type Evidence } from "../../../src/answer/support/support.ts";

const TEXT =
  "Omani Foreign Minister Badr Albusaidi said on Thursday, Feb. 26, that 1,200 delegates of four parties met in Geneva. " +
  "The talks cost $3.5 million, and the third round begins in Vienna on 3 March, he told U.S. reporters from the G7 states.";

describe("what the evidence says", () => {
  test.each([
    "Badr Albusaidi said that 1,200 delegates met in Geneva.",
    "1200 delegates met in Geneva, Albusaidi said.",
    "Delegates of 4 parties met in Geneva.",
    "Four parties met in Geneva, the Omani minister said.",
    "The talks cost $3.50 million.",
    "The minister of Oman said that delegates met in Geneva.",
    "Albusaidi told reporters from the United States about the talks.",
    "American reporters were told about the talks by the minister.",
    "The United States reporters were told about the talks.",
    "The third round begins in Vienna on March 3.",
    "The 3rd round begins in Vienna on 3 March.",
    "Delegates met in Geneva on 26 February.",
    "The G7 states' reporters were told.",
    "The talks’ third round begins in Vienna.",
  ])("supports: %s", (statement) => {
    expect(check(statement)).toMatchObject({ supported: true });
  });

  test("scores by how much of the statement stands there", () => {
    expect(check("Delegates met in Geneva.").score).toBe(1);
    const paraphrase = check("Delegates convened in Geneva for the talks.");
    expect(paraphrase.score).toBeGreaterThan(0.6);
    expect(paraphrase.score).toBeLessThan(1);
  });
});

describe("a changed number", () => {
  test.each([
    ["1,300 delegates met in Geneva.", "1,300"],
    ["12,000 delegates met in Geneva.", "12,000"],
    ["Delegates of 5 parties met in Geneva.", "5"],
    ["Delegates of five parties met in Geneva.", "five"],
    ["Delegates of two parties met in Geneva.", "two"],
    ["Thirty delegates met in Geneva.", "Thirty"],
    ["The talks cost $35 million.", "35"],
    ["The talks cost $3.5 billion.", "billion"],
    ["Millions of delegates met; the talks cost $3.5 trillion.", "trillion"],
    ["The second round begins in Vienna.", "second"],
    ["The 2nd round begins in Vienna.", "2nd"],
    ["The G20 states' reporters were told.", "20"],
  ])("fails: %s", (statement, number) => {
    const support = check(statement);
    expect(support).toMatchObject({ supported: false, score: 0 });
    expect(support.reason).toBe(`the number ${number} does not stand in the source`);
  });

  test.each([
    "One of the delegates met reporters in Geneva.",
    "Two ministers told reporters of it: the first in Geneva, the second in Vienna.",
  ])("is none where it only counts out: %s", (statement) => {
    expect(check(statement).reason ?? "").not.toContain("number");
  });
});

describe("a changed date", () => {
  test.each([
    ["The minister said on Tuesday that delegates met.", "Tuesday"],
    ["The third round begins in Vienna in April.", "April"],
    ["Delegates met in Geneva on 26 March.", "26 March"],
    ["Delegates met in Geneva on March 26.", "March 26"],
  ])("fails: %s", (statement, date) => {
    expect(check(statement)).toEqual({
      supported: false,
      score: 0,
      gate: "date",
      saw: [date],
      reason: `the date ${date} does not stand in the source`,
    });
  });
});

describe("a changed name", () => {
  test.each([
    ["Badr Araqchi said that delegates met in Geneva.", "Araqchi"],
    ["The minister said that Witkoff and delegates met in Geneva.", "Witkoff"],
    ["Delegates of four parties met in Zurich.", "Zurich"],
    ["The third round begins in Muscat on 3 March.", "Muscat"],
    ["Iran said that delegates met in Geneva.", "Iran"],
    ["The Iranian minister said that delegates met in Geneva.", "Iranian"],
    ["Kushner said that delegates met in Geneva.", "Kushner"],
    ["The WHO reporters were told about the talks.", "WHO"],
    ["Reporters of the UK were told about the talks.", "UK"],
    ["“Witkoff’s delegates met in Geneva,” the minister said.", "Witkoff"],
  ])("fails: %s", (statement, name) => {
    expect(check(statement)).toEqual({
      supported: false,
      score: 0,
      gate: "name",
      saw: [name],
      reason: `the name ${name} does not stand in the source`,
    });
  });

  test("is none where a word opens a sentence", () => {
    expect(check("Later the delegates met reporters in Geneva.").supported).toBe(true);
  });
});

describe("metadata", () => {
  test.each([
    "The Harbour Post reports that delegates met in Geneva.",
    "Delegates met in Geneva, The Harbour Post reported on 27 February 2026.",
    "Ada Reed reports that delegates met in Geneva.",
    "On Friday The Harbour Post reported that delegates met.",
    "Peace at last, says The Harbour Post of the talks in Geneva.",
  ])("counts: %s", (statement) => {
    expect(check(statement).supported).toBe(true);
  });

  test("an article without a date lends none", () => {
    const undated = { ...evidence(), article: { ...evidence().article, publishedAt: null } };
    expect(checkSupport("Delegates met in Geneva in 2026.", [undated]).supported).toBe(false);
  });
});

describe("other words", () => {
  test("that the source hardly has fail, with their share", () => {
    expect(check("Delegates celebrated a triumphant breakthrough with champagne.")).toMatchObject({
      supported: false,
      reason: expect.stringMatching(/^only \d+ % of its words stand in the source$/),
    });
  });

  test.each(["", "?", "It is what it is.", "🕊️"])("nothing to check is nothing supported: %j", (statement) => {
    expect(check(statement)).toMatchObject({ supported: false, score: 0 });
  });

  test("have to stand together", () => {
    const together = evidence(
      "The minister said that delegates met in Geneva. The ferry sank off the coast.",
    );
    const apart = evidence(
      "The delegates were late. It rained all day. Nobody met the ferry. It sank. Geneva is far away.",
    );
    expect(checkSupport("Delegates met in Geneva.", [together]).supported).toBe(true);
    expect(checkSupport("Delegates met in Geneva.", [apart])).toMatchObject({
      supported: false,
      reason: "its words stand in the source, but not together",
    });
  });

  test("nothing is supported by nothing", () => {
    expect(checkSupport("Delegates met.", []).supported).toBe(false);
  });
});

function evidence(text = TEXT): Evidence {
  return {
    text,
    article: {
      title: "Peace at last",
      outlet: "The Harbour Post",
      authors: ["Ada Reed"],
      publishedAt: "2026-02-27T00:00:00Z",
    },
  };
}

function check(statement: string) {
  return checkSupport(statement, [evidence()]);
}
