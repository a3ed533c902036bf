import { InteractionResponseType } from "discord-api-types/v10";
import type { Core } from "./core.ts";
import type { Interaction } from "./interactions.ts";
import { isLoading, type Message } from "./messages.ts";
import type { Choice, Modal } from "./payloads.ts";

/** What came of something that a person did. `failed` and `refused` carry the line that Discord shows them. */
export type Outcome =
  | { readonly kind: "message"; readonly message: Message }
  | { readonly kind: "modal"; readonly modal: Modal }
  | { readonly kind: "choices"; readonly choices: readonly Choice[] }
  | { readonly kind: "acknowledged" }
  | { readonly kind: "failed"; readonly notice: string }
  | { readonly kind: "refused"; readonly notice: string };

/** Something that a person did, and what they get to see of it. */
export interface Invocation {
  /** The interaction's id; undefined if Discord refused before the bot heard of it. */
  readonly id: string | undefined;
  /** The end of the waiting: a message that is no longer loading, a form, suggestions, or what went wrong. */
  outcome(): Promise<Outcome>;
  /** The reply, once it is enough; rejects with the notice when none comes. Enough is: no longer loading. */
  reply(isEnough?: (message: Message) => boolean): Promise<Message>;
  /** Every state of the reply, oldest first. */
  states(): readonly Message[];
  /** The follow-ups as they stand, oldest first. */
  followUps(): readonly Message[];
}

const NO_RESPONSE = "The application did not respond";

/** An invocation that never reached the bot. */
export function createRefusal(notice: string): Invocation {
  return {
    id: undefined,
    outcome: async () => ({ kind: "refused", notice }),
    reply: () => Promise.reject(new Error(notice)),
    states: () => [],
    followUps: () => [],
  };
}

/** Follows an interaction that the bot has been told of. */
export function followInteraction(core: Core, id: string): Invocation {
  const current = (): Interaction => {
    const interaction = core.interactions.find(id);
    if (!interaction) throw new Error(`there is no interaction ${id}`);
    return interaction;
  };
  return {
    id,
    outcome: () => core.events.until(() => findOutcome(core, current())),
    reply: (isEnough = () => true) =>
      core.events.until(() => {
        const outcome = findOutcome(core, current());
        if (outcome?.kind === "message") return isEnough(outcome.message) ? outcome.message : undefined;
        if (outcome === undefined) return undefined;
        // The message that the button stands on, as the bot has changed it so far.
        const changed = core.messages.history(current().response?.originalId ?? "").at(-1);
        if (outcome.kind === "acknowledged") return changed && isEnough(changed) ? changed : undefined;
        throw new Error("notice" in outcome ? outcome.notice : `not a message but: ${outcome.kind}`);
      }),
    states: () => core.messages.history(current().response?.originalId ?? ""),
    followUps: () => current().followUpIds.flatMap((followUpId) => core.messages.find(followUpId) ?? []),
  };
}

function findOutcome(
  { messages }: Core,
  { phase, isTokenAlive, response }: Interaction,
): Outcome | undefined {
  if (phase === "unanswered") return { kind: "failed", notice: NO_RESPONSE };
  if (!response) return undefined;
  if (response.modal) return { kind: "modal", modal: response.modal };
  if (response.choices) return { kind: "choices", choices: response.choices };
  if (response.type === InteractionResponseType.DeferredMessageUpdate) return { kind: "acknowledged" };
  const message = messages.history(response.originalId ?? "").at(-1);
  if (!message) return undefined;
  if (!isLoading(message)) return { kind: "message", message };
  return isTokenAlive ? undefined : { kind: "failed", notice: NO_RESPONSE };
}
