import { setTimeout as sleep } from "node:timers/promises";
import { QUESTION, QUOTE } from "../tests/end-to-end/articles.ts";
import type { BotProcess } from "../tests/end-to-end/bot-process.ts";
import { findPassage, statementOf } from "../tests/end-to-end/model.ts";
import { isWhole, textOf, type World } from "../tests/end-to-end/world.ts";
import type { Behaviour } from "../tests/support/openai-server.ts";

/** When a member could read the first statement of an answer, from the moment when the model had written it. */
export interface FirstStatement {
  /** Until the bot had checked it and given it to be shown. */
  readonly checkedMs: number;
  /** Until Discord had it. */
  readonly shownMs: number;
}

const PIECE_CHARS = 20;
/** Long enough that nothing of the first statement waits for the second. */
const PAUSE_MS = 1500;
/** With somebody's words in it: the check of these needs the most. */
const FIRST = "The minister said that the talks in Geneva made “significant progress”.";
const SECOND = "The minister said that the talks in Geneva made progress.";

/**
 * Asks so many questions one after another, of a model that pauses after its first statement. The bot has to log at
 * `debug`; the first of the figures is that of the process's first answer.
 */
export async function measureFirstStatements(
  { discord, mia, model }: World,
  bot: BotProcess,
  questions: number,
): Promise<FirstStatement[]> {
  const times: FirstStatement[] = [];
  for (let index = 0; index < questions; index += 1) {
    let writtenAt = Number.NaN;
    model.chatWith(
      pauseAfterFirst(() => {
        writtenAt = Date.now();
      }),
    );
    const shown = Promise.withResolvers<number>();
    const stop = discord.onEvent((event) => {
      if (event.kind === "message" && textOf(event.message).includes(FIRST)) shown.resolve(event.at);
    });
    // Each is another question, so that each is put to the model.
    await mia.slash("ask", { question: QUESTION + "?".repeat(index + 1) }).reply(isWhole);
    stop();
    const checkedAt = checkedTimes(bot)[2 * index] ?? Number.NaN;
    times.push({ checkedMs: checkedAt - writtenAt, shownMs: (await shown.promise) - writtenAt });
  }
  return times;
}

/** Of all statements that the bot has checked, two for each answer. */
function checkedTimes(bot: BotProcess): number[] {
  const lines = bot.output().split("\n");
  return lines
    .filter((line) => line.includes('"event":"statement checked"'))
    .map((line) => Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? ""));
}

function pauseAfterFirst(onWritten: () => void): Behaviour {
  return async (request, response) => {
    const passage = findPassage(request) ?? 1;
    const reply = JSON.stringify({
      statements: [statementOf(passage, QUOTE, FIRST), statementOf(passage, QUOTE, SECOND)],
    });
    const end = reply.indexOf("},{") + 1;
    const send = (content: string, finish_reason: string | null = null) =>
      response.write(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason }] })}\n\n`,
      );
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (let from = 0; from < end; from += PIECE_CHARS) {
      send(reply.slice(from, Math.min(end, from + PIECE_CHARS)));
      onWritten();
      await sleep(1);
    }
    await sleep(PAUSE_MS);
    send(reply.slice(end), "stop");
    response.end("data: [DONE]\n\n");
  };
}
