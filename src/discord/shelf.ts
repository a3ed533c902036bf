import { randomBytes } from "node:crypto";
import type { WithReceipts } from "../answer/receipts.ts";
import type { ArticleFilter } from "../store/store.ts";

/** An answer that stands behind the buttons of its message. */
export interface ShownAnswer extends WithReceipts {
  readonly question: string;
  readonly filter: ArticleFilter;
  /** A briefing has no question to follow up. */
  readonly canFollowUp: boolean;
}

/** Where an answer was shown: to a whole server, or to one member of it. */
export interface Audience {
  readonly guildId: string;
  readonly memberId: string;
  readonly isPrivate: boolean;
}

/** An answer as it was put on the shelf. */
export interface KeptAnswer extends ShownAnswer {
  readonly audience: Audience;
}

/** Keeps answers for their buttons, for a while. */
export interface Shelf {
  /** Returns the id that its buttons carry. */
  keep(answer: ShownAnswer, audience: Audience): string;
  /** Undefined alike for an id that is made up, too old, or of an answer that this member was not shown. */
  find(id: string, asker: { readonly guildId: string; readonly memberId: string }): KeptAnswer | undefined;
}

export interface ShelfOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly lifeMs?: number;
  readonly maxAnswers?: number;
}

/** Most receipts are looked at within minutes; a form may stay open for a while. */
const LIFE_MS = 60 * 60 * 1000;
/** About 20 kB each. */
const MAX_ANSWERS = 2000;
/** Too many to guess. */
const ID_BYTES = 16;

/** Creates an empty shelf. It forgets the oldest answers first, and everything when the process ends. */
export function createShelf({ now, lifeMs = LIFE_MS, maxAnswers = MAX_ANSWERS }: ShelfOptions): Shelf {
  const kept = new Map<string, { readonly answer: KeptAnswer; readonly until: number }>();
  const dropOld = () => {
    for (const [id, { until }] of kept) {
      if (until > now() && kept.size <= maxAnswers) return;
      kept.delete(id);
    }
  };
  return {
    keep(answer, audience) {
      const id = randomBytes(ID_BYTES).toString("base64url");
      kept.set(id, { answer: { ...answer, audience }, until: now() + lifeMs });
      dropOld();
      return id;
    },
    find(id, { guildId, memberId }) {
      dropOld();
      const answer = kept.get(id)?.answer;
      if (answer?.audience.guildId !== guildId) return undefined;
      return answer.audience.isPrivate && answer.audience.memberId !== memberId ? undefined : answer;
    },
  };
}
