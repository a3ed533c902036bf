import { describe, expect, test } from "vitest";
import type { BotServices } from "../../src/commands/command.ts";
import { answered } from "./answers.ts";
import { createBotScene } from "./bot-scene.ts";

async function suggest(names: readonly string[], typed: string, services: Partial<BotServices> = {}) {
  const listOutlets = async () => names.map((name) => ({ name, articles: 1 }));
  const scene = await createBotScene({ services: { listOutlets, ...services } });
  const outcome = await scene.mo.autocomplete("ask", "outlet", { outlet: typed }).outcome();
  return { ...scene, names: outcome.kind === "choices" ? outcome.choices.map(({ name }) => name) : outcome };
}

describe("suggestions for an outlet", () => {
  test("are the server's outlets that hold what is typed, those that begin so first", async () => {
    const { names } = await suggest(["The Post", "Postbote", "Ledger"], "POST");
    expect(names).toEqual(["Postbote", "The Post"]);
  });

  test("are never more than 25, nor longer than 100 characters, nor twice the same", async () => {
    const many = Array.from(
      { length: 40 },
      (_, index) => `${"😀".repeat(60)}${index % 3}${"x".repeat(index)}`,
    );
    const { names } = await suggest(
      [...many, ...Array.from({ length: 40 }, (_, index) => `Outlet ${index}`)],
      "",
    );
    expect(names).toHaveLength(25);
  });

  test("that are cut to fit are still understood", async () => {
    const name = `The ${"Very ".repeat(30)}Long Post`;
    const seen: (string | undefined)[] = [];
    const { names, mo } = await suggest([name], "very", {
      async answerQuestion({ filter }) {
        seen.push(filter.outlet);
        return answered();
      },
    });
    const [suggested] = Array.isArray(names) ? names : [];
    await mo.slash("ask", { question: "What now?", outlet: String(suggested) }).reply();
    expect(seen).toEqual([name]);
  });

  test("are none when they can't be had", async () => {
    const { names, failures } = await suggest([], "", {
      listOutlets: () => Promise.reject(new Error("closed")),
    });
    expect(names).toEqual([]);
    expect(failures).toMatchObject([{ event: "suggestions failed" }]);
  });

  test("ask for the server of the member", async () => {
    const guilds: string[] = [];
    const { guild } = await suggest([], "", {
      async listOutlets(guildId) {
        guilds.push(guildId);
        return [];
      },
    });
    expect(guilds).toEqual([guild.id]);
  });
});

test("suggestions for a source are the newsroom's", async () => {
  const { mo } = await createBotScene();
  const outcome = await mo.autocomplete("newsroom reload", "source", { source: "wi" }).outcome();
  expect(outcome).toEqual({ kind: "choices", choices: [{ name: "wire", value: "wire" }] });
});
