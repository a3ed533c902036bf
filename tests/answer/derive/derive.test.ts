import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type QuotedSentence, refuseDerivation } from "../../../src/answer/derive/derive.ts";
import { readTaggedTokens, type Token } from "../../../src/answer/derive/tokens.ts";
import { readWhoIsWho } from "../../../src/answer/derive/who.ts";
import { protectionOf } from "../../../src/answer/derive/words.ts";
import { findQuotedSentences } from "../../../src/answer/source-words.ts";
import type { Article } from "../../../src/articles/article.ts";
import { article as createArticle } from "../../support/article.ts";

const BODY = [
  "Omani Foreign Minister Sayyid Badr Albusaidi opened the third round of talks in Geneva on Thursday.",
  "The two sides made significant progress, Albusaidi said in a post after the talks ended. " +
    "He said that experts would meet in Vienna next week.",
  "Tehran denies that it wants a bomb and claims a right to enrich, the Harbour Post understands.",
  "Norway finished first with 18 gold medals and 41 medals in all.",
  "The court, which has sat since May, found the mayor guilty of fraud but not of theft.",
  "The International Atomic Energy Agency (IAEA) counted about 400 centrifuges at two sites.",
  "Critics of the mayor said the bridge would cost more than $3.5 million, while the council said less.",
  "Larkmoor Steel, the town's largest firm, sued Tollvik Shipping in June over a broken contract.",
  "The ferry did not sail on Thursday, police said.",
  "All members of the opposition voted for the bridge.",
  "Dunmarrow is the largest port in the north.",
  "The firm has been fined twelve times, for reasons that it may not name.",
].join("\n\n");

const ARTICLE = createArticle({
  title: "Oman sees progress in Geneva",
  outlet: "harbourpost.com",
  url: "https://www.harbourpost.com/oman",
  publishedAt: "2026-02-27T10:00:00.000Z",
  body: BODY,
});

/** Why a shortening of the sentences around a quote is refused; undefined where it is not. */
function refuse(say: string, quote: string, article: Article = ARTICLE): string | undefined {
  const start = article.body.indexOf(quote);
  const sentences = findQuotedSentences(article.body, { start, end: start + quote.length });
  return refuseDerivation(say, { sentences, article, who: readWhoIsWho(article), timeZone: "UTC" });
}

describe("a shortening follows that", () => {
  test.each([
    ["leaves out a phrase at the end", "Norway finished first with 18 gold medals.", "Norway finished"],
    [
      "leaves out what stands between commas",
      "Larkmoor Steel sued Tollvik Shipping in June.",
      "Larkmoor Steel",
    ],
    [
      "leaves out a clause that only describes",
      "The court found the mayor guilty of fraud but not of theft.",
      "The court",
    ],
    [
      "leaves out how it was said",
      "The two sides made significant progress, Albusaidi said.",
      "The two sides",
    ],
    ["leaves out a lone “that”", "He said experts would meet in Vienna next week.", "He said that"],
    ["names who “he” is", "Albusaidi said that experts would meet in Vienna.", "He said that"],
    [
      "gives a name in full, with the office that the article gives",
      "The two sides made significant progress, Omani Foreign Minister Badr Albusaidi said.",
      "The two sides",
    ],
    [
      "begins with who published it",
      "The Harbour Post reports that Larkmoor Steel sued Tollvik Shipping.",
      "Larkmoor Steel",
    ],
    [
      "ends with who published it, and when",
      "Larkmoor Steel sued Tollvik Shipping in June, Harbour Post reported on 27 February 2026.",
      "Larkmoor",
    ],
    [
      "uses the short form that the article gives",
      "The IAEA counted about 400 centrifuges at two sites.",
      "The International",
    ],
    [
      "writes a number in figures",
      "The firm has been fined 12 times, for reasons that it may not name.",
      "The firm has",
    ],
    [
      "tells the day behind a weekday",
      "Badr Albusaidi opened the third round on Thursday, 26 February.",
      "third round",
    ],
    [
      "is two sentences of two",
      "The two sides made significant progress, Albusaidi said. He said that experts would meet in Vienna.",
      "progress, Albusaidi said in a post after the talks ended. He said",
    ],
  ])("%s", (_what, say, quote) => {
    expect(refuse(say, quote)).toBeUndefined();
  });
});

describe("a shortening is refused that", () => {
  test.each([
    ["leaves out a denial", "Tehran wants a bomb and claims a right to enrich.", "Tehran denies"],
    [
      "leaves out who claims it",
      "Tehran denies that it wants a bomb and has a right to enrich.",
      "Tehran denies",
    ],
    ["leaves out who said it", "The two sides made significant progress.", "The two sides"],
    ["leaves out a negation", "The court found the mayor guilty of fraud but of theft.", "The court"],
    ["leaves out a hedge", "Experts meet in Vienna next week, he said.", "He said that"],
    ["leaves out “about”", "The IAEA counted 400 centrifuges at two sites.", "counted about"],
    ["leaves out a comparative", "Critics of the mayor said the bridge would cost $3.5 million.", "Critics"],
    ["leaves out what a number counts", "Norway finished first with 18 medals in all.", "Norway finished"],
    ["gives a number another noun", "Norway finished first with 41 gold medals.", "Norway finished"],
    [
      "makes the mayor of the mayor's critics",
      "The mayor said the bridge would cost more than $3.5 million.",
      "Critics",
    ],
    ["gives a verb another subject", "Critics of the mayor, while the council said less.", "Critics"],
    ["turns the order round", "Tollvik Shipping sued Larkmoor Steel in June.", "Larkmoor Steel"],
    ["puts in a word", "Norway finished a surprising first.", "Norway finished"],
    ["puts in a number", "Norway finished first with 18 gold medals in 2026.", "Norway finished"],
    ["borrows from another sentence", "Norway finished first in Geneva.", "Norway finished"],
    ["gives the words to somebody else", "Araqchi said that experts would meet in Vienna.", "He said that"],
    ["names another outlet", "Reuters reports that Norway finished first.", "Norway finished"],
    [
      "gives another day of publication",
      "Norway finished first, Harbour Post reported on 28 February.",
      "Norway",
    ],
    ["tells another day", "Albusaidi opened the third round on Thursday, 19 February.", "third round"],
    ["cuts a name", "Larkmoor Steel sued Tollvik in June.", "Larkmoor Steel"],
    ["keeps no verb", "Larkmoor Steel, the town's largest firm.", "Larkmoor Steel"],
    ["leaves out what narrows a denial", "The ferry did not sail, police said.", "The ferry did"],
    ["leaves out what narrows “all”", "All members voted for the bridge.", "All members"],
    ["leaves out where it is the largest", "Dunmarrow is the largest port.", "Dunmarrow is"],
    [
      "changes the scale",
      "Critics of the mayor said the bridge would cost more than $3.5 billion.",
      "Critics",
    ],
  ])("%s", (_what, say, quote) => {
    expect(refuse(say, quote)).toEqual(expect.any(String));
  });

  test("with one reason that names the word", () => {
    expect(refuse("Tehran wants a bomb.", "Tehran denies")).toBe("“denies” was left out");
  });
});

test("in a language without rules only the sentence itself follows", () => {
  const body = "Der Minister sagte am Montag, die Gespräche in Genf seien nicht gescheitert, und reiste ab.";
  const german = createArticle({ body });
  expect(refuse(body, "Der Minister", german)).toBeUndefined();
  expect(refuse("Der Minister sagte, die Gespräche seien gescheitert.", "Der Minister", german)).toBe(
    "there are no rules for its language yet",
  );
});

/** Every sentence of the frozen newsroom that a statement might be made of. */
const sentences = readFileSync(new URL("../../../eval/frozen/articles.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): { id: string; title: string; source: string; body: string } => JSON.parse(line))
  .flatMap(({ id, title, source, body }) => {
    const article = createArticle({ id, title, outlet: source, body });
    const found = body.split(/\n+/).flatMap((line) => {
      const start = body.indexOf(line);
      return findQuotedSentences(body, { start, end: start + line.length });
    });
    const who = readWhoIsWho(article);
    return found.map((sentence) => ({ article, who, sentence, tokens: readTaggedTokens(sentence.text) }));
  });

type Told = (typeof sentences)[number];

const refuseOf = (
  { article, who, sentence }: Told,
  say: string,
  quoted: readonly QuotedSentence[] = [sentence],
) => refuseDerivation(say, { sentences: quoted, article, who, timeZone: "UTC" });

const anySentence = fc.constantFrom(...sentences);
const isProtected = ({ key, isSign, tag, text }: Token, at: number) =>
  at > 0 && !isSign && protectionOf(key) !== undefined && !(tag === "PROPN" && /^\p{Lu}/u.test(text));
const isNumber = ({ key }: Token) => /^#?[$£€]?\d/.test(key);
const isName = ({ tag, text }: Token) => tag === "PROPN" && /^\p{Lu}/u.test(text);

describe("of every sentence of the frozen newsroom", () => {
  test("the sentence itself follows", () => {
    for (const told of sentences) expect(refuseOf(told, told.sentence.text)).toBeUndefined();
  });

  test("none follows without a word that turns its sense", () => {
    for (const told of sentences) {
      for (const token of told.tokens.filter(isProtected)) {
        const { text } = told.sentence;
        const say = (text.slice(0, token.start) + text.slice(token.end)).replace(/\s+/g, " ").trim();
        expect(refuseOf(told, say), say).toEqual(expect.any(String));
      }
    }
  });

  test.each([
    ["numbers", isNumber],
    ["names", isName],
  ] as const)("none follows with two %s exchanged", (_what, isOne) => {
    for (const told of sentences) {
      const { text } = told.sentence;
      const found = told.tokens.filter(isOne);
      for (const [index, one] of found.entries()) {
        for (const other of found.slice(index + 1)) {
          if (one.key === other.key) continue;
          const between = text.slice(one.end, other.start);
          const say = `${text.slice(0, one.start)}${other.text}${between}${one.text}${text.slice(other.end)}`;
          expect(refuseOf(told, say), say).toEqual(expect.any(String));
        }
      }
    }
  });

  test("none follows with a word of another sentence put in", () => {
    fc.assert(
      fc.property(anySentence, anySentence, fc.nat(), fc.nat(), (told, other, from, into) => {
        const borrowed = other.tokens.filter(({ tag }) => /^(?:NOUN|VERB|NUM|ADJ)$/.test(tag));
        const token = borrowed[from % Math.max(1, borrowed.length)];
        const place = told.tokens[into % told.tokens.length];
        fc.pre(
          token !== undefined && place !== undefined && !told.tokens.some(({ key }) => key === token.key),
        );
        const { text } = told.sentence;
        const say = `${text.slice(0, place?.start)}${token?.text} ${text.slice(place?.start)}`;
        expect(refuseOf(told, say), say).toEqual(expect.any(String));
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test("whatever is cut, no number, name or negation is new, and the order stays", () => {
    fc.assert(
      fc.property(anySentence, fc.nat(), fc.nat(), (told, from, length) => {
        const first = told.tokens[from % told.tokens.length];
        const last =
          told.tokens[Math.min(told.tokens.length - 1, (from % told.tokens.length) + (length % 9))];
        const { text } = told.sentence;
        const say = `${text.slice(0, first?.start)}${text.slice(last?.end)}`.trim();
        fc.pre(say !== "");
        const cut = told.tokens.filter(
          ({ start, end }) => start >= (first?.start ?? 0) && end <= (last?.end ?? 0),
        );
        const isNegated = cut.some(({ key }) => protectionOf(key) === "negation");
        if (isNegated && cut.length < 4) expect(refuseOf(told, say), say).toEqual(expect.any(String));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
