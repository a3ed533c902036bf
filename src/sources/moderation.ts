import { createHmac, randomBytes } from "node:crypto";
import pLimit from "p-limit";
import type { NewLogEntry, SourceRecord, StoredSource } from "../store/store.ts";
import type { AddRequest, Moderator, Newsroom, NewsroomOptions, Preview, Refused } from "./newsroom.ts";
import { cutName, previewAddress } from "./preview.ts";
import { statusOf } from "./source-status.ts";
import { isTakenDown, parseTakedown } from "./takedown.ts";

/** More than a newsroom of people follows; it bounds what one server costs the others. */
const MAX_SOURCES = 50;
const ENTRIES_SHOWN = 20;
const ID_BYTES = 9;
/** Tells moderators of one server apart; nobody is found by it. */
const ACTOR_CHARS = 6;

type Moderation = Pick<Newsroom, "preview" | "add" | "remove" | "takeDown" | "listLog">;

/** What moderators change: each change is logged in the same transaction. */
export function createModeration(options: NewsroomOptions): Moderation {
  const { store, web } = options;
  // Of two who add the last source at once, the second is told so.
  const oneAtATime = pLimit(1);
  const entry = createEntries(options);
  const visible = (guildId: string) => store.view(guildId).listSources();

  return {
    async preview({ guildId, address, name, signal }) {
      const sources = await visible(guildId);
      const refusal = refuseMore(sources);
      if (refusal) return refusal;
      const preview = await previewAddress({ ...web, guildId }, { address, signal });
      if (preview.kind === "refused") return preview;
      return (
        refuseTakenDown(await store.listTakedowns(guildId), preview) ??
        named(preview, { typed: name, sources })
      );
    },
    add: (request) =>
      oneAtATime(async () => {
        const { guildId, source } = request;
        const refusal =
          refuseAdding(await visible(guildId), request) ??
          refuseTakenDown(await store.listTakedowns(guildId), request);
        if (refusal) return refusal;
        const id = `${source.kind}-${randomBytes(ID_BYTES).toString("base64url")}`;
        const record: SourceRecord = { ...source, id, guildId };
        await store.putSource(
          record,
          await entry(request, { action: "add", subject: `${source.name} (${source.address})` }),
        );
        const added = (await visible(guildId)).find((stored) => stored.id === id);
        return added ? statusOf(added) : refuse("the source was removed at the same moment");
      }),
    async remove({ sourceId, ...moderator }) {
      const source = (await visible(moderator.guildId)).find(({ id }) => id === sourceId);
      if (source?.guildId !== moderator.guildId) return undefined;
      return store.removeSource(sourceId, await entry(moderator, { action: "remove", subject: source.name }));
    },
    async takeDown({ target: typed, ...moderator }) {
      const target = parseTakedown(typed);
      if (target === undefined) {
        return refuse(
          "that is neither an address nor a domain: name one like https://example.org/story or example.org",
        );
      }
      const { guildId } = moderator;
      const counts = await store.takeDown(
        { guildId, target },
        await entry(moderator, { action: "takedown", subject: target }),
      );
      return { kind: "taken-down", target, ...counts };
    },
    listLog: (guildId) => store.listLog({ guildId, limit: ENTRIES_SHOWN }),
  };
}

/** Makes the log's entries: who did it is a hash. */
function createEntries({ store, now }: Pick<NewsroomOptions, "store" | "now">) {
  return async (
    { guildId, memberId }: Moderator,
    change: Pick<NewLogEntry, "action" | "subject">,
  ): Promise<NewLogEntry> => {
    const hash = createHmac("sha256", await store.secret())
      .update(`${guildId}/${memberId}`)
      .digest("hex");
    return { guildId, at: now().toISOString(), actor: hash.slice(0, ACTOR_CHARS), ...change };
  };
}

function refuseAdding(sources: readonly StoredSource[], { source }: AddRequest): Refused | undefined {
  const twin = sources.find(({ address }) => address === source.address);
  if (twin) return refuse(`this address is read already, as “${twin.name}”`);
  const namesake = sources.find(({ name }) => fold(name) === fold(source.name));
  if (namesake)
    return refuse(`there is a source named “${namesake.name}” already: give this one another name`);
  return refuseMore(sources);
}

function refuseTakenDown(
  targets: readonly string[],
  { source }: Pick<AddRequest, "source">,
): Refused | undefined {
  if (!isTakenDown(source.address, targets)) return undefined;
  return refuse("this address was taken down in this server: nothing from there is read any more");
}

function refuseMore(sources: readonly StoredSource[]): Refused | undefined {
  const own = sources.filter(({ guildId }) => guildId !== null).length;
  if (own < MAX_SOURCES) return undefined;
  return refuse(
    `this server has ${MAX_SOURCES} sources, which is the most that it can have: remove one first`,
  );
}

/** Under the name that was typed; else under its own, with a number where that is taken. */
function named(
  preview: Preview,
  { typed, sources }: { readonly typed: string | undefined; readonly sources: readonly StoredSource[] },
): Preview | Refused {
  const wanted = cutName((typed ?? "").replace(/\s+/g, " ").trim());
  const taken = new Set(sources.map(({ name }) => fold(name)));
  const own = preview.source.name;
  const numbered = [own, ...sources.map((_, index) => `${own} ${index + 2}`)].find(
    (name) => !taken.has(fold(name)),
  );
  const source = { ...preview.source, name: wanted || (numbered ?? own) };
  const refusal = refuseAdding(sources, { source, guildId: "", memberId: "" });
  return refusal ?? { ...preview, source };
}

const fold = (name: string) => name.normalize("NFKC").toLowerCase();

const refuse = (reason: string): Refused => ({ kind: "refused", reason });
