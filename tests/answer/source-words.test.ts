import { describe, expect, test } from "vitest";
import { shownOf } from "../../src/answer/answer.ts";
import { readWhoIsWho } from "../../src/answer/derive/who.ts";
import { tellInSourceWords } from "../../src/answer/source-words.ts";
import { article as createArticle } from "../support/article.ts";
import { hit } from "../support/hit.ts";

function tell(body: string, quote: string, title = "x") {
  const article = createArticle({ body, title });
  const start = body.indexOf(quote);
  const span = { start, end: start + quote.length };
  return tellInSourceWords({ hit: hit({ body, title }), article, span, who: readWhoIsWho(article) });
}

describe("the source's own words at a place are", () => {
  test("the whole sentence around a quote, letter by letter", () => {
    const body = "It rained.\n\nThe ferry sank in heavy seas, police said. Nobody was hurt.";
    const { text, receipts } = tell(body, "sank in heavy");
    expect(text).toBe("The ferry sank in heavy seas, police said.");
    expect(body.slice(receipts[0]?.start, receipts[0]?.end)).toBe(receipts[0]?.quote);
  });

  test("whole clauses around it where the sentence is too long to quote", () => {
    const filler = "and the harbour was full of small boats that had come in from the storm, ".repeat(5);
    const body = `On Monday, the ferry sank in heavy seas, ${filler}and more came.`;
    const { text, receipts } = tell(body, "the ferry sank in heavy seas");
    expect(text).toMatch(/^On Monday, the ferry sank in heavy seas.*storm …$/);
    expect(receipts[0]?.quote.length).toBeLessThanOrEqual(300);
  });
});

describe("what stands alone is read alone:", () => {
  test("who “she” is stands in brackets where the article says so", () => {
    const body =
      "Harbour master Ida Brandt said the crew was safe. She said that the ferry sank in heavy seas.";
    expect(tell(body, "the ferry sank").text).toBe(
      "[Harbour master Ida Brandt] said that the ferry sank in heavy seas.",
    );
  });

  test("a sentence that leans on the one before brings it along", () => {
    const body = "The ferry sank in heavy seas. That was no accident.";
    const { text, receipts } = tell(body, "no accident");
    expect(text).toBe(body);
    expect(receipts[0]?.quote).toBe(body);
  });

  test("but not over a paragraph's end", () => {
    expect(tell("The ferry sank.\n\nThat was no accident.", "no accident").text).toBe(
      "That was no accident.",
    );
  });

  test("a headline that adds something is shown above, and one that doesn't is not", () => {
    const body = "The ferry sank in heavy seas.";
    expect(shownOf(tell(body, "heavy seas", "Alder lost off Dunmarrow"))).toBe(
      `Alder lost off Dunmarrow\n${body}`,
    );
    expect(shownOf(tell(body, "heavy seas", "Ferry sinks in heavy seas"))).toBe(body);
  });
});
