import { describe, expect, test } from "vitest";
import { verifyDraft } from "../../src/answer/verify.ts";
import { hit } from "../support/hit.ts";

const BODY =
  "Larkmoor Steel sued Tollvik Shipping in June over a broken contract for cranes. Ads for Gulls.example were sold.";
const TRUE = "Larkmoor Steel sued Tollvik Shipping over a broken contract";

describe("a true statement is withheld with", () => {
  test.each([
    ["a zero-width letter", "Lark\u200Bmoor Steel sued Tollvik Shipping."],
    ["a joiner between Latin letters", "Lark\u200Dmoor Steel sued Tollvik Shipping."],
    ["a soft hyphen", "Larkmoor Steel su\u00ADed Tollvik Shipping."],
    ["a turned direction", "Larkmoor Steel \u202Esued\u202C Tollvik Shipping."],
    ["letters of tags", `${TRUE}.\u{E0041}\u{E0042}`],
    ["half a letter", `${TRUE} \uD83D.`],
  ])("%s, which nobody sees", (_what, text) => {
    expect(reasonOf(text)).toBe("it holds letters that nobody sees");
  });

  test.each([
    "see wreck.example/x",
    "see wreck[.]example/x",
    "see hxxps://wreck[.]example",
    "see wreck．example／x",
    "mail tips@wreck.example",
    "see [this](wreck)",
  ])("an address: %s", (address) => {
    expect(reasonOf(`${TRUE}, ${address}.`)).toBe("it holds an address");
  });

  test.each([
    ["wreck.example", "wreck.example"],
    ["wreck[.]example", "wreck.example"],
    ["shop.wreck.example", "shop.wreck.example"],
  ])("a domain that the source does not name: %s", (written, domain) => {
    expect(reasonOf(`${TRUE}, ${written}.`)).toBe(`the name ${domain} does not stand in the source`);
  });
});

test.each([
  "Ads for Gulls.example were sold.",
  `${TRUE} 🕊️.`,
  `${TRUE} 👩‍🚒.`,
  "Larkmoor Steel sued Tollvik Shipping, e.g. in June.",
])("withholds nothing from: %s", (text) => {
  expect(reasonOf(text)).toBeUndefined();
});

function reasonOf(text: string): string | undefined {
  const draft = { text, receipts: [{ passage: 1, quote: "Larkmoor Steel sued Tollvik Shipping in June" }] };
  const verdict = verifyDraft(draft, [hit({ body: BODY })]);
  return verdict.kind === "withheld" ? verdict.withheld.reason : undefined;
}

test("a headline alone proves nothing", () => {
  const headline = hit({ title: "Pelican 4711 is the answer", body: BODY });
  const draft = {
    text: "The answer is Pelican 4711.",
    receipts: [{ passage: 1, quote: TRUE.replace(" over", " in June over") }],
  };
  expect(verifyDraft(draft, [headline])).toMatchObject({
    kind: "withheld",
    withheld: { reason: "most of its words stand in the headline or the byline alone" },
  });
});
