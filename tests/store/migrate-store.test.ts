import { spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { startTestPostgres } from "../support/postgres/test-postgres.ts";
import { makeInstallation, makeNewsroom, open, openPostgres, root } from "./installation.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

test("a move whose process is killed is finished by the next one", async () => {
  const from = await makeNewsroom();
  const to = await postgres.createSchema();
  const killed = startMove(from, to);
  await killed.said(/^copied: bodies/m);
  killed.process.kill("SIGKILL");
  await killed.ended;
  const { status, lines } = await startMove(from, to).ended;
  expect(status, lines).toBe(0);
  expect(lines).toMatch(/^moved and checked: .*articles \d\d/m);
  expect(lines).not.toMatch(/^copied: sources/m);
  const [before, after] = [await open(from), await openPostgres(to)];
  expect(await after.articlesOf("seeds")).toEqual(await before.articlesOf("seeds"));
});

test.each([
  [[]],
  [["--from", "news.sqlite"]],
  [["--from", "news.sqlite", "--to", "news.sqlite"]],
  [["--from", "news.sqlite", "--to", "postgres://bot:50%@db/news"]],
  [["--from", "news.sqlite", "--to", "postgres://db/news", "--fast"]],
])("called with %j it says how it is called", async (args) => {
  const { status, lines } = await startScript(args).ended;
  expect(status).toBe(2);
  expect(lines).toMatch(/^npm run migrate-store -- --from FILE --to postgres:/);
});

test("a database that is away is one line without the password", async () => {
  const { status, lines } = await startMove(
    await makeInstallation(),
    "postgres://bot:s3cret@127.0.0.1:1/news",
  ).ended;
  expect(status).toBe(1);
  expect(lines).toMatch(/^the database news at 127.0.0.1:1 is not running[^\n]*\n$/);
  expect(lines).not.toContain("s3cret");
});

const startMove = (from: string, to: string) => startScript(["--from", from, "--to", to]);

/** The script in a process of its own, which is gone when the test is over. */
function startScript(args: readonly string[]) {
  const child = spawn(process.execPath, ["--no-warnings", root("scripts/migrate-store.ts"), ...args], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let lines = "";
  const heard = new EventEmitter();
  child.stderr.on("data", (data) => {
    lines += data;
    heard.emit("more");
  });
  const ended = once(child, "close").then(([status]) => ({ status, lines }));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    process: child,
    ended,
    async said(pattern: RegExp) {
      while (!pattern.test(lines))
        await Promise.race([once(heard, "more"), ended.then(() => expect(lines).toMatch(pattern))]);
    },
  };
}
