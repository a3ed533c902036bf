import type { Embedder } from "../models/embedder.ts";
import type { IndexedArticle, Store } from "../store/store.ts";
import { type Comparison, compareReading } from "./compare.ts";
import { type IndexVersions, indexVersions } from "./index-version.ts";
import { indexArticles } from "./indexing.ts";
import type { ReadFailure, Source } from "./source.ts";

/** What reading one source again has changed. */
export interface Reload {
  readonly id: string;
  readonly kind: Source["kind"];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly failed: readonly ReadFailure[];
  /** Why nothing was changed, or why some articles are found by their words alone. */
  readonly error?: string;
  readonly ms: number;
}

export interface ReloadDeps {
  readonly store: Store;
  /** Without one, articles are found by their words alone. */
  readonly embedder?: Embedder | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReloadProgress) => void) | undefined;
  /** Hears that the whole index is being rebuilt, and why. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

export interface ReloadProgress {
  readonly sourceId: string;
  readonly stage: "reading" | "indexing" | "storing";
  /** Passages of new and changed articles; both zero before they are counted. */
  readonly done: number;
  readonly total: number;
}

/** Reads the sources again, one after the other. Rejects only when the signal aborts; what was applied stays. */
export async function reloadSources(
  sources: readonly Source[],
  deps: ReloadDeps,
): Promise<{ sources: Reload[]; ms: number }> {
  const startedAt = performance.now();
  const reloads: Reload[] = [];
  for (const source of sources) reloads.push(await reloadSource(source, deps));
  return { sources: reloads, ms: millisecondsSince(startedAt) };
}

/**
 * Reads one source again and applies what is new in one transaction. A failure of the source, the embedder or the
 * store is told in the result; rejects only when the signal aborts, and then nothing was applied.
 */
export async function reloadSource(source: Source, deps: ReloadDeps): Promise<Reload> {
  const startedAt = performance.now();
  const outcome = await tryReload(source, deps).catch((error: unknown) => {
    deps.signal?.throwIfAborted();
    return { ...NOTHING_CHANGED, error: messageOf(error) };
  });
  return { id: source.id, kind: source.kind, ...outcome, ms: millisecondsSince(startedAt) };
}

type Outcome = Omit<Reload, "id" | "kind" | "ms">;

const NOTHING_CHANGED = { added: 0, changed: 0, removed: 0, unchanged: 0, failed: [] } as const;

async function tryReload(source: Source, deps: ReloadDeps): Promise<Outcome> {
  const { store, embedder, signal, onProgress } = deps;
  const versions = indexVersions(embedder);
  await noticeRebuild(deps, versions);
  onProgress?.({ sourceId: source.id, stage: "reading", done: 0, total: 0 });
  const reading = await source.read(signal);
  const stored = await store.versions(source.id);
  signal?.throwIfAborted();

  const comparison = compareReading(reading, stored, versions);
  const { put, total, error } = await indexArticles(comparison.stale, {
    versions,
    embedder,
    signal,
    onProgress: (done, total) => onProgress?.({ sourceId: source.id, stage: "indexing", done, total }),
  });
  const written = put.filter(({ article, version }) => stored.get(article.id) !== version);
  onProgress?.({ sourceId: source.id, stage: "storing", done: total, total });
  signal?.throwIfAborted();
  await store.apply({
    sourceId: source.id,
    put: written,
    remove: comparison.vanished,
    fingerprint: versions.fingerprint,
    readAt: new Date().toISOString(),
  });
  return { ...countChanges(comparison, written, stored), ...(error === undefined ? {} : { error }) };
}

function countChanges(
  { articles, vanished, failed }: Comparison,
  written: readonly IndexedArticle[],
  stored: ReadonlyMap<string, string>,
): Outcome {
  const changed = written.filter(({ article }) => stored.has(article.id)).length;
  return {
    added: written.length - changed,
    changed,
    removed: vanished.length,
    unchanged: articles - written.length,
    failed,
  };
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

function millisecondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
