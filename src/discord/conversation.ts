import type { Outcome } from "../commands/command.ts";
import { type ConverseDeps, converse } from "./converse.ts";
import type { Occasion, Task } from "./occasion.ts";

export interface ConversationDeps extends ConverseDeps {
  /** Beyond it a server's members are told to come back where it has more than its equal share of them already. */
  readonly maxInFlight: number;
}

/** Holds every conversation of the process: how many there are, and how they end. */
export interface Conversations {
  /** Defers, runs the task and replies. Whatever fails ends in words for the member. Never rejects. */
  hold(occasion: Occasion, task: Task): Promise<void>;
  /** Tells the member something at once, instead of a task. */
  decline(occasion: Occasion, words: string, outcome: Outcome): Promise<void>;
  /** Takes nothing more; after the grace, those that are left are told to ask again. */
  stop(graceMs: number): Promise<void>;
}

/** For the apologies to get through when the grace is over. */
const FAREWELL_MS = 1000;

/** Creates the book-keeping of conversations. */
export function createConversations(deps: ConversationDeps): Conversations {
  const { clock, onOutcome, maxInFlight } = deps;
  const inFlight = new Set<Promise<void>>();
  const byServer = new Map<string, number>();
  const declining = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isStopping = false;

  const tell = async ({ name, reply, receivedAt }: Occasion, words: string, outcome: Outcome) => {
    const isTold = await reply.say(words);
    const answerMs = clock.now() - receivedAt;
    onOutcome({
      command: name,
      outcome: isTold ? outcome : "unreachable",
      ...(isTold ? { acknowledgeMs: answerMs } : {}),
      answerMs,
    });
  };
  const change = (guildId: string, by: number) => {
    const count = (byServer.get(guildId) ?? 0) + by;
    if (count === 0) byServer.delete(guildId);
    else byServer.set(guildId, count);
  };
  const isTooMuch = (guildId: string) => {
    const own = byServer.get(guildId) ?? 0;
    const servers = byServer.size + (own === 0 ? 1 : 0);
    return inFlight.size >= maxInFlight && own >= maxInFlight / servers;
  };
  const decline: Conversations["decline"] = (...told) => track(declining, tell(...told));
  return {
    decline,
    hold(occasion, task) {
      if (isStopping) return decline(occasion, occasion.words.restarting, "restarting");
      const { guildId } = occasion.asker;
      if (isTooMuch(guildId)) return decline(occasion, occasion.words.busy, "busy");
      change(guildId, 1);
      const held = converse(deps, { occasion, task, stopping: stopping.signal });
      return track(
        inFlight,
        held.finally(() => change(guildId, -1)),
      );
    },
    async stop(graceMs) {
      isStopping = true;
      await settleWithin(inFlight, graceMs);
      stopping.abort(new Error("the bot is restarting"));
      await settleWithin([...inFlight, ...declining], FAREWELL_MS);
    },
  };
}

function track(under: Set<Promise<void>>, way: Promise<void>): Promise<void> {
  under.add(way);
  return way.finally(() => under.delete(way));
}

async function settleWithin(all: Iterable<Promise<unknown>>, ms: number): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await Promise.race([Promise.allSettled(all), over.promise]);
  clearTimeout(timer);
}
