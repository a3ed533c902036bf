import type { Article } from "../articles/article.ts";
import type { Embedder } from "../models/embedder.ts";
import type { IndexedArticle, Lease, ReadingOutcome, Store, StoredSource } from "../store/store.ts";
import { type Comparison, compareReading } from "./compare.ts";
import { describeFailures } from "./describe-failures.ts";
import { type IndexVersions, indexVersions } from "./index-version.ts";
import { indexArticles } from "./indexing.ts";
import { planNext } from "./schedule.ts";
import { type ReadFailure, type Reading, type Source, SourceError } from "./source.ts";
import { isTakenDown } from "./takedown.ts";

/** What reading one source again has changed. */
export interface Reload {
  readonly id: string;
  /** As members know it. */
  readonly name: string;
  readonly kind: Source["kind"];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: readonly ReadFailure[];
  /** Why nothing was changed, or why some articles are found by their words alone. */
  readonly error?: string;
  /** What a moderator should know of the source: one sentence each. */
  readonly notices: readonly string[];
  /** Another process has read it, at the same time: nothing is known of what that has changed. */
  readonly isElsewhere?: true;
  readonly ms: number;
}

export interface ReloadDeps {
  readonly store: Store;
  /** Without one, articles are found by their words alone. */
  readonly embedder?: Embedder | undefined;
  readonly now: () => Date;
  /** In [0, 1): spreads the readings to come. */
  readonly random: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Under which it is read: nothing is written where another process has it by then. */
  readonly lease?: Lease | undefined;
  readonly onProgress?: ((progress: ReloadProgress) => void) | undefined;
  /** Hears that the whole index is being rebuilt, and why. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

export interface ReloadProgress {
  /** As members know the source. */
  readonly name: string;
  readonly stage: "reading" | "indexing" | "storing";
  /** Passages of new and changed articles; both zero before they are counted. */
  readonly done: number;
  readonly total: number;
}

/**
 * Reads one source again and applies what is new in one transaction. The source stands in the store. A failure of the
 * source, the embedder or the store is told in the result; rejects only when the signal aborts, and then nothing was
 * applied.
 */
export async function reloadSource(source: Source, deps: ReloadDeps): Promise<Reload> {
  const startedAt = performance.now();
  const { store, signal } = deps;
  let stored: StoredSource | undefined;
  const outcome = await findStored(store, source)
    .then((found) => {
      stored = found;
      return tryReload(source, { ...deps, stored: found });
    })
    .catch(async (error: unknown) => {
      signal?.throwIfAborted();
      await noteFailure(error, { ...deps, stored });
      return { ...NOTHING_CHANGED, error: messageOf(error) };
    });
  const ms = Math.round(performance.now() - startedAt);
  return { id: source.id, name: stored?.name ?? source.id, kind: source.kind, ...outcome, ms };
}

type Outcome = Omit<Reload, "id" | "name" | "kind" | "ms">;

/** The outcome of a reading that came to nothing. */
export const NOTHING_CHANGED = {
  added: 0,
  changed: 0,
  removed: 0,
  unchanged: 0,
  failed: [],
  notices: [],
} as const satisfies Outcome;

async function findStored(store: Store, { id }: Source): Promise<StoredSource> {
  const stored = await store.findSource(id);
  if (!stored) throw new Error("the source is not here any more");
  return stored;
}

type StoredReloadDeps = ReloadDeps & { readonly stored: StoredSource };

async function tryReload(source: Source, deps: StoredReloadDeps): Promise<Outcome> {
  const { store, stored, embedder, signal } = deps;
  const show = (stage: ReloadProgress["stage"], done = 0, total = 0) =>
    deps.onProgress?.({ name: stored.name, stage, done, total });
  const versions = indexVersions(embedder);
  await noticeRebuild(deps, versions);
  show("reading");
  const reading = await dropTakenDown(
    await source.read({ signal, ...(stored.memory === null ? {} : { memory: stored.memory }) }),
    deps,
  );
  const storedVersions = await store.versions(source.id);
  signal?.throwIfAborted();

  const comparison = compareReading(reading, storedVersions, versions);
  const unfinished = await findUnfinished(reading, comparison, { ...deps, versions });
  const { put, total, error } = await indexArticles([...comparison.stale, ...unfinished], {
    versions,
    embedder,
    signal,
    onProgress: (done, total) => show("indexing", done, total),
  });
  const written = put.filter(({ article, version }) => storedVersions.get(article.id) !== version);
  show("storing", total, total);
  signal?.throwIfAborted();
  const counts = countChanges(comparison, written, storedVersions);
  await store.apply({
    sourceId: source.id,
    put: written,
    remove: comparison.vanished,
    fingerprint: versions.fingerprint,
    isFinished: error === undefined,
    outcome: outcomeOf(reading, { ...deps, problem: describeFailures({ failed: counts.failed, error }) }),
  });
  return { ...counts, notices: reading.notices ?? [], ...(error === undefined ? {} : { error }) };
}

/**
 * What a server does not want to read is not read: indexing it only for the store to drop it would be for nothing. Of
 * an entry whose page turns out to stand there, nothing stays.
 */
async function dropTakenDown(
  reading: Reading,
  { store, stored }: StoredReloadDeps,
): Promise<Reading & { readonly dropped: readonly string[] }> {
  const targets = await store.listTakedowns(stored.guildId ?? undefined);
  const isDropped = ({ url }: Article) => isTakenDown(url ?? stored.address, targets);
  if (targets.length === 0) return { ...reading, dropped: [] };
  return {
    ...reading,
    articles: reading.articles.filter((article) => !isDropped(article)),
    dropped: reading.articles.filter(isDropped).map(({ id }) => id),
  };
}

/**
 * Articles that stay as they are, and were indexed in another way than now's, or not to the end: a feed does not show
 * them again.
 */
async function findUnfinished(
  reading: Reading,
  { vanished }: Comparison,
  { store, stored, versions }: StoredReloadDeps & { readonly versions: IndexVersions },
): Promise<Article[]> {
  if (stored.articles === 0 || stored.fingerprint === versions.fingerprint) return [];
  const others = new Set([...reading.articles.map(({ id }) => id), ...vanished]);
  const kept = (await store.articlesOf(stored.id)).filter(({ id }) => !others.has(id));
  const known = await store.versions(stored.id);
  return kept.filter((article) => known.get(article.id) !== versions.whole(article));
}

function countChanges(
  { articles, vanished, failed }: Comparison,
  written: readonly IndexedArticle[],
  stored: ReadonlyMap<string, string>,
): Omit<Outcome, "notices"> {
  const changed = written.filter(({ article }) => stored.has(article.id)).length;
  return {
    added: written.length - changed,
    changed,
    removed: vanished.length,
    unchanged: Math.max(0, articles - written.length),
    failed,
  };
}

function outcomeOf(
  { readAgainInMs, memory }: Reading,
  { now, random, lease, problem }: StoredReloadDeps & { readonly problem: string | undefined },
): ReadingOutcome {
  const moment = now().toISOString();
  return {
    triedAt: moment,
    readAt: moment,
    nextAt: planNext({ kind: "read", readAgainInMs }, { now: now(), random }),
    failures: 0,
    isUnreadable: false,
    lastError: problem ?? null,
    memory,
    lease,
  };
}

/** Best effort: a store that could not take the changes may not take this either, and has said why already. */
async function noteFailure(
  error: unknown,
  { store, stored, now, random, lease }: ReloadDeps & { readonly stored: StoredSource | undefined },
): Promise<void> {
  if (!stored) return;
  const { problem, retryAfterMs } =
    error instanceof SourceError ? error : { problem: "unreachable" as const, retryAfterMs: undefined };
  const failures = stored.failures + 1;
  const outcome: ReadingOutcome = {
    triedAt: now().toISOString(),
    readAt: undefined,
    nextAt: planNext({ kind: "failed", problem, failures, retryAfterMs }, { now: now(), random }),
    failures,
    isUnreadable: problem === "unreadable",
    lastError: messageOf(error),
    memory: undefined,
    lease,
  };
  await store.noteReading(stored.id, outcome).catch(() => {});
}

/** Only the first source after a change says it: applying it stores the new fingerprint. */
async function noticeRebuild({ store, onNotice }: ReloadDeps, { fingerprint }: IndexVersions): Promise<void> {
  const stored = await store.fingerprint();
  if (stored === undefined || stored === fingerprint) return;
  onNotice?.(`the index was built with ${stored} and is being rebuilt with ${fingerprint}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
