import { randomBytes } from "node:crypto";
import type { Asker, Proposal } from "../commands/command.ts";

/** Changes that somebody has asked for and not confirmed yet. */
export interface Proposals {
  /** Returns the id that its buttons carry. */
  keep(proposal: Proposal, asker: Asker): string;
  /** Takes it off the list, so that it is done once; what can't be taken says why. */
  take(id: string, asker: Asker): Proposal | "expired" | "not theirs";
}

/** Long enough to think it over; what it shows may be another thing later. */
const LIFE_MS = 15 * 60 * 1000;
/** The oldest goes first: nobody has so many open. */
const MAX_PROPOSALS = 1000;
/** Too many to guess. */
const ID_BYTES = 16;

/** Creates an empty list; it is gone with the process. `now` gives milliseconds since 1970. */
export function createProposals(now: () => number): Proposals {
  const open = new Map<
    string,
    { readonly proposal: Proposal; readonly asker: Asker; readonly until: number }
  >();
  return {
    keep(proposal, asker) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      open.set(id, { proposal, asker, until: now() + LIFE_MS });
      if (open.size > MAX_PROPOSALS) open.delete(open.keys().next().value ?? "");
      return id;
    },
    take(id, { guildId, memberId }) {
      const found = open.get(id);
      if (!found || found.until <= now()) return "expired";
      if (found.asker.guildId !== guildId || found.asker.memberId !== memberId) return "not theirs";
      open.delete(id);
      return found.proposal;
    },
  };
}
