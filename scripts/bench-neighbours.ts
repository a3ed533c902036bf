import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { PermissionFlagsBits } from "discord-api-types/v10";
import { percentile } from "../bench/scores.ts";
import type { Invocation } from "../src/local-discord/invocation.ts";
import type { Person } from "../src/local-discord/person.ts";
import { QUESTION } from "../tests/end-to-end/articles.ts";
import { answerTruly } from "../tests/end-to-end/model.ts";
import { createWorld, isWhole, textOf } from "../tests/end-to-end/world.ts";
import { prose, rssFeed } from "../tests/support/web-pages.ts";

/**
 * What one server notices of another that floods the bot: `npm run bench:neighbours -- [--model-ms 1000] [--turns 20]`.
 * One asks 250 questions at once, has 8 hostile feeds previewed and its sources read 50 times over; the other asks and
 * previews, one thing after the other, first while it is quiet and then during the flood. Prints what each of these took.
 * The real bot, with a Discord, a model and a web server of this machine.
 */
const { values } = parseArgs({
  options: { "model-ms": { type: "string", default: "1000" }, turns: { type: "string", default: "20" } },
});
const TURNS = Number(values.turns);
const QUESTIONS = 250;
const PREVIEWS = 8;
const RELOADS = 50;
const PIECES = 10;
/** Names without an end, and one tag of so many attributes that its parser needs longer than it may take. */
const HOSTILE = [
  rssFeed([{ title: "Pier", content: prose("Larkmoor") }]).replace(
    "<item>",
    `<item><author>${"(".repeat(300_000)}</author>`,
  ),
  `<p><i ${Array.from({ length: 200_000 }, (_, index) => `a${index}=1`).join(" ")}>Slow</i>`,
];

const web = createServer((request, response) => {
  const [, kind, number = "0"] = /^\/(feed|hostile)-(\d+)$/.exec(request.url ?? "") ?? [];
  if (kind === undefined) return response.writeHead(404).end();
  const hostile = `${HOSTILE[Number(number) % HOSTILE.length]}<!-- ${number} -->`;
  const feed = rssFeed([{ title: `Pier ${number}`, content: prose("Larkmoor") }], `Post ${number}`);
  return response.writeHead(200).end(kind === "feed" ? feed : hostile);
});
await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
const address = web.address();
const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
let number = 0;
const world = await createWorld({ hasModel: true, settings: { TRUSTED_ORIGIN: origin } });
try {
  await bench();
} finally {
  await world.close();
  web.closeAllConnections();
  web.close();
}

async function bench(): Promise<void> {
  world.model.chatWith(answerTruly({ pieceChars: 16, pauseMs: Number(values["model-ms"]) / PIECES }));
  const neighbour = addNeighbour();
  await world.startBot();
  await measure(neighbour);
  const quiet = await measure(neighbour);
  const flood = keepFlooding();
  const busy = await measure(neighbour);
  const floods = await flood.stop();
  for (const name of ["asked", "previewed"] as const) {
    print(`${name}: quiet ${describe(quiet[name])}, flooded ${describe(busy[name])}`);
  }
  print(`each of ${TURNS} times, during ${floods} floods`);
}

/** A moderator of another server. */
function addNeighbour(): Person {
  const ivo = world.discord.addUser("Ivo");
  const guild = world.discord.addGuild({
    name: "Reef",
    members: [{ user: ivo, permissions: PermissionFlagsBits.ManageGuild }],
  });
  return world.discord.person({
    guildId: guild.id,
    channelId: guild.channels[0]?.id ?? "",
    userId: ivo.id,
  });
}

/** How long each question and each preview took, in ms, from the command to its last word. */
async function measure(person: Person) {
  const asked: number[] = [];
  const previewed: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    number += 1;
    const question = person.slash("ask", { question: `${QUESTION} Number ${number}?` });
    asked.push(await time(question, "significant progress"));
    const preview = person.slash("newsroom add", { address: `${origin}/feed-${number}` });
    previewed.push(await time(preview, `Post ${number}`));
  }
  return { asked, previewed };
}

async function time(invocation: Invocation, lastWord: string): Promise<number> {
  const startedAt = performance.now();
  await invocation.reply((message) => isWhole(message) && textOf(message).includes(lastWord));
  return Math.round(performance.now() - startedAt);
}

/** All at once, and again when all has its reply. */
function keepFlooding() {
  const { mia, mo } = world;
  let isOver = false;
  const send = (flood: number) => [
    ...Array.from({ length: QUESTIONS }, (_, index) =>
      mia.slash("ask", { question: `${QUESTION} Flood ${flood}, ${index}?` }).reply(isWhole),
    ),
    ...Array.from({ length: PREVIEWS }, (_, index) =>
      mo
        .slash("newsroom add", { address: `${origin}/hostile-${flood * PREVIEWS + index}` })
        .reply((message) => textOf(message) !== ""),
    ),
    ...Array.from({ length: RELOADS }, () =>
      mo.slash("newsroom reload").reply((message) => textOf(message) !== ""),
    ),
  ];
  const flooding = (async () => {
    let floods = 0;
    for (; !isOver; floods += 1) await Promise.allSettled(send(floods));
    return floods;
  })();
  return {
    /** Resolves with how many there were, once the last is over. */
    stop() {
      isOver = true;
      return flooding;
    },
  };
}

function describe(times: readonly number[]): string {
  return `${percentile(times, 0.5)} ms (p95 ${percentile(times, 0.95)}, most ${Math.max(...times)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
