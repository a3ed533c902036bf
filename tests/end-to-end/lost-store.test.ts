import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { QUESTION } from "./articles.ts";
import { createTestWorld } from "./test-world.ts";
import { integrityOf, isWhole, PROCESS_TIMEOUT_MS, textOf } from "./world.ts";

/** The bot looks at its store every 15 s. */
vi.setConfig({ testTimeout: 2 * PROCESS_TIMEOUT_MS });

test.each([
  ["deleted", (file: string) => rmSync(file), /deleted while it was open; a new one is begun/],
  ["cut short", (file: string) => truncateSync(file, 50_000), /was damaged; it is kept as .*\.damaged-/],
])(
  "a bot whose store is %s says so, reads its sources anew, and answers, without a restart",
  async (_how, lose, notice) => {
    const { world, bot, file, firstReading } = await startWorld();
    lose(file);
    await bot.logged(({ event, message }) => event === "notice" && notice.test(String(message)));
    await bot.logged(
      (line) => line.event === "source read" && line !== firstReading && Number(line.added) > 0,
    );
    expect(textOf(await world.mia.slash("ask", { question: QUESTION }).reply(isWhole))).toContain("progress");
    bot.kill("SIGTERM");
    expect(await bot.ended()).toBe(0);
    expect(integrityOf(world)).toBe("ok");
  },
);

test("a bot whose store has a damaged header is unhealthy, says what to do, and goes on once that is done", async () => {
  const { world, bot, file, firstReading, health } = await startWorld();
  expect(await health()).toMatchObject({ status: 200, page: { status: "ok", store: "ok" } });
  overwriteHeader(file);
  const damaged = readFileSync(file);
  expect(await health()).toMatchObject({
    status: 503,
    page: { status: "bad", store: expect.stringMatching(/its first page is damaged, .*move it away/) },
  });
  await bot.logged(({ event, message }) => event === "notice" && /move it away/.test(String(message)));
  expect(readFileSync(file).equals(damaged)).toBe(true);
  renameSync(file, `${file}.away`);
  expect(await health()).toMatchObject({ status: 200, page: { status: "ok", store: "ok" } });
  await bot.logged((line) => line.event === "source read" && line !== firstReading && Number(line.added) > 0);
  expect(textOf(await world.mia.slash("ask", { question: QUESTION }).reply(isWhole))).toContain("progress");
  expect(readdirSync(join(world.folder, "data"))).toContain("news.sqlite.away");
});

const pageSchema = z.object({ status: z.string(), store: z.string() });

async function startWorld() {
  const world = await createTestWorld({ store: "SQLite", limits: { heartbeatIntervalMs: 200 } });
  const bot = await world.startBot();
  const first = await bot.logged(({ event }) => event === "source read");
  const { port } = await bot.logged(({ event }) => event === "serving health and metrics");
  return {
    world,
    bot,
    firstReading: first,
    file: join(world.folder, "data", "news.sqlite"),
    async health() {
      const response = await fetch(`http://127.0.0.1:${port}/healthz`);
      return { status: response.status, page: pageSchema.parse(await response.json()) };
    },
  };
}

function overwriteHeader(file: string): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, Buffer.alloc(100, 0xa5), 0, 100, 0);
  closeSync(descriptor);
}
