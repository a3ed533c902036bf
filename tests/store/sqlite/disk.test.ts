import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { makeFolder } from "../../support/folder.ts";

/** Starting a process takes its time on a busy machine. */
vi.setConfig({ testTimeout: 30_000 });

const NAMESPACE = ["--user", "--map-root-user", "--mount"];

const canMount = spawnSync("unshare", [...NAMESPACE, "mount", "-t", "tmpfs", "none", "/tmp"]).status === 0;

const reportSchema = z.object({
  refused: z.array(z.string().nullable()),
  meanwhile: z.array(z.string()),
  written: z.array(z.string().nullable()),
  found: z.array(z.string()),
  notices: z.array(z.string()),
  integrity: z.string(),
});

const WRITTEN = { written: [null, null, null], found: ["The new text."], integrity: "ok" };

describe.skipIf(!canMount)("a disk of its own (skipped where no namespaces can be made)", () => {
  test("a full disk is named, questions are answered, and with room again all is as before", async () => {
    const report = await runOnDisk("full");
    expect(report).toMatchObject({ ...WRITTEN, meanwhile: ["The old text."], notices: [] });
    for (const refusal of report.refused) {
      expect(refusal).toMatch(/^the store \S+ could not be .* is full; nothing was changed$/);
    }
  });

  test.each([
    ["an orderly end", "read-only"],
    ["a crash", "read-only-log"],
  ] as const)(
    "a disk that can't be written after %s is named, questions are answered, and writing goes on when it can",
    async (_end, trouble) => {
      const report = await runOnDisk(trouble);
      expect(report).toMatchObject({ ...WRITTEN, meanwhile: ["The old text."] });
      expect(report.notices).toEqual([
        expect.stringMatching(/^the store \S+ can't be (opened|written): check/),
      ]);
      for (const refusal of report.refused) expect(refusal).toBe(report.notices[0]);
    },
  );
});

async function runOnDisk(
  trouble: "full" | "read-only" | "read-only-log",
): Promise<z.infer<typeof reportSchema>> {
  const child = fileURLToPath(new URL("../../support/small-disk-child.ts", import.meta.url));
  const command = [process.execPath, "--no-warnings", child, await makeFolder(), trouble];
  return reportSchema.parse(
    JSON.parse(execFileSync("unshare", [...NAMESPACE, ...command], { encoding: "utf8" })),
  );
}
