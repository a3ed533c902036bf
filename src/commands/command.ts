import type {
  APIApplicationCommandOptionChoice,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord-api-types/v10";
import type { Answer, Statement } from "../answer/answer.ts";
import type { Block } from "../discord/markup.ts";
import type { ShownAnswer } from "../discord/shelf.ts";
import type { Language, Words } from "../discord/words/words.ts";
import type { Newsroom, Preview } from "../sources/newsroom.ts";
import type { ArticleFilter, OutletInfo } from "../store/store.ts";

/** What commands may ask of the process: built once in `index.ts`, faked in tests. */
export interface BotServices {
  /** Answers from what this server may read; equal questions under way in one server are answered once. */
  answerQuestion(request: MemberQuestion): Promise<MemberAnswer | Refusal>;
  summarize(request: MemberSummary): Promise<Answer | Refusal>;
  listOutlets(guildId: string): Promise<OutletInfo[]>;
  /** What moderators read again and change: the sources that a server sees. */
  readonly newsroom: Omit<Newsroom, "readDue" | "settle">;
  readonly now: () => Date;
  /** Where days begin and end for the members of all servers, since Discord tells no server's: an IANA name. */
  readonly timeZone?: string;
}

/** An answer, and whether it was made without the model since the server's tokens of the day are used up. */
export type MemberAnswer = Answer & { readonly isBudgetSpent?: boolean };

/** The member has asked too much for now. */
export interface Refusal {
  readonly kind: "refused";
  /** After this they may ask again. */
  readonly waitMs: number;
}

/** Who asks, and where: cooldowns and budgets are counted by these. */
export interface Asker {
  readonly guildId: string;
  readonly memberId: string;
}

export interface MemberQuestion extends Asker {
  readonly question: string;
  readonly filter: ArticleFilter;
  /** The question and answer that this one follows up. */
  readonly earlier?: { readonly question: string; readonly answer: readonly string[] };
  readonly signal: AbortSignal;
  readonly onStatement?: (statement: Statement) => void;
}

export interface MemberSummary extends Asker {
  readonly topic?: string;
  readonly filter: ArticleFilter;
  readonly signal: AbortSignal;
}

export type CommandData = RESTPostAPIChatInputApplicationCommandsJSONBody;
export type Choice = APIApplicationCommandOptionChoice<string>;

/** One slash command: what is registered of it, and what it does. It never touches an interaction. */
export interface Command {
  readonly data: CommandData;
  /** What a member needs, asked again at run time: the registered default can be lifted by a server's owner. */
  readonly needs?: bigint;
  /** Whether only who asks sees the reply. Fixed by the deferral, so decided from the options alone. */
  isEphemeral(options: CommandOptions): boolean;
  run(context: CommandContext): Promise<Reply>;
  /** What to say to whom the answer comes too late for; an apology for a question where it is not given. */
  sayLate?(words: Words): string;
  /** Suggestions by the name of the option that is being typed. */
  readonly autocomplete?: Readonly<Record<string, Suggest>>;
}

export type Suggest = (
  typed: string,
  context: {
    readonly services: BotServices;
    readonly guildId: string;
    /** Of the command that is being typed. */
    readonly subcommand: string | undefined;
  },
) => Promise<readonly string[]>;

/** A command's options by name; undefined where they were left out. */
export interface CommandOptions {
  readonly subcommand: string | undefined;
  text(name: string): string | undefined;
  flag(name: string): boolean | undefined;
}

/** What a command has at hand for one reply. */
export interface CommandContext {
  readonly options: CommandOptions;
  readonly asker: Asker;
  readonly isEphemeral: boolean;
  readonly language: Language;
  readonly words: Words;
  readonly services: BotServices;
  /** Aborts when the member has waited too long, or the process stops. */
  readonly signal: AbortSignal;
  /** Shows how far it is. May be called at any rate: only the latest state is sent, a second apart. */
  show(blocks: readonly Block[]): void;
}

/** What became of something that a member did: what the metrics count. */
export type Outcome =
  | "answered"
  | "not covered"
  | "done"
  | "refused"
  | "expired"
  | "busy"
  | "restarting"
  | "too slow"
  | "unreachable"
  | "failed";

/** What a command says. It is cut into messages and sent elsewhere. */
export interface Reply {
  readonly outcome: Outcome;
  readonly blocks: readonly Block[];
  /** Stays behind the reply's buttons for a while. */
  readonly shown?: ShownAnswer;
  /** A change that the member has to confirm, and what it is then. */
  readonly proposal?: Proposal;
}

/** Something that is done only once the member who asked for it has pressed its button, within a quarter of an hour. */
export interface Proposal {
  /** The button's words. */
  readonly label: string;
  /** Whether it takes something away. */
  readonly isDestructive: boolean;
  readonly change: ProposedChange;
}

/** What is to be changed in the server's newsroom. */
export type ProposedChange =
  | { readonly kind: "add"; readonly source: Preview["source"] }
  | { readonly kind: "remove"; readonly sourceId: string; readonly name: string }
  | { readonly kind: "takedown"; readonly target: string };
