import { VERSION_SCHEMA } from "./sqlite-version.ts";

/** Stands in the file's header and tells our files from any other program's: "OnRe". */
export const APPLICATION_ID = 0x4f6e5265;

/** Larger pages hold a passage's vector without spilling it: 356 MB against 1,015 MB with 8 KB (100,000 passages). */
export const PAGE_BYTES = 16_384;

/**
 * One script for each schema version, oldest first; `PRAGMA user_version` counts those that were run. They may call
 * `place_of(address)`.
 * Bodies lie apart, so that filtering articles does not read their text. The word tables keep no copy of it: a
 * passage is a slice of its article's body.
 */
export const MIGRATIONS: readonly string[] = [
  `
  create table meta (name text primary key, value text not null) without rowid;

  create table sources (id text primary key, read_at text not null) without rowid;

  create table articles (
    rowid integer primary key,
    id text not null unique,
    source_id text not null references sources (id),
    title text not null,
    outlet text not null,
    outlet_key text not null,
    authors text not null,
    url text,
    published_at text,
    published_ms integer,
    date_from text,
    fetched_at text not null,
    version text not null,
    embedder text
  );
  create index articles_by_source on articles (source_id);

  create table bodies (
    article integer primary key references articles (rowid) on delete cascade,
    body text not null
  );

  create table passages (
    rowid integer primary key,
    article integer not null references articles (rowid) on delete cascade,
    position integer not null,
    start integer not null,
    end integer not null,
    unique (article, position)
  );

  create table vectors (
    article integer primary key references articles (rowid) on delete cascade,
    dimensions integer not null,
    vectors blob not null
  );

  create virtual table passage_words using fts5 (
    title, outlet, date, text,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  create virtual table article_words using fts5 (
    body,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  );
  `,
  `
  create table counters (key text primary key, value integer not null, until_ms integer not null) without rowid;
  `,
  `
  alter table sources add column guild_id text;
  alter table sources add column kind text not null default 'folder';
  alter table sources add column name text not null default '';
  alter table sources add column address text;
  alter table sources add column tried_at text;
  alter table sources add column last_read_at text;
  alter table sources add column next_at text;
  alter table sources add column failures integer not null default 0;
  alter table sources add column is_unreadable integer not null default 0;
  alter table sources add column last_error text;
  alter table sources add column memory text;
  alter table sources add column fingerprint text;
  update sources set name = id, last_read_at = read_at, tried_at = read_at;
  alter table sources drop column read_at;
  alter table sources rename column last_read_at to read_at;
  create unique index sources_by_address on sources (guild_id, address) where guild_id is not null;

  alter table articles add column modified_at text;
  alter table articles add column modified_from text;
  alter table articles add column language text;
  alter table articles add column domain text;
  alter table articles add column origin_id text;
  alter table articles add column cut_at text;
  -- Their domains and sketches come when they are put again, which the new layout of the index sees to.
  update articles set origin_id = id;
  create index articles_by_origin on articles (origin_id);

  create table sketches (
    hash integer not null,
    article integer not null references articles (rowid) on delete cascade,
    primary key (hash, article)
  ) without rowid;
  create index sketches_by_article on sketches (article);

  create table takedowns (guild_id text not null, target text not null, primary key (guild_id, target)) without rowid;
  create table servers (guild_id text primary key, left_at text) without rowid;
  create table log (
    entry integer primary key,
    guild_id text not null,
    at text not null,
    actor text not null,
    action text not null,
    subject text not null
  );
  create index log_by_server on log (guild_id, entry);
  `,
  `
  alter table articles add column place text;
  update articles set place = place_of(coalesce(url, (select address from sources where id = source_id)));
  update or replace takedowns set target = coalesce(place_of(target), target);
  `,
  VERSION_SCHEMA,
];
