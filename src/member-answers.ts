import type { Answer, Statement } from "./answer/answer.ts";
import { answerQuestion } from "./answer/answer-question.ts";
import { traceAnswer } from "./answer-trace.ts";
import { dayOf } from "./articles/days.ts";
import type { MemberAnswer, MemberQuestion } from "./commands/command.ts";
import type { Budget } from "./fairness/budget.ts";
import type { WorkId } from "./fairness/recent-work.ts";
import { createSharedWork } from "./fairness/shared-work.ts";
import type { Log, LogFields } from "./log.ts";
import type { TokenUsage } from "./models/chat.ts";
import { limitChat, MODEL_SHARE } from "./models/limited-chat.ts";
import { createRecentAnswers } from "./recent-answers.ts";
import type { Services } from "./services.ts";
import { createTurns } from "./turns.ts";

/** More at once would only wait for the model, in the order of asking. */
const ANSWERS_AT_ONCE = 32;
/** One server's questions, however many and slow, leave room for the others'. */
const ANSWERS_OF_ONE_SERVER = 24;

export interface MemberAnswersOptions {
  readonly services: Services;
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

/**
 * Answers questions of members. Equal ones of one server at the same time are answered once; later ones are answered as
 * before, whichever process has answered, at no cost, as long as nothing has changed that the server reads.
 */
export function createMemberAnswers(
  options: MemberAnswersOptions,
): (request: MemberQuestion) => Promise<MemberAnswer> {
  const { services, log, isTraced = false } = options;
  const turns = createTurns({ atOnce: ANSWERS_AT_ONCE, shareOf: () => ANSWERS_OF_ONE_SERVER });
  const answers = createSharedWork<MemberAnswer, Statement>();
  const onError = (error: unknown) => log.warn("not kept for other processes", { error });
  const recent = createRecentAnswers({ services, onError });

  const answer = async (work: WorkId, request: MemberQuestion): Promise<MemberAnswer> => {
    const repeated = await recent.find(work);
    if (repeated) {
      options.onRepeatedAnswer?.();
      log.info("answered", { isRepeated: true });
      return repeated;
    }
    const made = await turns.take(
      request.guildId,
      () => {
        // Its time begins with its turn.
        const timeout = AbortSignal.timeout(options.answerTimeoutMs);
        return makeAnswer(options, { ...request, signal: AbortSignal.any([request.signal, timeout]) });
      },
      request.signal,
    );
    options.onAnswer?.(made);
    log.info("answered", figuresOf(made));
    if (isLasting(made)) recent.keep(work, made);
    return made;
  };
  return async (request) => {
    // Asked before the answer is made: what changes meanwhile makes it old, and no later question shares it.
    const version = await services.store.view(request.guildId).version();
    const key = keyOf(request, dayOf(services.now().toISOString(), services.timeZone));
    return answers.join({
      key: `${version} ${key}`,
      signal: request.signal,
      onStep: request.onStatement,
      async work(signal, onStatement) {
        const answered = await answer({ key, version }, { ...request, signal, onStatement });
        if (isTraced) void logWay(options, request, answered);
        return answered;
      },
    });
  };
}

/** Equal for questions that have the same answer as long as nothing new is read: never across servers, nor days. */
function keyOf({ guildId, question, filter, earlier }: MemberQuestion, today: string): string {
  const plain = question.normalize("NFC").replace(/\s+/g, " ").trim();
  const { since, until, outlet } = filter;
  return JSON.stringify([guildId, today, plain, since, until, outlet, earlier?.question, earlier?.answer]);
}

/** Not where something failed, or was used up, that may do better the next time. */
function isLasting({ kind, withheld, notice, isBudgetSpent = false }: MemberAnswer): boolean {
  const isModelWrong = kind === "unanswered" && withheld.length > 0;
  return notice === undefined && !isBudgetSpent && !isModelWrong;
}

async function makeAnswer(
  { services, budget, answerTimeoutMs, log, onTokens }: MemberAnswersOptions,
  { guildId, question, filter, earlier, signal, onStatement }: MemberQuestion,
): Promise<MemberAnswer> {
  const { chat, ...others } = services;
  const withoutModel = { ...others, store: services.store.view(guildId) };
  const request = {
    question,
    filter,
    earlier,
    signal,
    onStatement(statement: Statement) {
      log.debug("statement checked", { guildId });
      onStatement?.(statement);
    },
  };
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

/** How an answer came about, in figures: nothing of what was asked or said. */
function figuresOf({ kind, engine, statements, withheld, timing, notice, usage }: Answer): LogFields {
  return {
    kind,
    engine,
    statements: statements.length,
    withheld: withheld.length,
    retrieveMs: Math.round(timing.retrieveMs),
    answerMs: Math.round(timing.answerMs),
    ...usage,
    notice,
  };
}

async function logWay(
  { services, log }: MemberAnswersOptions,
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
