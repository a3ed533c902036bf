import { expect, test } from "vitest";
import { verifyClaim } from "../../src/answer/verify-claim.ts";
import { article } from "../support/article.ts";

const BODY = `The council met on Monday. It rained. ${"Nothing else was decided in the long sitting. ".repeat(30)}
Mayor Ines Falk opened the new bridge across the sound. Children sang. The ferry stopped for an hour.`;

test("a supported claim comes with the place that says it", () => {
  const { supported, receipts } = verifyClaim("Ines Falk opened the new bridge.", [article({ body: BODY })]);
  expect(supported).toBe(true);
  expect(receipts).toHaveLength(1);
  const [receipt] = receipts;
  expect(receipt?.quote).toContain("opened the new bridge");
  expect(BODY.slice(receipt?.start, receipt?.end)).toBe(receipt?.quote);
});

test("an unsupported claim comes with a gate and a reason, and no place", () => {
  expect(
    verifyClaim("Ines Falk opened the new school.", [
      article({ body: "Ines Falk did not open the new school." }),
    ]),
  ).toMatchObject({
    supported: false,
    gate: "negation",
    reason: "the source says “not opened”",
    receipts: [],
  });
});

test("several articles may say it together, as far as each is near", () => {
  const articles = [
    article({ id: "a", body: "Ines Falk opened the bridge in Larkmoor." }),
    article({ id: "b", body: "The bridge cost 31 million crowns." }),
  ];
  expect(verifyClaim("Ines Falk opened the bridge, which cost 31 million crowns.", articles).supported).toBe(
    true,
  );
});

test("without articles nothing is supported", () => {
  expect(verifyClaim("Ines Falk opened the bridge.", [])).toMatchObject({
    supported: false,
    score: 0,
    receipts: [],
  });
});

test("a page is no claim", () => {
  const page = "The council met on Monday. ".repeat(200);
  expect(verifyClaim(page, [article({ body: page })])).toMatchObject({
    supported: false,
    score: 0,
    reason: "it is longer than 4000 letters",
  });
});

test.each([
  ["The bridge opened on Monday [1, 2].", "The bridge opened on Monday."],
  ["Yes, the bridge opened on Monday.", "The bridge opened on Monday."],
  ["No, the bridge did not open.", "The bridge did not open on Monday."],
  ["The test is non-invasive.", "The test is noninvasive, doctors said."],
  ["He said so on TV on Monday.", "He said so on television on Monday."],
  ["The bridge opened on Feb. 6.", "The bridge opened on 6 February."],
  ["The European Union agreed to talks.", "The EU agreed to talks."],
  ["The UN agreed to talks.", "The United Nations agreed to talks."],
  ["Turkey agreed to talks.", "Türkiye agreed to talks."],
  ["Klaebo won the race.", "Klæbo won the race."],
  ["It was the twenty-first race.", "It was the 21st race."],
])("another spelling of the same is supported: %s", (claim, body) => {
  expect(verifyClaim(claim, [article({ body })]).supported).toBe(true);
});
