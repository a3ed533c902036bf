import type { Server } from "node:http";
import { GatewayOpcodes } from "discord-api-types/v10";
import { type WebSocket, WebSocketServer } from "ws";
import { apiGuild } from "./api-objects.ts";
import type { EventLog } from "./events.ts";
import { type Hub, send, serveConnection } from "./gateway-connection.ts";
import { type Session, serves } from "./gateway-session.ts";
import type { Limits } from "./limits.ts";
import type { Guild, State } from "./state.ts";

/** The websocket over which the bot hears of things. */
export interface Gateway {
  readonly url: () => string;
  readonly faults: GatewayFaults;
  /** How often the bot has logged in anew. */
  identifies(): number;
  /** Whether the bot is connected and logged in. */
  isBotOnline(): boolean;
  /** The shards that are connected and logged in, one for each connection, in order. */
  connectedShards(): number[];
  /** Tells the shard that a server belongs to of something: now, or when it resumes. */
  dispatch(guildId: string, name: string, payload: unknown): void;
  announceGuild(guild: Guild): void;
  close(): void;
}

/** Failures on demand. Each happens at once, to every connection there is. */
export interface GatewayFaults {
  /** Op 7: the bot is to come back and resume. */
  requestReconnect(): void;
  /** Op 9. A session that is not resumable is forgotten. */
  invalidateSession(kind: "resumable" | "lost"): void;
  /** The connection breaks without a word. */
  dropConnections(): void;
  /** Discord ends the connection: 4004 for a bad token, 4014 for intents that were not granted. */
  closeConnections(code: number): void;
  /** From now on heartbeats are answered, or not. */
  answerHeartbeats(isAnswering: boolean): void;
}

const PATH = "/gateway";

interface Dependencies {
  readonly server: Server;
  readonly state: State;
  readonly events: EventLog;
  readonly limits: Limits;
  /** Host and port of the server, asked for only once it listens. */
  readonly host: () => string;
}

/** Opens the gateway on a server that need not listen yet. */
export function createGateway({ server, state, events, limits, host }: Dependencies): Gateway {
  const url = () => `ws://${host()}${PATH}`;
  const sockets = new WebSocketServer({ server, path: PATH });
  const hub: Hub = {
    state,
    events,
    limits,
    sessions: new Map<string, Session>(),
    connected: new Map<WebSocket, Session>(),
    gatewayUrl: url,
    identifies: 0,
    identifiedAt: new Map(),
    isIgnoringHeartbeats: false,
  };
  sockets.on("connection", (socket) => serveConnection(hub, socket));

  const dispatch = (guildId: string, name: string, payload: unknown) => {
    const sessions = [...hub.sessions.values()].filter(({ shard }) => serves(shard, guildId));
    for (const session of sessions) {
      const message = session.record(name, payload);
      for (const [socket, connected] of hub.connected) if (connected === session) send(hub, socket, message);
    }
  };

  return {
    url,
    dispatch,
    faults: createGatewayFaults(hub),
    identifies: () => hub.identifies,
    isBotOnline: () => hub.connected.size > 0,
    connectedShards: () => [...hub.connected.values()].map(({ shard: [id] }) => id).toSorted((a, b) => a - b),
    announceGuild: (guild) => dispatch(guild.id, "GUILD_CREATE", apiGuild(guild)),
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function createGatewayFaults(hub: Hub): GatewayFaults {
  const toAll = (act: (socket: WebSocket) => void) => {
    for (const socket of [...hub.connected.keys()]) act(socket);
  };
  return {
    requestReconnect: () => toAll((socket) => send(hub, socket, { op: GatewayOpcodes.Reconnect, d: null })),
    invalidateSession(kind) {
      const isResumable = kind === "resumable";
      if (!isResumable) hub.sessions.clear();
      toAll((socket) => {
        // The connection stays, and hears nothing until the bot resumes or logs in over it.
        hub.connected.delete(socket);
        send(hub, socket, { op: GatewayOpcodes.InvalidSession, d: isResumable });
      });
    },
    dropConnections: () => toAll((socket) => socket.terminate()),
    closeConnections: (code) => toAll((socket) => socket.close(code)),
    answerHeartbeats(isAnswering) {
      hub.isIgnoringHeartbeats = !isAnswering;
    },
  };
}
