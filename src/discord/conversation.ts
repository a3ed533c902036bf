import { waitUnlessAborted } from "../abortable.ts";
import type {
  Asker,
  BotServices,
  CommandContext,
  Reply as CommandReply,
  Outcome,
} from "../commands/command.ts";
import type { Log } from "../log.ts";
import { answerButtons } from "./buttons.ts";
import { line, markup } from "./markup.ts";
import type { OutgoingMessage } from "./message.ts";
import { packPages } from "./pages.ts";
import type { Clock } from "./patience.ts";
import type { Reply } from "./reply.ts";
import type { Shelf } from "./shelf.ts";
import type { Language, Words } from "./words/words.ts";

/** What a member did, and how to answer it. */
export interface Occasion {
  /** As the metrics know it: `newsroom reload`. */
  readonly name: string;
  readonly asker: Asker;
  readonly language: Language;
  readonly words: Words;
  readonly reply: Reply;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** What a reply is made with. */
export type TaskContext = Omit<CommandContext, "options">;

/** Something that ends in a reply. */
export interface Task {
  readonly isEphemeral: boolean;
  run(context: TaskContext): Promise<CommandReply>;
  /** Said when the time is up; an apology for a question where it is not given. */
  sayLate?(words: Words): string;
}

/** How one thing that a member did has ended. */
export interface OutcomeReport {
  readonly command: string;
  readonly outcome: Outcome;
  /** Until Discord had the first response; undefined when it never had one. */
  readonly acknowledgeMs?: number;
  /** Until Discord had the whole answer. */
  readonly answerMs: number;
}

export interface ConversationDeps {
  readonly services: BotServices;
  readonly shelf: Shelf;
  readonly clock: Clock;
  readonly log: Log;
  readonly onOutcome: (report: OutcomeReport) => void;
  /** More at once are told to come back. */
  readonly maxInFlight: number;
  /** After this a member is told that it took too long. */
  readonly answerWithinMs: number;
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
  const stopping = new AbortController();
  let isStopping = false;

  const decline = async ({ name, reply, receivedAt }: Occasion, words: string, outcome: Outcome) => {
    const isTold = await reply.say(words);
    const answerMs = clock.now() - receivedAt;
    onOutcome({
      command: name,
      outcome: isTold ? outcome : "unreachable",
      ...(isTold ? { acknowledgeMs: answerMs } : {}),
      answerMs,
    });
  };
  return {
    decline,
    hold(occasion, task) {
      if (isStopping) return decline(occasion, occasion.words.restarting, "restarting");
      if (inFlight.size >= maxInFlight) return decline(occasion, occasion.words.busy, "busy");
      const conversation = converse(deps, { occasion, task, stopping: stopping.signal });
      inFlight.add(conversation);
      return conversation.finally(() => inFlight.delete(conversation));
    },
    async stop(graceMs) {
      isStopping = true;
      await settleWithin(inFlight, graceMs);
      stopping.abort(new Error("the bot is restarting"));
      await settleWithin(inFlight, FAREWELL_MS);
    },
  };
}

interface Conversation {
  readonly occasion: Occasion;
  readonly task: Task;
  readonly stopping: AbortSignal;
}

async function converse(deps: ConversationDeps, conversation: Conversation): Promise<void> {
  const { clock, onOutcome } = deps;
  const { occasion, task } = conversation;
  const { name, reply, receivedAt, words } = occasion;
  const elapsed = () => clock.now() - receivedAt;
  if (!(await reply.defer(task))) {
    onOutcome({ command: name, outcome: "unreachable", answerMs: elapsed() });
    return;
  }
  const acknowledgeMs = elapsed();
  const said = await runTask(deps, conversation);
  const messages = toMessages(deps, occasion, { said, isPrivate: task.isEphemeral });
  const isDelivered = await reply.finish(messages, words.failed);
  const outcome = isDelivered ? said.outcome : "unreachable";
  onOutcome({ command: name, outcome, acknowledgeMs, answerMs: elapsed() });
}

/** The task's reply, or an apology that says what to do. */
async function runTask(
  deps: ConversationDeps,
  { occasion, task, stopping }: Conversation,
): Promise<CommandReply> {
  const { services, log, answerWithinMs } = deps;
  const { name, reply, asker, words, language } = occasion;
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(answerWithinMs)]);
  const { isEphemeral } = task;
  try {
    const work = task.run({
      asker,
      isEphemeral,
      language,
      words,
      services,
      signal,
      show(blocks) {
        // What does not fit into the first message yet comes with the whole answer.
        const [page] = packPages(blocks);
        if (page !== undefined) reply.show(page);
      },
    });
    return await waitUnlessAborted(work, signal);
  } catch (error) {
    if (stopping.aborted) return apologize(words.restarting, "restarting");
    log.error("command failed", { command: name, error });
    if (!isTimeout(error)) return apologize(words.failed, "failed");
    return apologize(task.sayLate?.(words) ?? words.tooSlow, "too slow");
  }
}

const apologize = (words: string, outcome: Outcome): CommandReply => ({
  outcome,
  blocks: [[line(markup(words))]],
});

/** Whether an abort signal's time was up: this module's own, or a service's. */
const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === "TimeoutError";

/** The reply's pages; the last one carries the buttons. */
function toMessages(
  { shelf }: ConversationDeps,
  { asker, words }: Occasion,
  { said, isPrivate }: { readonly said: CommandReply; readonly isPrivate: boolean },
): OutgoingMessage[] {
  const pages = packPages(said.blocks);
  if (!said.shown) return pages.map((page) => ({ page }));
  const answerId = shelf.keep(said.shown, { ...asker, isPrivate });
  const buttons = answerButtons(answerId, { words, canFollowUp: said.shown.canFollowUp });
  return pages.map((page, index) => (index === pages.length - 1 ? { page, buttons } : { page }));
}

async function settleWithin(all: Iterable<Promise<unknown>>, ms: number): Promise<void> {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await Promise.race([Promise.allSettled(all), over.promise]);
  clearTimeout(timer);
}
