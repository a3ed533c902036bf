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

/** The same of a sentence alone, or with one before it. */
function refuseAlone(sentence: string, say: string, before = ""): string | undefined {
  const body = `Kim Nordby reports from the north.\n\n${before} ${sentence}`;
  return refuse(say, sentence, createArticle({ title: "In brief", body }));
}

describe("of a sentence with parts that hang together, a shortening is refused that", () => {
  test.each([
    ["takes a frame", "In theory, the shield stops every missile.", "The shield stops every missile."],
    [
      "takes a document's frame",
      "In a lawsuit, the hospital ignored her warnings.",
      "The hospital ignored her warnings.",
    ],
    [
      "takes an inverted condition",
      "Had the pilot turned left, the plane would have missed the tower.",
      "The plane would have missed the tower.",
    ],
    [
      "takes the price of a promise",
      "The troops will leave in exchange for the hostages.",
      "The troops will leave.",
    ],
    [
      "takes what a figure leaves out of account",
      "Adjusted for inflation, wages fell 3% last year.",
      "Wages fell 3% last year.",
    ],
    [
      "takes one of a pair",
      "Trade between Norway and Larkland fell by a fifth.",
      "Trade between Norway fell by a fifth.",
    ],
    ["takes the end of a range", "From 2010 to 2015, Kern ran the bank.", "From 2010, Kern ran the bank."],
    [
      "breaks a relative clause",
      "John Hale, whose wife Mary Hale was convicted of fraud, won the seat.",
      "John Hale was convicted of fraud.",
    ],
    [
      "breaks a clause with “that”",
      "The dog that bit the child was shot by a neighbour.",
      "The child was shot by a neighbour.",
    ],
    [
      "keeps what describes another",
      "The lawyer for the woman accused of the murder said the police had lied.",
      "The lawyer accused of the murder said the police had lied.",
    ],
    [
      "keeps an apposition of another",
      "The bomb killed a nurse and her son, and wounded her husband, a police officer.",
      "The bomb killed a nurse and her son, a police officer.",
    ],
    [
      "crosses a list",
      "Berg won gold in the 500 metres and silver in the relay.",
      "Berg won gold in the relay.",
    ],
    [
      "takes the verb of a list",
      "Marsh, Hale and Dahl were nominated, and Dahl won.",
      "Marsh, Hale and Dahl won.",
    ],
    [
      "crosses two clauses",
      "Sales grew 3% from a year earlier, slowing from 8% in the spring.",
      "Sales grew 3% in the spring.",
    ],
    [
      "gives two parts one ending",
      "Marsh was born in Oslo and raised in Kesk.",
      "Marsh was born and raised in Kesk.",
    ],
    ["takes an owner", "The mayor of Dunmarrow's brother was arrested.", "The mayor was arrested."],
    [
      "takes the head before an owner",
      "The mayor of Dunmarrow's brother was arrested.",
      "Dunmarrow's brother was arrested.",
    ],
    [
      "takes a share",
      "Hale was acquitted of two of the five charges.",
      "Hale was acquitted of the five charges.",
    ],
    [
      "takes a rate",
      "Every household got $500 a month from the state.",
      "Every household got $500 from the state.",
    ],
    ["takes what an amount is of", "The number of wolves in the north has risen.", "The number has risen."],
    [
      "takes what is asked for",
      "The opposition wants the minister to resign.",
      "The opposition wants the minister.",
    ],
    [
      "takes what was stopped",
      "The regulator stopped the bank from paying a dividend.",
      "The regulator stopped the bank.",
    ],
    ["takes what was denied", "The minister denied killing his wife in 2019.", "The minister denied."],
    [
      "says of all what was said of some",
      "The tax will apply to firms with sales above $1 billion.",
      "The tax will apply to firms.",
    ],
    [
      "leaves out what narrows a share",
      "About 60% of pupils from poor homes fail the test.",
      "About 60% of pupils fail the test.",
    ],
    [
      "leaves out what narrows a ban",
      "The ban on smoking in cars carrying children was lifted.",
      "The ban on smoking in cars was lifted.",
    ],
    [
      "leaves out what narrows a failure",
      "The scientist failed to replicate the result in 12 of 15 trials.",
      "The scientist failed to replicate the result.",
    ],
    [
      "keeps the object of a plan",
      "The plan to sell the port to a firm was dropped.",
      "The port was dropped.",
    ],
    [
      "makes a minister of who posed as one",
      "A hacker posing as the finance minister asked banks for money.",
      "The finance minister asked banks for money.",
    ],
    [
      "lets another do it",
      "Hale offered to pay a witness to change her story.",
      "Hale offered to change her story.",
    ],
    [
      "leaves out a mistake",
      "The army opened fire by mistake on its own troops.",
      "The army opened fire on its own troops.",
    ],
    ["leaves out “too”", "The party is too weak to govern alone.", "The party is weak."],
    [
      "keeps no main verb",
      "The king, who is 82, will hand the throne to the prince, who is 50.",
      "The king, who is 50.",
    ],
  ])("%s", (_what, sentence, say) => {
    expect(refuseAlone(sentence, say)).toEqual(expect.any(String));
  });
});

describe("a name is refused that", () => {
  test.each([
    [
      "two may have, by their last name",
      "Erik Lund was charged on Tuesday.",
      "Lund was charged on Tuesday.",
      "David Lund is a lawyer. His brother, Erik Lund, runs a bank.",
    ],
    [
      "is a firm's, of a person",
      "Lund Invest was charged on Tuesday.",
      "Lund was charged on Tuesday.",
      "Erik Lund, of Oslo, runs the bank Lund Invest.",
    ],
    [
      "another of that name has",
      "Bello won the vote in Kano.",
      "Bello's brother, Musa Bello, won the vote in Kano.",
      "Hassan met Idris Bello, his former deputy.",
    ],
    [
      "another who was named may have",
      "Peter Hale denied the charge.",
      "She denied the charge.",
      "Ellen Marsh spoke to Peter Hale after the debate.",
    ],
    [
      "is that of who spoke of “him”",
      "Ann Holt denies the charges.",
      "He denies the charges.",
      "Prosecutor Ann Holt called him a thief.",
    ],
    [
      "is a place, for “it”",
      "China earned $900 million.",
      "It earned $900 million.",
      "The film will not be released in China.",
    ],
  ])("%s", (_what, say, sentence, before) => {
    expect(refuseAlone(sentence, say, before)).toEqual(expect.any(String));
  });

  test("spoke in another of the quoted sentences", () => {
    const quote = "Hale said Marsh lied. The council denied it.";
    expect(refuseAlone(quote, "Hale said the council denied it.")).toEqual(expect.any(String));
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
