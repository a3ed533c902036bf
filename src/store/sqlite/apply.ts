import type { DatabaseSync } from "node:sqlite";
import { checkArticle } from "../check-article.ts";
import { findText, readNumber, readText } from "../rows.ts";
import type { IndexedArticle, SourceChanges } from "../store.ts";
import { createFindOrigin } from "./copies.ts";
import { isTargetSql } from "./filter.ts";
import { createInsert } from "./insert.ts";
import { createRemoval } from "./remove.ts";
import { createNoteReading } from "./sources.ts";
import type { WordIndex } from "./words.ts";

/** Makes the store's main writing operation: a source's changes, in one transaction. */
export function createApply(database: DatabaseSync, words: WordIndex): (changes: SourceChanges) => void {
  const remove = createRemove(database, words);
  const put = createPut(database, { words, remove });
  const noteReading = createNoteReading(database);
  const putFingerprint = database.prepare("update sources set fingerprint = ? where id = ?");
  const putMeta = database.prepare(
    "insert into meta (name, value) values ('fingerprint', ?) on conflict do update set value = excluded.value",
  );

  return (changes) => {
    for (const indexed of changes.put) checkArticle(indexed, changes.sourceId);
    words.inTransaction(() => {
      noteReading(changes.sourceId, changes.outcome);
      putFingerprint.run(changes.isFinished ? changes.fingerprint : null, changes.sourceId);
      putMeta.run(changes.fingerprint);
      for (const id of changes.remove) remove(id, changes.sourceId);
      for (const indexed of changes.put) put(indexed);
    });
  };
}

type Remove = (id: string, sourceId: string) => CutArticle | undefined;

/** What stays of a removed article that retention had cut down to its title. */
interface CutArticle {
  readonly cutAt: string;
  readonly originId: string;
}

function createPut(
  database: DatabaseSync,
  { words, remove }: { words: WordIndex; remove: Remove },
): (indexed: IndexedArticle) => void {
  const insert = createInsert(database);
  const findOrigin = createFindOrigin(database);
  const keepCut = database.prepare("update articles set cut_at = ?, origin_id = ? where rowid = ?");
  const findTakedown = database.prepare(`
    select 1 from articles join sources on sources.id = source_id
      join takedowns on takedowns.guild_id in ('', coalesce(sources.guild_id, ''))
    where articles.rowid = ? and ${isTargetSql("articles", "target")}`);
  return (indexed) => {
    const { id, sourceId, title, body } = indexed.article;
    const cut = remove(id, sourceId);
    const rowid = insert(indexed);
    words.add(rowid);
    // Somebody may have taken it down while it was being read.
    if (findTakedown.get(rowid)) remove(id, sourceId);
    // Only indexed anew: it is not to be cut again, and a title alone can't tell what it is a copy of.
    else if (cut && body === title) keepCut.run(cut.cutAt, cut.originId, rowid);
    else findOrigin(rowid, indexed.article);
  };
}

function createRemove(database: DatabaseSync, words: WordIndex): Remove {
  const find = database.prepare(
    "select rowid as article, cut_at, origin_id from articles where id = ? and source_id = ?",
  );
  const { removeArticle } = createRemoval(database, words);
  return (id, sourceId) => {
    const row = find.get(id, sourceId);
    if (!row) return undefined;
    removeArticle(readNumber(row, "article"));
    const cutAt = findText(row, "cut_at");
    return cutAt === null ? undefined : { cutAt, originId: readText(row, "origin_id") };
  };
}
