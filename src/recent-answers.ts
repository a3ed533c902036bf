import { createHash } from "node:crypto";
import type { Answer } from "./answer/answer.ts";
import { answerSchema } from "./answer/answer-schema.ts";
import { createRecentWork, RECENT_MS, type WorkId } from "./fairness/recent-work.ts";
import type { Services } from "./services.ts";

/** Answers that were made lately: in this process at once, in the store for all others. */
export interface RecentAnswers {
  /** Undefined when there is none under this key, of this version, that is not too old. Never rejects. */
  find(work: WorkId): Promise<Answer | undefined>;
  keep(work: WorkId, answer: Answer): void;
}

export interface RecentAnswersOptions {
  readonly services: Pick<Services, "store" | "chat" | "embedder" | "prompts" | "timeZone" | "now">;
  /** Hears that other processes do not know of an answer, or this one not of theirs. */
  readonly onError: (error: unknown) => void;
}

/** Begins with those that stand in the store, made with the same model and the same prompts. */
export function createRecentAnswers({ services, onError }: RecentAnswersOptions): RecentAnswers {
  const { store, chat, embedder, prompts, timeZone, now } = services;
  const own = createRecentWork<Answer>({ now });
  const maker = JSON.stringify([chat?.name, embedder?.fingerprint, prompts, timeZone]);
  // A copy of the store should not tell at a glance who has asked what; the answer in it tells enough.
  const keyOf = ({ key, version }: WorkId) =>
    `answer ${createHash("sha256")
      .update(JSON.stringify([maker, key, version]))
      .digest("base64url")}`;
  return {
    async find(work) {
      const known = own.find(work);
      if (known) return known;
      try {
        const text = await store.findText({ key: keyOf(work), ...spanFrom(now()) });
        return text === undefined ? undefined : answerSchema.safeParse(JSON.parse(text)).data;
      } catch (error) {
        onError(error);
        return undefined;
      }
    },
    keep(work, answer) {
      own.keep(work, answer);
      const { latestEnd: until, ...span } = spanFrom(now());
      store.keepText({ key: keyOf(work), text: JSON.stringify(answer), until, ...span }).catch(onError);
    },
  };
}

/** From this moment to when an answer of now is too old. */
const spanFrom = (moment: Date) => ({
  now: moment.toISOString(),
  latestEnd: new Date(moment.getTime() + RECENT_MS).toISOString(),
});
