import { waitUnlessAborted } from "../abortable.ts";
import type { AnswerDeps } from "../answer/answer-question.ts";
import { limitChat, MODEL_SHARE } from "../models/limited-chat.ts";
import { limitEmbedder } from "../models/limited-embedder.ts";
import type { TerminalRequest } from "./command.ts";

/** Of an answer's time, for embedding the question: what is left is for the words alone, and the model. */
const EMBEDDING_SHARE = 0.4;

/**
 * Makes one answer within ANSWER_TIMEOUT_SECONDS; the model gets most of them, as in the bot. Rejects with one line when
 * there is none by then, whatever still hangs.
 */
export async function answerInTime<Deps extends Pick<AnswerDeps, "chat" | "embedder">, Result>(
  deps: Deps,
  { config: { answerTimeoutMs }, signal }: Pick<TerminalRequest, "config" | "signal">,
  work: (deps: Deps, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = new AbortController();
  const seconds = answerTimeoutMs / 1000;
  const end = () => timeout.abort(new Error(`no answer within ${seconds} s (ANSWER_TIMEOUT_SECONDS)`));
  const timer = setTimeout(end, answerTimeoutMs);
  const { chat, embedder } = deps;
  const limited = chat && limitChat(chat, { timeoutMs: answerTimeoutMs * MODEL_SHARE, onUsage: () => {} });
  const asking =
    embedder && limitEmbedder(embedder, () => AbortSignal.timeout(answerTimeoutMs * EMBEDDING_SHARE));
  const either = AbortSignal.any([signal, timeout.signal]);
  try {
    const limitedDeps = {
      ...deps,
      ...(limited && { chat: limited }),
      ...(asking && { embedder: asking }),
    };
    return await waitUnlessAborted(work(limitedDeps, either), either);
  } finally {
    clearTimeout(timer);
  }
}
