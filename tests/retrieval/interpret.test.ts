import { describe, expect, test } from "vitest";
import { interpret } from "../../src/retrieval/interpret.ts";

/** A Monday. */
const NOW = new Date("2026-03-02T15:00:00Z");
const OUTLETS = ["Reuters", "The Age", "Time", "C++ Weekly"];

describe("outlets", () => {
  test.each([
    ["What did Reuters report?", ["Reuters"]],
    ["Do The Age and Reuters agree?", ["Reuters", "The Age"]],
    ["Reuters' own figures", ["Reuters"]],
    ["(Time)", ["Time"]],
    ["what C++ Weekly wrote", ["C++ Weekly"]],
  ])("%s names %j", (question, outlets) => {
    expect(read(question).outlets).toEqual(outlets);
  });

  test.each(["what is the age of the minister", "what time is it", "Timeless", "Reutersville", "the AGE"])(
    "none is named in: %s",
    (question) => {
      expect(read(question).outlets).toEqual([]);
    },
  );

  test("are no speakers", () => {
    expect(read("What did Reuters say about the talks?").speaker).toBeUndefined();
  });
});

describe("periods", () => {
  test.each([
    ["what happened yesterday", "2026-03-01", "2026-03-02"],
    ["what happened today", "2026-03-02", "2026-03-03"],
    ["two days ago", "2026-02-28", "2026-03-01"],
    ["what did Oman say in February", "2026-02-01", "2026-03-01"],
    ["in february 2026", "2026-02-01", "2026-03-01"],
    ["in December", "2025-12-01", "2026-01-01"],
    ["what happened in May?", "2025-05-01", "2025-06-01"],
    ["on 27 February 2026", "2026-02-27", "2026-02-28"],
    ["on 2026-02-27", "2026-02-27", "2026-02-28"],
    ["on Feb 26", "2026-02-26", "2026-02-27"],
    ["from 3 February to 7 February 2026", "2026-02-03", "2026-02-08"],
    ["what was said on Wednesday?", "2026-02-25", "2026-02-26"],
    ["what will happen on Wednesday?", "2026-03-04", "2026-03-05"],
    ["what will happen on Friday?", "2026-03-06", "2026-03-07"],
    ["what was said on Friday about what will come?", "2026-02-27", "2026-02-28"],
    ["since Friday", "2026-02-27", "2026-03-03"],
    ["since Monday", "2026-03-02", "2026-03-03"],
    ["after 20 February", "2026-02-20", "2026-03-03"],
    ["before 20 February", "1970-01-01", "2026-02-20"],
    ["until 20 February", "1970-01-01", "2026-02-21"],
    ["last week", "2026-02-23", "2026-03-03"],
    ["in the past three days", "2026-02-27", "2026-03-03"],
    ["last month", "2026-02-01", "2026-03-01"],
    ["last year", "2025-01-01", "2026-01-01"],
  ])("%s is from %s to before %s", (question, since, until) => {
    const midnight = "T00:00:00.000Z";
    expect(read(question).periods).toMatchObject([{ since: since + midnight, until: until + midnight }]);
  });

  test.each([
    "what may happen in Iran",
    "who sat in the second row",
    "what does he say now",
    "at 5 pm",
    "which laptops were cheaper on Black Friday?",
    "who plays in Monday Night Football?",
    "in the last hour",
    "who won the 1998 world cup final?",
  ])("none is named in: %s", (question) => {
    expect(read(question).periods).toEqual([]);
  });

  test("“this week” is from its Monday on", () => {
    const on = (now: string) => interpret("what happened this week?", { now: new Date(now), outlets: [] });
    for (const now of ["2026-03-02T00:00:00Z", "2026-03-04T15:00:00Z", "2026-03-08T23:59:59Z"])
      expect(on(now).periods).toMatchObject([
        { since: "2026-03-02T00:00:00.000Z", until: "2026-03-09T00:00:00.000Z" },
      ]);
  });

  test("“over the weekend” is both of its days", () => {
    expect(read("what happened over the weekend?").periods).toMatchObject([
      { since: "2026-02-28T00:00:00.000Z", until: "2026-03-02T00:00:00.000Z" },
    ]);
  });

  test.each([
    // Auckland is already on Tuesday, 13 hours ahead; Los Angeles is still on Sunday evening, 8 hours behind.
    ["today", "Pacific/Auckland", "2026-03-02T12:00:00Z", "2026-03-02T11:00", "2026-03-03T11:00"],
    ["yesterday", "Pacific/Auckland", "2026-03-02T12:00:00Z", "2026-03-01T11:00", "2026-03-02T11:00"],
    ["this week", "Pacific/Auckland", "2026-03-01T11:00:00Z", "2026-03-01T11:00", "2026-03-08T11:00"],
    ["today", "America/Los_Angeles", "2026-03-02T07:59:59Z", "2026-03-01T08:00", "2026-03-02T08:00"],
    ["since Monday", "America/Los_Angeles", "2026-03-04T15:00:00Z", "2026-03-02T08:00", "2026-03-05T08:00"],
    ["in February", "America/Los_Angeles", "2026-03-04T15:00:00Z", "2026-02-01T08:00", "2026-03-01T08:00"],
    // Summer began on 8 March there, on 27 September here.
    ["yesterday", "America/Los_Angeles", "2026-03-09T15:00:00Z", "2026-03-08T08:00", "2026-03-09T07:00"],
    ["yesterday", "Pacific/Auckland", "2026-09-27T20:00:00Z", "2026-09-26T12:00", "2026-09-27T11:00"],
  ])("%s in %s, asked at %s, is from %s to before %s", (question, timeZone, now, since, until) => {
    expect(interpret(question, { now: new Date(now), outlets: [], timeZone }).periods).toMatchObject([
      { since: `${since}:00.000Z`, until: `${until}:00.000Z` },
    ]);
  });

  test("follow the clock that they are given, up to midnight UTC", () => {
    const at = (now: string) => interpret("yesterday", { now: new Date(now), outlets: [] }).periods[0]?.since;
    expect(at("2026-03-01T00:00:00Z")).toBe("2026-02-28T00:00:00.000Z");
    expect(at("2026-02-28T23:59:59Z")).toBe("2026-02-27T00:00:00.000Z");
  });
});

describe("how things stand now", () => {
  test.each([
    "what is the latest on the strike?",
    "the newest figures",
    "where do the talks stand now?",
    "what’s the newest on the mill?",
    "which company is currently in charge",
    "how many are there so far?",
  ])("is asked for by: %s", (question) => {
    expect(read(question).wantsNewest).toBe(true);
  });

  test.each([
    "what happened in February",
    "why is the now closed mine sold?",
    "is it now known as X?",
    "which company showed its latest hardware at the fair?",
    "which company that is named in two reports is currently on trial?",
  ])("is not asked for by: %s", (question) => {
    expect(read(question).wantsNewest).toBeUndefined();
  });
});

describe("the speaker", () => {
  test.each([
    ["what did oman say", "Oman"],
    ["What did Badr Albusaidi say about Vienna?", "Badr Albusaidi"],
    ["what has the Omani foreign minister said?", "the Omani foreign minister"],
    ["what did the US say", "the US"],
    ["How did Tehran react to the sanctions?", "Tehran"],
    ["According to Marco Rubio, what is the problem?", "Marco Rubio"],
    ["statements by the Iranian side on enrichment", "the Iranian side"],
  ])("%s: %s", (question, speaker) => {
    expect(read(question).speaker).toBe(speaker);
  });

  test.each([
    "who won the cup?",
    "what did they say",
    "what is said to be the reason that the talks failed in Geneva",
  ])("is nobody in: %s", (question) => {
    expect(read(question).speaker).toBeUndefined();
  });
});

describe("terms", () => {
  test("are the question's words without those of asking, once each, in order", () => {
    expect(read("What did Oman say about the talks, and about Oman?").terms).toEqual(["oman", "talks"]);
  });

  test("“US” is a country and “us” is not", () => {
    expect(read("what did the US say").terms).toEqual(["us"]);
    expect(read("tell us more").terms).toEqual([]);
  });

  test.each([
    ["what did the omani side say", "oman"],
    ["what did oman say", "omani"],
    ["what did the US say", "u.s."],
    ["what did the U.S. say", "american"],
  ])("bring a country's other names with them: %s, %s", (question, synonym) => {
    expect(read(question).synonyms).toContain(synonym);
  });
});

describe("names", () => {
  test.each([
    ["Which company did Sam Altman found?", ["Sam Altman"]],
    ["what did the U.S. want from oman", ["U.S.", "Oman"]],
    ["Who is the Secretary of State?", ["Secretary of State"]],
    ["Did Trump’s envoy meet Kushner?", ["Trump", "Kushner"]],
  ])("%s: %j", (question, names) => {
    expect(read(question).names).toEqual(names);
  });
});

describe("what kind of thing is asked for", () => {
  test.each([
    ["Who won?", "person"],
    ["when do the talks go on", "time"],
    ["How many ships are there?", "number"],
    ["Where do they meet?", "place"],
    ["Why?", undefined],
  ])("%s: %s", (question, wants) => {
    expect(read(question).wants).toBe(wants);
  });
});

test("a question of any letters is read, and kept as it was asked", () => {
  for (const question of ["", "?", "🕊️", "أين المحادثات؟", "\ud800", "((((", "a".repeat(1000)]) {
    expect(read(question).question).toBe(question);
  }
});

test("of a flood of letters the end is left unread", () => {
  expect(read(`Oman ${"and so on ".repeat(100)}Vienna`).names).toEqual(["Oman", "Vienna"]);
  expect(read(`Oman ${"and so on ".repeat(1000)}Vienna`).names).toEqual(["Oman"]);
});

function read(question: string) {
  return interpret(question, { now: NOW, outlets: OUTLETS });
}
