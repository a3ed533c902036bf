import type { Log } from "./log.ts";
import type { Reload } from "./sources/reload.ts";

/** Says what a reading has changed, and each thing that could not be read by name and reason. */
export function logReload(log: Log, { failed, error, ...counts }: Reload): void {
  for (const { name, reason } of failed) log.warn("not read", { source: counts.id, name, reason });
  if (error !== undefined) log.warn("source failed", { source: counts.id, error });
  log.info("source read", { ...counts, failed: failed.length });
}
