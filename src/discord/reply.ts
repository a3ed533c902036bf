import {
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from "discord.js";
import { messageBody, type OutgoingMessage } from "./message.ts";
import { type Clock, type Delivery, sendPatiently } from "./patience.ts";
import { createProgress } from "./progress.ts";

/** An interaction's token and when it came in: all that is needed to answer it. */
export interface ReplyAddress {
  readonly applicationId: string;
  readonly interactionId: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface ReplyDeps {
  readonly rest: REST;
  readonly clock: Clock;
  /** Hears of every call that Discord did not take in the end. */
  readonly onFailure: (what: string, reason: string) => void;
  readonly editGapMs?: number;
}

/** What became of a whole reply: `lost` where a part of it could not be sent any more. */
export type Finish = "delivered" | "apologized" | "lost";

/** The reply to one interaction: the only place from which anything is sent. Its methods never reject. */
export interface Reply {
  /**
   * The first response: "is thinking…", or for a button that its message is about to change. False when Discord did not
   * take it in time.
   */
  defer(options: { readonly isEphemeral: boolean; readonly changesMessage?: boolean }): Promise<boolean>;
  /** The first response, to the member alone. */
  say(page: string): Promise<boolean>;
  /** The first response: a form. */
  open(form: APIModalInteractionResponseCallbackData): Promise<boolean>;
  /** The first response to somebody who is typing. */
  suggest(names: readonly string[]): Promise<boolean>;
  /** After a deferral: how far it is. Sent a second apart; what comes too fast is skipped. */
  show(page: string): void;
  /** After a deferral: all of it, in as many messages as it takes. Says `apology` where Discord refuses it. */
  finish(messages: readonly OutgoingMessage[], apology: string): Promise<Finish>;
}

/** Discord's 3 seconds, less the way there (https://docs.discord.com/developers/interactions/receiving-and-responding). */
const ACKNOWLEDGE_WITHIN_MS = 2900;
/** Three tries fit into the window. */
const ACKNOWLEDGE_ATTEMPT_MS = 900;
const ACKNOWLEDGE_BACK_OFF_MS = 50;
/** The token lives for 15 minutes. */
export const EDIT_WITHIN_MS = 14.5 * 60 * 1000;
const EDIT_ATTEMPT_MS = 5000;
const EDIT_BACK_OFF_MS = 500;

/** Creates the reply to one interaction. */
export function createReply(deps: ReplyDeps, address: ReplyAddress): Reply {
  const { clock, editGapMs } = deps;
  const calls = createCalls(deps, address);
  let isEphemeral = false;
  const progress = createProgress<string>(
    (page) => calls.tryEdit(messageBody({ page }, { isEphemeral: false })),
    { clock, ...(editGapMs === undefined ? {} : { gapMs: editGapMs }) },
  );
  return {
    defer(options) {
      isEphemeral = options.isEphemeral;
      if (options.changesMessage) {
        return calls.acknowledge({ type: InteractionResponseType.DeferredMessageUpdate });
      }
      const flags = isEphemeral ? { data: { flags: MessageFlags.Ephemeral } } : {};
      return calls.acknowledge({ type: InteractionResponseType.DeferredChannelMessageWithSource, ...flags });
    },
    say(page) {
      const data = messageBody({ page }, { isEphemeral: true });
      return calls.acknowledge({ type: InteractionResponseType.ChannelMessageWithSource, data });
    },
    open: (data) => calls.acknowledge({ type: InteractionResponseType.Modal, data }),
    suggest(names) {
      const choices = names.map((name) => ({ name, value: name }));
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      return calls.acknowledge({ type, data: { choices } });
    },
    show: progress.show,
    async finish([first, ...more], apology) {
      await progress.close();
      if (!first) return "lost";
      // Only a new message can become ephemeral; the deferred one is or is not.
      const edited = await calls.edit(messageBody(first, { isEphemeral: false }));
      if (edited.kind === "refused") {
        const apologized = await calls.edit(messageBody({ page: apology }, { isEphemeral: false }));
        return apologized.kind === "sent" ? "apologized" : "lost";
      }
      if (edited.kind !== "sent") return "lost";
      for (const message of more) {
        if (!(await calls.followUp(messageBody(message, { isEphemeral })))) return "lost";
      }
      return "delivered";
    },
  };
}

/** The three calls that an interaction's token allows, each with the patience that it deserves. */
function createCalls({ rest, clock, onFailure }: ReplyDeps, address: ReplyAddress) {
  const { applicationId, interactionId, token, receivedAt } = address;
  const original = Routes.webhookMessage(applicationId, token, "@original");
  const edits = {
    clock,
    until: receivedAt + EDIT_WITHIN_MS,
    attemptMs: EDIT_ATTEMPT_MS,
    backOffMs: EDIT_BACK_OFF_MS,
  };
  const note = (what: string, delivery: Delivery) => {
    if ("reason" in delivery) onFailure(what, delivery.reason);
    return delivery;
  };
  const sendEdit = (body: object) => (signal: AbortSignal) =>
    rest.patch(original, { body, signal, auth: false });

  return {
    async acknowledge(body: object): Promise<boolean> {
      const send = (signal: AbortSignal) =>
        rest.post(Routes.interactionCallback(interactionId, token), { body, signal, auth: false });
      const delivery = await sendPatiently(send, {
        clock,
        until: receivedAt + ACKNOWLEDGE_WITHIN_MS,
        attemptMs: ACKNOWLEDGE_ATTEMPT_MS,
        backOffMs: ACKNOWLEDGE_BACK_OFF_MS,
      });
      note("acknowledgement", delivery);
      return delivery.kind === "sent" || delivery.kind === "taken";
    },
    edit: async (body: object) => note("edit", await sendPatiently(sendEdit(body), edits)),
    /** Once: the next state follows anyway. */
    async tryEdit(body: object): Promise<void> {
      const once = { ...edits, until: Math.min(edits.until, clock.now() + EDIT_ATTEMPT_MS) };
      const backOffMs = EDIT_ATTEMPT_MS;
      note("progress", await sendPatiently(sendEdit(body), { ...once, backOffMs }));
    },
    async followUp(body: object): Promise<boolean> {
      const send = (signal: AbortSignal) =>
        rest.post(Routes.webhook(applicationId, token), { body, signal, auth: false });
      return note("follow-up", await sendPatiently(send, edits)).kind === "sent";
    },
  };
}
