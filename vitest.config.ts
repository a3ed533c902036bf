import { defineConfig } from "vitest/config";
import { COMPILE_CACHE } from "./tests/support/compile-cache.ts";

export default defineConfig({
  test: {
    // On two cores the default is one worker, which waits for processes half of the time.
    maxWorkers: "100%",
    env: COMPILE_CACHE,
    setupFiles: ["tests/support/seed.ts"],
    // Threads and processes start slowly on a busy machine; no test waits for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
