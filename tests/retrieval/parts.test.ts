import { describe, expect, test } from "vitest";
import { interpret } from "../../src/retrieval/interpret.ts";
import { NOW } from "../support/newsroom.ts";

const OUTLETS = ["The Lantern", "The Harbour Post - Fishing, Boats and Tides"];

describe("the parts of a question", () => {
  test("are its clauses, each with the outlet and the date that stand there", () => {
    const parts = partsOf(
      "Did the report of The Lantern on 3 February 2026 say that the ferry to Larkmoor sank near the pier, " +
        "while a report on 9 February 2026 blamed the drunken captain of the tugboat?",
    );
    expect(parts.map(({ terms }) => terms.join(" "))).toEqual([
      "ferry larkmoor sank pier",
      "blamed drunken captain tugboat",
    ]);
    expect(parts.map(({ outlets }) => outlets)).toEqual([["The Lantern"], ["The Lantern"]]);
    expect(parts.map(({ periods }) => periods.map(({ text }) => text))).toEqual([
      ["on 3 February 2026"],
      ["on 9 February 2026"],
    ]);
  });

  test("are not cut inside of an outlet, a date or a number", () => {
    const [first, second] = partsOf(
      "Does The Harbour Post - Fishing, Boats and Tides count 1,200 herring boats in port on February 9, 2026, " +
        "and The Lantern more mackerel trawlers far at sea?",
    );
    expect(first).toMatchObject({
      terms: ["count", "1,200", "herring", "boats", "port"],
      outlets: [OUTLETS[1]],
    });
    expect(second).toMatchObject({ terms: ["mackerel", "trawlers", "far", "sea"], outlets: [OUTLETS[0]] });
  });

  test("too short to be searched by themselves go with the next, or with the one before", () => {
    const parts = partsOf(
      "In Larkmoor, when the ferry sank near the stone pier, who saved the old drunken captain of the tugboat, or tried?",
    );
    expect(parts.map(({ terms }) => terms.join(" "))).toEqual([
      "larkmoor ferry sank stone pier",
      "saved old drunken captain tugboat tried",
    ]);
  });

  test("are searched under all names of their countries", () => {
    const [first, second] = partsOf(
      "Did the Omani minister praise the talks in Geneva, and did the envoy of France leave the room early?",
    );
    expect(first?.synonyms).toContain("oman");
    expect(second?.synonyms).toContain("french");
    expect(second?.synonyms).not.toContain("oman");
  });

  test("are no more than eight, the rest with the last", () => {
    const clauses = Array.from(
      { length: 12 },
      (_, index) => `ferry${index} pier${index} crew${index} port${index} quay${index}`,
    );
    const parts = partsOf(`${clauses.join(", ")}?`);
    expect(parts).toHaveLength(8);
    expect(parts.at(-1)?.terms.slice(-5)).toEqual(["ferry11", "pier11", "crew11", "port11", "quay11"]);
  });

  test.each([
    "",
    "what did Oman say",
    "Who won, and when?",
    "Did the ferry sink near the pier or off the coast?",
  ])("are none when it asks about one thing: %j", (question) => {
    expect(partsOf(question)).toEqual([]);
  });
});

test("phrases are neighbouring words, but no names", () => {
  const { phrases } = interpret(
    "Did Nora Quill (The Lantern) call the class action against the harbour board of the Larkmoor port a no-brainer?",
    { now: NOW, outlets: OUTLETS },
  );
  expect(phrases).toEqual(["class action", "harbour board"]);
});

function partsOf(question: string) {
  return interpret(question, { now: NOW, outlets: OUTLETS }).parts;
}
