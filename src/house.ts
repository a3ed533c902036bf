import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type Config, ConfigError } from "./config.ts";
import { type ListedFeed, parseFeedList } from "./formats/feed-list.ts";
import type { Services } from "./services.ts";
import { createFeedSource } from "./sources/feed.ts";
import { createFolderSource, type FolderSourceOptions } from "./sources/folder.ts";
import type { HouseSource } from "./sources/house.ts";

/** The folder that the settings name, as a source. */
export function createSeeds(options: Omit<FolderSourceOptions, "id">): HouseSource {
  return { source: createFolderSource({ ...options, id: "seeds" }), name: "seeds", address: null };
}

/** Everything that the settings name for all servers: the folder and the feeds. Throws a `ConfigError`. */
export async function createHouse(
  config: Pick<Config, "seedsDir" | "feedsFile">,
  { web, now }: Pick<Services, "web" | "now">,
): Promise<HouseSource[]> {
  const feeds = config.feedsFile === undefined ? [] : await loadFeedList(config.feedsFile);
  return [
    createSeeds({ folder: config.seedsDir, now, readFile: web.extractor.readFile }),
    ...feeds.map(({ address, name }) => {
      const id = `feed-${createHash("sha256").update(address).digest("base64url").slice(0, ID_CHARS)}`;
      return { source: createFeedSource({ ...web, id, address, now }), name: name ?? address, address };
    }),
  ];
}

/** Of the address's hash: the same after every start, and never that of another feed in one list. */
const ID_CHARS = 12;

async function loadFeedList(path: string): Promise<ListedFeed[]> {
  try {
    return parseFeedList(await readFile(path, "utf8"));
  } catch (cause) {
    throw new ConfigError(
      `FEEDS_FILE: ${path} can't be read: ${cause instanceof Error ? cause.message : cause}`,
      {
        cause,
      },
    );
  }
}
