import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    setupFiles: ["tests/support/seed.ts"],
    // Threads and processes start slowly on a busy machine; no test waits for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
