import { execFile, execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { makeFolder } from "../support/folder.ts";

const LIST = fileURLToPath(new URL("../../../shared/data/attacks/ssrf-urls.json", import.meta.url));
const CHILD = fileURLToPath(new URL("../support/fetch-namespace-child.ts", import.meta.url));
/** A user, a network and mounts of its own. */
const UNSHARE = ["--map-root-user", "--net", "--mount"];

const canUnshare = (() => {
  try {
    execFileSync("unshare", [...UNSHARE, "ip", "link", "set", "lo", "up"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
})();

const reportSchema = z.object({
  tried: z.array(z.object({ name: z.string(), outcome: z.string() })),
  breaches: z.array(z.string()),
  reached: z.array(z.string()),
});

test.skipIf(!canUnshare || !existsSync(LIST))(
  "none of 38 evil addresses is reached, the public one is (skipped where ../shared, namespaces or iproute2 are missing)",
  async () => {
    const args = [...UNSHARE, process.execPath, CHILD, LIST, await makeFolder()];
    const { stdout } = await promisify(execFile)("unshare", args);
    const { tried, breaches, reached } = reportSchema.parse(JSON.parse(stdout));
    expect(breaches).toEqual([]);
    const letIn = tried.filter(({ outcome }) => !outcome.startsWith("refused: ")).map(({ name }) => name);
    expect(letIn).toEqual(["DNS rebinding (public then loopback)", "ok control: public"]);
    expect(tried).toHaveLength(40);
    expect(reached).toContain("pub.test/");
    expect(reached.filter((place) => place.startsWith("good.test"))).toEqual([]);
  },
);
