import type { Answer, Statement } from "./answer/answer.ts";
import { answerQuestion } from "./answer/answer-question.ts";
import { summarize } from "./answer/summary.ts";
import { traceAnswer } from "./answer-trace.ts";
import { dayOf } from "./articles/days.ts";
import type { BotServices, MemberAnswer, MemberQuestion, Refusal } from "./commands/command.ts";
import type { Budget } from "./fairness/budget.ts";
import type { Cooldown } from "./fairness/cooldown.ts";
import { createRecentWork } from "./fairness/recent-work.ts";
import { createSharedWork } from "./fairness/shared-work.ts";
import type { Log, LogFields } from "./log.ts";
import type { TokenUsage } from "./models/chat.ts";
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
  /** Hears of every answer that was not made again, since nothing has changed that can be read. */
  readonly onRepeatedAnswer?: () => void;
  readonly onTokens?: (usage: TokenUsage) => void;
}

/** The model's share of the time: the rest is for the sources' own sentences, should it not come to an end. */
const MODEL_SHARE = 0.8;

/** What the commands ask for, over the services that the terminal uses too. */
export function createBotServices(options: BotServicesOptions): BotServices {
  const { services, newsroom, cooldown, answerTimeoutMs, log, onAnswer } = options;
  const answers = createSharedWork<MemberAnswer, Statement>();
  const recent = createRecentWork<MemberAnswer>(services);
  const limit = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);

  return {
    now: services.now,
    timeZone: services.timeZone,
    async answerQuestion(request) {
      log.debug("question", { guildId: request.guildId, question: request.question });
      const refusal = await takeTurn(cooldown, request);
      if (refusal) return refusal;
      const key = keyOf(request, dayOf(services.now().toISOString(), services.timeZone));
      return answers.join({
        key,
        signal: request.signal,
        onStep: request.onStatement,
        async work(signal, onStatement) {
          // Asked before the answer is made: what changes meanwhile makes it old.
          const version = await services.store.view(request.guildId).version();
          const repeated = recent.find({ key, version });
          const answer =
            repeated ?? (await answerFor(options, { ...request, signal: limit(signal), onStatement }));
          if (repeated) options.onRepeatedAnswer?.();
          else onAnswer?.(answer);
          log.info("answered", repeated ? { isRepeated: true } : figuresOf(answer));
          if (!repeated && isLasting(answer)) recent.keep({ key, version }, answer);
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

/** How an answer came about, in figures: nothing of what was asked or said. */
function figuresOf({ kind, engine, statements, withheld, timing, notice, usage }: Answer): LogFields {
  const { retrieveMs, answerMs } = timing;
  return {
    kind,
    engine,
    statements: statements.length,
    withheld: withheld.length,
    retrieveMs: Math.round(retrieveMs),
    answerMs: Math.round(answerMs),
    ...usage,
    notice,
  };
}

/** Not where something failed, or was used up, that may do better the next time. */
function isLasting({ kind, withheld, notice, isBudgetSpent = false }: MemberAnswer): boolean {
  const isModelWrong = kind === "unanswered" && withheld.length > 0;
  return notice === undefined && !isBudgetSpent && !isModelWrong;
}

/** Equal for questions that have the same answer as long as nothing new is read: never across servers, nor days. */
function keyOf({ guildId, question, filter, earlier }: MemberQuestion, today: string): string {
  const plain = question.normalize("NFC").replace(/\s+/g, " ").trim();
  const { since, until, outlet } = filter;
  return JSON.stringify([guildId, today, plain, since, until, outlet, earlier?.question, earlier?.answer]);
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
