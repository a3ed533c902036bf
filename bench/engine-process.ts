import { fork } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { replies, type requests } from "./messages.ts";

const replySchema = z.object({ id: z.number(), value: z.unknown().optional(), error: z.string().optional() });

/** As `npm start` has it; it shortens the pauses of others that live in JavaScript too. */
const FLAGS = ["--max-semi-space-size=8"];

/** Starts a process that serves an engine. What it writes goes to standard error. */
export function startEngine(script: URL) {
  const child = fork(script, {
    serialization: "advanced",
    stdio: ["ignore", 2, 2, "ipc"],
    execArgv: [...process.execArgv, ...FLAGS],
  });
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  child.on("message", (message) => {
    const { id, value, error } = replySchema.parse(message);
    const promise = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) promise?.resolve(value);
    else promise?.reject(new Error(error));
  });
  child.on("exit", (status, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended: ${signal ?? status}`));
    waiting.clear();
  });
  const call = (method: string, request?: unknown): Promise<unknown> => {
    if (!child.connected) return Promise.reject(new Error("the process has ended"));
    lastId += 1;
    const promise = Promise.withResolvers<unknown>();
    waiting.set(lastId, promise);
    child.send({ id: lastId, method, request });
    return promise.promise;
  };

  return {
    open: async (request: z.input<typeof requests.open>) => replies.open.parse(await call("open", request)),
    ingest: async (request: z.input<typeof requests.ingest>) =>
      replies.ingest.parse(await call("ingest", request)),
    search: async (request: z.input<typeof requests.search>) =>
      replies.search.parse(await call("search", request)),
    outsideBytes: async () => replies.bytes.parse(await call("outsideBytes")),
    rss: async () => replies.bytes.parse(await call("rss")),
    /** Closes the engine, and ends the process. For good: what it keeps outside of its folder goes too. */
    async close({ isForGood }: z.input<typeof requests.close> = { isForGood: false }) {
      await call("close", { isForGood });
      await end();
    },
    end,
  };

  async function end(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    if (child.connected) child.disconnect();
    await exited;
  }
}

export type EngineProcess = ReturnType<typeof startEngine>;
