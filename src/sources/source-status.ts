import type { StoredSource } from "../store/store.ts";
import type { SourceStatus } from "./newsroom.ts";
import { needsAttention } from "./schedule.ts";

/** What members and moderators see of a stored source. */
export function statusOf(stored: StoredSource): SourceStatus {
  const { id, name, kind, address, guildId, articles, newest, readAt, nextAt, lastError } = stored;
  return {
    id,
    name,
    kind,
    address,
    isHouse: guildId === null,
    articles,
    newestArticle: newest,
    lastReadAt: readAt,
    nextReadAt: nextAt,
    ...(lastError === null ? {} : { lastError }),
    needsAttention: needsAttention(stored),
  };
}
