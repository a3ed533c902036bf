import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import { z } from "zod";
import { apiGuild, apiUser } from "./api-objects.ts";
import type { EventLog } from "./events.ts";
import { createSession, type Session, type Shard, serves } from "./gateway-session.ts";
import type { Limits } from "./limits.ts";
import type { State } from "./state.ts";

/** What the connections of a gateway share. */
export interface Hub {
  readonly state: State;
  readonly events: EventLog;
  readonly limits: Limits;
  /** Logins that can be resumed, by id. */
  readonly sessions: Map<string, Session>;
  readonly connected: Map<WebSocket, Session>;
  readonly gatewayUrl: () => string;
  identifies: number;
  /** When a shard of each remainder has logged in last. */
  readonly identifiedAt: Map<number, number>;
  isIgnoringHeartbeats: boolean;
}

/** Intents that a bot must apply for. This application has been granted none. */
const PRIVILEGED_INTENTS =
  GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent;

const API_VERSION = 10;
/** Codes with which a client says that it won't resume. */
const FAREWELL_CODES = [1000, 1001];

const messageSchema = z.object({ op: z.number(), d: z.unknown().optional() });
const shardSchema = z
  .tuple([z.int().nonnegative(), z.int().positive()])
  .refine(([id, count]) => id < count)
  .default([0, 1]);
const identifySchema = z.object({ token: z.string(), intents: z.number(), shard: z.unknown() });
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

/** Talks with one client from hello to the end. https://docs.discord.com/developers/events/gateway */
export function serveConnection(hub: Hub, socket: WebSocket): void {
  socket.on("message", (data) => receive(hub, socket, String(data)));
  socket.on("close", (code) => {
    const session = hub.connected.get(socket);
    hub.connected.delete(socket);
    if (session && FAREWELL_CODES.includes(code)) hub.sessions.delete(session.id);
    hub.events.emit({ kind: "gateway", direction: "closed", code });
  });
  send(hub, socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: hub.limits.heartbeatIntervalMs } });
}

/** Sends a message and notes it. */
export function send(hub: Hub, socket: WebSocket, message: { op: number; t?: string; d?: unknown }): void {
  socket.send(JSON.stringify(message));
  note(hub, "sent", message);
}

function note(
  hub: Hub,
  direction: "sent" | "received",
  { op, t, d }: { op: number; t?: string; d?: unknown },
) {
  const name = t === undefined ? {} : { name: t };
  hub.events.emit({ kind: "gateway", direction, code: op, ...name, payload: withoutTokens(d) });
}

const withoutTokens = (payload: unknown): unknown =>
  payload === undefined
    ? undefined
    : JSON.parse(JSON.stringify(payload, (key, value: unknown) => (key === "token" ? "[token]" : value)));

function receive(hub: Hub, socket: WebSocket, text: string): void {
  const message = messageSchema.safeParse(parseJson(text)).data;
  if (!message) {
    socket.close(GatewayCloseCodes.DecodeError, "Error while decoding payload.");
    return;
  }
  note(hub, "received", message);
  const { op, d } = message;
  if (op === GatewayOpcodes.Heartbeat && !hub.isIgnoringHeartbeats) {
    send(hub, socket, { op: GatewayOpcodes.HeartbeatAck });
  }
  if (op === GatewayOpcodes.Identify) identify(hub, socket, d);
  if (op === GatewayOpcodes.Resume) resume(hub, socket, d);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function identify(hub: Hub, socket: WebSocket, payload: unknown): void {
  const { token, intents, shard } = identifySchema.safeParse(payload).data ?? { token: "", intents: 0 };
  const served = shardSchema.safeParse(shard).data;
  hub.identifies += 1;
  if (token !== hub.state.token)
    socket.close(GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
  else if ((intents & PRIVILEGED_INTENTS) !== 0) {
    socket.close(GatewayCloseCodes.DisallowedIntents, "Disallowed intent(s).");
  } else if (!served) socket.close(GatewayCloseCodes.InvalidShard, "Invalid shard.");
  else if (isTooSoon(hub, served)) send(hub, socket, { op: GatewayOpcodes.InvalidSession, d: false });
  else welcome(hub, socket, served);
}

/** Shards of one remainder log in one after the other. */
function isTooSoon({ limits, identifiedAt }: Hub, [id]: Shard): boolean {
  const bucket = id % limits.maxConcurrency;
  const last = identifiedAt.get(bucket) ?? Number.NEGATIVE_INFINITY;
  const now = performance.now();
  if (now - last < limits.identifyGapMs) return true;
  identifiedAt.set(bucket, now);
  return false;
}

function welcome(hub: Hub, socket: WebSocket, shard: Shard): void {
  const { state, sessions, connected } = hub;
  const session = createSession(state.nextId(), shard);
  const guilds = [...state.guilds.values()].filter(({ id }) => serves(shard, id));
  sessions.set(session.id, session);
  connected.set(socket, session);
  const ready = {
    v: API_VERSION,
    user: apiUser(state.bot),
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    shard,
    session_id: session.id,
    resume_gateway_url: hub.gatewayUrl(),
    application: { id: state.applicationId, flags: 0 },
  };
  send(hub, socket, session.record("READY", ready));
  for (const guild of guilds) send(hub, socket, session.record("GUILD_CREATE", apiGuild(guild)));
}

function resume(hub: Hub, socket: WebSocket, payload: unknown): void {
  const asked = resumeSchema.safeParse(payload).data;
  const session = hub.sessions.get(asked?.session_id ?? "");
  if (asked && asked.token !== hub.state.token) {
    socket.close(GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
  } else if (asked && session) {
    hub.connected.set(socket, session);
    for (const missed of session.since(asked.seq)) send(hub, socket, missed);
    send(hub, socket, session.record("RESUMED", {}));
  } else {
    send(hub, socket, { op: GatewayOpcodes.InvalidSession, d: false });
  }
}
