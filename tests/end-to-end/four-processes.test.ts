import { expect, test, vi } from "vitest";
import { runFourProcesses } from "./four-processes.ts";
import { PROCESS_TIMEOUT_MS } from "./world.ts";

vi.setConfig({ testTimeout: 2 * PROCESS_TIMEOUT_MS });

test.each(["SQLite", "PostgreSQL"] as const)(
  "four processes on one %s store lose nothing when one is killed in the middle of everything",
  async (store) => {
    await runFourProcesses(store);
    expect.hasAssertions();
  },
);
