import type { SourceRecord, Store } from "../store/store.ts";
import type { Source } from "./source.ts";

/** A source that the settings name: every server sees it. */
export interface HouseSource {
  readonly source: Source;
  /** As members know it. */
  readonly name: string;
  /** Where a feed is read. */
  readonly address: string | null;
}

/** Puts the house's sources into the store; `othersGo` removes those that the settings name no more. */
export async function registerHouse(
  store: Store,
  house: readonly HouseSource[],
  { othersGo }: { readonly othersGo: boolean },
): Promise<void> {
  const stored = new Map((await store.view().listSources()).map((source) => [source.id, source]));
  const ids = new Set(house.map(({ source }) => source.id));
  if (othersGo) {
    for (const id of stored.keys()) if (!ids.has(id)) await store.removeSource(id);
  }
  for (const { source, name, address } of house) {
    const record: SourceRecord = { id: source.id, guildId: null, kind: source.kind, name, address };
    const known = stored.get(source.id);
    // Nothing is written where nothing is new: a bot starts on a disk that can't be written, too.
    const isKnown = known?.name === name && known.kind === source.kind && known.address === address;
    if (!isKnown) await store.putSource(record);
  }
}
