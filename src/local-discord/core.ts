import type { Commands } from "./commands.ts";
import type { Endpoint } from "./endpoint.ts";
import type { EventLog } from "./events.ts";
import type { Gateway } from "./gateway.ts";
import type { Interactions } from "./interactions.ts";
import type { Limits } from "./limits.ts";
import type { Messages } from "./messages.ts";
import type { State } from "./state.ts";

/** The parts that routes and people share. */
export interface Core {
  readonly state: State;
  readonly events: EventLog;
  readonly messages: Messages;
  readonly commands: Commands;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly endpoint: Endpoint;
  readonly limits: Limits;
}
