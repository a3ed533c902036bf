import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  failWith,
  hangUp,
  inOrder,
  neverAnswer,
  refuseWith,
  replyWith,
  sendRaw,
} from "../support/openai-behaviours.ts";
import type { Behaviour } from "../support/openai-server.ts";
import { QUESTION, QUOTE } from "./articles.ts";
import { answerTruly, findPassage, statementOf, trueReply } from "./model.ts";
import { createWorld, isWhole, PROCESS_TIMEOUT_MS, textOf, type World } from "./world.ts";

vi.setConfig({ testTimeout: PROCESS_TIMEOUT_MS, hookTimeout: PROCESS_TIMEOUT_MS });

let world: World;

beforeAll(async () => {
  // A model that hangs has 80 % of this.
  world = await createWorld({ hasModel: true, settings: { ANSWER_TIMEOUT_SECONDS: "3" } });
  await world.startBot();
});
afterAll(() => world.close());

let asked = 0;

/** Another question each time, which has the same answer: an equal one would not be put to the model again. */
async function askWith(behaviour: Behaviour): Promise<string> {
  world.model.chatWith(behaviour);
  asked += 1;
  return textOf(await world.mia.slash("ask", { question: QUESTION + "?".repeat(asked) }).reply(isWhole));
}

const tellingLies = (lie: string, quote: string): Behaviour =>
  replyWith((request) =>
    JSON.stringify({ statements: [statementOf(findPassage(request) ?? 1, quote, lie)] }),
  );

test.each<[string, Behaviour, string]>([
  ["refuses the key", failWith(401), "key was refused (401)"],
  ["is not there", failWith(404), "was not found (404)"],
  ["is busy", failWith(429), "is busy (429)"],
  ["is busy, and says for an hour", failWith(429, {}, { "retry-after-ms": "3600000" }), "is busy (429)"],
  ["has spent its budget", failWith(429, { code: "insufficient_quota" }), "budget is spent (429)"],
  ["fails", failWith(500), "server failed (500)"],
  ["hangs up", hangUp, "could not be reached"],
  ["never answers", neverAnswer, "did not answer in time"],
  ["stops in the middle", answerTruly({ pieces: 2, ending: "stall" }), "did not answer in time"],
  ["cuts its reply off", answerTruly({ pieces: 2, ending: "cut-off" }), "cut off"],
  ["refuses to say anything", refuseWith("I can't help with that."), "the model refused"],
  ["says nothing", replyWith(""), "was empty"],
  ["sends garbage", sendRaw(Buffer.from([0, 159, 146, 150])), "could not be read"],
  ["sends a web page", sendRaw("<html>welcome</html>"), "could not be read"],
  ["talks instead of JSON, twice", replyWith("Sure! Here is what I found."), "could not be read"],
])(
  "a model that %s: the sources answer themselves, and the reason is told",
  async (_how, behaviour, reason) => {
    const text = await askWith(behaviour);
    expect(text).toContain("· in the sources’ own words");
    expect(text).toContain("significant progress");
    expect(text).toContain(reason);
  },
);

test("a model that talks instead of JSON is asked once more", async () => {
  const text = await askWith(inOrder(replyWith("Sure! Here it is."), replyWith(trueReply)));
  expect(text).toContain("by a model");
  expect(text).toContain("significant progress");
});

test.each<[string, Behaviour]>([
  ["quotes what nobody printed", tellingLies("The talks failed.", "the talks in Geneva failed")],
  [
    "names a passage that it was not given",
    replyWith(JSON.stringify({ statements: [statementOf(99, QUOTE)] })),
  ],
  ["gives no quote", tellingLies("They failed.", "")],
])("a model that %s: nobody sees it, and it is counted", async (_how, behaviour) => {
  const text = await askWith(behaviour);
  expect(text).toContain("Not covered by the sources here.");
  expect(text).toContain("1 statement withheld");
  expect(text).not.toMatch(/failed|4711/);
});

test("a model that changes a number beside a true quote: the source's own words are shown", async () => {
  const text = await askWith(tellingLies("The talks made progress on 4711 points.", QUOTE));
  expect(text).toContain("significant progress");
  expect(text).not.toContain("4711");
});

test("a lie among truths is withheld, and the rest stands", async () => {
  const text = await askWith(
    replyWith((request) => {
      const passage = findPassage(request) ?? 1;
      const lie = statementOf(passage, "they failed", "They failed.");
      return JSON.stringify({ statements: [statementOf(passage, QUOTE), lie] });
    }),
  );
  expect(text).toContain("significant progress");
  expect(text).toContain("1 statement withheld");
  expect(text).not.toContain("They failed");
});

test("nothing of all this broke a rule of Discord's", async () => {
  await askWith(failWith(500));
  expect(world.discord.brokenRules()).toEqual([]);
});
