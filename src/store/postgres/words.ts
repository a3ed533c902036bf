import { findText, type Row, readBytes, readNumber, readText } from "../rows.ts";
import { placeOfRow } from "../scopes.ts";
import { type ChunkEdits, createPostingEdits, editPosting } from "../words/edits.ts";
import { type ArticleWords, indexWords } from "../words/index-words.ts";
import { writeNumbers } from "../words/postings.ts";
import { TOKENS_FINGERPRINT } from "../words/tokenize.ts";
import type { PostgresConnections, Run } from "./connect.ts";
import { lockArticles, touchScope } from "./scopes.ts";
import { rawSql, type Sql, sql } from "./sql.ts";

/** The index of words, kept in step with the articles of one transaction. */
export interface WordIndex {
  /** Keeps the places of a new article's words, by its row. */
  add(row: number, words: ArticleWords): Promise<void>;
  /** Finds the words of stored articles, and keeps their places. */
  addStored(rows: readonly number[]): Promise<void>;
  /** Forgets the words of the articles that fulfil a condition, before they are changed or go; resolves to their rows. */
  remove(condition: Sql): Promise<number[]>;
}

/** Does the work in one transaction that alone writes a server's articles, at whose end the changed postings are written. */
export function writeArticles<Result>(
  { writeInTurn }: PostgresConnections,
  guildId: string,
  work: (run: Run, words: WordIndex) => Promise<Result>,
): Promise<Result> {
  return writeInTurn(async (run) => {
    await lockArticles(run, guildId);
    return withWordIndex(run, (words) => work(run, words));
  });
}

async function withWordIndex<Result>(run: Run, work: (words: WordIndex) => Promise<Result>): Promise<Result> {
  const edits = createPostingEdits();
  const writeAll = async () => {
    for (const chunk of edits.take()) await writeChunk(run, chunk);
  };
  const writeIfFull = async () => {
    if (edits.isFull()) await writeAll();
  };
  const result = await work({
    async add(row, words) {
      edits.add(placeOfRow(row), words);
      await writeIfFull();
    },
    async addStored(rows) {
      for (const [row, words] of await readWords(run, rows)) {
        await run(sql`update articles set lengths = ${writeNumbers(words.lengths)} where article = ${row}`);
        edits.add(placeOfRow(row), words);
      }
      await writeIfFull();
    },
    async remove(condition) {
      const found = await run(sql`select article from articles where ${condition} order by article`);
      const rows = found.map((row) => readNumber(row, "article"));
      for (let start = 0; start < rows.length; start += ARTICLES_AT_ONCE) {
        for (const [row, words] of await readWords(run, rows.slice(start, start + ARTICLES_AT_ONCE))) {
          edits.remove(placeOfRow(row), words);
        }
        await writeIfFull();
      }
      return rows;
    },
  });
  await writeAll();
  return result;
}

/** So many texts are in memory together: about 5 MB. */
const ARTICLES_AT_ONCE = 500;

/** Makes the whole index anew when it was made by another program's rules, or never. */
export async function renewWordIndex(run: Run): Promise<void> {
  const [known] = await run(sql`select value from meta where name = 'tokens'`);
  if (known?.value === TOKENS_FINGERPRINT) return;
  await lockArticles(run, "");
  await run(rawSql("delete from postings"));
  await run(rawSql("update scopes set removals = removals + 1, version = version + 1"));
  await withWordIndex(run, async (words) => {
    for (let last = -1; ; ) {
      const found = await run(sql`
        select article from articles where article > ${last} order by article limit ${ARTICLES_AT_ONCE}`);
      const rows = found.map((row) => readNumber(row, "article"));
      if (rows.length === 0) return;
      await words.addStored(rows);
      last = rows.at(-1) ?? last;
    }
  });
  await run(sql`
    insert into meta (name, value) values ('tokens', ${TOKENS_FINGERPRINT})
    on conflict (name) do update set value = excluded.value`);
}

async function readWords(run: Run, rows: readonly number[]): Promise<[number, ArticleWords][]> {
  const articles = await run(sql`
    select article, title, outlet, published_at, body,
      array(select start_at from passages where passages.article = articles.article order by position) as starts,
      array(select end_at from passages where passages.article = articles.article order by position) as ends
    from articles join bodies using (article) where article = any(${rows}::bigint[]) order by article`);
  return articles.map((row) => [readNumber(row, "article"), wordsOf(row)]);
}

function wordsOf(row: Row): ArticleWords {
  const body = readText(row, "body");
  const [starts, ends] = [readNumbersOf(row, "starts"), readNumbersOf(row, "ends")];
  return indexWords({
    title: readText(row, "title"),
    outlet: readText(row, "outlet"),
    publishedAt: findText(row, "published_at"),
    passages: starts.map((start, index) => ({ text: body.slice(start, ends[index]) })),
  });
}

function readNumbersOf(row: Row, column: string): number[] {
  const value = row[column];
  if (!Array.isArray(value)) throw new Error(`the store's column "${column}" holds no numbers`);
  return value.map(Number);
}

async function writeChunk(run: Run, { scope, chunk, words, hasRemovals }: ChunkEdits): Promise<void> {
  const rows = await run(sql`
    select word, data from postings
    where scope = ${scope} and chunk = ${chunk} and word = any(${[...words.keys()]}::text[])`);
  const stored = new Map(rows.map((row) => [readText(row, "word"), readBytes(row, "data")]));
  const postings = [...words].map(([word, edit]) => [word, editPosting(stored.get(word), edit)] as const);
  const kept = postings.filter(([, data]) => data.length > 0);
  const gone = postings.filter(([, data]) => data.length === 0).map(([word]) => word);
  if (kept.length > 0) {
    await run(sql`
      insert into postings (scope, word, chunk, data)
      select ${scope}, word, ${chunk}, data
      from unnest(${kept.map(([word]) => word)}::text[], ${kept.map(([, data]) => data)}::bytea[]) as kept (word, data)
      on conflict (scope, word, chunk) do update set data = excluded.data`);
  }
  if (gone.length > 0) {
    await run(sql`
      delete from postings where scope = ${scope} and chunk = ${chunk} and word = any(${gone}::text[])`);
  }
  await touchScope(run, { scope, hasRemovals });
}
