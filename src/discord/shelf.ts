import type { WithReceipts } from "../answer/receipts.ts";
import type { ArticleFilter } from "../store/store.ts";
import { type KeptAnswer, keptAnswerSchema } from "./kept-answer.ts";
import { type KeptTexts, LONGEST_LIFE_MS } from "./kept-texts.ts";
import { parseKept } from "./parse-kept.ts";

/** An answer that stands behind the buttons of its message. */
export interface ShownAnswer extends WithReceipts {
  readonly question: string;
  readonly filter: ArticleFilter;
  /** A briefing has no question to follow up. */
  readonly canFollowUp: boolean;
}

/** Where an answer was shown: to a whole server, or to one member of it. */
export type Audience = KeptAnswer["audience"];

/** Keeps answers for their buttons, for a while. */
export interface Shelf {
  /** Returns the id that its buttons carry. */
  keep(answer: ShownAnswer, audience: Audience): string;
  /** Undefined alike for an id that is made up, too old, or of an answer that this member was not shown. */
  find(
    id: string,
    asker: { readonly guildId: string; readonly memberId: string },
  ): Promise<KeptAnswer | undefined>;
}

/** Most receipts are looked at within minutes; a form may stay open for a while. */
const LIFE_MS = LONGEST_LIFE_MS;

/** The answers among the texts that are kept. */
export function createShelf(texts: KeptTexts): Shelf {
  return {
    keep: (answer, audience) =>
      texts.keep(JSON.stringify(keptAnswerSchema.parse({ ...answer, audience })), LIFE_MS),
    async find(id, { guildId, memberId }) {
      const answer = parseKept(keptAnswerSchema, await texts.find(id));
      if (answer?.audience.guildId !== guildId) return undefined;
      return answer.audience.isPrivate && answer.audience.memberId !== memberId ? undefined : answer;
    },
  };
}
