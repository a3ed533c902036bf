import type { FilterName, OpenOptions } from "./engine.ts";

/** Something that can be measured. */
export interface EngineEntry {
  /** What `--engines` calls it. */
  readonly id: string;
  readonly name: string;
  readonly isOurs: boolean;
  /** The script of its process. */
  readonly script: URL;
  /** Each is filled once, and asked with these filters. */
  readonly stores: readonly {
    readonly owner: OpenOptions["owner"];
    readonly filters: readonly FilterName[];
  }[];
  /** What a reader of the table has to know. */
  readonly note: string;
}

/** What needs a server is measured where there is one. */
export interface Servers {
  /** BENCH_DATABASE_URL. */
  readonly postgresUrl: string | undefined;
}

/** A member sees the house's sources and the server's own, so all is searched only where all is the house's. */
const OUR_STORES: EngineEntry["stores"] = [
  { owner: "servers", filters: ["server, 90 days"] },
  { owner: "house", filters: ["none"] },
];

const THEIR_STORES: EngineEntry["stores"] = [{ owner: "servers", filters: ["server, 90 days", "none"] }];

const ours = (
  id: string,
  { name, note, stores = OUR_STORES }: Pick<EngineEntry, "name" | "note"> & Partial<EngineEntry>,
): EngineEntry => {
  const script = new URL(`./ours/${id}.ts`, import.meta.url);
  return { id: `on-record-${id}`, name, isOurs: true, script, stores, note };
};

const rival = (id: string, name: string, note: string): EngineEntry => {
  const script = new URL(`./rivals/${id}.ts`, import.meta.url);
  return { id, name, isOurs: false, script, stores: THEIR_STORES, note };
};

/** Every engine, ours first. */
export function listEngines({ postgresUrl }: Servers): EngineEntry[] {
  return [
    ours("sqlite", {
      name: "On Record",
      note: "`createSqliteStore`, searched in a worker thread, fused by `src/retrieval/fuse.ts`",
    }),
    ours("sqlite-words", {
      name: "On Record's index",
      note: "the same store without the vectors, beside those that search by words alone",
      stores: OUR_STORES.slice(0, 1),
    }),
    rival("minisearch", "MiniSearch", "in memory; words alone, so that it finds less"),
    rival("orama", "Orama", "in memory; its own hybrid search"),
    rival(
      "lancedb",
      "LanceDB",
      "its own hybrid search (full text, exact vectors, `RRFReranker`), filtered first",
    ),
    rival("sqlite-vec", "sqlite-vec + FTS5", "exact, partitioned by server; ranks fused here"),
    rival("pglite", "PGlite + pgvector", "`ts_rank` and exact vectors; ranks fused in SQL"),
    ...(postgresUrl === undefined
      ? []
      : [
          rival(
            "postgres",
            "PostgreSQL",
            "a server; `ts_rank`, and pgvector where it is installed (exact behind the filter, HNSW without); its own memory is not counted",
          ),
        ]),
  ];
}
