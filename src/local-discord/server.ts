import { createServer } from "node:http";
import { createCommands, type RegisteredCommand } from "./commands.ts";
import type { Core } from "./core.ts";
import { createEndpoint } from "./endpoint.ts";
import { createEventLog, type EventLog, type RestEvent } from "./events.ts";
import { createRestFaults, type RestFaults } from "./faults.ts";
import { createGateway, type GatewayFaults } from "./gateway.ts";
import { createInteractions, type Interaction } from "./interactions.ts";
import { DISCORD_LIMITS, type Limits } from "./limits.ts";
import { createMessages, type Message } from "./messages.ts";
import { createPerson, type Person, type Place } from "./person.ts";
import { createRestListener } from "./rest.ts";
import type { Route } from "./routes.ts";
import { createState, type Guild, type GuildSetup, type User } from "./state.ts";

const HOST = "127.0.0.1";
/** More than any test makes; a page that runs for days must not fill the memory. */
const MAX_KEPT_CALLS = 20_000;

export interface LocalDiscordSetup {
  /** 0 takes a free one. */
  readonly port: number;
  /** The token that the bot has to log in with. */
  readonly token?: string;
  /** Discord's own where not given. */
  readonly limits?: Partial<Limits>;
}

/** A Discord on this machine: one application, and the servers and people that it is given. */
export interface LocalDiscord {
  /** For discord.js: `rest: { api: apiUrl }`. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** What interactions over HTTP are signed with: 64 hexadecimal digits. */
  readonly publicKey: string;
  /** Sends interactions over HTTP from now on. Rejects when Discord would not take the address. */
  useEndpoint(url: string): Promise<void>;
  addUser(name: string): User;
  /** Creates a server with the bot in it, and tells the bot. */
  addGuild(setup: GuildSetup): Guild;
  /** Puts somebody into a channel. Throws if they are no member. */
  person(place: Place): Person;
  /** What the bot has registered: for one server, or globally. */
  commands(guildId?: string): readonly RegisteredCommand[];
  /** Lifts a command's default permissions in a server, as its owner may at any time. */
  openCommand(guildId: string, name: string): void;
  /** Every state of a message, oldest first. */
  history(messageId: string): readonly Message[];
  /** What has become of something that somebody did. */
  interaction(id: string): Interaction | undefined;
  isBotOnline(): boolean;
  /** The shards that are logged in, one for each connection, in order. */
  connectedShards(): number[];
  /** The last calls of the bot, in order; those of one route, if one is given. */
  calls(route?: Route): readonly RestEvent[];
  /** The calls with payloads that broke a rule of Discord's. */
  brokenRules(): readonly RestEvent[];
  readonly onEvent: EventLog["onEvent"];
  readonly until: EventLog["until"];
  readonly restFaults: RestFaults<Route>;
  readonly gatewayFaults: GatewayFaults;
  close(): Promise<void>;
}

/** Starts a local Discord, on the loopback interface only. */
export async function startLocalDiscord(setup: LocalDiscordSetup): Promise<LocalDiscord> {
  const server = createServer();
  const host = () => {
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("the local Discord does not listen");
    return `${HOST}:${address.port}`;
  };
  const limits = { ...DISCORD_LIMITS, ...setup.limits };
  const events = createEventLog();
  const state = createState(setup.token ?? "local-discord-token");
  const gateway = createGateway({ server, state, events, limits, host });
  const core: Core = {
    state,
    events,
    gateway,
    endpoint: createEndpoint(),
    limits,
    messages: createMessages(events),
    commands: createCommands(state.nextId),
    interactions: createInteractions(events, limits),
  };
  const restFaults = createRestFaults<Route>();
  server.on("request", createRestListener(core, restFaults));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(setup.port, HOST, resolve);
  });
  const close = async () => {
    core.interactions.close();
    gateway.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { ...createControls(core), apiUrl: `http://${host()}/api`, restFaults, close };
}

function createControls(core: Core): Omit<LocalDiscord, "apiUrl" | "restFaults" | "close"> {
  const { state, events, gateway, messages, commands } = core;
  const calls: RestEvent[] = [];
  events.onEvent((event) => {
    if (event.kind === "rest") calls.push(event);
    if (calls.length > MAX_KEPT_CALLS) calls.shift();
  });
  return {
    token: state.token,
    applicationId: state.applicationId,
    publicKey: core.endpoint.publicKey,
    useEndpoint: core.endpoint.use,
    addUser: state.addUser,
    addGuild(setup) {
      const guild = state.addGuild(setup);
      gateway.announceGuild(guild);
      return guild;
    },
    person: (place) => createPerson(core, place),
    commands: commands.list,
    openCommand: (guildId, name) => state.guilds.get(guildId)?.openCommands.add(name),
    history: messages.history,
    interaction: core.interactions.find,
    isBotOnline: gateway.isBotOnline,
    connectedShards: gateway.connectedShards,
    calls: (route) => calls.filter((call) => route === undefined || call.route === route),
    brokenRules: () => calls.filter(({ problems }) => problems.length > 0),
    onEvent: events.onEvent,
    until: events.until,
    gatewayFaults: gateway.faults,
  };
}
