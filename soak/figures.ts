import { statSync } from "node:fs";
import type { Sample } from "./verdict.ts";

export interface FiguresOptions {
  /** The bot's own page. */
  readonly metricsUrl: string;
  /** The store's file. */
  readonly storeFile: string;
}

/** The bot's own figures at this moment, and how its interactions and readings have ended so far. */
export interface Figures extends Omit<Sample, "atMs"> {
  readonly interactions: ReadonlyMap<string, number>;
  readonly readings: ReadonlyMap<string, number>;
}

/** Reads the figures off the page that whoever watches the bot reads too. */
export async function readFigures({ metricsUrl, storeFile }: FiguresOptions): Promise<Figures> {
  const page = await (await fetch(metricsUrl)).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(page)?.[1]);
  return {
    rssMb: figure("process_resident_memory_bytes") / 2 ** 20,
    heapMb: figure("nodejs_heap_size_used_bytes") / 2 ** 20,
    handles: figure("nodejs_active_resources_total"),
    openFiles: figure("process_open_fds"),
    storeMb: sizeOf(storeFile) / 2 ** 20,
    interactions: sumBy(page, { name: "on_record_interactions_total", label: "outcome" }),
    readings: sumBy(page, { name: "on_record_reloads_total", label: "result" }),
  };
}

function sizeOf(file: string): number {
  return ["", "-wal", "-shm"].reduce(
    (sum, suffix) => sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

/** A counter's value for each value of one label. */
function sumBy(page: string, { name, label }: { readonly name: string; readonly label: string }) {
  const sums = new Map<string, number>();
  for (const [, labels = "", value] of page.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, "gm"))) {
    const key = new RegExp(`${label}="([^"]*)"`).exec(labels)?.[1] ?? "";
    sums.set(key, (sums.get(key) ?? 0) + Number(value));
  }
  return sums;
}
