import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { COMPILE_CACHE } from "./tests/support/compile-cache.ts";

export default defineConfig({
  test: {
    // The default on two cores is one worker; each waits for processes half of the time.
    maxWorkers: availableParallelism() + 1,
    env: COMPILE_CACHE,
    setupFiles: ["tests/support/seed.ts"],
    // Threads and processes start slowly on a busy machine; no test waits for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
