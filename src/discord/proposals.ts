import { z } from "zod";
import { changeSchema } from "../commands/change.ts";
import type { Asker, ProposedChange } from "../commands/command.ts";
import type { KeptTexts } from "./kept-texts.ts";
import { parseKept } from "./parse-kept.ts";

/** Changes that somebody has asked for and not confirmed yet. */
export interface Proposals {
  /** Returns the id that its buttons carry. */
  keep(change: ProposedChange, asker: Asker): string;
  /** What it is, or why this member can't decide on it. */
  find(id: string, asker: Asker): Promise<ProposedChange | "expired" | "not theirs">;
  /** True once, so that it is done once. */
  take(id: string): Promise<boolean>;
}

/** Long enough to think it over; what it shows may be another thing later. */
const LIFE_MS = 15 * 60 * 1000;

const proposalSchema = z.object({
  change: changeSchema,
  asker: z.object({ guildId: z.string(), memberId: z.string() }),
});

/** The proposals among the texts that are kept. */
export function createProposals(texts: KeptTexts): Proposals {
  return {
    keep: (change, { guildId, memberId }) =>
      texts.keep(JSON.stringify({ change, asker: { guildId, memberId } }), LIFE_MS),
    async find(id, { guildId, memberId }) {
      const found = parseKept(proposalSchema, await texts.find(id));
      if (!found) return "expired";
      const { asker, change } = found;
      return asker.guildId === guildId && asker.memberId === memberId ? change : "not theirs";
    },
    take: (id) => texts.take(id),
  };
}
