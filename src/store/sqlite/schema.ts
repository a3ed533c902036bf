/** Stands in the file's header and tells our files from any other program's: "OnRe". */
export const APPLICATION_ID = 0x4f6e5265;

/**
 * As much as an article's vectors take: the 100 nearest are found in a tenth less time than with SQLite's 4 KB (20,000
 * passages); words and the disk don't notice.
 */
export const PAGE_BYTES = 16_384;

/**
 * One script for each schema version, oldest first; `PRAGMA user_version` counts those that were run. They may call
 * `place_of(address)` and `codes_of(vectors, dimensions)`.
 * Bodies lie apart, so that filtering articles does not read their text. A passage is a slice of its article's body.
 *
 * A scope is what one server reads of its own; that of no server, scope 0, is the house's. An article's row is
 * `scope << 32 | number`, so that what is searched together lies together, and however much other servers read,
 * nobody's search goes through it.
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
  `
  create table scopes (
    scope integer primary key autoincrement,
    guild_id text not null unique,
    next_number integer not null default 1,
    version integer not null default 0,
    removals integer not null default 0
  );
  insert into scopes (scope, guild_id) values (0, '');
  insert into scopes (guild_id) select distinct guild_id from sources where guild_id is not null;

  pragma defer_foreign_keys = on;
  create temp table moved as
    select articles.rowid as old, scope,
      (scope << 32) + row_number() over (partition by scope order by articles.rowid) as new
    from articles join sources on sources.id = source_id join scopes on scopes.guild_id = coalesce(sources.guild_id, '');
  create unique index moved_by_old on moved (old);
  update scopes set next_number = 1 + (select count(*) from moved where moved.scope = scopes.scope);
  -- By way of the negative ones, where none is in another's way.
  update articles set rowid = -(select new from moved where old = articles.rowid);
  update bodies set article = -(select new from moved where old = article);
  update vectors set article = -(select new from moved where old = article);
  update sketches set article = -(select new from moved where old = article);
  update articles set rowid = -rowid;
  update bodies set article = -article;
  update vectors set article = -article;
  update sketches set article = -article;
  alter table articles add column lengths blob not null default x'';
  drop index articles_by_source;
  create index articles_by_source on articles (source_id, published_ms);

  create table placed (
    article integer not null references articles (rowid) on delete cascade,
    position integer not null,
    start integer not null,
    end integer not null,
    primary key (article, position)
  ) without rowid;
  insert into placed select new, position, start, end from passages join moved on old = article order by 1, 2;
  drop table passages;
  alter table placed rename to passages;
  drop table moved;

  create table postings (
    scope integer not null,
    word text not null,
    chunk integer not null,
    data blob not null,
    primary key (scope, word, chunk)
  ) without rowid;
  drop table passage_words;
  drop table article_words;

  create table codes (
    article integer primary key references articles (rowid) on delete cascade,
    dimensions integer not null,
    codes blob not null
  );
  insert into codes select article, dimensions, codes_of(vectors, dimensions) from vectors;
  `,
  `
  create table leases (name text primary key, holder text not null, until_ms integer not null) without rowid;
  create table texts (key text primary key, text text not null, until_ms integer not null);
  create index texts_by_end on texts (until_ms);
  `,
];
