/** What the playground's server and its page tell each other. Types alone: the page is served without them. */

/** Which side of which server somebody looks at. */
export interface View {
  readonly serverId: string;
  readonly personId: string;
}

/** What does not change while the playground runs. */
export interface Scene {
  readonly servers: readonly {
    readonly id: string;
    readonly name: string;
    readonly channel: string;
    /** Where the server's dropped articles lie on the disk. */
    readonly inbox: string;
  }[];
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string }[];
  /** The model that answers; null: the sources' own sentences do. */
  readonly model: string | null;
}

/** How far the bot is, and what to say of it. */
export interface BotState {
  readonly phase: "starting" | "reading" | "ready" | "stopped";
  readonly detail: string;
}

/** A component or an embed, as the bot sent it. */
export type Part = Readonly<Record<string, unknown>>;

export interface ShownMessage {
  readonly id: string;
  /** Whose command it answers, and which. */
  readonly asker: string | null;
  readonly command: string | null;
  readonly isEphemeral: boolean;
  readonly isLoading: boolean;
  readonly isEdited: boolean;
  readonly content: string;
  readonly components: readonly Part[];
  readonly embeds: readonly Part[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface ShownOption {
  readonly name: string;
  readonly description: string;
  readonly kind: "text" | "integer" | "number" | "boolean";
  readonly isRequired: boolean;
  readonly isCompleted: boolean;
  readonly maxLength: number | null;
  readonly choices: readonly ShownChoice[];
}

export interface ShownChoice {
  readonly name: string;
  readonly value: string | number;
}

/** A command, or one of its subcommands. */
export interface ShownCommand {
  /** `newsroom add`. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly ShownOption[];
  /** Discord's app hides those that somebody may not use; here they are shown, so that one can be refused. */
  readonly isForModerators: boolean;
}

export type Values = Readonly<Record<string, string | number | boolean>>;

/** What somebody does on the page. */
export type Action =
  | { readonly kind: "slash"; readonly command: string; readonly values: Values }
  | {
      readonly kind: "complete";
      readonly command: string;
      readonly focused: string;
      readonly values: Values;
    }
  | { readonly kind: "click"; readonly messageId: string; readonly customId: string }
  | {
      readonly kind: "submit";
      readonly interactionId: string;
      readonly values: Readonly<Record<string, string>>;
    };

/** What comes of an action, beside the messages. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "notice"; readonly notice: string }
  | { readonly kind: "choices"; readonly choices: readonly ShownChoice[] }
  | { readonly kind: "modal"; readonly interactionId: string; readonly modal: Part };

/** A call of the bot to Discord. */
export interface ShownCall {
  readonly at: number;
  readonly route: string;
  readonly status: string;
  readonly ms: number;
  readonly request: unknown;
  readonly problems: readonly string[];
}

/** The way that the last answer took. */
export interface Way {
  readonly question: string;
  readonly kind: string;
  readonly engine: string;
  readonly reason?: string | undefined;
  readonly notice?: string | undefined;
  readonly timing: { readonly retrieveMs: number; readonly answerMs: number };
  readonly interpretation: {
    readonly terms: readonly string[];
    readonly synonyms: readonly string[];
    readonly names: readonly string[];
    readonly outlets: readonly string[];
    readonly periods: readonly { readonly text: string }[];
    readonly speaker?: string | undefined;
    readonly wants?: string | undefined;
  };
  readonly hits: readonly {
    readonly outlet: string;
    readonly title: string;
    readonly text: string;
    readonly score: number;
    readonly lexical: number;
    readonly dense: number;
    readonly clues: readonly string[];
  }[];
  readonly statements: readonly {
    readonly text: string;
    readonly receipts: readonly {
      readonly outlet: string;
      readonly title: string;
      readonly quote: string;
      readonly start: number;
      readonly end: number;
      readonly status: string;
    }[];
  }[];
  readonly withheld: readonly { readonly text: string; readonly reason: string }[];
}

/** What the page hears. */
export type PageEvent =
  | { readonly kind: "messages"; readonly messages: readonly ShownMessage[] }
  | { readonly kind: "message"; readonly message: ShownMessage }
  | { readonly kind: "deleted"; readonly id: string }
  | { readonly kind: "commands"; readonly commands: readonly ShownCommand[] }
  | { readonly kind: "bot"; readonly bot: BotState }
  | { readonly kind: "calls"; readonly calls: readonly ShownCall[] }
  | { readonly kind: "way"; readonly way: Way };

/** An article that somebody drops or pastes. */
export interface DroppedArticle {
  readonly serverId: string;
  readonly name: string;
  readonly text: string;
}
