import type { RestStatus } from "./faults.ts";
import type { Interaction } from "./interactions.ts";
import type { Message } from "./messages.ts";
import type { Problem } from "./problems.ts";

/** A call of the bot to the REST API, once it is over. `route` is the template, so that no token is shown. */
export interface RestEvent {
  readonly kind: "rest";
  readonly method: string;
  readonly route: string;
  /** What was answered, or how the call was made to fail. */
  readonly status: RestStatus;
  readonly ms: number;
  readonly request: unknown;
  readonly response: unknown;
  readonly problems: readonly Problem[];
}

/** One gateway message or one end of a connection, without tokens. */
export interface GatewayEvent {
  readonly kind: "gateway";
  readonly direction: "sent" | "received" | "closed";
  /** The opcode, or the close code. */
  readonly code: number;
  /** The name of a dispatch (`INTERACTION_CREATE`). */
  readonly name?: string;
  readonly payload?: unknown;
}

export interface MessageEvent {
  readonly kind: "message";
  readonly change: "created" | "edited" | "deleted";
  readonly message: Message;
}

export interface InteractionEvent {
  readonly kind: "interaction";
  readonly change: "created" | "answered" | "unanswered" | "token expired";
  readonly interaction: Interaction;
}

export type DiscordEvent = RestEvent | GatewayEvent | MessageEvent | InteractionEvent;

/** Everything that happens, in order, for tests to wait on and for a page to show. */
export interface EventLog {
  emit(event: DiscordEvent): void;
  /** Calls the listener with every later event; returns what stops it. */
  onEvent(listener: (event: DiscordEvent & { readonly at: number }) => void): () => void;
  /**
   * Resolves with what `probe` returns once that is not undefined: it is asked now and after every event.
   * Rejects when it throws.
   */
  until<Value>(probe: () => Value | undefined): Promise<Value>;
}

/** Creates an empty log. `at` of its events is in milliseconds since 1970. */
export function createEventLog(): EventLog {
  const listeners = new Set<(event: DiscordEvent & { readonly at: number }) => void>();

  const onEvent: EventLog["onEvent"] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  return {
    onEvent,
    emit(event) {
      const dated = { ...event, at: Date.now() };
      for (const listener of [...listeners]) listener(dated);
    },
    until(probe) {
      return new Promise((resolve, reject) => {
        const ask = () => {
          try {
            const value = probe();
            if (value === undefined) return;
            stop();
            resolve(value);
          } catch (error) {
            stop();
            reject(error);
          }
        };
        const stop = onEvent(ask);
        ask();
      });
    },
  };
}
