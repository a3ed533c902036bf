import { expect, onTestFinished } from "vitest";
import { addServerOfEachShard, type ShardServer } from "../support/server-of-each-shard.ts";
import { QUESTION, writeArticle } from "./articles.ts";
import { type BotProcess, startBotProcess } from "./bot-process.ts";
import { stallOn } from "./stall.ts";
import { createTestWorld } from "./test-world.ts";
import { isWhole, textOf, type WorldOptions } from "./world.ts";

const PROCESSES = 4;
const CALLBACK = "POST /interactions/{interaction}/{token}/callback";
const LIGHT = { question: "Who sold the lighthouse of Larkmoor?" };
/** Four processes that load their models at once on a busy machine; that three seconds are kept, other tests show. */
const FIRST_RESPONSE_MS = 15_000;
/** How soon all processes have to see what one has read. */
const SEEN_WITHIN_MS = 2000;

type World = Awaited<ReturnType<typeof createTestWorld>>;
type Store = NonNullable<WorldOptions["store"]>;
type Message = Parameters<typeof textOf>[0];

/**
 * Four processes of the bot, each with a shard, on one store: one is killed while it reads, with questions under way
 * everywhere.
 */
export async function runFourProcesses(store: Store): Promise<void> {
  const { world, servers, start } = await createShardedWorld(store);
  const bots = await Promise.all(servers.map(({ shard }) => start(shard)));
  expect(world.discord.connectedShards()).toEqual([0, 1, 2, 3]);
  await Promise.race(
    bots.map((bot) => bot.logged(({ event, added }) => event === "source read" && added === 2)),
  );
  await answerEverywhere(servers);

  const { first, second, others } = roles(servers);
  const { stalls, isStalled, release } = stallOn(world, "lighthouse");
  const light = "# Light\n\nThe lighthouse of Larkmoor was sold on Monday.\n";
  await writeArticle(world.seeds, "ridge/light.md", light);
  const lost = first.person.slash("newsroom reload");
  await isStalled;
  const waiting = second.person.slash("newsroom reload");
  await waiting.reply((message) => textOf(message).includes("Reading"));
  // The second process does not read what the first one reads.
  await answerEverywhere(servers);
  expect(stalls()).toBe(1);

  const asked = others.flatMap(({ person }) =>
    [1, 2, 3].map((number) => person.slash("ask", { question: `${QUESTION} ${number}` })),
  );
  const killed = bots[first.shard];
  killed?.kill("SIGKILL");
  expect(await killed?.ended()).toBe("SIGKILL");
  release();
  const answers = await Promise.all(asked.map((each) => each.reply(isWhole)));
  expect(answers.filter((message) => !textOf(message).includes("significant progress"))).toEqual([]);

  // Nobody can finish the dead process's replies: Discord says that it did not respond. Its reading is taken over, by
  // whoever looks first: the one that waits, or one that looks for what is due.
  const isDone = (message: Message) => textOf(message).includes("Read again");
  expect(textOf(await waiting.reply(isDone))).toMatch(
    /1 added, 0 changed, 0 removed, 2 unchanged|another process of this bot has just read it/,
  );
  const doneAt = performance.now();
  const seen = await Promise.all(others.map(({ person }) => person.slash("ask", LIGHT).reply(isWhole)));
  for (const message of seen) expect(textOf(message)).toContain("was sold on Monday");
  expect(performance.now() - doneAt).toBeLessThan(SEEN_WITHIN_MS);
  expect(lost.states().some(isDone)).toBe(false);

  await start(first.shard);
  expect(textOf(await first.person.slash("ask", LIGHT).reply(isWhole))).toContain("was sold on Monday");
  await expectNothingDoubled(world, bots);
}

function roles(servers: readonly ShardServer[]) {
  const [first, second, ...rest] = servers;
  if (!first || !second) throw new Error("four servers were asked for");
  return { first, second, others: [second, ...rest] };
}

async function createShardedWorld(store: Store) {
  const world = await createTestWorld({
    store,
    hasModel: true,
    limits: { shards: PROCESSES, maxConcurrency: PROCESSES, firstResponseMs: FIRST_RESPONSE_MS },
    settings: {
      ANSWERS: "extractive",
      EMBEDDINGS: "openai",
      OPENAI_EMBEDDING_MODEL: "test-embedder",
    },
  });
  const servers = await addServerOfEachShard(world.discord, PROCESSES);
  const start = async (shard: number): Promise<BotProcess> => {
    const settings = { ...world.settings, SHARDS: `${shard}/${PROCESSES}` };
    const bot = startBotProcess({ settings, cwd: world.folder });
    onTestFinished(async () => {
      bot.kill("SIGKILL");
      await bot.ended();
    });
    await bot.logged(({ event }) => event === "ready");
    return bot;
  };
  return { world, servers, start };
}

async function answerEverywhere(servers: readonly ShardServer[]): Promise<void> {
  const asked = servers.map(({ person }) => person.slash("ask", { question: QUESTION }));
  for (const each of asked) expect(textOf(await each.reply(isWhole))).toContain("significant progress");
}

/** Every interaction was answered by one process, every login let in, and the commands written by one. */
async function expectNothingDoubled({ discord }: World, bots: readonly BotProcess[]): Promise<void> {
  expect(discord.brokenRules()).toEqual([]);
  expect(new Set(discord.calls(CALLBACK).map(({ status }) => status))).toEqual(new Set([204]));
  expect(discord.calls("PUT /applications/{application}/commands")).toHaveLength(1);
  const output = bots.map((bot) => bot.output()).join("");
  expect(output).not.toContain('"level":"error"');
}
