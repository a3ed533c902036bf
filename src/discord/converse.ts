import { waitUnlessAborted } from "../abortable.ts";
import type { BotServices, Reply as CommandReply, Outcome } from "../commands/command.ts";
import type { Log } from "../log.ts";
import { answerButtons, proposalButtons } from "./buttons.ts";
import { line, markup } from "./markup.ts";
import type { OutgoingMessage } from "./message.ts";
import type { Occasion, OutcomeReport, Task } from "./occasion.ts";
import { packPages } from "./pages.ts";
import type { Clock } from "./patience.ts";
import type { Proposals } from "./proposals.ts";
import type { Shelf } from "./shelf.ts";

export interface ConverseDeps {
  readonly services: BotServices;
  readonly shelf: Shelf;
  readonly proposals: Proposals;
  readonly clock: Clock;
  readonly log: Log;
  readonly onOutcome: (report: OutcomeReport) => void;
  /** After this a member is told that it took too long. */
  readonly answerWithinMs: number;
}

export interface Conversation {
  readonly occasion: Occasion;
  readonly task: Task;
  /** Aborts when the process can wait no longer. */
  readonly stopping: AbortSignal;
}

/** Defers, runs the task and replies. Whatever fails ends in words for the member, and in the log. Never rejects. */
export async function converse(deps: ConverseDeps, conversation: Conversation): Promise<void> {
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
  const finish = await reply.finish(messages, words.failed);
  const outcome = { delivered: said.outcome, apologized: "failed", lost: "unreachable" } as const;
  onOutcome({ command: name, outcome: outcome[finish], acknowledgeMs, answerMs: elapsed() });
}

/** The task's reply, or an apology that says what to do. */
async function runTask(
  deps: ConverseDeps,
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
  deps: ConverseDeps,
  occasion: Occasion,
  { said, isPrivate }: { readonly said: CommandReply; readonly isPrivate: boolean },
): OutgoingMessage[] {
  const pages = packPages(said.blocks);
  const buttons = buttonsFor(deps, occasion, { said, isPrivate });
  return pages.map((page, index) => (buttons && index === pages.length - 1 ? { page, buttons } : { page }));
}

function buttonsFor(
  { shelf, proposals }: ConverseDeps,
  { asker, words }: Occasion,
  { said, isPrivate }: { readonly said: CommandReply; readonly isPrivate: boolean },
): OutgoingMessage["buttons"] {
  if (said.proposal)
    return proposalButtons(proposals.keep(said.proposal.change, asker), { ...said.proposal, words });
  if (!said.shown) return undefined;
  const answerId = shelf.keep(said.shown, { ...asker, isPrivate });
  return answerButtons(answerId, { words, canFollowUp: said.shown.canFollowUp });
}
