import type { ServerResponse } from "node:http";
import type { RestEvent } from "../local-discord/events.ts";
import { isEphemeral, type Message } from "../local-discord/messages.ts";
import type { BotState, PageEvent, ShownCall, View, Way } from "./protocol.ts";
import { showCall, showCommands, showMessage } from "./show.ts";
import type { Town } from "./town.ts";

const CALLS_KEPT = 200;

/** Tells every open page what it may see of what happens (server-sent events). */
export interface Stream {
  /** Takes over the response of somebody who is there. */
  open(view: View, response: ServerResponse): void;
  setBot(bot: BotState): void;
  setWay(serverId: string, way: Way): void;
  close(): void;
}

interface Listener {
  readonly view: View;
  send(event: PageEvent): void;
  end(): void;
}

/** Creates a stream of what happens in the town. */
export function createStream(town: Town): Stream {
  const listeners = new Set<Listener>();
  const calls: ShownCall[] = [];
  const ways = new Map<string, Way>();
  let bot: BotState = { phase: "starting", detail: "The bot is starting." };
  const nameOf = (userId: string) => town.people.find(({ id }) => id === userId)?.name ?? "Playground";
  const toAll = (event: PageEvent) => {
    for (const listener of listeners) listener.send(event);
  };
  const commandsNow = (): PageEvent => ({
    kind: "commands",
    commands: showCommands(town.discord.commands()),
  });

  const stop = town.discord.onEvent((event) => {
    if (event.kind === "message") {
      for (const listener of listeners) tell(listener, event.message, nameOf);
    }
    if (event.kind !== "rest") return;
    calls.push(showCall(event, event.at));
    if (calls.length > CALLS_KEPT) calls.shift();
    toAll({ kind: "calls", calls: calls.slice(-1) });
    if (isRegistration(event)) toAll(commandsNow());
  });

  return {
    open(view, response) {
      const send = (event: PageEvent) => void response.write(`data: ${JSON.stringify(event)}\n\n`);
      const listener = { view, send, end: () => void response.end() };
      listeners.add(listener);
      response.on("close", () => listeners.delete(listener));
      const messages = town.findPerson(view)?.messages() ?? [];
      send({ kind: "bot", bot });
      send(commandsNow());
      send({ kind: "messages", messages: messages.map((message) => showMessage(message, nameOf)) });
      send({ kind: "calls", calls });
      const way = ways.get(view.serverId);
      if (way) send({ kind: "way", way });
    },
    setBot(next) {
      bot = next;
      toAll({ kind: "bot", bot });
    },
    setWay(serverId, way) {
      ways.set(serverId, way);
      for (const { view, send } of listeners) if (view.serverId === serverId) send({ kind: "way", way });
    },
    close() {
      stop();
      for (const listener of listeners) listener.end();
    },
  };
}

const isRegistration = ({ method, route }: RestEvent) => method === "PUT" && route.includes("/commands");

/** As Discord does: of another server's, or for another member alone, nothing is told. */
function tell({ view, send }: Listener, message: Message, nameOf: (userId: string) => string): void {
  if (message.guildId !== view.serverId) return;
  if (isEphemeral(message) && message.invocation?.userId !== view.personId) return;
  if (message.isDeleted) send({ kind: "deleted", id: message.id });
  else send({ kind: "message", message: showMessage(message, nameOf) });
}
