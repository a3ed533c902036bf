import { setTimeout as sleep } from "node:timers/promises";
import { PermissionFlagsBits } from "discord-api-types/v10";
import type { LocalDiscord } from "../../src/local-discord/server.ts";
import { isOfShards } from "../../src/store/shards.ts";

/** A server of one shard, and its moderator. */
export interface ShardServer {
  readonly shard: number;
  readonly guildId: string;
  readonly person: ReturnType<LocalDiscord["person"]>;
}

/** Adds servers until there is one of each shard: their ids tell the shard, and are made of the time. */
export async function addServerOfEachShard(discord: LocalDiscord, count: number): Promise<ShardServer[]> {
  const owner = discord.addUser("Ada");
  const moderator = discord.addUser("Mo");
  const members = [{ user: owner }, { user: moderator, permissions: PermissionFlagsBits.ManageGuild }];
  const servers = new Map<number, ShardServer>();
  while (servers.size < count) {
    const { id: guildId, channels } = discord.addGuild({ name: "Harbour", members });
    const shard = Array.from({ length: count }, (_, id) => id).find((id) =>
      isOfShards(guildId, { ids: [id], count }),
    );
    if (shard === undefined) throw new Error(`the server ${guildId} is of no shard`);
    const person = discord.person({ guildId, channelId: channels[0]?.id ?? "", userId: moderator.id });
    servers.set(shard, { shard, guildId, person });
    await sleep(1);
  }
  return [...servers.values()].toSorted((a, b) => a.shard - b.shard);
}
