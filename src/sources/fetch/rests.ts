import { SourceError } from "../source.ts";

/** Those that asked first are forgotten first. */
const MAX_HOSTS = 1000;

/** Hosts that have asked to be left alone for a while: nothing is asked of them until then, whoever wants to. */
export interface Rests {
  /** Throws a `SourceError` while the host is to be left alone. */
  check(host: string): void;
  keep(host: string, forMs: number): void;
}

/** Creates an empty list; it is gone with the process, whose own time counts: no clock that is set changes it. */
export function createRests(elapsedMs: () => number): Rests {
  const ends = new Map<string, number>();
  return {
    check(host) {
      const retryAfterMs = (ends.get(host) ?? 0) - elapsedMs();
      if (retryAfterMs <= 0) return;
      throw new SourceError("the server asked to be left alone for a while, which is not over", {
        problem: "unreachable",
        retryAfterMs,
      });
    },
    keep(host, forMs) {
      ends.delete(host);
      ends.set(host, elapsedMs() + forMs);
      if (ends.size > MAX_HOSTS) ends.delete(ends.keys().next().value ?? "");
    },
  };
}
