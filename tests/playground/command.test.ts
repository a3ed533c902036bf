import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { parseConfig } from "../../src/config.ts";

const SCRIPT = fileURLToPath(new URL("../../scripts/playground.ts", import.meta.url));
/** Nothing of this process's own. */
const ENVIRONMENT = { EMBEDDINGS: "none", CI: "true", SEEDS_DIR: "/nowhere" };

function start(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SCRIPT], {
    env: { ...ENVIRONMENT, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const said = async (stream: "stdout" | "stderr", what: RegExp) => {
    for await (const line of createInterface({ input: child[stream] })) {
      const found = what.exec(line);
      if (found) return found[0];
    }
    return undefined;
  };
  return { child, ended, said };
}

test("prints where the page is, serves it, and stops with all that it started when it is told to", async () => {
  const { child, ended, said } = start({ PLAYGROUND_PORT: "0" });
  const address = await said("stdout", /http:\/\/127\.0\.0\.1:\d+/);
  const page = await fetch(address ?? "");
  expect(await page.text()).toContain("On Record: the playground");
  child.kill("SIGTERM");
  expect((await ended)[0]).toBe(0);
  await expect(fetch(address ?? "")).rejects.toThrow();
});

test("says in one line that its port is taken, and ends", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const { ended, said } = start({ PLAYGROUND_PORT: port });
  expect(await said("stderr", /.+/)).toMatch(/^port \d+ can't be listened on \(EADDRINUSE\)/);
  expect((await ended)[0]).toBe(1);
});

test.each(["http", "70000", "-1"])("takes no %j for a port", async (port) => {
  const { ended, said } = start({ PLAYGROUND_PORT: port });
  expect(await said("stderr", /.+/)).toBe("PLAYGROUND_PORT has to be a port from 0 to 65535");
  expect((await ended)[0]).toBe(1);
});

test("the terminal and the bot know nothing of its port", () => {
  expect(parseConfig({ PLAYGROUND_PORT: "x" })).toEqual(parseConfig({}));
});
