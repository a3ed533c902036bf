import { workerData } from "node:worker_threads";
import { serveWorker } from "../worker-serve.ts";
import { type NativeGuard, runGuarded } from "./native-guard.ts";
import { loadSentenceEncoder } from "./sentence-encoder/encoder.ts";

// What comes in is from `local-embedder.ts` alone.
const guard: NativeGuard = workerData;

const encoder = runGuarded(guard, () => loadSentenceEncoder());
// Every call waits for it, and is told when it fails.
encoder.catch(() => {});

serveWorker(async ({ args: [text] }) => {
  const embed = await encoder;
  return runGuarded(guard, () => embed(String(text)));
});
