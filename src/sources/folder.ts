import { basename, dirname, resolve } from "node:path";
import type { Article } from "../articles/article.ts";
import type { ArticleFile } from "../formats/read-file.ts";
import { identifyArticle } from "./identify.ts";
import { listFolder } from "./list-folder.ts";
import type { ReadFailure, Reading, Source } from "./source.ts";

export interface FolderSourceOptions {
  readonly id: string;
  readonly folder: string;
  /** The clock: what is read now was fetched now. */
  readonly now: () => Date;
  /** Never rejects: what can't be read is a failure of the file. */
  readonly readFile: (path: string) => Promise<ArticleFile>;
}

/** A folder of article files, read with all its folders, in the order of their names. */
export function createFolderSource({ id, folder, now, readFile }: FolderSourceOptions): Source {
  return {
    id,
    kind: "folder",
    async read({ signal }) {
      const fetchedAt = now().toISOString();
      const listing = await listFolder(resolve(folder));
      const articles: Article[] = [];
      const failures: ReadFailure[] = listing.failures.map(({ name, reason }) => ({
        name,
        reason,
        idPrefix: `${id}/${name}`,
      }));
      for (const { name, path } of listing.files) {
        signal?.throwIfAborted();
        const file = await readFile(path);
        const outlet = basename(dirname(path));
        const reading = identifyArticles(file, { sourceId: id, name, fetchedAt, outlet });
        articles.push(...reading.articles);
        failures.push(...reading.failures);
      }
      return { articles, failures, kept: [], isComplete: true };
    },
  };
}

interface FileContext {
  readonly sourceId: string;
  /** The file's path below the folder, with forward slashes. */
  readonly name: string;
  readonly fetchedAt: string;
  /** Who publishes what stands in this folder, where the article itself does not say. */
  readonly outlet: string;
}

/** A file's one article is known by the file's name, each of many by its own id behind a `#`. */
function identifyArticles(file: ArticleFile, context: FileContext): Pick<Reading, "articles" | "failures"> {
  const fileId = `${context.sourceId}/${context.name}`;
  const holdsMany = file.kind === "records" || file.kind === "feed";
  const ids = new Set<string>();
  const articles: Article[] = [];
  const failures: ReadFailure[] = file.failures.map(({ part, ownId, reason }) => ({
    name: part === undefined ? context.name : `${context.name}, ${part}`,
    reason,
    idPrefix: ownId === undefined ? fileId : `${fileId}#${ownId}`,
  }));
  for (const [index, parsed] of file.articles.entries()) {
    const id = holdsMany ? `${fileId}#${parsed.ownId ?? `entry-${index + 1}`}` : fileId;
    if (ids.has(id)) {
      failures.push({
        name: context.name,
        reason: `the id ${parsed.ownId} stands there twice`,
        idPrefix: id,
      });
    } else {
      ids.add(id);
      articles.push(identifyArticle(parsed, { ...context, id }));
    }
  }
  return { articles, failures };
}
