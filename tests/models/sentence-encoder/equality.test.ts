import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { loadSentenceEncoder, type SentenceEncoder } from "../../../src/models/sentence-encoder/encoder.ts";
import { createTokenizer, type Tokenizer } from "../../../src/models/sentence-encoder/tokenizer.ts";
import { findModelFile, readVocabulary } from "../../../src/models/sentence-encoder/weights.ts";
import { loadShippedEncoder } from "../../support/shipped-encoder.ts";

/** Stored vectors stay comparable within this: what counts is which of two passages is nearer. */
const MAX_COSINE_DIFFERENCE = 1e-4;

const SENTENCES = [
  "The harbour authority said on Tuesday that the new ferry terminal would open in May, two years late.",
  "“We were told nothing,” said Ana Brandt, who runs a kiosk by the quay; the mayor's office declined to comment.",
  "Prices rose by 3.7% to €1,240 a month between 10:30 and noon, according to https://prices.example/r?id=5.",
  "Fishermen, shopkeepers and three former ministers have asked a court in Lindau to stop the works.",
  "Résumé: 12 naïve coöperative members voted no :( and 30 voted yes :-) in the first round!",
];
const PASSAGES = SENTENCES.map((_, at) => [...SENTENCES.slice(at), ...SENTENCES.slice(0, at)].join(" "));
const ODD_TEXTS = [
  " ",
  "\n",
  "\t\n  ",
  ".",
  "a",
  "😀",
  "a😀b😀😀c",
  "日本語のニュース",
  "한국어 뉴스와 русские новости",
  "ﬁne ½ ™ Ｆｕｌｌ ＷＩＤＴＨ",
  "e\u0301 é ▁ ▁▁the <s> </s> \ufffd",
  "\ud800 half a letter \udc00",
  "”5 ”5 :30 at 10:30 :// :) ): :-) :( : ::",
  "supercalifragilisticexpialidocious".repeat(8),
  "a".repeat(1500),
  "talks ".repeat(127),
  "talks ".repeat(128),
  "talks ".repeat(129),
  "What did the harbour authority say about the ferry terminal?",
];

let shipped: Awaited<ReturnType<typeof loadShippedEncoder>>;
let embed: SentenceEncoder;
let tokenize: Tokenizer;
beforeAll(async () => {
  shipped = await loadShippedEncoder();
  embed = await loadSentenceEncoder();
  tokenize = createTokenizer(await readVocabulary(findModelFile("vocab.json")));
});

describe("the pieces of a text are those of the shipped tokenizer", () => {
  test.each([...SENTENCES, ...ODD_TEXTS, ""])("%j", (text) => {
    expect(tokenize(text)).toEqual(shipped.tokenizer.encode(text));
  });

  const awkward = fc.constantFrom(
    ...":/.,'-130”5▁é😀日\u0301\n\ud83d ",
    "the",
    "ing",
    ":30",
    "://",
    ":)",
    "<s>",
  );
  test.each([
    ["letters of any script", fc.string({ unit: "grapheme", maxLength: 60 })],
    ["broken letters", fc.string({ unit: "binary", maxLength: 60 })],
    ["pieces with odd scores", fc.array(awkward, { maxLength: 30 }).map((parts) => parts.join(""))],
    [
      "words of the news",
      fc.array(fc.constantFrom(...SENTENCES.join(" ").split(" "))).map((words) => words.join(" ")),
    ],
  ])("%s", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(tokenize(text)).toEqual(shipped.tokenizer.encode(text));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the vector of a text is that of the shipped runtime", () => {
  test.each([...SENTENCES, ...PASSAGES, ...ODD_TEXTS])("%j", async (text) => {
    const [expected] = await shipped.embed([text]);
    expect(1 - cosine(await embed(text), expected ?? [])).toBeLessThan(MAX_COSINE_DIFFERENCE);
  });

  test("of an empty one, that of a space, since the shipped runtime has none", async () => {
    expect(await embed("")).toEqual(await embed(" "));
  });
});

test("a text has the same vector after any other", async () => {
  const alone = await embed("Vienna");
  for (const text of PASSAGES) await embed(text);
  expect(await embed("Vienna")).toEqual(alone);
});

test("where the runtime has no binary, it says what to do", async () => {
  const missing = () => Promise.reject(new Error("Cannot find module"));
  await expect(loadSentenceEncoder(missing)).rejects.toThrow(/does not run here.*EMBEDDINGS=none/);
});

function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, value, index) => sum + value * (y[index] ?? Number.NaN), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
