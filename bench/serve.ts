import { z } from "zod";
import type { Engine, OpenEngine } from "./engine.ts";
import { ingestNewsroom, searchAll } from "./measure.ts";
import { requests } from "./messages.ts";

/** Makes this process one engine's: it does what its parent asks, one thing after the other, and ends with it. */
export function serveEngine(open: OpenEngine): void {
  let engine: Engine | undefined;
  const opened = () => {
    if (!engine) throw new Error("the engine is not open");
    return engine;
  };
  const answers: Record<string, (request: unknown) => unknown> = {
    async open(request) {
      const startedAt = performance.now();
      const { options, question, filter } = requests.open.parse(request);
      engine = await open(options);
      if (question) await engine.search(question, filter);
      return { ms: performance.now() - startedAt, searchesBy: engine.searchesBy };
    },
    ingest: (request) => ingestNewsroom(opened(), requests.ingest.parse(request)),
    search(request) {
      const { questions, ...rest } = requests.search.parse(request);
      return searchAll(opened(), questions, rest);
    },
    outsideBytes: async () => (await opened().outside?.bytes()) ?? 0,
    rss: () => process.memoryUsage.rss(),
    async close(request) {
      const { isForGood } = requests.close.parse(request);
      await opened().close();
      if (isForGood) await opened().outside?.remove();
    },
  };
  process.on("disconnect", () => process.exit());
  process.on("message", async (message) => {
    const { id, method, request } = callSchema.parse(message);
    try {
      const answer = answers[method];
      if (!answer) throw new Error(`no engine knows "${method}"`);
      process.send?.({ id, value: await answer(request) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

const callSchema = z.object({ id: z.number(), method: z.string(), request: z.unknown() });
