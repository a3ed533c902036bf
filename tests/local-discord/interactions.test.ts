import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  type Interaction,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { describe, expect, test } from "vitest";
import { startBot } from "./bot.ts";
import { createScene } from "./scene.ts";

const ask = new SlashCommandBuilder()
  .setName("ask")
  .setDescription("Asks")
  .addStringOption((option) =>
    option.setName("question").setDescription("What").setRequired(true).setMaxLength(50),
  )
  .addStringOption((option) => option.setName("outlet").setDescription("Where").setAutocomplete(true))
  .toJSON();
const newsroom = new SlashCommandBuilder()
  .setName("newsroom")
  .setDescription("Runs the newsroom")
  .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
  .addSubcommand((reload) =>
    reload
      .setName("reload")
      .setDescription("Reads again")
      .addIntegerOption((option) => option.setName("count").setDescription("How many").setMaxValue(3)),
  )
  .toJSON();
const commands = [ask, newsroom];

const button = (customId: string) =>
  new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId(customId).setLabel("Press").setStyle(ButtonStyle.Primary),
  );

const form = new ModalBuilder()
  .setCustomId("form")
  .setTitle("Follow up")
  .addComponents(
    new ActionRowBuilder<TextInputBuilder>().addComponents(
      new TextInputBuilder()
        .setCustomId("text")
        .setLabel("Question")
        .setStyle(TextInputStyle.Short)
        .setMaxLength(9),
    ),
  );

describe("a slash command", () => {
  test("reaches the bot with its options, who used it, where, and in which language", async () => {
    const { discord, guild, channelId, mo } = await createScene();
    const seen: unknown[] = [];
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (!interaction.isChatInputCommand() || !interaction.inCachedGuild()) return;
        const { commandName, options, guildId, locale, guildLocale, memberPermissions } = interaction;
        seen.push(commandName, options.getSubcommand(), options.getInteger("count"));
        seen.push(guildId, interaction.channelId, interaction.guild.name, interaction.user.displayName);
        seen.push(locale, guildLocale, memberPermissions.has(PermissionFlagsBits.ManageGuild));
        await interaction.reply("done");
      },
    });
    await mo.slash("newsroom reload", { count: 2 }).reply();
    expect(seen).toEqual([
      "newsroom",
      "reload",
      2,
      guild.id,
      channelId,
      "Harbour",
      "Mo",
      "en-US",
      "de",
      true,
    ]);
  });

  test("is answered by a deferral that fills in edit by edit, and every state is kept", async () => {
    const { discord, mia } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        await interaction.deferReply({ flags: MessageFlags.Ephemeral });
        await interaction.editReply("one");
        await interaction.editReply({ content: "two", components: [button("more")] });
      },
    });
    const asked = mia.slash("ask", { question: "What did Oman say?" });
    const message = await asked.reply(({ content }) => content === "two");
    expect(message.flags).toBe(MessageFlags.Ephemeral);
    expect(asked.states().map(({ content, flags }) => [content, flags])).toEqual([
      ["", MessageFlags.Ephemeral | MessageFlags.Loading],
      ["one", MessageFlags.Ephemeral],
      ["two", MessageFlags.Ephemeral],
    ]);
    expect(discord.brokenRules()).toEqual([]);
  });

  test("can be answered at once, read back, followed up and taken back", async () => {
    const { discord, mia } = await createScene();
    const fetched: string[] = [];
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        const { resource } = await interaction.reply({ content: "first", withResponse: true });
        fetched.push(resource?.message?.content ?? "", (await interaction.fetchReply()).content);
        const more = await interaction.followUp("second");
        await interaction.editReply({ message: more, content: "third" });
        await interaction.deleteReply();
      },
    });
    const asked = mia.slash("ask", { question: "?" });
    await discord.until(() => asked.states().at(-1)?.isDeleted || undefined);
    expect(fetched).toEqual(["first", "first"]);
    expect(asked.followUps().map(({ content }) => content)).toEqual(["third"]);
    expect(mia.messages().map(({ content }) => content)).toEqual(["third"]);
  });

  test("shows an ephemeral reply only to whom it answers", async () => {
    const { discord, mia, mo } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) =>
        interaction.isRepliable() && interaction.reply({ content: "psst", flags: MessageFlags.Ephemeral }),
    });
    const message = await mia.slash("ask", { question: "?" }).reply();
    expect(mia.messages()).toEqual([message]);
    expect(mo.messages()).toEqual([]);
    await expect(mo.click(message, "x").outcome()).resolves.toMatchObject({ kind: "refused" });
  });

  test.each([
    ["of a name that is not registered", "gone", {}, "This command is outdated"],
    ["without its subcommand", "newsroom", {}, "permission"],
    ["without a required option", "ask", {}, "This option is required"],
    ["with an option that is too long", "ask", { question: "x".repeat(51) }, "50 or fewer"],
    ["with an option that it does not have", "ask", { question: "?", other: 1 }, "outdated"],
    ["that a member may not use", "newsroom reload", {}, "You do not have permission"],
  ])("%s is refused before the bot hears of it", async (_what, command, values, notice) => {
    const { discord, mia } = await createScene();
    const heard: Interaction[] = [];
    await startBot(discord, commands, { onInteraction: async (interaction) => heard.push(interaction) });
    const outcome = await mia.slash(command, values).outcome();
    expect(outcome).toEqual({ kind: "refused", notice: expect.stringContaining(notice) });
    expect(heard).toEqual([]);
  });

  test("may be opened to everyone by the server's owner, who may use all of them", async () => {
    const { discord, guild, mia, ada } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) => interaction.isRepliable() && interaction.reply("hello"),
    });
    await expect(ada.slash("newsroom reload").reply()).resolves.toMatchObject({ content: "hello" });
    discord.openCommand(guild.id, "newsroom");
    await expect(mia.slash("newsroom reload").reply()).resolves.toMatchObject({ content: "hello" });
  });
});

describe("after the first reply", () => {
  test("a button opens a form, and the form's text comes back with the message that it came from", async () => {
    const { discord, mia } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (interaction.isChatInputCommand()) await interaction.reply({ components: [button("open")] });
        if (interaction.isButton()) await interaction.showModal(form);
        if (interaction.isModalSubmit() && interaction.isFromMessage()) {
          const text = interaction.fields.getTextInputValue("text");
          await interaction.update({ content: text, components: [] });
        }
      },
    });
    const asked = mia.slash("ask", { question: "?" });
    const clicked = mia.click(await asked.reply(), "open");
    await expect(clicked.outcome()).resolves.toMatchObject({ kind: "modal", modal: { title: "Follow up" } });
    await expect(mia.submit(clicked, { text: "far too long" }).outcome()).resolves.toMatchObject({
      kind: "refused",
    });
    await mia.submit(clicked, { text: "And then?" }).reply();
    expect(asked.states().map(({ content }) => content)).toEqual(["", "And then?"]);
  });

  test("a button that is not there can be pressed only by forging it", async () => {
    const { discord, mia, mo } = await createScene();
    const pressed: string[] = [];
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (interaction.isChatInputCommand()) await interaction.reply({ components: [button("real")] });
        if (!interaction.isButton()) return;
        pressed.push(`${interaction.user.displayName} ${interaction.customId}`);
        await interaction.deferUpdate();
      },
    });
    const message = await mia.slash("ask", { question: "?" }).reply();
    await expect(mo.click(message, "forged").outcome()).resolves.toMatchObject({ kind: "refused" });
    await expect(mo.click(message, "real").outcome()).resolves.toEqual({ kind: "acknowledged" });
    await expect(mo.forgeClick(message, "forged").outcome()).resolves.toEqual({ kind: "acknowledged" });
    expect(pressed).toEqual(["Mo real", "Mo forged"]);
  });

  test("suggestions come for the option that is being typed", async () => {
    const { discord, mia } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) => {
        if (!interaction.isAutocomplete()) return;
        const { name, value } = interaction.options.getFocused(true);
        await interaction.respond([{ name: `${name}: ${value}`, value: "reuters" }]);
      },
    });
    const outcome = await mia.autocomplete("ask", "outlet", { outlet: "reu" }).outcome();
    expect(outcome).toEqual({ kind: "choices", choices: [{ name: "outlet: reu", value: "reuters" }] });
  });
});

describe("mentions", () => {
  const everyone = "@everyone <@1> <@&2>";

  test("ping whom they name unless the bot says otherwise", async () => {
    const { discord, channelId, mia } = await createScene();
    const { client } = await startBot(discord, commands, {
      onInteraction: async (interaction) => interaction.isRepliable() && interaction.reply(everyone),
    });
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable()) await channel.send(everyone);
    expect(mia.messages()[0]?.pings).toEqual({ everyone: true, users: ["1"], roles: ["2"] });
    const message = await mia.slash("ask", { question: "?" }).reply();
    expect(message.pings).toEqual({ everyone: false, users: ["1"], roles: [] });
  });

  test("ping nobody when nothing is to be parsed", async () => {
    const { discord, mia } = await createScene();
    await startBot(discord, commands, {
      onInteraction: async (interaction) =>
        interaction.isRepliable() && interaction.reply({ content: everyone, allowedMentions: { parse: [] } }),
    });
    const message = await mia.slash("ask", { question: "?" }).reply();
    expect(message.pings).toEqual({ everyone: false, users: [], roles: [] });
  });
});
