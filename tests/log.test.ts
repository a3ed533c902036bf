import { expect, test } from "vitest";
import { createLog, type LogLevel } from "../src/log.ts";

function createTestLog(level: LogLevel) {
  const lines: string[] = [];
  const log = createLog({
    level,
    write: (line) => lines.push(line),
    now: () => new Date("2026-03-01T08:00:00Z"),
    secrets: ["token-of-the-bot", "sk-key", undefined, ""],
  });
  return { log, lines };
}

test("an event is one line of JSON", () => {
  const { log, lines } = createTestLog("info");
  log.info("read", { source: "wire\nand more", ms: 12 });
  expect(lines).toEqual([
    '{"time":"2026-03-01T08:00:00.000Z","level":"info","event":"read","source":"wire\\nand more","ms":12}\n',
  ]);
});

test.each<[LogLevel, string[]]>([
  ["debug", ["debug", "info", "warn", "error"]],
  ["info", ["info", "warn", "error"]],
  ["warn", ["warn", "error"]],
  ["error", ["error"]],
])("at the level %s only what weighs as much is written", (level, expected) => {
  const { log, lines } = createTestLog(level);
  for (const each of ["debug", "info", "warn", "error"] as const) log[each](each);
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(expected);
});

test("an error is written with its causes, and without its stack", () => {
  const { log, lines } = createTestLog("info");
  log.error("failed", { error: new Error("no answer", { cause: new Error("refused") }) });
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ error: "no answer: refused" });
});

test("tokens and keys are never written, wherever they stand", () => {
  const { log, lines } = createTestLog("debug");
  const address = "https://discord.test/api/v10/webhooks/123456/aW50ZXJhY3Rpb24_x-y.z/messages/%40original";
  log.warn("failed token-of-the-bot", {
    error: new Error(`sk-key was refused at ${address}`),
    nested: { callback: ["/interactions/99/secret-of-an-interaction/callback"] },
  });
  expect(lines.join("")).not.toMatch(/token-of-the-bot|sk-key|aW50ZXJhY3Rpb24|secret-of-an-interaction/);
  expect(JSON.parse(lines[0] ?? "").nested.callback).toEqual(["/interactions/99/[secret]/callback"]);
});
