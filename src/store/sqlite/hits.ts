import type { DatabaseSync } from "node:sqlite";
import type { ArticleInfo } from "../../articles/article.ts";
import { INFO_COLUMNS, readArticleInfo, readNumber, readText } from "../rows.ts";
import { rowOf } from "../scopes.ts";
import type { ScopeShelf } from "../shelf.ts";
import type { Hit } from "../store.ts";

/** A passage that was found, by its article's row and its position there. */
export interface PassagePlace {
  readonly article: number;
  readonly position: number;
  readonly score: number;
}

/** The row of an article that was found on a shelf. */
export function rowAt(shelf: ScopeShelf | undefined, number: number): number {
  if (!shelf) throw new Error("a passage was found on no shelf");
  return rowOf({ scope: shelf.scope, number });
}

/** Makes hits of places, in their order. */
export type FindHits = (places: readonly PassagePlace[]) => Hit[];

/** Prepares the reading of what was found. */
export function createFindHits(database: DatabaseSync): FindHits {
  const readArticles = createReadArticles(database);
  const findPassage = database.prepare("select start, end from passages where article = ? and position = ?");
  return (places) => {
    const articles = readArticles(new Set(places.map(({ article }) => article)));
    return places.flatMap(({ article, position, score }) => {
      const found = articles.get(article);
      const row = findPassage.get(article, position);
      if (!found || !row) return [];
      const { info, originId, body } = found;
      const start = readNumber(row, "start");
      const end = readNumber(row, "end");
      const passage = {
        id: `${info.id}@${start}`,
        articleId: info.id,
        start,
        end,
        text: body.slice(start, end),
      };
      return [{ passage, article: info, originId, score }];
    });
  };
}

/** Articles that one question's searches find again and again are read once: up to so much text, at most 20 MB. */
const LETTERS_KEPT = 10_000_000;

interface FoundArticle {
  readonly info: ArticleInfo;
  readonly originId: string;
  readonly body: string;
}

/** Reads articles by their rows, and keeps them until anybody has written to the database. */
function createReadArticles(
  database: DatabaseSync,
): (rows: Iterable<number>) => ReadonlyMap<number, FoundArticle> {
  const find = database.prepare(`
    select ${INFO_COLUMNS}, origin_id, body from articles join bodies on article = articles.rowid
    where articles.rowid = ?`);
  // The one counts what this connection has written, the other changes with what others have.
  const findVersion = database.prepare(
    "select total_changes() || ' ' || data_version as version from pragma_data_version",
  );
  const kept = new Map<number, FoundArticle>();
  let keptAt = "";
  let letters = 0;

  return (rows) => {
    const version = readText(findVersion.get(), "version");
    if (version !== keptAt || letters > LETTERS_KEPT) {
      kept.clear();
      [keptAt, letters] = [version, 0];
    }
    for (const rowid of rows) {
      if (kept.has(rowid)) continue;
      const row = find.get(rowid);
      if (!row) throw new Error("the store has a passage without an article");
      const body = readText(row, "body");
      kept.set(rowid, { info: readArticleInfo(row), originId: readText(row, "origin_id"), body });
      letters += body.length;
    }
    return kept;
  };
}
