import { expect, test, vi } from "vitest";
import { z } from "zod";
import { answerWith, type Behaviour, startAwkwardServer } from "../support/awkward-server.ts";
import { misbehave, WAYS_TO_MISBEHAVE } from "../support/bad-replies.ts";
import { startChild } from "../support/child.ts";
import { createRandom } from "../support/mutate.ts";

/** Each way twice at each door. */
// biome-ignore lint/style/noProcessEnv: `npm run test:servers` tries five hundred, and prints what it measured.
const WANTED = process.env.MODEL_REPLIES;
const RUNS = Number(WANTED ?? 2 * WAYS_TO_MISBEHAVE);
vi.setConfig({ testTimeout: 60_000 + RUNS * 500 });

const STATEMENTS = Array.from({ length: 40 }, (_, index) => ({ text: `Oman’s minister said “${index}”.` }));
const PIECES = JSON.stringify({ statements: STATEMENTS }).match(/.{1,9}/gsu) ?? [];
const GOOD = {
  chat: {
    contentType: "text/event-stream",
    body: `${PIECES.map((content) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`).join("")}data: [DONE]\n\n`,
  },
  embeddings: {
    contentType: "application/json",
    body: JSON.stringify({
      data: [0, 1].map((index) => ({
        index,
        embedding: Array.from({ length: 768 }, (_, at) => Math.sin(at + index)),
      })),
    }),
  },
};

const reportSchema = z.object({
  longestStallMs: z.number(),
  longestDelayMs: z.number(),
  keptMb: z.number(),
  peakMb: z.number(),
  good: z.array(z.string()),
  failures: z.array(z.string()),
});

test("a model's server that misbehaves in every way ends no process, keeps no loop and fills no memory", async () => {
  const behave: Behaviour = (socket, request) => {
    const [, door, number = "0"] = request.path.split("/");
    const good = door === "embeddings" ? GOOD.embeddings : GOOD.chat;
    if (number === "good") {
      return answerWith({ headers: [`Content-Type: ${good.contentType}`], body: good.body })(socket, request);
    }
    const seed = Number(number) || 0;
    misbehave(seed, createRandom(seed), good).behave(socket, request);
  };
  const { origin } = await startAwkwardServer(behave);
  const report = reportSchema.parse(
    JSON.parse(await startChild("model-door-child.ts", origin, String(RUNS)).nextLine()),
  );
  if (WANTED !== undefined) process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report.failures).toEqual([]);
  expect(report.longestStallMs).toBeLessThan(200);
  expect(report.keptMb).toBeLessThan(30);
  expect(report.good).toEqual(["text", "2 vectors"]);
});
