import type { ReloadProgress } from "../sources/reload.ts";

/** Puts two counts together: a reload's, batch by batch, and the embedder's within its batch. */
export interface IndexingProgress {
  onReload(progress: ReloadProgress): void;
  onEmbedded(done: number): void;
}

/** Says how far the index is, in one line that `show` replaces with the next. */
export function createIndexingProgress(show: (line: string) => void): IndexingProgress {
  let latest: ReloadProgress | undefined;
  const showPassages = ({ name, total }: ReloadProgress, done: number) =>
    show(`indexing ${name}: ${Math.min(done, total)} of ${total} passages`);
  return {
    onReload(progress) {
      latest = progress;
      if (progress.stage === "indexing" && progress.total > 0) showPassages(progress, progress.done);
      else show(`${progress.stage} ${progress.name}`);
    },
    onEmbedded(done) {
      if (latest?.stage === "indexing") showPassages(latest, latest.done + done);
    },
  };
}
