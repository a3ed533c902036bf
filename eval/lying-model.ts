import { findSentences } from "../src/articles/sentences.ts";
import type { ChatModel } from "../src/models/chat.ts";

/** What one of its drafts lies about; undefined: nothing. */
export type Lie = "quote" | "passage" | "number" | "name" | "denial";

/** A model that lies in five of six drafts, always with a straight face. */
export interface LyingModel extends ChatModel {
  /** What each of the texts of its last reply lies about. */
  lastReply(): ReadonlyMap<string, Lie | undefined>;
}

/** Sentences that a reader could be told by themselves. */
const TELLING = /^\p{Lu}[^"“”?\n]{50,250}[^.]\.$/u;
const COPULA = /\b(is|was|are|were|has|had|will)\b/;

/** Creates the model. It reads the passages of its prompt and takes a sentence of each of the first two for its drafts. */
export function createLyingModel(): LyingModel {
  const lies = new Map<string, Lie | undefined>();
  return {
    name: "liar",
    lastReply: () => lies,
    async *stream({ messages }) {
      lies.clear();
      const drafts = readSentences(messages[0]?.content ?? "").flatMap(({ passage, sentence }) =>
        lieAbout(sentence).map(({ text, quote = sentence, lie }) => {
          lies.set(text, lie);
          return { passage: lie === "passage" ? 99 : passage, quote: openingOf(quote), say: text };
        }),
      );
      yield { kind: "text", text: JSON.stringify({ statements: drafts }) };
    },
  };
}

interface DraftLie {
  readonly text: string;
  /** Default: the sentence. */
  readonly quote?: string;
  readonly lie: Lie | undefined;
}

/** Each text is another one, so that it is known by itself. */
function lieAbout(sentence: string): DraftLie[] {
  const denied = sentence.replace(COPULA, "$1 not");
  return [
    { text: sentence, lie: undefined },
    { text: sentence.replace(/\.$/, ", it is reported."), quote: turnWords(sentence), lie: "quote" },
    { text: sentence.replace(/\.$/, ", the passage says."), lie: "passage" },
    { text: sentence.replace(/\.$/, " in 4,711 cases."), lie: "number" },
    { text: sentence.replace(/\.$/, ", Zoltan Quibbleby said."), lie: "name" },
    ...(denied === sentence ? [] : [{ text: denied, lie: "denial" as const }]),
  ];
}

/** A quote that nobody printed: two of its words have changed places. */
function turnWords(sentence: string): string {
  const [first = "", second = "", third = "", ...others] = sentence.split(" ");
  return [first, third, second, ...others].join(" ");
}

/** As long as a model is told to quote. */
const openingOf = (quote: string) => quote.split(" ").slice(0, 14).join(" ");

function readSentences(prompt: string): { readonly passage: number; readonly sentence: string }[] {
  const passages = [...prompt.matchAll(/number="(\d+)">\n[^\n]*\n\n(.*?)\n<\/passage-/gs)];
  return passages.slice(0, 2).flatMap(([, number, text = ""]) => {
    const sentence = findSentences(text)
      .map(({ start, end }) => text.slice(start, end))
      .find((one) => TELLING.test(one));
    return sentence === undefined ? [] : [{ passage: Number(number), sentence }];
  });
}
