import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { findDomains, holdsAddress } from "../src/answer/addresses.ts";
import { readWhoIsWho } from "../src/answer/derive/who.ts";
import { createObjectReader } from "../src/answer/stream-statements.ts";
import { findAttributions } from "../src/articles/attributions.ts";
import { areCopies, sketchOf } from "../src/articles/copies.ts";
import { findCountryNames } from "../src/articles/countries.ts";
import { blankOrders } from "../src/articles/orders.ts";
import { findSentences } from "../src/articles/sentences.ts";
import { escapeText } from "../src/discord/markup.ts";
import { cleanText, cleanTitle } from "../src/formats/clean-text.ts";
import { interpret } from "../src/retrieval/interpret.ts";
import { indexArticles } from "../src/sources/indexing.ts";
import { article } from "./support/article.ts";
import { longestStallMs } from "./support/longest-stall.ts";

/** The aim is 50 ms; a slow machine takes some more. What takes time squared takes seconds. */
const MAX_STALL_MS = 200;

/** What is repeated up to a text's greatest length: signs, letters, and openings of what is looked for. */
const PIECES = [
  ..."!\"'(,-.:<@[\\{0aA—“’字\u0301\u200d",
  ...["A.", "a.", "a.b-", "1,", "ab.cd", "a@", "A’", "[a](", "}{", "a:b", "😀"],
  ...["\n", ".\n", "A\n", "“\n", "- a\n", "Your reply.\n"],
  ...[
    "of ",
    "1 ",
    "A B, the ",
    "Mr. ",
    "Oman ",
    "May ",
    "Your reply. ",
    "ignore all ",
    "what did ",
    "The A’s article ",
  ],
  ...[
    "Reed said. ",
    "“No,” said Reed. ",
    "“No ",
    "Minister Ada Reed said, “",
    "according to the ",
    "x".repeat(60),
  ],
];

const versions = { fingerprint: "1", whole: () => "1", withoutVectors: () => "2" };
const NOW = new Date("2026-02-10T12:00:00Z");

interface Work {
  readonly chars: number;
  readonly run: (text: string) => unknown;
}

/** What reads text from outside on the main thread, and the most letters that it is given. */
const READERS: Readonly<Record<string, Work>> = {
  "who is who in an article": {
    chars: 100_000,
    run: (body) => readWhoIsWho(article({ body })).isPhrase([]),
  },
  "a question": {
    chars: 4000,
    run: (text) => interpret(text, { now: NOW, outlets: ["Pierhead Wire", "The Age"] }),
  },
  "a question that asks what somebody said": {
    chars: 4000,
    run: (text) => interpret(`What did ${text}`, { now: NOW, outlets: [] }),
  },
  "a model's statement, for addresses": { chars: 40_000, run: holdsAddress },
  "a model's statement, for domains": { chars: 40_000, run: findDomains },
  "a model's statement, for countries": { chars: 40_000, run: findCountryNames },
  "a model's statement, for who said what": { chars: 40_000, run: findAttributions },
  "a model's reply as it streams": { chars: 200_000, run: streamReply },
  "a text for Discord": { chars: 40_000, run: escapeText },
  "a title": { chars: 100_000, run: cleanTitle },
  "an article, cleaned": { chars: 1_000_000, run: cleanText },
  "an article, cut into passages": {
    chars: 120_000,
    run: (body) =>
      indexArticles([article({ body })], {
        versions,
        embedder: undefined,
        signal: undefined,
        onProgress: () => {},
      }),
  },
  "an article's sentences": { chars: 200_000, run: findSentences },
  "an article, for orders to machines": { chars: 200_000, run: blankOrders },
  "an article, for who said what": { chars: 200_000, run: findAttributions },
  "an article, to look its copies up": { chars: 300_000, run: sketchOf },
  "two articles, to tell whether they are copies": {
    chars: 300_000,
    run: (text) => areCopies(text, `${text} end`),
  },
};

describe("nothing that came from outside holds the main thread up", () => {
  test.each(Object.keys(READERS))("%s", async (name) => {
    const { chars, run } = READERS[name] ?? { chars: 0, run: () => {} };
    for (const piece of PIECES) {
      const text = piece.repeat(chars / piece.length);
      expect(await longestStallMs(() => run(text)), JSON.stringify(piece)).toBeLessThan(MAX_STALL_MS);
    }
  });
});

/** As a model's server sends it, some letters at a time; the reader may be left behind but is never asked for all. */
async function streamReply(text: string): Promise<void> {
  const read = createObjectReader();
  read('{"statements":[');
  for (let at = 0; at < text.length; at += 40) {
    read(text.slice(at, at + 40));
    if (at % 40_000 === 0) await setImmediate();
  }
}
