import { expect, test } from "vitest";
import { BRIDGE, callTerminal, FERRY, parseLines, writeLines } from "../support/terminal.ts";
import { draftShape } from "../support/wire-shape.ts";

const RECORDS = [FERRY, BRIDGE];
const COST = { articleId: "b1", quote: "it cost 31 million crowns" };

const draft = (text: string, ...receipts: { articleId: string; quote: string }[]) => ({
  id: "d1",
  question: "what did the bridge cost?",
  text,
  receipts,
});

async function callVerify(drafts: readonly (object | string)[], ...args: string[]) {
  const articles = await writeLines("news.jsonl", RECORDS);
  const file = await writeLines("drafts.jsonl", drafts);
  return callTerminal(["verify", "--articles", articles, "--drafts", file, ...args]);
}

async function showJson(...drafts: object[]) {
  const { status, stdout, stderr } = await callVerify(drafts, "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return parseLines(stdout).map((line) => draftShape.parse(line));
}

test("prints a line for each draft, in order, each receipt a slice of its record", async () => {
  const shown = await showJson(
    {
      ...draft("Mayor Eva Dahl said that it cost 31 million crowns.", COST),
      label: "supported",
      kind: "honest",
    },
    { ...draft("Mayor Eva Dahl said that it cost 47 million crowns.", COST), id: 2 },
  );
  expect(shown.map(({ id }) => id)).toEqual(["d1", 2]);
  expect(shown[1]).toMatchObject({ shown: "source", reason: expect.any(String) });
  for (const { text, receipts } of shown) {
    expect(text).toContain("31 million crowns");
    expect(receipts).toMatchObject([{ articleId: "b1" }]);
    for (const { quote, start, end } of receipts) expect(BRIDGE.body.slice(start, end)).toBe(quote);
  }
});

test("a quote that the headline alone holds is a true one", async () => {
  const [shown] = await showJson(draft("The bridge opens.", { articleId: "b1", quote: "Bridge opens" }));
  expect(shown).toMatchObject({ shown: "source", receipts: [{ articleId: "b1" }] });
});

test.each([
  [
    "a quote that stands nowhere",
    [{ articleId: "b1", quote: "it cost 47 million crowns" }],
    /quote does not/,
  ],
  ["a quote of another article", [{ articleId: "f1", quote: COST.quote }], /quote does not/],
  [
    "one false quote beside a true one",
    [COST, { articleId: "b1", quote: "it cost 47 million crowns" }],
    /quote does not/,
  ],
  ["an article that is not there", [{ articleId: "gone", quote: COST.quote }], /^there is no article gone$/],
  ["no quote", [], /names no passage/],
])("with %s nothing is shown, and why", async (_, receipts, reason) => {
  const [shown] = await showJson(draft("The bridge cost 31 million crowns.", ...receipts));
  expect(shown).toEqual({
    id: "d1",
    shown: "none",
    text: "",
    receipts: [],
    reason: expect.stringMatching(reason),
  });
});

test("a person reads what a reader would, and why it is not as drafted", async () => {
  const { status, stdout } = await callVerify([
    draft("Mayor Eva Dahl said that it cost 47 million crowns.", COST),
    draft("The bridge is closed.", { articleId: "b1", quote: "the bridge is closed" }),
  ]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^d1: in the source's words \(.+\)\n(?: {2}.+\n)*? {2}.*31 million crowns/);
  expect(stdout).toMatch(/\nd1: not shown \(.+\)\n$/);
});

test.each([
  [["a claim"], "verify takes --drafts alone, without a claim, --article or --claims"],
  [["--article", "b1"], "verify takes --drafts alone, without a claim, --article or --claims"],
  [["--claims", "claims.jsonl"], "verify takes --drafts alone, without a claim, --article or --claims"],
])("drafts stand alone: not with %j", async (args, message) => {
  expect(await callVerify([], ...args)).toEqual({ status: 2, stdout: "", stderr: `${message}\n` });
});

test("a file that is not there, and a line that is no draft, are mistakes in the call", async () => {
  const gone = await callTerminal(["verify", "--drafts", "gone.jsonl"]);
  expect(gone).toEqual({ status: 2, stdout: "", stderr: "--drafts: there is no file gone.jsonl\n" });
  const { status, stderr } = await callVerify([draft("x", COST), { id: "d2", text: "x" }], "--json");
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /drafts\.jsonl, line 2: not \{ id, text, receipts: \[\{ articleId, quote \}\] \}\n$/,
  );
});
