import { parseArgs } from "node:util";
import { z } from "zod";
import { FILTERS, type FilterName } from "./engine.ts";
import { type EngineEntry, listEngines, type Servers } from "./engines.ts";

/** What `npm run bench -- …` was asked for. */
export interface BenchOptions {
  readonly sizes: readonly { readonly passages: number; readonly engines: readonly EngineEntry[] }[];
  readonly filters: readonly FilterName[];
  readonly questions: number;
  readonly rounds: number;
  readonly embed: number;
  readonly isJson: boolean;
  /** The document whose tables and pictures are made anew. */
  readonly write: string | undefined;
  /** Whether that document is made from its last figures, and nothing is measured. */
  readonly isRedrawn: boolean;
}

export const USAGE = `npm run bench -- [--passages 10000,100000] [--engines on-record-sqlite,lancedb,…] [--filters server,none]
  [--questions 64] [--rounds 3] [--embed 100 (passages; 0: don't)] [--grow (ours at 1,000,000 too)] [--json]
  [--write docs/performance.md [--redraw]] (everything, 1,000,000 and the whole way too, into that document; or only
  its tables and pictures, from the figures beside it)`;

/** How much larger than the rest the newsroom is into which ours may grow. */
const GROWN_PASSAGES = 1_000_000;

const PASSAGES = "10000,100000";
/** Two points make no curve. */
const PASSAGES_TO_DRAW = "10000,30000,100000";

const DEFAULTS = {
  passages: { type: "string" },
  engines: { type: "string" },
  filters: { type: "string", default: "server,none" },
  questions: { type: "string", default: "64" },
  rounds: { type: "string", default: "3" },
  embed: { type: "string", default: "100" },
  grow: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  write: { type: "string" },
  redraw: { type: "boolean", default: false },
} as const;

/** Without the store in which everything is the house's. */
function searchedByServers(entry: EngineEntry): EngineEntry {
  return { ...entry, stores: entry.stores.filter(({ owner }) => owner === "servers") };
}

const countSchema = z.coerce.number().int().min(0);

/** Parses the command line. Throws with one line that names what is wrong. */
export function parseOptions(args: readonly string[], servers: Servers): BenchOptions {
  const { values } = parseArgs({ args: [...args], options: DEFAULTS });
  const every = listEngines(servers);
  const named = values.engines?.split(",") ?? every.map(({ id }) => id);
  const engines = named.map((name) => {
    const found = every.find(({ id }) => id === name);
    if (!found)
      throw new Error(`there is no engine "${name}"; there are ${every.map(({ id }) => id).join(", ")}`);
    return found;
  });
  const passages = values.passages ?? (values.write === undefined ? PASSAGES : PASSAGES_TO_DRAW);
  const sizes = passages.split(",").map((text) => ({ passages: countSchema.parse(text), engines }));
  if (values.grow || (values.write !== undefined && values.passages === undefined)) {
    const ours = engines.filter(({ isOurs }) => isOurs).slice(0, 1);
    sizes.push({ passages: GROWN_PASSAGES, engines: ours.map(searchedByServers) });
  }
  return {
    sizes,
    filters: FILTERS.filter((filter) =>
      values.filters.split(",").some((name) => filter === name || filter.startsWith(`${name},`)),
    ),
    questions: countSchema.parse(values.questions),
    rounds: countSchema.parse(values.rounds),
    embed: countSchema.parse(values.embed),
    isJson: values.json,
    write: values.write,
    isRedrawn: values.redraw,
  };
}
