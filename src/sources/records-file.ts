import { basename, extname } from "node:path";
import type { Article } from "../articles/article.ts";
import { readArticleFile } from "../formats/read-file.ts";
import { identifyArticle } from "./identify.ts";
import type { ReadFailure, Source } from "./source.ts";

export interface RecordsFileSourceOptions {
  readonly id: string;
  readonly path: string;
  /** The clock: what is read now was fetched now. */
  readonly now: () => Date;
}

/** One `.jsonl` file whose records keep their own ids, as measurements need them. It is alone in its newsroom. */
export function createRecordsFileSource({ id, path, now }: RecordsFileSourceOptions): Source {
  return {
    id,
    kind: "file",
    async read({ signal }) {
      signal?.throwIfAborted();
      const fetchedAt = now().toISOString();
      const file = await readArticleFile(path);
      const broken = file.failures.find(({ part }) => part === undefined);
      if (broken) throw new Error(`${path}: ${broken.reason}`);

      const articles = new Map<string, Article>();
      const failures: ReadFailure[] = file.failures.map(({ part, ownId, reason }) => ({
        name: `${basename(path)}, ${part}`,
        reason,
        idPrefix: ownId ?? "",
      }));
      const context = { sourceId: id, fetchedAt, outlet: basename(path, extname(path)) };
      for (const parsed of file.articles) {
        const ownId = parsed.ownId ?? "";
        if (articles.has(ownId)) {
          failures.push({
            name: basename(path),
            reason: `the id ${ownId} stands there twice`,
            idPrefix: ownId,
          });
        } else {
          articles.set(ownId, identifyArticle(parsed, { ...context, id: ownId }));
        }
      }
      return { articles: [...articles.values()], failures, kept: [], isComplete: true };
    },
  };
}
