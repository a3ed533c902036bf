import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { createExtractor } from "../../src/formats/extractor.ts";
import { registerHouse } from "../../src/sources/house.ts";
import { createNewsroom } from "../../src/sources/newsroom.ts";
import { SourceError } from "../../src/sources/source.ts";
import type { Shards } from "../../src/store/shards.ts";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import type { Store } from "../../src/store/store.ts";
import { changes, indexed } from "../support/article.ts";
import { createFakeWeb, type Standing } from "../support/fake-web.ts";
import { articlePage, prose, rssFeed } from "../support/web-pages.ts";

const NOW = new Date("2026-03-02T15:00:00Z");
const DAY_MS = 24 * 60 * 60 * 1000;
const MO = { guildId: "north", memberId: "10" };
const signal = new AbortController().signal;
const extractor = createExtractor();
afterAll(() => extractor.close());

const addressOf = (name: string) => `https://${name}.example/feed.xml`;
const feedOf = (name: string) =>
  rssFeed([{ title: `News of ${name}`, link: `https://${name}.example/1`, content: prose(name) }], name);

async function open(
  standings: Readonly<Record<string, Standing>> = {},
  waitFor: (address: string) => Promise<void> = () => Promise.resolve(),
  { shards, ...options }: { readonly store?: Store; readonly shards?: Shards } = {},
) {
  const store = options.store ?? (await createSqliteStore({ file: ":memory:" }));
  onTestFinished(() => store.close());
  const web = createFakeWeb(standings);
  let now = NOW;
  const notices: string[] = [];
  const newsroom = createNewsroom({
    house: [],
    store,
    web: { fetch: (request) => waitFor(request.address).then(() => web.fetch(request)), extractor },
    shards,
    keepTextMs: 90 * DAY_MS,
    now: () => now,
    random: () => 0.5,
    signal,
    onNotice: (notice) => notices.push(notice),
  });
  const add = (name: string, moderator = MO) =>
    newsroom.add({ ...moderator, source: { kind: "feed", address: addressOf(name), name } });
  return {
    store,
    newsroom,
    web,
    notices,
    add,
    later: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
  };
}

describe("adding a source", () => {
  test("is for one server; another may add the same", async () => {
    const { newsroom, add } = await open();
    await add("harbour");
    await add("harbour", { guildId: "south", memberId: "11" });
    expect(await newsroom.listSources("north")).toMatchObject([
      { name: "harbour", isHouse: false, lastReadAt: null },
    ]);
    expect(await newsroom.listSources("elsewhere")).toEqual([]);
    expect(await newsroom.listSources()).toEqual([]);
  });

  test("is refused for an address that is read already, a name that is taken, and the fifty-first", async () => {
    const { newsroom, add } = await open();
    await add("harbour");
    expect(await add("harbour")).toMatchObject({ reason: "this address is read already, as “harbour”" });
    const twin = { kind: "feed", address: addressOf("other"), name: "HARBOUR" } as const;
    expect(await newsroom.add({ ...MO, source: twin })).toMatchObject({
      reason: expect.stringMatching(/source named/),
    });
    for (let index = 1; index < 50; index += 1) await add(`feed-${index}`);
    expect(await add("one-more")).toMatchObject({
      reason: expect.stringMatching(/50 sources, .* remove one first/),
    });
    expect(await add("one-more", { ...MO, guildId: "south" })).not.toHaveProperty("reason");
  });

  test("by two at once adds it once", async () => {
    const { newsroom, add } = await open();
    const outcomes = await Promise.all([add("harbour"), add("harbour")]);
    expect(outcomes.filter((outcome) => "reason" in outcome)).toHaveLength(1);
    expect(await newsroom.listSources("north")).toHaveLength(1);
  });

  test("is shown before under the name that was typed, or its own with a number where that is taken", async () => {
    const { newsroom } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    const preview = (name?: string) =>
      newsroom.preview({ guildId: "north", address: addressOf("harbour"), name, signal });
    expect(await preview()).toMatchObject({ source: { name: "harbour" }, articles: 1 });
    expect(await preview(" The   Post ")).toMatchObject({ source: { name: "The Post" } });
    expect(await preview(`${"x".repeat(59)}📰`)).toMatchObject({ source: { name: "x".repeat(59) } });
    await newsroom.add({ ...MO, source: { kind: "feed", address: addressOf("x"), name: "Harbour" } });
    expect(await preview()).toMatchObject({ source: { name: "harbour 2" } });
    expect(await preview("Harbour")).toMatchObject({
      kind: "refused",
      reason: expect.stringMatching(/named “Harbour”/),
    });
    const source = { kind: "feed", address: addressOf("harbour"), name: "Else" } as const;
    await newsroom.add({ ...MO, source });
    expect(await preview("New")).toMatchObject({ reason: expect.stringMatching(/is read already/) });
  });
});

describe("what a moderator takes away", () => {
  test("is of their own server alone", async () => {
    const { newsroom, add, store } = await open();
    const added = await add("harbour");
    const sourceId = "id" in added ? added.id : "";
    expect(await newsroom.remove({ guildId: "south", memberId: "11", sourceId })).toBeUndefined();
    await registerHouse(store, [], { othersGo: false });
    expect(await newsroom.remove({ ...MO, sourceId })).toEqual({ articles: 0, passages: 0, vectors: 0 });
    expect(await newsroom.remove({ ...MO, sourceId })).toBeUndefined();
  });

  test("does not come back with the next reading", async () => {
    const { newsroom, add } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    await add("harbour");
    await newsroom.readDue();
    expect(await newsroom.takeDown({ ...MO, target: "https://www.harbour.example/" })).toMatchObject({
      target: "harbour.example",
      articles: 1,
    });
    const { sources } = await newsroom.reload({ guildId: "north", signal });
    expect(sources).toMatchObject([{ added: 0 }]);
    expect(await newsroom.listSources("north")).toMatchObject([{ articles: 0 }]);
    expect(await newsroom.takeDown({ ...MO, target: "nonsense" })).toMatchObject({ kind: "refused" });
  });

  test("is not added again", async () => {
    const { newsroom, add } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    await newsroom.takeDown({ ...MO, target: "harbour.example" });
    const refused = { kind: "refused", reason: expect.stringMatching(/taken down/) };
    const address = addressOf("harbour");
    expect(await newsroom.preview({ guildId: "north", address, signal })).toMatchObject(refused);
    expect(await add("harbour")).toMatchObject(refused);
    expect(await add("harbour", { ...MO, guildId: "south" })).toMatchObject({ name: "harbour" });
  });

  test("is gone too where the source names no address, or one that leads there", async () => {
    const address = addressOf("portal");
    const { newsroom, add, web, later } = await open({
      [addressOf("harbour")]: rssFeed([{ title: "Without a link", content: prose("Velde") }]),
      [address]: rssFeed([
        { title: "Pier", link: "https://portal.example/go?to=1", opening: "The council …" },
      ]),
    });
    const text = articlePage({ title: "Pier", text: prose("Larkmoor") });
    web.put("https://portal.example/go?to=1", { text, address: "https://harbour.example/pier" });
    await newsroom.takeDown({ ...MO, target: "harbour.example" });
    await add("portal");
    const source = { kind: "feed", address: addressOf("harbour"), name: "harbour" } as const;
    await newsroom.add({ ...MO, guildId: "south", source });
    await newsroom.readDue();
    later(61_000);
    await newsroom.readDue();
    expect(await newsroom.listSources("north")).toMatchObject([{ name: "portal", articles: 0 }]);
    const takedown = { guildId: "south", memberId: "11", target: "harbour.example" };
    expect(await newsroom.takeDown(takedown)).toMatchObject({ articles: 1 });
  });

  test("is in the log, with who did it hashed: the same for one, another for somebody else", async () => {
    const { newsroom, add } = await open();
    const added = await add("harbour");
    await newsroom.takeDown({ ...MO, target: "wire.example" });
    await newsroom.remove({ guildId: "north", memberId: "12", sourceId: "id" in added ? added.id : "" });
    const log = await newsroom.listLog("north");
    expect(log.map(({ action, subject, at }) => [action, subject, at])).toEqual([
      ["remove", "harbour", NOW.toISOString()],
      ["takedown", "wire.example", NOW.toISOString()],
      ["add", `harbour (${addressOf("harbour")})`, NOW.toISOString()],
    ]);
    const actors = log.map(({ actor }) => actor);
    expect(actors[1]).toBe(actors[2]);
    expect(actors[0]).not.toBe(actors[1]);
    expect(actors).toEqual(actors.map(() => expect.stringMatching(/^[\da-f]{6}$/)));
    expect(await newsroom.listLog("south")).toEqual([]);
  });
});

describe("reading by itself", () => {
  test("reads what is due, and nothing before its time", async () => {
    const { newsroom, add, web, later } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    await add("harbour");
    await newsroom.readDue();
    await newsroom.readDue();
    expect(web.requests).toHaveLength(1);
    later(31 * 60_000);
    await Promise.all([newsroom.readDue(), newsroom.readDue()]);
    expect(web.requests).toHaveLength(2);
  });

  test("does not let one server's slow sources keep the others waiting", async () => {
    const slow = Array.from({ length: 6 }, (_, index) => `a-slow-${index}`);
    const standings = [...slow, "harbour"].map((name) => [addressOf(name), feedOf(name)] as const);
    const answered = Promise.withResolvers<void>();
    const { newsroom, add, web, later } = await open(Object.fromEntries(standings), (address) =>
      address.includes("slow") ? answered.promise : Promise.resolve(),
    );
    for (const name of slow) await add(name);
    await add("harbour", { guildId: "south", memberId: "11" });
    const first = newsroom.readDue();
    await vi.waitFor(async () =>
      expect(await newsroom.listSources("south")).toMatchObject([{ articles: 1 }]),
    );
    later(90_000);
    const second = newsroom.readDue();
    answered.resolve();
    await Promise.all([first, second]);
    expect(web.requests).toHaveLength(7);
    expect((await newsroom.listSources("north")).map(({ articles }) => articles)).toEqual(slow.map(() => 1));
  });

  test("leaves what fails alone, longer each time, and tells a moderator in the end", async () => {
    const { newsroom, add, web, later } = await open({ [addressOf("harbour")]: "no feed at all" });
    await add("harbour");
    const status = async () => (await newsroom.listSources("north"))[0];
    for (const waitMs of [31, 61, 121]) {
      await newsroom.readDue();
      expect(await status()).toMatchObject({ lastError: expect.any(String) });
      later(waitMs * 60_000);
    }
    expect(web.requests).toHaveLength(3);
    expect(await status()).toMatchObject({ needsAttention: true });
  });

  test("asks for what is gone no more, until a moderator does", async () => {
    const gone = new SourceError("its publisher has taken it away", { problem: "gone" });
    const { newsroom, add, web, later } = await open({ [addressOf("harbour")]: gone });
    await add("harbour");
    await newsroom.readDue();
    later(30 * DAY_MS);
    await newsroom.readDue();
    expect(web.requests).toHaveLength(1);
    expect(await newsroom.listSources("north")).toMatchObject([{ needsAttention: true, nextReadAt: null }]);
    web.put(addressOf("harbour"), feedOf("harbour"));
    const { sources } = await newsroom.reload({ guildId: "north", signal });
    expect(sources).toMatchObject([{ added: 1 }]);
  });

  test("is not done in circles where the store can't keep when", async () => {
    const { newsroom, add, web, store, later } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    await add("harbour");
    Object.assign(store, {
      apply: () => Promise.reject(new Error("the disk is full")),
      noteReading: () => Promise.reject(new Error("the disk is full")),
    });
    await newsroom.readDue();
    await newsroom.readDue();
    expect(web.requests).toHaveLength(1);
    later(60_000);
    await newsroom.readDue();
    expect(web.requests).toHaveLength(2);
  });

  test("cuts old texts down to their titles, and forgets servers that left a month ago", async () => {
    const { newsroom, add, store, later, notices } = await open({
      [addressOf("harbour")]: feedOf("harbour"),
    });
    await add("harbour");
    await newsroom.readDue();
    later(91 * DAY_MS);
    await newsroom.readDue();
    const [info] = await store.view("north").listArticles({ filter: {}, limit: 1 });
    const [article] = await store.view("north").findArticles([info?.id ?? ""]);
    expect(article).toMatchObject({ title: "News of harbour", body: "News of harbour" });
    await store.noteServer({ guildId: "north", leftAt: new Date(NOW.getTime() + 91 * DAY_MS).toISOString() });
    later(31 * DAY_MS);
    await newsroom.readDue();
    expect(await store.view("north").listSources()).toEqual([]);
    expect(notices).toEqual([
      "1 articles are old: title and link are kept of them",
      "1 servers left more than 30 days ago: 1 articles were removed",
    ]);
  });

  test("is for the servers of this process's shards, and for others' when they are late", async () => {
    const guildId = String(1n << 22n);
    const web = { [addressOf("harbour")]: feedOf("harbour") };
    const own = await open(web, undefined, { shards: { ids: [1], count: 2 } });
    const other = await open(web, undefined, { shards: { ids: [0], count: 2 }, store: own.store });
    await own.add("harbour", { guildId, memberId: "10" });
    await own.newsroom.readDue();
    expect([own.web.requests.length, other.web.requests.length]).toEqual([1, 0]);
    other.later(35 * 60_000 - 1);
    await other.newsroom.readDue();
    expect(other.web.requests).toHaveLength(0);
    other.later(1);
    await other.newsroom.readDue();
    expect(other.web.requests).toHaveLength(1);
    own.later(35 * 60_000);
    await own.newsroom.readDue();
    expect(own.web.requests).toHaveLength(1);
  });

  test("goes on when the clock goes back, with what was read in the future", async () => {
    const { newsroom, web, add, later } = await open({ [addressOf("harbour")]: feedOf("harbour") });
    await add("harbour");
    await newsroom.readDue();
    later(-3_600_000);
    await newsroom.readDue();
    await newsroom.readDue();
    expect(web.requests).toHaveLength(2);
    later(31 * 60_000);
    await newsroom.readDue();
    expect(web.requests).toHaveLength(3);
  });

  test("says what went wrong, and goes on the next time", async () => {
    const { newsroom, store, notices } = await open();
    Object.assign(store, { listDue: () => Promise.reject(new Error("the disk failed")) });
    await newsroom.readDue();
    expect(notices).toEqual(["reading by itself failed: the disk failed"]);
  });
});

test("the house's sources that the settings name no more are removed with their articles", async () => {
  const { store } = await open();
  const wire = {
    source: { id: "wire", kind: "folder", read: () => Promise.reject(new Error("unread")) },
    name: "wire",
    address: null,
  } as const;
  await registerHouse(store, [wire], { othersGo: true });
  await store.apply(changes({ put: [indexed()] }));
  await registerHouse(store, [], { othersGo: false });
  expect(await store.view().listSources()).toHaveLength(1);
  await registerHouse(store, [], { othersGo: true });
  expect(await store.view().listSources()).toEqual([]);
  expect(await store.view().findArticles(["wire/one"])).toEqual([]);
});
