import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "../config.ts";
import { createActor } from "./actions.ts";
import { addTrays } from "./add-trays.ts";
import { type LogLine, startBotProcess } from "./bot-process.ts";
import { createLogReader } from "./log-reader.ts";
import type { Scene } from "./protocol.ts";
import { startPageServer } from "./server.ts";
import { createStream } from "./stream.ts";
import { startTown, type Town } from "./town.ts";
import { createTrays, type Trays } from "./tray.ts";

export interface PlaygroundOptions {
  /** What the bot finds in its environment, but for what makes it this playground's. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** 0 takes a free one. */
  readonly port: number;
  /** Hears each warning and each error of the bot's log. */
  readonly onTrouble?: (line: LogLine) => void;
}

/** The real bot on a local Discord, and a page to talk to it. */
export interface Playground {
  /** Where the page is: `http://127.0.0.1:4173`. */
  readonly address: string;
  readonly town: Town;
  /** Resolves once the bot has read its sources and each server's tray; rejects when it ends before that. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts everything; the page is there before the bot is. What it stores is in a temporary folder and goes with it.
 * Rejects with one line when the port is taken or the settings are bad.
 */
export async function startPlayground({
  environment,
  port,
  onTrouble,
}: PlaygroundOptions): Promise<Playground> {
  const config = parseConfig(environment);
  const page = await startPageServer(port);
  const folder = await mkdtemp(join(tmpdir(), "on-record-playground-"));
  const town = await startTown();
  const trays = await createTrays({
    folder: join(folder, "inbox"),
    servers: town.servers,
    now: () => new Date(),
  });
  const stream = createStream(town);
  page.serve({
    scene: describeScene(town, trays, config.chatModel ?? null),
    stream,
    trays: trays.byServer,
    isThere: (view) => town.findPerson(view) !== undefined,
    act: createActor(town),
  });

  const reader = createLogReader(stream);
  const bot = startBotProcess({
    environment: {
      ...environment,
      DISCORD_TOKEN: town.discord.token,
      DISCORD_APPLICATION_ID: town.discord.applicationId,
      DISCORD_API_URL: town.discord.apiUrl,
      DATABASE_URL: join(folder, "on-record.sqlite"),
      TRUSTED_ORIGIN: page.origin,
      HTTP_PORT: "",
      LOG_LEVEL: "debug",
    },
    onLine(line) {
      reader.read(line);
      if (line.level === "warn" || line.level === "error") onTrouble?.(line);
    },
    onEnd: reader.end,
  });
  const ready = reader.seedsRead.then(() => addTrays(town, page.origin)).then(reader.finish);
  // Whoever does not wait for it sees on the page what went wrong.
  ready.catch(reader.fail);
  return {
    address: page.origin,
    town,
    ready,
    async close() {
      await bot.stop();
      stream.close();
      await page.close();
      await trays.close();
      await town.discord.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describeScene({ servers, people }: Town, trays: Trays, model: string | null): Scene {
  return {
    servers: servers.map(({ id, name, channels }) => ({
      id,
      name,
      channel: channels[0]?.name ?? "",
      inbox: trays.byServer.get(id)?.folder ?? "",
    })),
    people: people.map(({ id, name, role }) => ({ id, name, role })),
    model,
  };
}
