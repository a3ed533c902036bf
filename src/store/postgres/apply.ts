import { checkArticle } from "../check-article.ts";
import { findText, readText } from "../rows.ts";
import { HOUSE } from "../scopes.ts";
import type { IndexedArticle, SourceChanges } from "../store.ts";
import { indexWords } from "../words/index-words.ts";
import { writeNumbers } from "../words/postings.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { groupCopies } from "./copies.ts";
import { insertArticle } from "./insert.ts";
import { removeArticles } from "./remove.ts";
import { takeRows } from "./scopes.ts";
import { findOwner, isGone, noteReading, type Owner } from "./sources.ts";
import { sql, storable } from "./sql.ts";
import { type WordIndex, writeArticles } from "./words.ts";

/** The store's main writing operation: a source's changes, in one transaction. */
export async function applyChanges(connections: PostgresConnections, changes: SourceChanges): Promise<void> {
  const { sourceId, outcome, fingerprint, isFinished, put, remove } = changes;
  for (const indexed of put) checkArticle(indexed, sourceId);
  const { guildId } = (await findOwner(connections.read, sourceId)) ?? { guildId: HOUSE };
  await writeArticles(connections, guildId, async (run, words) => {
    const owner = await findOwner(run, sourceId);
    if (!owner) throw isGone(sourceId);
    await removeArticles({ run, words }, sql`source_id = ${sourceId} and id = any(${remove}::text[])`);
    await putArticles({ run, words, owner }, sourceId, put);
    // At the end, so that whoever waits for the source or its lease does so for a moment.
    await noteReading(run, sourceId, outcome);
    await run(
      sql`update sources set fingerprint = ${isFinished ? fingerprint : null} where id = ${sourceId}`,
    );
    await putFingerprint(run, fingerprint);
  });
}

interface Putting {
  readonly run: Run;
  readonly words: WordIndex;
  readonly owner: Owner;
}

async function putArticles(
  putting: Putting,
  sourceId: string,
  put: readonly IndexedArticle[],
): Promise<void> {
  if (put.length === 0) return;
  const ids = put.map(({ article }) => article.id);
  const stored = await putting.run(sql`
    select id from articles where source_id = ${sourceId} and id = any(${ids}::text[])`);
  const known = new Set(stored.map((row) => readText(row, "id")));
  const firstRow = await takeRows(putting.run, putting.owner.guildId, put.length);
  for (const [index, indexed] of put.entries()) {
    const cut = known.has(storable(indexed.article.id)) ? await replace(putting, indexed) : undefined;
    known.add(storable(indexed.article.id));
    await putArticle(putting, indexed, { row: firstRow + index, cut });
  }
}

/** What stays of a removed article that retention had cut down to its title. */
interface CutArticle {
  readonly cutAt: string;
  readonly originId: string;
}

async function replace(
  { run, words }: Putting,
  { article }: IndexedArticle,
): Promise<CutArticle | undefined> {
  const rows = await words.remove(sql`id = ${article.id} and source_id = ${article.sourceId}`);
  const [old] = await run(sql`
    delete from articles where article = any(${rows}::bigint[]) returning cut_at, origin_id`);
  const cutAt = old ? findText(old, "cut_at") : null;
  return cutAt === null ? undefined : { cutAt, originId: readText(old, "origin_id") };
}

async function putArticle(
  { run, words, owner }: Putting,
  indexed: IndexedArticle,
  { row, cut }: { readonly row: number; readonly cut: CutArticle | undefined },
): Promise<void> {
  const { article, passages } = indexed;
  const ofArticle = indexWords({ ...article, passages });
  const lengths = writeNumbers(ofArticle.lengths);
  // Somebody may have taken it down while it was being read.
  if (!(await insertArticle(run, indexed, { owner, row, lengths }))) return;
  await words.add(row, ofArticle);
  // Only indexed anew: it is not to be cut again, and a title alone can't tell what it is a copy of.
  if (cut && article.body === article.title) {
    await run(sql`
      update articles set cut_at = ${cut.cutAt}, origin_id = ${cut.originId} where article = ${row}`);
  } else {
    await groupCopies(run, article, { row, guildId: owner.guildId });
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
