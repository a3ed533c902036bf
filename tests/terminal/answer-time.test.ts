import type { ServerResponse } from "node:http";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { parseConfig } from "../../src/config.ts";
import { answerInTime } from "../../src/terminal/answer-time.ts";
import { makeFolder } from "../support/folder.ts";
import { embedWith, inOrder, neverAnswer, replyWith } from "../support/openai-behaviours.ts";
import { createOpenAiServer, type OpenAiScript } from "../support/openai-server.ts";
import { BRIDGE, FERRY, parseLines, spawnTerminal, writeLines } from "../support/terminal.ts";

/** Each call is a process, and waits for the servers below to be given up. */
vi.setConfig({ testTimeout: 60_000 });

const QUESTION = "what did Eva Dahl say";
const VECTOR = embedWith(() => [1, 0]);
const answerSchema = z.looseObject({ kind: z.string(), engine: z.string(), reason: z.string() });

describe("a question to a server that gives no end of an answer", () => {
  test.each<[string, OpenAiScript, RegExp]>([
    ["a model that hangs", { chat: neverAnswer }, /the model did not answer in time/],
    [
      "a model that trickles",
      { chat: replyWith("a".repeat(100_000), { pauseMs: 50, pieceChars: 1 }) },
      /the model did not answer in time/,
    ],
    [
      "embeddings that hang after the index",
      { chat: neverAnswer, embeddings: inOrder(VECTOR, neverAnswer) },
      /searched by words alone: the embedding model did not answer in time/,
    ],
    [
      "embeddings that trickle after the index",
      { chat: neverAnswer, embeddings: inOrder(VECTOR, (_, response) => trickle(response)) },
      /searched by words alone: the embedding model did not answer in time/,
    ],
  ])("%s is answered by the sources' own sentences", async (_what, script, reason) => {
    const { status, stdout, stderr } = await ask(script, [QUESTION]);
    expect(stderr).not.toContain("no answer within");
    expect(status).toBe(0);
    const answer = answerSchema.parse(JSON.parse(stdout));
    expect(answer).toMatchObject({ kind: "answered", engine: "extractive" });
    expect(answer.reason).toMatch(reason);
  });

  test("each of a file's questions has its own time", async () => {
    const questions = await writeLines(
      "questions.jsonl",
      ["a", "b"].map((id) => ({ id, question: QUESTION })),
    );
    const { status, stdout } = await ask({ chat: neverAnswer }, ["--questions", questions]);
    expect(status).toBe(0);
    expect(parseLines(stdout)).toMatchObject(
      ["a", "b"].map((id) => ({ id, kind: "answered", engine: "extractive" })),
    );
  });
});

test("an answer that nothing ends is one line when its time is over", async () => {
  const never = new Promise<never>(() => {});
  const answering = answerInTime(
    {},
    { config: parseConfig({ ANSWER_TIMEOUT_SECONDS: "1" }), signal: new AbortController().signal },
    () => never,
  );
  await expect(answering).rejects.toThrow("no answer within 1 s (ANSWER_TIMEOUT_SECONDS)");
});

/** Calls the real program, with ten seconds for an answer: a fifth of them is left when the model is given up. */
async function ask({ chat, embeddings }: OpenAiScript, args: readonly string[]) {
  await using server = await createOpenAiServer({
    ...(chat && { chat }),
    ...(embeddings && { embeddings }),
  });
  const articles = await writeLines("news.jsonl", [BRIDGE, FERRY]);
  return await spawnTerminal(["ask", "--json", "--articles", articles, ...args], {
    cwd: await makeFolder(),
    environment: {
      ANSWER_TIMEOUT_SECONDS: "10",
      OPENAI_BASE_URL: server.baseURL,
      OPENAI_CHAT_MODEL: "fake",
      ...(embeddings && { EMBEDDINGS: "openai", OPENAI_EMBEDDING_MODEL: "fake" }),
    },
  });
}

/** A byte at a time, and no end. */
function trickle(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  const timer = setInterval(() => response.write(" "), 50);
  response.once("close", () => clearInterval(timer));
}
