import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import type { NewsroomReload } from "../../src/sources/newsroom.ts";
import type { Reload } from "../../src/sources/reload.ts";
import { createBotScene, sourceStatus, textOf } from "./bot-scene.ts";

const reload = (fields: Partial<Reload> = {}): Reload => ({
  id: "wire",
  name: fields.id ?? "wire",
  kind: "folder",
  added: 2,
  changed: 1,
  removed: 0,
  unchanged: 7,
  failed: [],
  notices: [],
  ms: 5,
  ...fields,
});

describe("/sources", () => {
  test("tells everyone what is read here, how fresh it is, and what failed last", async () => {
    const source = { articles: 1, newestArticle: null, lastReadAt: null };
    const { mia } = await createBotScene({
      newsroom: {
        listSources: async () => [
          sourceStatus({ ...source, id: "wire_*new*", lastError: "a.txt: <@1> is empty" }),
          sourceStatus({ id: "seeds", articles: 1 }),
        ],
      },
    });
    const message = await mia.slash("sources").reply();
    expect(textOf(message).split("\n")).toEqual([
      "**Ce que je lis ici**",
      "• **wire\\_\\*new\\*** · dossier · 1 article · pas encore lu",
      "-# dernier échec : a.txt: \\<\\@1\\> is empty",
      "• **seeds** · dossier · 1 article · le plus récent <t:1772188200:D> · lu <t:1772352000:R>",
    ]);
    expect(message.flags & MessageFlags.Ephemeral).not.toBe(0);
  });

  test("says so when there are none", async () => {
    const { mo } = await createBotScene({ newsroom: { listSources: async () => [] } });
    expect(textOf(await mo.slash("sources").reply())).toBe("There are no sources here yet.");
  });
});

describe("/newsroom reload", () => {
  test("shows its progress by source, then what changed and what failed, by name and reason", async () => {
    const rest = Promise.withResolvers<void>();
    const failed = [{ name: "b.txt", reason: "it is empty", idPrefix: "wire/b.txt" }];
    const { mo, outcomes } = await createBotScene({
      newsroom: {
        async reload({ onUpdate }) {
          onUpdate?.({
            done: [reload()],
            current: { name: "seeds", stage: "indexing", done: 3, total: 9 },
          });
          await rest.promise;
          return { sources: [reload(), reload({ id: "seeds", failed })], ms: 2400, isJoined: true };
        },
      },
    });
    const asked = mo.slash("newsroom reload");
    const early = await asked.reply((message) => textOf(message).includes("seeds"));
    expect(textOf(early).split("\n")).toEqual([
      "Reading the sources again. Questions are answered meanwhile.",
      "• **seeds** · indexing 3/9 …",
      "• **wire** · 2 added, 1 changed, 0 removed, 7 unchanged",
    ]);
    rest.resolve();
    const whole = await asked.reply((message) => textOf(message).includes("Read again"));
    expect(textOf(whole).split("\n")).toEqual([
      "**Read again in 2 s**",
      "-# A reload was under way already; this is its outcome.",
      "• **wire** · 2 added, 1 changed, 0 removed, 7 unchanged",
      "• **seeds** · 2 added, 1 changed, 0 removed, 7 unchanged · 1 could not be read",
      "-# b.txt: it is empty",
    ]);
    await expect.poll(() => outcomes).toMatchObject([{ command: "newsroom reload", outcome: "done" }]);
  });

  test("of one source reads that one, whatever its case", async () => {
    const seen: NewsroomReload[] = [];
    const { mo, guild } = await createBotScene({
      newsroom: {
        async reload(request) {
          seen.push(request);
          return { sources: [reload({ error: "it is gone" })], ms: 1, isJoined: false };
        },
      },
    });
    const message = await mo.slash("newsroom reload", { source: "WIRE" }).reply();
    expect(seen).toMatchObject([{ guildId: guild.id, sourceId: "wire" }]);
    expect(textOf(message)).toContain("-# it is gone");
  });

  test("of a source that is not here says which there are", async () => {
    const { mo } = await createBotScene();
    const message = await mo.slash("newsroom reload", { source: "nowhere" }).reply();
    expect(textOf(message)).toBe("There is no source “nowhere” here. Try “wire”.");
  });

  test("that outlives its message says where to look, and goes on", async () => {
    const { mo, outcomes } = await createBotScene({
      newsroom: { reload: () => new Promise(() => {}) },
      bot: { answerWithinMs: 30 },
    });
    const message = await mo.slash("newsroom reload").reply();
    expect(textOf(message)).toBe("The sources are still being read. See /newsroom status in a while.");
    await expect.poll(() => outcomes[0]?.outcome).toBe("too slow");
  });
});

describe("a member who may not manage the server", () => {
  test("is refused at run time, though the server's owner has opened the command", async () => {
    let reloads = 0;
    const { discord, guild, mia, outcomes } = await createBotScene({
      newsroom: {
        async reload() {
          reloads += 1;
          return { sources: [], ms: 1, isJoined: false };
        },
      },
    });
    discord.openCommand(guild.id, "newsroom");
    for (const command of ["newsroom reload", "newsroom status"]) {
      const message = await mia.slash(command).reply();
      expect(textOf(message)).toContain("Il faut la permission « Gérer le serveur »");
      expect(message.flags & MessageFlags.Ephemeral).not.toBe(0);
    }
    const suggested = await mia.autocomplete("newsroom reload", "source", { source: "w" }).outcome();
    expect(suggested).toEqual({ kind: "choices", choices: [] });
    expect(reloads).toBe(0);
    expect(outcomes.filter(({ outcome }) => outcome === "refused")).toHaveLength(2);
  });
});

test("a server's owner may do what moderators may, without having been given any permission", async () => {
  const { ada } = await createBotScene();
  expect(textOf(await ada.slash("newsroom status").reply())).toContain("• **wire** · folder · 3 articles");
  expect(textOf(await ada.slash("newsroom reload").reply())).toContain("**Read again in 1 s**");
});

test("fifty failing sources with long reasons are all told, and the one that is being read is seen", async () => {
  const ids = Array.from({ length: 50 }, (_, index) => `source-${index}`);
  const reason = "the <@1> *server* closed the connection ".repeat(13);
  const failed = ids.slice(0, 12).map((name) => ({ name, reason, idPrefix: name }));
  const done = ids.map((id) => reload({ id, error: reason, failed }));
  const rest = Promise.withResolvers<void>();
  const { mo } = await createBotScene({
    newsroom: {
      listSources: async () =>
        ids.map((id) => sourceStatus({ id, newestArticle: null, lastReadAt: null, lastError: reason })),
      async reload({ onUpdate }) {
        onUpdate?.({
          done: done.slice(0, 49),
          current: { name: "source-49", stage: "reading", done: 1, total: 2 },
        });
        await rest.promise;
        return { sources: done, ms: 1, isJoined: false };
      },
    },
  });
  const asked = mo.slash("newsroom reload");
  expect(
    textOf(await asked.reply())
      .split("\n")
      .slice(1, 3),
  ).toEqual([
    "• **source-49** · reading 1/2 …",
    "• **source-48** · 2 added, 1 changed, 0 removed, 7 unchanged · 12 could not be read",
  ]);
  rest.resolve();
  for (const told of [asked, mo.slash("sources"), mo.slash("newsroom status")]) {
    const shown = () => [told.states().at(-1), ...told.followUps()].flatMap((message) => message ?? []);
    const named = () =>
      shown()
        .map(textOf)
        .join("\n")
        .match(/^• \*\*source-\d+\*\*/gm);
    await expect
      .poll(() => [
        named()?.length,
        textOf(shown()[0] ?? { content: "", components: [] }).includes("reading"),
      ])
      .toEqual([50, false]);
    expect(shown().length).toBeLessThan(12);
  }
});

test("/newsroom status shows a moderator how each source fared", async () => {
  const { mo } = await createBotScene();
  expect(textOf(await mo.slash("newsroom status").reply())).toContain("• **wire** · folder · 3 articles");
});
