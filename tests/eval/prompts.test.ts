import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { z } from "zod";
import { loadFrozenSets } from "../../eval/sets.ts";
import { COMPILE_CACHE } from "../support/compile-cache.ts";
import { parseLines, SPAWN_TIMEOUT_MS } from "../support/terminal.ts";

const PROMPTS = fileURLToPath(new URL("../../eval/prompts.ts", import.meta.url));
const run = (...args: string[]) =>
  promisify(execFile)(process.execPath, [PROMPTS, "--data", "nowhere", ...args], {
    env: { ...COMPILE_CACHE, EMBEDDINGS: "none" },
    timeout: SPAWN_TIMEOUT_MS,
  });

const promptShape = z.strictObject({
  id: z.string(),
  question: z.string(),
  system: z.string(),
  user: z.string(),
  articleIds: z.array(z.string()).min(1),
});

test(
  "prints what a model would be asked, on the set's day, with each passage's article",
  async () => {
    const { stdout } = await run("--questions-of", "frozen", "--limit", "3");
    const prompts = parseLines(stdout).map((line) => promptShape.parse(line));
    expect(prompts).toHaveLength(3);
    const bodies = (await loadFrozenSets()).questions.flatMap(({ articles }) =>
      articles.map(({ id, body }) => [id, body] as const),
    );
    for (const { question, user, articleIds } of prompts) {
      expect(user).toContain(` is 2026-03-21.\nQuestion: ${question}`);
      const passages = [...user.matchAll(/ number="\d+">\n.*\n\n(.*)/g)].map(([, line = ""]) => line);
      expect(passages).toHaveLength(articleIds.length);
      for (const [index, line] of passages.entries())
        expect(new Map(bodies).get(articleIds[index] ?? "")).toContain(line.slice(0, 20));
    }
  },
  SPAWN_TIMEOUT_MS,
);

test(
  "a set that nobody knows is a mistake in the call",
  async () => {
    await expect(run("--questions-of", "luck")).rejects.toMatchObject({
      code: 2,
      stderr: '--questions-of knows frozen, not "luck"\n',
    });
  },
  SPAWN_TIMEOUT_MS,
);
