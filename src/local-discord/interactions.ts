import { randomBytes } from "node:crypto";
import type { InteractionResponseType, InteractionType } from "discord-api-types/v10";
import type { EventLog } from "./events.ts";
import type { Limits } from "./limits.ts";
import type { Choice, Modal } from "./payloads.ts";

/** What somebody did with the bot, and what has become of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  /** `newsroom reload`, for commands and their autocomplete. */
  readonly commandName?: string;
  /** The message whose button or menu was used, or from which the form came. */
  readonly sourceMessageId?: string;
  /** `unanswered`: there was no first response in time, and there can be none any more. */
  readonly phase: "waiting" | "answered" | "unanswered";
  readonly isTokenAlive: boolean;
  readonly response?: InteractionResponse;
  readonly followUpIds: readonly string[];
}

/** The first response. `originalId` names the message that `@original` means, where there is one. */
export interface InteractionResponse {
  readonly type: InteractionResponseType;
  readonly originalId?: string;
  readonly modal?: Modal;
  readonly choices?: readonly Choice[];
}

/** Every interaction, with the time limits of its token. */
export interface Interactions {
  open(what: Omit<Interaction, "token" | "phase" | "isTokenAlive" | "response" | "followUpIds">): Interaction;
  find(id: string): Interaction | undefined;
  findByToken(token: string): Interaction | undefined;
  answer(id: string, response: InteractionResponse): void;
  addFollowUp(id: string, messageId: string): void;
  close(): void;
}

/** Long enough that nobody guesses one; Discord's own are longer still. */
const TOKEN_BYTES = 48;

/** Creates an empty register. Expiry is a timer's business alone, so that there is one truth about it. */
export function createInteractions(events: EventLog, limits: Limits): Interactions {
  const known = new Map<string, Interaction>();
  const timers = new Map<string, NodeJS.Timeout>();

  const change = (id: string, patch: Partial<Interaction>) => {
    const before = known.get(id);
    if (!before) throw new Error(`there is no interaction ${id}`);
    const interaction = { ...before, ...patch };
    known.set(id, interaction);
    return interaction;
  };
  const later = (id: string, delayMs: number, action: () => void) => {
    clearTimeout(timers.get(id));
    timers.set(id, setTimeout(action, delayMs));
  };
  const giveUp = (id: string) => {
    const interaction = change(id, { phase: "unanswered", isTokenAlive: false });
    events.emit({ kind: "interaction", change: "unanswered", interaction });
  };
  const expire = (id: string) => {
    const interaction = change(id, { isTokenAlive: false });
    events.emit({ kind: "interaction", change: "token expired", interaction });
  };

  return {
    open(what) {
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const interaction: Interaction = {
        ...what,
        token,
        phase: "waiting",
        isTokenAlive: true,
        followUpIds: [],
      };
      known.set(what.id, interaction);
      later(what.id, limits.firstResponseMs, () => giveUp(what.id));
      events.emit({ kind: "interaction", change: "created", interaction });
      return interaction;
    },
    find: (id) => known.get(id),
    findByToken: (token) => [...known.values()].find((interaction) => interaction.token === token),
    answer(id, response) {
      const interaction = change(id, { phase: "answered", response });
      later(id, limits.tokenLifeMs, () => expire(id));
      events.emit({ kind: "interaction", change: "answered", interaction });
    },
    addFollowUp(id, messageId) {
      change(id, { followUpIds: [...(known.get(id)?.followUpIds ?? []), messageId] });
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
