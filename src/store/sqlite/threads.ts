import type { WorkerClient } from "../../worker-client.ts";
import { LOST, replies } from "./messages.ts";

/** The threads that a store's operations run on. */
export interface Threads {
  write(method: string, ...args: unknown[]): Promise<unknown>;
  read(method: string, ...args: unknown[]): Promise<unknown>;
  /** How often another file has taken the store's place: what was known of the one before may not hold. */
  generation(): number;
}

/** Both are one for a store in memory, which nothing is lost of. */
export interface ThreadsOptions {
  readonly writer: WorkerClient;
  readonly reader: WorkerClient;
  readonly onNotice: ((message: string) => void) | undefined;
}

/**
 * Calls the threads. An operation that finds the store's file moved, cut short or damaged has the file put right as a
 * restart would, and is done again. While a person has to do something every operation rejects and says what.
 */
export function createThreads({ writer, reader, onNotice }: ThreadsOptions): Threads {
  let mending: Promise<void> | undefined;
  let isMended = true;
  let generation = 0;

  const tryMend = async () => {
    isMended = false;
    await reader.call("release");
    const notices = replies.notices.parse(await writer.call("mend"));
    for (const notice of notices) onNotice?.(notice);
    if (notices.length > 0) generation += 1;
    isMended = true;
  };
  const mend = () => {
    mending ??= tryMend().finally(() => {
      mending = undefined;
    });
    return mending;
  };
  const callOn =
    (thread: WorkerClient) =>
    async (method: string, ...args: unknown[]) => {
      if (!isMended) await mend();
      try {
        return await thread.call(method, ...args);
      } catch (error) {
        if (!isLoss(error)) throw error;
        await mend();
        return await thread.call(method, ...args).catch(throwPlainly);
      }
    };
  return { write: callOn(writer), read: callOn(reader), generation: () => generation };
}

const isLoss = (error: unknown): error is Error => error instanceof Error && error.cause === LOST;

/** The cause is between the threads. */
function throwPlainly(error: unknown): never {
  throw isLoss(error) ? new Error(error.message) : error;
}
