import { describe, expect, test } from "vitest";
import { createReplyText } from "../../src/models/reply-text.ts";

const JSON_TEXT = '{"statements": [{"say": "He said \\"{[\\" and left.", "quote": "a ] b"}]}';
const DRAFT = '{"statements": [{"say": "a draft"}]}';

const REPLIES: readonly (readonly [string, string])[] = [
  ["nothing", JSON_TEXT],
  ["white space and a byte order mark", `\uFEFF \n${JSON_TEXT}\n`],
  ["a fence", `\`\`\`json\n${JSON_TEXT}\n\`\`\``],
  ["a fence of no language", `\`\`\`\n${JSON_TEXT}\n\`\`\`\nI hope that helps.`],
  ["words", `Here is the [requested object:\n${JSON_TEXT}\nIs there "anything else?`],
  ["words and a fence", `Sure!\n\n\`\`\`json\n${JSON_TEXT}\n\`\`\`\n`],
  [
    "words that name the shape",
    `The shape is {"statements": ...}. ${JSON_TEXT} I kept to {"statements": …}.`,
  ],
  ["thoughts", `<think>The passages [1 say "so</think>${JSON_TEXT}`],
  ["thoughts in capitals, with a draft", `<THINKING>\n${DRAFT}\n</THINKING>\n\n${JSON_TEXT}`],
  ["thoughts of another mark", `[THINK]${DRAFT}[/THINK]${JSON_TEXT}`],
  ["thoughts without their beginning", `So I write ${DRAFT} and then\n</think>\n${JSON_TEXT}`],
  ["thoughts, words and a fence", `<think>{"</think>Here:\n\`\`\`json\n${JSON_TEXT}\n\`\`\``],
  ["a draft in words", `First ${DRAFT}, or better ${JSON_TEXT}`],
  ["itself", `${JSON_TEXT}\n${JSON_TEXT}`],
];

describe.each([1, 3, 7, 10_000])("in pieces of %i letters, the JSON is found", (size) => {
  test.each(REPLIES)("with %s around it", (_name, reply) => {
    const { text, isComplete } = readIn(size, reply);
    expect(text).toBe(JSON_TEXT);
    expect(isComplete).toBe(true);
  });

  test("as far as it came, when the reply breaks off", () => {
    const half = JSON_TEXT.slice(0, 40);
    expect(readIn(size, `<think>[</think>${half}`)).toEqual({ text: half, isComplete: false });
    expect(readIn(size, `Here it is: ${half}`)).toEqual({ text: half, isComplete: false });
  });

  test("not in thoughts that don't end", () => {
    expect(readIn(size, `<think>Perhaps ${DRAFT}`)).toEqual({ text: "", isComplete: false });
  });

  test("nowhere, and the reply is passed on as it is", () => {
    expect(readIn(size, "Oman said a lot.")).toEqual({ text: "Oman said a lot.", isComplete: false });
    expect(readIn(size, "<")).toEqual({ text: "<", isComplete: false });
  });
});

test("a reply that starts as JSON passes with every piece", () => {
  const text = createReplyText(["statements"]);
  expect([...'```json\n{"st'].map((piece) => text.read(piece)).join("")).toBe('{"st');
});

test("a million beginnings of an object are looked through at once", () => {
  const { text } = readIn(1000, `Well: ${'{"statements": '.repeat(1_000_000)}`);
  expect(text.length).toBeLessThan(200_000);
});

function readIn(size: number, reply: string) {
  const reader = createReplyText(["statements"]);
  let text = "";
  for (let at = 0; at < reply.length; at += size) text += reader.read(reply.slice(at, at + size));
  return { text: text + reader.end(), isComplete: reader.isComplete() };
}
