import type { Asker, CommandContext, Reply as CommandReply, Outcome } from "../commands/command.ts";
import type { Reply } from "./reply.ts";
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
  /** The reply takes the place of the message whose button was pressed. */
  readonly changesMessage?: boolean;
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
