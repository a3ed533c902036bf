import { type ChatInputCommandInteraction, MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import { errorCode, startBot } from "./bot.ts";
import { createScene } from "./scene.ts";

const commands = [{ name: "ask", description: "Asks" }];
/** Long enough for a reply on a busy machine, where one is to be in time. */
const SHORT_MS = 60;

/** A bot whose answer to `/ask` is `answer`, and a promise of what it returns. */
async function ask(
  scene: Awaited<ReturnType<typeof createScene>>,
  answer: (interaction: ChatInputCommandInteraction) => Promise<unknown>,
) {
  const answered = Promise.withResolvers<unknown>();
  await startBot(scene.discord, commands, {
    onInteraction: async (interaction) => {
      if (interaction.isChatInputCommand()) answer(interaction).then(answered.resolve, answered.reject);
    },
  });
  return { asked: scene.mia.slash("ask"), answered: answered.promise };
}

describe("the first response", () => {
  test("is refused when it comes too late, and the person is told that there was none", async () => {
    const scene = await createScene({ firstResponseMs: SHORT_MS });
    const late = Promise.withResolvers<void>();
    const { asked, answered } = await ask(scene, async (interaction) => {
      await late.promise;
      return errorCode(interaction.reply("late"));
    });
    await expect(asked.outcome()).resolves.toEqual({
      kind: "failed",
      notice: "The application did not respond",
    });
    late.resolve();
    await expect(answered).resolves.toBe(10062);
    await expect(asked.reply()).rejects.toThrow("did not respond");
  });

  test("can be given only once", async () => {
    const { answered } = await ask(await createScene(), async (interaction) => {
      const { rest } = interaction.client;
      const again = { auth: false, body: { type: 4, data: { content: "again" } } };
      await interaction.reply("once");
      return errorCode(rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, again));
    });
    await expect(answered).resolves.toBe(40060);
  });

  test("is not taken with another interaction's token", async () => {
    const { answered } = await ask(await createScene(), async (interaction) => {
      const { rest, id } = { rest: interaction.client.rest, id: interaction.id };
      return errorCode(rest.post(`/interactions/${id}/stolen/callback`, { auth: false, body: { type: 5 } }));
    });
    await expect(answered).resolves.toBe(10062);
  });
});

describe("the token", () => {
  test("dies, so that later edits and follow-ups fail and what was said stays", async () => {
    const scene = await createScene({ tokenLifeMs: SHORT_MS });
    const { asked, answered } = await ask(scene, async (interaction) => {
      await interaction.reply("in time");
      await scene.discord.until(
        () => scene.discord.interaction(interaction.id)?.isTokenAlive === false || undefined,
      );
      return [await errorCode(interaction.editReply("late")), await errorCode(interaction.followUp("late"))];
    });
    await expect(answered).resolves.toEqual([50027, 50027]);
    expect(asked.states().map(({ content }) => content)).toEqual(["in time"]);
  });

  test("dies with a deferral that was never filled in: the person is told that there was no response", async () => {
    const scene = await createScene({ tokenLifeMs: SHORT_MS });
    const { asked } = await ask(scene, (interaction) => interaction.deferReply());
    await expect(asked.outcome()).resolves.toMatchObject({ kind: "failed" });
  });

  test("opens nothing before the first response", async () => {
    const { answered } = await ask(await createScene(), async ({ client, webhook, token }) => {
      const path = `/webhooks/${webhook.id}/${token}` as const;
      return errorCode(client.rest.post(path, { auth: false, body: { content: "too early" } }));
    });
    await expect(answered).resolves.toBe(10015);
  });
});

describe("a deferral", () => {
  test("makes the reply ephemeral or not, whatever an edit says", async () => {
    const { asked, answered } = await ask(await createScene(), async (interaction) => {
      await interaction.deferReply();
      const path = `/webhooks/${interaction.applicationId}/${interaction.token}/messages/@original` as const;
      const body = { content: "secret", flags: MessageFlags.Ephemeral };
      return errorCode(interaction.client.rest.patch(path, { auth: false, body }));
    });
    await expect(answered).resolves.toBe(50035);
    expect(asked.states().map(({ flags }) => flags)).toEqual([MessageFlags.Loading]);
  });

  test("is filled in by the first follow-up", async () => {
    const { asked } = await ask(await createScene(), async (interaction) => {
      await interaction.deferReply();
      await interaction.followUp("here it is");
    });
    await expect(asked.reply()).resolves.toMatchObject({ content: "here it is" });
    expect(asked.followUps()).toEqual([]);
  });

  test("can become a message of components", async () => {
    const { asked } = await ask(await createScene(), async (interaction) => {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({
        components: [{ type: 10, content: "text" }],
        flags: MessageFlags.IsComponentsV2,
      });
    });
    const { flags } = await asked.reply();
    expect(flags).toBe(MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral);
  });
});
