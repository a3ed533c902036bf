import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { createBotServices } from "../src/bot-services.ts";
import { createExtractor } from "../src/formats/extractor.ts";
import type { Message } from "../src/local-discord/messages.ts";
import { createFetch } from "../src/sources/fetch.ts";
import { createFolderSource } from "../src/sources/folder.ts";
import { registerHouse } from "../src/sources/house.ts";
import { createNewsroom } from "../src/sources/newsroom.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";
import { buttonsOf, createBotScene, textOf } from "./discord/bot-scene.ts";
import { answerWith, startAwkwardServer } from "./support/awkward-server.ts";
import { makeFolder } from "./support/folder.ts";
import { PROMPTS } from "./support/newsroom.ts";
import { articlePage, prose, rssFeed } from "./support/web-pages.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const extractor = createExtractor();
afterAll(() => extractor.close());

/** The real bot, newsroom, store and way out, with a site of its own on this machine. */
async function createFlow() {
  const folder = await makeFolder();
  const seeds = join(folder, "seeds");
  mkdirSync(seeds);
  const feed = { text: "", etag: '"1"' };
  const pages = new Map<string, string>();
  const site = await startAwkwardServer((socket, { path, headers }) => {
    const page = pages.get(path);
    if (page !== undefined)
      return answerWith({ body: page, headers: ["Content-Type: text/html"] })(socket, {
        path,
        headers,
        method: "GET",
      });
    if (path !== "/feed.xml") return answerWith({ status: 404 })(socket, { path, headers, method: "GET" });
    const isKnown = headers["if-none-match"] === feed.etag;
    const headersOut = ["Content-Type: application/rss+xml", `ETag: ${feed.etag}`];
    answerWith(isKnown ? { status: 304, headers: headersOut } : { body: feed.text, headers: headersOut })(
      socket,
      {
        path,
        headers,
        method: "GET",
      },
    );
  });
  const origin = `http://harbour.example:${site.port}`;
  const file = join(folder, "news.sqlite");
  let clock = NOW;
  const now = () => clock;

  const open = async () => {
    const store = await createSqliteStore({ file });
    const web = {
      extractor,
      fetch: createFetch({
        contact: undefined,
        lookup: async () => ["127.0.0.1"],
        isAllowedAddress: () => true,
        allowedPorts: "any",
        sleep: () => Promise.resolve(),
        now,
      }),
    };
    const source = createFolderSource({ id: "seeds", folder: seeds, now, readFile: extractor.readFile });
    const house = [{ source, name: "seeds", address: null }];
    await registerHouse(store, house, { othersGo: true });
    const stopping = new AbortController();
    const newsroom = createNewsroom({
      house,
      store,
      web,
      keepTextMs: 90 * 24 * 60 * 60 * 1000,
      now,
      random: () => 0.5,
      signal: stopping.signal,
      onNotice: (message) => {
        throw new Error(message);
      },
    });
    const services = createBotServices({
      services: { store, web, prompts: PROMPTS, now, timeZone: "UTC", close: async () => {} },
      newsroom,
      cooldown: { takeTurn: async () => 0 },
      budget: { isSpent: async () => false, spend: () => {} },
      answerTimeoutMs: 20_000,
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
    const close = async () => {
      stopping.abort(new Error("stopping"));
      await store.close();
    };
    onTestFinished(close);
    return { store, newsroom, services, close };
  };
  return {
    site,
    origin,
    feed,
    pages,
    open,
    later: (ms: number) => {
      clock = new Date(clock.getTime() + ms);
    },
  };
}

const press = (message: Message, index: number) => buttonsOf(message)[index] ?? "";

test("a moderator adds a feed, members ask about it, other servers don't know it, and it is gone when removed", async () => {
  const { origin, feed, open } = await createFlow();
  feed.text = rssFeed([
    { title: "Pier to go", link: `${origin}/pier`, date: "2026-03-01T08:00:00Z", content: prose("Larkmoor") },
  ]);
  const { services, store } = await open();
  const { mo, mia, discord, failures } = await createBotScene({ services });
  const stranger = discord.addUser("Eve");
  const next = discord.addGuild({ name: "Next door", members: [{ user: stranger }] });
  const eve = discord.person({
    guildId: next.id,
    channelId: next.channels[0]?.id ?? "",
    userId: stranger.id,
  });

  const question = { question: "What did the engineer say about the piles in Larkmoor?" };
  expect(textOf(await mia.slash("ask", question).reply())).toContain("pas");
  const proposal = await mo.slash("newsroom add", { address: `${origin}/feed.xml` }).reply();
  expect(textOf(proposal)).toContain("This is a feed, **The Harbour Post**, with 1 article");
  const added = await mo
    .click(proposal, press(proposal, 0))
    .reply((message) => textOf(message).includes("Members can ask"));
  expect(textOf(added)).toContain("1 added");

  const answer = textOf(
    await mia.slash("ask", question).reply((message) => textOf(message).includes("half of them")),
  );
  expect(answer).toContain("The Harbour Post");
  expect(textOf(await eve.slash("ask", question).reply())).not.toContain("half of them");
  expect(textOf(await eve.slash("sources").reply())).not.toContain("Harbour");
  expect(textOf(await mo.slash("newsroom log").reply())).toMatch(
    /moderator [0-9a-f]{6} added “The Harbour Post/,
  );

  const again = await mo.slash("newsroom add", { address: `${origin}/feed.xml` }).reply();
  expect(textOf(again)).toContain("this address is read already, as “The Harbour Post”");

  const removal = await mo.slash("newsroom remove", { source: "The Harbour Post" }).reply();
  const removed = await mo
    .click(removal, press(removal, 0))
    .reply((message) => textOf(message).includes("is removed"));
  expect(textOf(removed)).toContain("1 article, 2 passages and 0 vectors removed");
  expect(textOf(await mia.slash("ask", question).reply())).not.toContain("half of them");
  expect(await store.listSources()).toHaveLength(1);
  expect(failures).toEqual([]);
});

test("what a moderator added is read again by itself, also after a restart, and costs nothing while it is as it was", async () => {
  const { origin, feed, site, open, later } = await createFlow();
  const entry = (subject: string) => ({
    title: `News of ${subject}`,
    link: `${origin}/${subject}`,
    date: "2026-03-01T08:00:00Z",
    content: prose(subject),
  });
  feed.text = rssFeed([entry("Larkmoor")]);
  const first = await open();
  const moderator = { guildId: "north", memberId: "1" };
  const address = `${origin}/feed.xml`;
  await first.newsroom.add({ ...moderator, source: { kind: "feed", address, name: "Harbour" } });
  await first.newsroom.readDue();
  await first.newsroom.readDue();
  expect(site.requests).toHaveLength(1);
  await first.close();

  const second = await open();
  const titles = async () =>
    (await second.store.view("north").listArticles({ filter: {}, limit: 9 })).map(({ title }) => title);
  await second.newsroom.readDue();
  expect(site.requests).toHaveLength(1);
  later(31 * 60_000);
  await second.newsroom.readDue();
  expect(site.requests.map(({ headers }) => headers["if-none-match"])).toEqual([undefined, '"1"']);
  expect(await titles()).toEqual(["News of Larkmoor"]);

  feed.text = rssFeed([entry("Velde"), entry("Larkmoor")]);
  feed.etag = '"2"';
  later(31 * 60_000);
  await second.newsroom.readDue();
  expect((await titles()).toSorted()).toEqual(["News of Larkmoor", "News of Velde"]);
  const [, status] = await second.newsroom.listSources("north");
  expect(status).toMatchObject({ name: "Harbour", articles: 2, needsAttention: false });
});

test("a feed of openings gets its texts from its pages a minute later", async () => {
  const { origin, feed, pages, open, later } = await createFlow();
  feed.text = rssFeed([
    { title: "Pier to go", link: `${origin}/pier`, opening: "The council met on Tuesday …" },
  ]);
  pages.set("/pier", articlePage({ title: "Pier to go", text: prose("Larkmoor") }));
  const { newsroom, store } = await open();
  const address = `${origin}/feed.xml`;
  await newsroom.add({ guildId: "north", memberId: "1", source: { kind: "feed", address, name: "Harbour" } });
  const body = async () => {
    const [info] = await store.view("north").listArticles({ filter: {}, limit: 1 });
    return (await store.view("north").findArticles([info?.id ?? ""]))[0]?.body;
  };
  await newsroom.readDue();
  expect(await body()).toMatch(/…$/);
  later(66_000);
  await newsroom.readDue();
  expect(await body()).toBe(prose("Larkmoor"));
});
