import type { Answer, Statement } from "./answer/answer.ts";
import { answerQuestion } from "./answer/answer-question.ts";
import { summarize } from "./answer/summary.ts";
import { traceAnswer } from "./answer-trace.ts";
import type { BotServices, MemberAnswer, MemberQuestion, Refusal } from "./commands/command.ts";
import type { Budget } from "./fairness/budget.ts";
import type { Cooldown } from "./fairness/cooldown.ts";
import { createSharedWork } from "./fairness/shared-work.ts";
import type { Log } from "./log.ts";
import { limitChat } from "./models/limited-chat.ts";
import type { Services } from "./services.ts";

export interface BotServicesOptions {
  readonly services: Services;
  readonly newsroom: BotServices["newsroom"];
  readonly cooldown: Cooldown;
  readonly budget: Budget;
  /** A question that takes longer fails; the model gets most of it. */
  readonly answerTimeoutMs: number;
  readonly log: Log;
  /** Whether the way of each answer is logged, at `debug`; it costs a second search. */
  readonly isTraced?: boolean;
  /** Hears every answer once, however many members share it. */
  readonly onAnswer?: (answer: Answer) => void;
  readonly onTokens?: (usage: { readonly promptTokens: number; readonly completionTokens: number }) => void;
}

/** The model's share of the time: the rest is for the sources' own sentences, should it not come to an end. */
const MODEL_SHARE = 0.8;

/** What the commands ask for, over the services that the terminal uses too. */
export function createBotServices(options: BotServicesOptions): BotServices {
  const { services, newsroom, cooldown, answerTimeoutMs, log, onAnswer } = options;
  const answers = createSharedWork<MemberAnswer, Statement>();
  const limit = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);

  return {
    now: services.now,
    timeZone: services.timeZone,
    async answerQuestion(request) {
      log.debug("question", { guildId: request.guildId, question: request.question });
      const refusal = await takeTurn(cooldown, request);
      if (refusal) return refusal;
      return answers.join({
        key: keyOf(request),
        signal: request.signal,
        onStep: request.onStatement,
        async work(signal, onStatement) {
          const answer = await answerFor(options, { ...request, signal: limit(signal), onStatement });
          onAnswer?.(answer);
          if (options.isTraced) void logWay(options, request, answer);
          return answer;
        },
      });
    },
    async summarize({ topic, filter, signal, ...asker }) {
      const refusal = await takeTurn(cooldown, asker);
      if (refusal) return refusal;
      const request = { filter, signal: limit(signal), ...(topic === undefined ? {} : { topic }) };
      const answer = await summarize({ ...services, store: services.store.view(asker.guildId) }, request);
      onAnswer?.(answer);
      return answer;
    },
    listOutlets: (guildId) => services.store.view(guildId).listOutlets(),
    newsroom,
  };
}

async function logWay(
  { services, log }: BotServicesOptions,
  request: MemberQuestion,
  answer: Answer,
): Promise<void> {
  try {
    const store = services.store.view(request.guildId);
    const way = await traceAnswer({ ...services, store }, request, answer);
    log.debug("answer", { guildId: request.guildId, ...way });
  } catch (error) {
    log.debug("answer not traced", { error });
  }
}

async function takeTurn(
  cooldown: Cooldown,
  member: { readonly guildId: string; readonly memberId: string },
): Promise<Refusal | undefined> {
  const waitMs = await cooldown.takeTurn(member);
  return waitMs > 0 ? { kind: "refused", waitMs } : undefined;
}

/** Equal for questions that have the same answer: never across servers. */
function keyOf({ guildId, question, filter, earlier }: MemberQuestion): string {
  const plain = question.normalize("NFC").replace(/\s+/g, " ").trim();
  const { since, until, outlet } = filter;
  return JSON.stringify([guildId, plain, since, until, outlet, earlier?.question, earlier?.answer]);
}

async function answerFor(
  { services, budget, answerTimeoutMs, onTokens }: BotServicesOptions,
  { guildId, question, filter, earlier, signal, onStatement }: MemberQuestion,
): Promise<MemberAnswer> {
  const { chat, ...others } = services;
  const withoutModel = { ...others, store: services.store.view(guildId) };
  const request = { question, filter, earlier, signal, ...(onStatement ? { onStatement } : {}) };
  if (!chat) return answerQuestion(withoutModel, request);
  if (await budget.isSpent(guildId)) {
    return { ...(await answerQuestion(withoutModel, request)), isBudgetSpent: true };
  }
  const limited = limitChat(chat, {
    timeoutMs: answerTimeoutMs * MODEL_SHARE,
    onUsage(usage) {
      budget.spend(guildId, usage.promptTokens + usage.completionTokens);
      onTokens?.(usage);
    },
  });
  return answerQuestion({ ...withoutModel, chat: limited }, request);
}
