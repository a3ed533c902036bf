import type { PostgresConnections, Run } from "./postgres-connect.ts";
import { groupCopies } from "./postgres-copies.ts";
import { insertArticle } from "./postgres-insert.ts";
import { lockArticles } from "./postgres-locks.ts";
import { findOwner, noteReading, type Owner } from "./postgres-sources.ts";
import { sql } from "./postgres-sql.ts";
import { checkArticle } from "./sqlite-apply.ts";
import type { IndexedArticle, SourceChanges } from "./store.ts";

/** The store's main writing operation: a source's changes, in one transaction. */
export async function applyChanges({ write }: PostgresConnections, changes: SourceChanges): Promise<void> {
  const { sourceId, outcome, fingerprint, isFinished } = changes;
  for (const indexed of changes.put) checkArticle(indexed, sourceId);
  await write(async (run) => {
    const owner = await findOwner(run, sourceId);
    await lockArticles(run, owner.guildId);
    await noteReading(run, sourceId, outcome);
    await run(
      sql`update sources set fingerprint = ${isFinished ? fingerprint : null} where id = ${sourceId}`,
    );
    await run(
      sql`delete from articles where source_id = ${sourceId} and id = any(${changes.remove}::text[])`,
    );
    for (const indexed of changes.put) await putArticle(run, indexed, owner);
    await putFingerprint(run, fingerprint);
  });
}

async function putArticle(run: Run, indexed: IndexedArticle, owner: Owner): Promise<void> {
  const { article } = indexed;
  const [old] = await run(sql`
    delete from articles where id = ${article.id} and source_id = ${article.sourceId}
    returning cut_at, origin_id`);
  const number = await insertArticle(run, indexed, owner);
  // Somebody may have taken it down while it was being read.
  if (number === undefined) return;
  // Only indexed anew: it is not to be cut again, and a title alone can't tell what it is a copy of.
  if (old && old.cut_at !== null && article.body === article.title) {
    await run(sql`
      update articles set cut_at = ${old.cut_at}, origin_id = ${old.origin_id} where article = ${number}`);
  } else {
    await groupCopies(run, article, { number, guildId: owner.guildId });
  }
}

/** Last, and only where it is another: whoever writes it holds up all others who do. */
async function putFingerprint(run: Run, fingerprint: string): Promise<void> {
  const [known] = await run(sql`select value from meta where name = 'fingerprint'`);
  if (known?.value === fingerprint) return;
  await run(sql`
    insert into meta (name, value) values ('fingerprint', ${fingerprint})
    on conflict (name) do update set value = excluded.value`);
}
