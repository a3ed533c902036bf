import { MessageFlags } from "discord.js";
import { describe, expect, test } from "vitest";
import type { Message } from "../../src/local-discord/messages.ts";
import type { Preview } from "../../src/sources/newsroom.ts";
import type { Reload } from "../../src/sources/reload.ts";
import { buttonsOf, createBotScene, sourceStatus, textOf } from "./bot-scene.ts";

const [CONFIRM, CANCEL] = [0, 1];
const buttonOf = (message: Message, index: number) => buttonsOf(message)[index] ?? "";

const FEED = "https://harbour.example/feed.xml";
const OWN = sourceStatus({ id: "feed-1", name: "Harbour", kind: "feed", address: FEED, isHouse: false });

const preview = (fields: Partial<Preview> = {}): Preview => ({
  kind: "preview",
  source: { kind: "feed", address: FEED, name: "Harbour" },
  articles: 20,
  newest: [
    { title: "Pier to go", publishedAt: "2026-02-27T00:00:00Z" },
    { title: "Fog", publishedAt: null },
  ],
  notices: ["3 of 20 entries hold an opening alone"],
  ...fields,
});

const reloaded = (fields: Partial<Reload> = {}): Reload => ({
  id: "feed-1",
  name: "Harbour",
  kind: "feed",
  added: 20,
  changed: 0,
  removed: 0,
  unchanged: 0,
  failed: [],
  notices: [],
  ms: 5,
  ...fields,
});

describe("/newsroom add", () => {
  test("shows what an address would bring, and keeps nothing yet", async () => {
    const asked: object[] = [];
    const { mo, guild } = await createBotScene({
      newsroom: {
        async preview({ signal: _, ...request }) {
          asked.push(request);
          return preview();
        },
        add: () => Promise.reject(new Error("it was not confirmed")),
      },
    });
    const message = await mo.slash("newsroom add", { address: FEED, name: "Port" }).reply();
    expect(asked).toEqual([{ guildId: guild.id, address: FEED, name: "Port" }]);
    expect(textOf(message).split("\n")).toEqual([
      "This is a feed, **Harbour**, with 20 articles",
      "-# https\\://harbour.example\\/feed.xml",
      "• Pier to go · <t:1772188200:D>",
      "• Fog · undated",
      "-# 3 of 20 entries hold an opening alone",
    ]);
    expect(message.flags & MessageFlags.Ephemeral).not.toBe(0);
    expect(buttonsOf(message)).toHaveLength(2);
  });

  test("confirmed, adds it, reads it with progress in the same message, and says that members can ask", async () => {
    const rest = Promise.withResolvers<void>();
    const added: object[] = [];
    const { mo, guild, outcomes } = await createBotScene({
      newsroom: {
        preview: async () => preview(),
        async add(request) {
          added.push(request);
          return OWN;
        },
        async reload({ sourceId, onUpdate }) {
          onUpdate?.({ done: [], current: { name: "Harbour", stage: "indexing", done: 3, total: 9 } });
          await rest.promise;
          return { sources: [reloaded({ id: sourceId ?? "" })], ms: 1200, isJoined: false };
        },
      },
    });
    const message = await mo.slash("newsroom add", { address: FEED }).reply();
    const pressed = mo.click(message, buttonOf(message, CONFIRM));
    const early = await pressed.reply((shown) => textOf(shown).includes("3/9"));
    expect(early.id).toBe(message.id);
    expect(buttonsOf(early)).toEqual([]);
    rest.resolve();
    const whole = await pressed.reply((shown) => textOf(shown).includes("is added"));
    expect(textOf(whole).split("\n")).toEqual([
      "“Harbour” is added. Members can ask about it now.",
      "**Read again in 1 s**",
      "• **Harbour** · 20 added, 0 changed, 0 removed, 0 unchanged",
    ]);
    expect(added).toMatchObject([{ guildId: guild.id, source: preview().source }]);
    await expect.poll(() => outcomes.at(-1)).toMatchObject({ command: "newsroom confirm", outcome: "done" });
  });

  test("cancelled, changes nothing, and the buttons are gone", async () => {
    let changes = 0;
    const { mo } = await createBotScene({
      newsroom: {
        preview: async () => preview(),
        async add() {
          changes += 1;
          return OWN;
        },
      },
    });
    const message = await mo.slash("newsroom add", { address: FEED }).reply();
    const after = await mo
      .click(message, buttonOf(message, CANCEL))
      .reply((shown) => textOf(shown) === "Nothing was changed.");
    expect(after.id).toBe(message.id);
    expect(buttonsOf(after)).toEqual([]);
    const again = await mo.forgeClick(after, buttonOf(message, CONFIRM)).reply();
    expect(textOf(again)).toBe("This is too old to be decided. Please use the command again.");
    expect(changes).toBe(0);
  });

  test("refuses with the reason, whatever stands in it", async () => {
    const reason = "the page names a feed, https://x.example/@everyone, where no feed can be read";
    const { mo } = await createBotScene({ newsroom: { preview: async () => ({ kind: "refused", reason }) } });
    const message = await mo.slash("newsroom add", { address: "x.example" }).reply();
    expect(textOf(message)).toBe(
      "This can’t be added: the page names a feed, https\\://x.example\\/\\@everyone, where no feed can be read.",
    );
    expect(buttonsOf(message)).toEqual([]);
  });

  test("says so when it is taken in the meantime", async () => {
    const { mo } = await createBotScene({ newsroom: { preview: async () => preview() } });
    const message = await mo.slash("newsroom add", { address: FEED }).reply();
    const after = await mo
      .click(message, buttonOf(message, CONFIRM))
      .reply((shown) => textOf(shown).includes("can’t"));
    expect(textOf(after)).toBe("This can’t be added: nothing happens here.");
  });
});

describe("a proposal", () => {
  async function propose(bot: Parameters<typeof createBotScene>[0] = {}) {
    let removals = 0;
    const scene = await createBotScene({
      ...bot,
      newsroom: {
        listSources: async () => [sourceStatus(), OWN],
        async remove() {
          removals += 1;
          return { articles: 3, passages: 7, vectors: 7 };
        },
      },
    });
    const message = await scene.mo.slash("newsroom remove", { source: "harbour" }).reply();
    return { ...scene, message, removals: () => removals };
  }

  test("of a removal asks once, and then says how much is gone", async () => {
    const { mo, message, removals } = await propose();
    expect(textOf(message)).toBe("Remove “Harbour”? Its 3 articles will be gone for good.");
    expect(removals()).toBe(0);
    const after = await mo
      .click(message, buttonOf(message, CONFIRM))
      .reply((shown) => textOf(shown).includes("removed"));
    expect(textOf(after).split("\n")).toEqual([
      "“Harbour” is removed.",
      "3 articles, 7 passages and 7 vectors removed",
    ]);
  });

  test("pressed twice is done once", async () => {
    const { mo, message, removals } = await propose();
    const presses = [
      mo.forgeClick(message, buttonOf(message, CONFIRM)),
      mo.forgeClick(message, buttonOf(message, CONFIRM)),
    ];
    const texts = await Promise.all(
      presses.map(async (press) => textOf(await press.reply((shown) => !textOf(shown).startsWith("Remove")))),
    );
    expect(texts.filter((text) => text.includes("is removed"))).toHaveLength(1);
    expect(removals()).toBe(1);
  });

  test("is decided by nobody but who asked", async () => {
    const { ada, message, removals, outcomes } = await propose();
    const reply = await ada.forgeClick(message, buttonOf(message, CONFIRM)).reply();
    expect(textOf(reply)).toBe("Only the moderator who asked can press this.");
    expect(reply.flags & MessageFlags.Ephemeral).not.toBe(0);
    expect(removals()).toBe(0);
    await expect.poll(() => outcomes.at(-1)?.outcome).toBe("refused");
  });

  test("is too old after a quarter of an hour", async () => {
    let now = Date.now();
    const clock = { now: () => now, sleep: async () => {} };
    const { mo, message, removals } = await propose({ bot: { clock } });
    now += 15 * 60 * 1000;
    const reply = await mo.click(message, buttonOf(message, CONFIRM)).reply();
    expect(textOf(reply)).toContain("too old to be decided");
    expect(removals()).toBe(0);
  });

  test("that fails ends in an apology", async () => {
    const { mo, failures } = await createBotScene({
      newsroom: {
        takeDown: () => Promise.reject(new Error("the disk is full")),
      },
    });
    const message = await mo.slash("newsroom takedown", { target: "harbour.example" }).reply();
    const after = await mo
      .click(message, buttonOf(message, CONFIRM))
      .reply((shown) => textOf(shown).includes("went wrong"));
    expect(buttonsOf(after)).toEqual([]);
    expect(failures).toMatchObject([{ command: "newsroom confirm" }]);
  });
});

describe("/newsroom remove", () => {
  test("suggests the server's own sources alone", async () => {
    const { mo } = await createBotScene({ newsroom: { listSources: async () => [sourceStatus(), OWN] } });
    const suggest = (command: string) => mo.autocomplete(command, "source", { source: "" }).outcome();
    expect(await suggest("newsroom remove")).toMatchObject({ choices: [{ name: "Harbour" }] });
    expect(await suggest("newsroom reload")).toMatchObject({
      choices: [{ name: "wire" }, { name: "Harbour" }],
    });
  });

  test.each([
    ["wire", "“wire” is read for all servers: whoever runs this bot can remove it."],
    ["nowhere", "There is no source “nowhere” here. Try “wire”."],
  ])("does not remove %s", async (source, words) => {
    const { mo } = await createBotScene();
    const message = await mo.slash("newsroom remove", { source }).reply();
    expect(textOf(message)).toBe(words);
    expect(buttonsOf(message)).toEqual([]);
  });
});

test("/newsroom takedown asks once, and then says what went", async () => {
  const asked: object[] = [];
  const { mo, guild } = await createBotScene({
    newsroom: {
      async takeDown(request) {
        asked.push(request);
        return { kind: "taken-down", target: "harbour.example", articles: 1, passages: 2, vectors: 0 };
      },
    },
  });
  const message = await mo.slash("newsroom takedown", { target: "www.harbour.example" }).reply();
  expect(textOf(message)).toContain("Take down “www.harbour.example”?");
  const after = await mo
    .click(message, buttonOf(message, CONFIRM))
    .reply((shown) => textOf(shown).includes("is taken down"));
  expect(textOf(after)).toBe("“harbour.example” is taken down.\n1 article, 2 passages and 0 vectors removed");
  expect(asked).toMatchObject([{ guildId: guild.id, target: "www.harbour.example" }]);
});

test("/newsroom status names each source's address, and when it is read next; what needs a look comes first", async () => {
  const failing = { ...OWN, lastError: "nobody answers", needsAttention: true, nextReadAt: null };
  const { mo } = await createBotScene({ newsroom: { listSources: async () => [sourceStatus(), failing] } });
  expect(textOf(await mo.slash("newsroom status").reply()).split("\n")).toEqual([
    "**What I read here**",
    "⚠️ • **Harbour** · feed · 3 articles · newest <t:1772188200:D> · read <t:1772352000:R>",
    "-# not read again by itself · https\\://harbour.example\\/feed.xml",
    "-# last failure: nobody answers",
    "• **wire** · folder · 3 articles · newest <t:1772188200:D> · read <t:1772352000:R>",
    "-# for all servers · next <t:1772454600:R>",
  ]);
});

test("a moderator hears of a source that keeps failing, whatever they do; members don't", async () => {
  const failing = { ...OWN, needsAttention: true };
  const { mo, mia } = await createBotScene({ newsroom: { listSources: async () => [failing] } });
  const warning = "⚠️ Please look after “Harbour”: see /newsroom status.";
  expect(textOf(await mo.slash("newsroom log").reply())).toBe(`${warning}\nNothing was changed here yet.`);
  expect(
    textOf(await mo.slash("newsroom reload").reply((shown) => textOf(shown).includes("Read again"))),
  ).toContain(warning);
  expect(textOf(await mia.slash("sources").reply())).not.toContain("⚠️");
});

test("/newsroom log says who changed what, and when", async () => {
  const at = "2026-03-01T08:00:00Z";
  const { mo } = await createBotScene({
    newsroom: {
      listLog: async () => [
        { at, actor: "3f9a2c", action: "takedown", subject: "harbour.example" },
        { at, actor: "3f9a2c", action: "add", subject: "Harbour <@1>" },
      ],
    },
  });
  expect(textOf(await mo.slash("newsroom log").reply()).split("\n")).toEqual([
    "**What moderators changed here**",
    "• <t:1772352000:R> · moderator 3f9a2c took down “harbour.example”",
    "• <t:1772352000:R> · moderator 3f9a2c added “Harbour \\<\\@1\\>”",
  ]);
});

test("the bot tells which servers it is in, and which it joins and leaves", async () => {
  const heard: unknown[] = [];
  const { guild } = await createBotScene({ bot: { onServers: (ids) => heard.push([...ids]) } });
  expect(heard).toEqual([[guild.id]]);
});
