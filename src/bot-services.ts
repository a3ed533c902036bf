import { summarize } from "./answer/summary.ts";
import type { BotServices, Refusal } from "./commands/command.ts";
import type { Cooldown } from "./fairness/cooldown.ts";
import { createMemberAnswers, type MemberAnswersOptions } from "./member-answers.ts";

export interface BotServicesOptions extends MemberAnswersOptions {
  readonly newsroom: BotServices["newsroom"];
  readonly cooldown: Cooldown;
}

/** What the commands ask for, over the services that the terminal uses too. */
export function createBotServices(options: BotServicesOptions): BotServices {
  const { services, newsroom, cooldown, answerTimeoutMs, log, onAnswer } = options;
  const answerMember = createMemberAnswers(options);
  return {
    now: services.now,
    timeZone: services.timeZone,
    async answerQuestion(request) {
      log.debug("question", { guildId: request.guildId, question: request.question });
      return (await takeTurn(cooldown, request)) ?? answerMember(request);
    },
    async summarize({ topic, filter, signal, ...asker }) {
      const refusal = await takeTurn(cooldown, asker);
      if (refusal) return refusal;
      const request = {
        filter,
        signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
        ...(topic === undefined ? {} : { topic }),
      };
      const answer = await summarize({ ...services, store: services.store.view(asker.guildId) }, request);
      onAnswer?.(answer);
      return answer;
    },
    listOutlets: (guildId) => services.store.view(guildId).listOutlets(),
    newsroom,
  };
}

async function takeTurn(
  cooldown: Cooldown,
  member: { readonly guildId: string; readonly memberId: string },
): Promise<Refusal | undefined> {
  const waitMs = await cooldown.takeTurn(member);
  return waitMs > 0 ? { kind: "refused", waitMs } : undefined;
}
