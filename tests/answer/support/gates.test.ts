import { describe, expect, test } from "vitest";
import { checkSupport, type Gate } from "../../../src/answer/support/support.ts";

/** Published on Friday 27 February 2026. */
const FERRY = `The harbour council of Larkmoor did not approve the new ferry line on Thursday.
Mayor Ines Falk said the council would vote again. Captain Odd Berg said the old ferry was safe.
The operator plans to sell two boats and may close the yard. No passengers were hurt in the fire on Monday.
Ticket prices fell by 12 per cent last year, to 48 crowns, and the line carried 1,187 passengers in three days.
The yard lost $3.5 million. Engineers reportedly found cracks in the hull. The court acquitted the former owner, Per Lind.
Residents of Tollvik wrote to the paper. Ola Vik is suspected of setting fire to the shed.`;

interface Case {
  readonly gate: Gate;
  readonly holds: readonly string[];
  readonly fails: readonly (readonly [statement: string, ...saw: string[]])[];
}

const CASES: readonly Case[] = [
  {
    gate: "negation",
    holds: [
      "The council did not approve the new ferry line.",
      "The council never approved the new ferry line.",
      "No passengers were hurt in the fire.",
      "Ticket prices fell not only a little, by 12 per cent last year.",
    ],
    fails: [
      ["The council approved the new ferry line.", "not", "approved"],
      ["Passengers were hurt in the fire.", "No", "Passengers"],
      ["The old ferry was not safe.", "not", "safe"],
    ],
  },
  {
    gate: "modality",
    holds: [
      "The operator plans to sell two boats.",
      "The operator wants to sell two boats.",
      "The operator will sell two boats.",
      "The operator might close the yard.",
      "Engineers may have found cracks in the hull.",
    ],
    fails: [
      ["The operator sold two boats.", "plans", "sold"],
      ["The operator closed the yard.", "may", "closed"],
      ["The operator will close the yard.", "may", "close"],
      ["Engineers found cracks in the hull.", "reportedly", "found"],
      ["Ola Vik set fire to the shed.", "suspected", "set"],
    ],
  },
  {
    gate: "direction",
    holds: ["Ticket prices fell by 12 per cent.", "The court acquitted the former owner."],
    fails: [
      ["Ticket prices rose by 12 per cent last year.", "fell", "rose"],
      ["The court convicted the former owner Per Lind.", "acquitted", "convicted"],
      ["Captain Odd Berg said the old ferry was unsafe.", "safe", "unsafe"],
    ],
  },
  {
    gate: "attribution",
    holds: [
      "Ines Falk said the council would vote again.",
      "The council would vote again, said Mayor Falk.",
      "Berg said the old ferry was safe.",
      "According to Odd Berg, the old ferry was safe.",
    ],
    fails: [
      ["Berg said the council would vote again.", "Mayor Ines Falk", "Berg"],
      ["Ines Falk said the old ferry was safe.", "Captain Odd Berg", "Ines Falk"],
      ["According to Falk, the old ferry was safe.", "Captain Odd Berg", "Falk"],
    ],
  },
  {
    gate: "number",
    holds: [
      "The line carried about 1,200 passengers in three days.",
      "The line carried nearly 1,200 passengers in 3 days.",
      "The line carried more than 1,100 passengers in three days.",
      "The yard lost $3,500,000.",
      "The yard lost 3.5 million dollars.",
    ],
    fails: [
      ["The line carried 1,200 passengers in three days.", "1,200"],
      ["The line carried more than 1,200 passengers in three days.", "1,200"],
      ["The line carried about 1,400 passengers in three days.", "1,400"],
      ["The yard lost $35 million.", "35"],
      ["The yard lost €3.5 million.", "€3.5 million"],
    ],
  },
  {
    gate: "date",
    holds: [
      "The council did not approve the ferry line on 26 February.",
      "No passengers were hurt in the fire on 23 February.",
    ],
    fails: [
      ["The council did not approve the ferry line on 25 February.", "25 February"],
      ["No passengers were hurt in the fire on Sunday.", "Sunday"],
    ],
  },
  {
    gate: "name",
    holds: ["Odd Berg said the old ferry was safe.", "Captain Berg said the old ferry was safe."],
    fails: [["Nils Berg said the old ferry was safe.", "Nils"]],
  },
];

describe.each(CASES)("the $gate gate", ({ gate, holds, fails }) => {
  test.each(holds)("lets through: %s", (statement) => {
    expect(check(statement)).toMatchObject({ supported: true, gate: "words" });
  });

  test.each(fails)("stops: %s", (statement, ...saw) => {
    expect(check(statement)).toMatchObject({ supported: false, score: 0, gate, saw });
  });
});

describe("numbers", () => {
  test.each([
    ["the total of a range", "The dam cost 3 to 4 million crowns.", "The dam cost 3 million crowns."],
    ["figures with spaces", "The town has 235, 000 people.", "The town has 235,000 people."],
    ["a scale on a word", "The dam cost two million crowns.", "The dam cost 2 million crowns."],
    ["a share", "Fees fell by 2%.", "Fees fell by 2 per cent."],
    ["what is small and large", "The 12 locks cost 12 million crowns.", "The 12 locks cost crowns."],
    ["another scale", "The dam cost 3,500 million crowns.", "The dam cost 3.5 billion crowns."],
    ["metres, not millions", "The dam is 35 metres high.", "The dam is 35 m high."],
    ["what computers round", "The dam cost 4.35 million crowns.", "The dam cost 4,350,000 crowns."],
    ["another form of a verb", "They sell the dam for 3 crowns.", "They sold the dam for 3 crowns."],
    ["the number of a source", "The dam burst at dawn.", "The dam burst at dawn [3]."],
    ["a version", "The port bought Crane-3.5.", "The port bought Crane-3.5."],
    ["the number of an item", "The dam burst at dawn.", "2. The dam burst at dawn."],
    ["the number of a later item", "The dam burst at dawn.", "The dam burst.\n\n 2. At dawn."],
  ])("hold: %s", (_what, text, statement) => {
    expect(check(statement, text)).toMatchObject({ supported: true });
  });

  test.each([
    [
      "a scale from elsewhere",
      "The dam cost 3 million and the lock 7 billion.",
      "The dam cost 3 billion.",
      "3 billion",
    ],
    ["another unit", "The dam was shut for 3 days.", "The dam was shut for 3 weeks.", "3 weeks"],
    ["another unit in words", "The dam was shut three days.", "The dam was shut three weeks.", "three weeks"],
    ["points for a share", "Fees fell 2 percentage points.", "Fees fell 2 percent.", "2 percent"],
    ["a share for points", "Fees fell by 2%.", "Fees fell by 2 percentage points.", "2 percentage points"],
    ["raised digits", "The dam was shut for 3 days.", "The dam was shut for ⁹ days.", "9"],
    ["a digit in a circle", "The dam was shut for 3 days.", "The dam was shut for ⑨ days.", "9"],
    ["no scale", "The dam cost 12 million crowns.", "The dam cost 12 crowns.", "12 crowns"],
  ])("fail: %s", (_what, text, statement, saw) => {
    expect(check(statement, text)).toMatchObject({ supported: false, gate: "number", saw: [saw] });
  });
});

describe("names", () => {
  test.each([
    ["initials", "The Northern Dam Authority shut the lock.", "The NDA shut the lock."],
    ["a region", "The lock in west Larkmoor was shut.", "The lock in Western Larkmoor was shut."],
    [
      "no capitals",
      "the belgian lock at b.j. dam was shut on saturday",
      "The Belgian lock at B.J. dam was shut on Saturday.",
    ],
    ["an opening word", "Larkmoor shut the lock.", "However Larkmoor shut the lock."],
  ])("hold: %s", (_what, text, statement) => {
    expect(check(statement, text)).toMatchObject({ supported: true });
  });

  test("of a small letter before a capital are one word", () => {
    expect(check("The xLock dam was shut.", "The dam was shut by the lock.").gate).toBe("words");
  });
});

describe("a speaker", () => {
  test("that the source names and never lets speak fails", () => {
    const text = `Mayor Ines Falk said the lock was shut. ${"It rained for days. ".repeat(4)}Per Lind owns the lock.`;
    expect(check("Per Lind said the lock was shut.", text)).toMatchObject({
      gate: "attribution",
      saw: ["Per Lind"],
      reason: "the source does not let Per Lind speak",
    });
  });

  test("of a quotation of several sentences is who says it at its end, for its first one too", () => {
    const text =
      "Per Lind said he knew nothing of the lock. “The council shut every lock in June. We saw it. All did,” said Ines Falk.";
    expect(check("Per Lind said the council shut every lock in June.", text)).toMatchObject({
      gate: "attribution",
      reason: "the source lets Ines Falk say it, not Per Lind",
    });
    expect(check("Ines Falk said the council shut every lock in June.", text).supported).toBe(true);
  });

  test("may be a government that speaks through a person", () => {
    const text = "Omani minister Badr Albusaidi said the talks went well.";
    expect(check("Oman said the talks went well.", text).supported).toBe(true);
  });

  test("is not whom somebody told, and not what stands behind a preposition", () => {
    const text = "Falk said the lock was shut. The head of the bank of Larkmoor announced that it was safe.";
    expect(check("The head of the bank of Larkmoor announced that it was safe.", text).supported).toBe(true);
    expect(check("Falk said the lock was shut.", text).supported).toBe(true);
  });
});

describe("a quotation", () => {
  test("may be signed, without a verb", () => {
    const text = `The lock was shut. It rained. “Nobody told us of the lock.” — Per Lind, ferryman`;
    expect(check("Per Lind said: “Nobody told us of the lock.”", text)).toMatchObject({ supported: true });
  });

  const text =
    "“We shut every lock,” said Ines Falk, the head of Tollvik. Odd Berg, a lawyer for Larkmoor, called it late.";
  test.each([
    ["its speaker's", "“We shut every lock,” said Ines Falk.", true],
    ["its speaker's firm's", "“We shut every lock,” said Tollvik.", true],
    ["somebody else's", "“We shut every lock,” said Odd Berg.", false],
    ["somebody else's, in front", "Odd Berg said: “We shut every lock.”", false],
  ])("is %s", (_what, statement, supported) => {
    expect(check(statement, text).gate === "attribution").toBe(!supported);
  });
});

describe("a negation", () => {
  test.each([
    ["in one word", "The lock didn’t open on Monday.", "The lock opened on Monday.", false],
    [
      "beside another one",
      "The lock opened on Monday, but no ship has passed it.",
      "The lock was not opened on Monday, but no ship has passed it.",
      false,
    ],
    [
      "of two sentences in one",
      "The lock did not open. No ship has passed.",
      "The lock did not open, and no ship has passed.",
      true,
    ],
    ["that is over", "The lock no longer works.", "The lock works.", false],
    ["in a verb", "Falk denied opening the lock.", "Falk opened the lock.", false],
    ["by failing", "The council closed the lock.", "The council failed to close the lock.", false],
    ["by refusing", "The council closed the lock.", "The council refused to close the lock.", false],
    [
      "by failing or not",
      "The council did not close the lock.",
      "The council failed to close the lock.",
      true,
    ],
    ["that is none", "The shop sells T-shirts by the lock.", "The shop sells shirts by the lock.", true],
    ["on both sides", "The lock didn’t open on Monday.", "The lock did not open on Monday.", true],
  ])("%s", (_what, text, statement, supported) => {
    expect(check(statement, text)).toMatchObject({ supported, gate: supported ? "words" : "negation" });
  });
});

describe("an opposite", () => {
  test.each([
    ["without its prefix", "Falk called the toll unfair.", "Falk called the toll fair.", false],
    ["with a prefix", "Falk was aware of the toll.", "Falk was unaware of the toll.", false],
    ["that is listed", "Police arrested Falk at the lock.", "Police released Falk at the lock.", false],
    [
      "that stands there as well",
      "The fair toll was unfair to Falk.",
      "The fair toll was set by Falk.",
      true,
    ],
    ["that is a small word", "The lock shut before the flood.", "The lock shut after the flood.", false],
    ["that is another share", "About half of the locks leak.", "About a third of the locks leak.", false],
    ["of two letters only", "The inner lock ran dry.", "The inner lock ran dry.", true],
  ])("%s", (_what, text, statement, supported) => {
    expect(check(statement, text).gate === "direction").toBe(!supported);
  });
});

describe("who did it to whom", () => {
  test.each([
    ["turned", "Reed sued Falk over the lock.", "Falk sued Reed over the lock.", false],
    ["turned, by an irregular verb", "Old Larkmoor beat Tollvik.", "Tollvik beat Larkmoor.", false],
    [
      "turned into the passive",
      "Reed sued Falk over the lock.",
      "Reed was sued by Falk over the lock.",
      false,
    ],
    ["turned from the passive", "Reed was sued by Falk.", "Reed sued Falk.", false],
    ["the same", "Ada Reed sued Per Falk over the lock.", "Reed has sued Falk.", true],
    ["the same in the passive", "Reed sued Falk over the lock.", "Falk was sued by Ada Reed.", true],
    ["both", "Reed sued Falk. Falk sued Reed.", "Falk sued Reed.", true],
    ["one another", "Reed met Falk at the lock.", "Falk met Reed at the lock.", true],
  ])("%s", (_what, text, statement, supported) => {
    expect(check(statement, text).gate === "roles").toBe(!supported);
  });
});

describe("the splice gate", () => {
  const filler =
    "The weather stayed grey and the gulls kept to the roofs while people waited for the bus. ".repeat(12);
  const text = `Ines Falk opened the new bridge across the sound in June. ${filler}The old ferry sank near the lighthouse in a storm.`;

  test("lets a copied sentence through", () => {
    expect(check("Ines Falk opened the new bridge across the sound.", text).supported).toBe(true);
  });

  test("stops two copied pieces that tell of different things, and names them", () => {
    expect(check("Ines Falk opened the new bridge near the lighthouse in a storm.", text)).toMatchObject({
      supported: false,
      gate: "splice",
      saw: ["bridge", "near"],
      reason: "“bridge” and “near” do not stand together in the source",
    });
  });

  test("is for long texts: in a passage everything is near", () => {
    const passage =
      "Ines Falk opened the new bridge across the sound. It stands near the lighthouse in the storm.";
    expect(check("Ines Falk opened the new bridge near the lighthouse.", passage).supported).toBe(true);
  });
});

test("a statement that passes every gate tells what the source lacks", () => {
  expect(check("The old ferry was perfectly safe, Berg said.")).toMatchObject({
    supported: true,
    gate: "words",
    saw: ["perfectly"],
  });
});

function check(statement: string, text = FERRY) {
  const article = { title: "", outlet: "The Tollvik Post", authors: [], publishedAt: "2026-02-27T09:00:00Z" };
  return checkSupport(statement, [{ text, article }]);
}
