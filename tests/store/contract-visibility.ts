import fc from "fast-check";
import { expect } from "vitest";
import type { Store, StoreView } from "../../src/store/store.ts";
import { changes, indexed, source } from "../support/article.ts";
import { embedText } from "../support/fake-embedder.ts";
import { EVERYTHING, type StoreTest, withVectors } from "./store-test.ts";

/** Who reads what, whatever is read and taken down by whom. */
export function describeVisibility(test: StoreTest): void {
  test("whoever reads what, each way shows a server its own and the house's, less what it took down", async ({
    store,
  }) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(story, { minLength: 1, maxLength: 8 }),
        takedowns,
        async (stories, targets) => {
          run += 1;
          const told = stories.map((one, index) => ({ ...one, id: `${one.owner}/${run}-${index}` }));
          await readAll(store, told, { run, targets });
          for (const reader of ["house", ...SERVERS]) {
            const isSeen = ({ owner, host }: Told) =>
              (owner === "house" || owner === reader) &&
              !targets.some(({ server, target }) => server === reader && isBelow(host, target));
            const ids = told.filter(isSeen).map(({ id }) => id);
            const view = store.view(reader === "house" ? undefined : `${reader}-${run}`);
            await expectSeen(view, ids, told);
          }
          for (const { id } of await store.listSources()) await store.removeSource(id);
        },
      ),
      { numRuns: 15, examples: [[EVERY_HOST, [{ server: "north", target: "a.example", isFirst: true }]]] },
    );
  });
}

/** How rare a word is, is counted over what a server may read. */
export function describeRarity(test: StoreTest): void {
  test("what strangers read changes neither what is found nor its score", async ({ store }) => {
    const body = "The ferry left.\n\n# Harbour\n\nThe harbour was open.";
    await store.apply(
      changes({ put: [indexed({ body }), indexed({ id: "wire/two", body: "Grain by ferry." })] }),
    );
    const find = () =>
      store
        .view("north")
        .searchText({ terms: ["ferry", "harbour", "was open"], filter: EVERYTHING, limit: 10 });
    const before = await find();
    await store.putSource(source({ id: "south", guildId: "south", kind: "feed" }));
    const put = Array.from({ length: 30 }, (_, index) =>
      indexed({
        id: `south/${index}`,
        sourceId: "south",
        body: `Harbour news: the harbour ${index} was open.`,
      }),
    );
    await store.apply(changes({ sourceId: "south", put }));
    expect(before.map(({ article }) => article.id)).toEqual(["wire/one", "wire/one", "wire/two"]);
    expect(await find()).toEqual(before);
    expect((await store.view("south").countTerms(["harbour"])).counts).toEqual([33]);
  });
}

const SERVERS = ["north", "south"];
const HOSTS = ["a.example", "www.a.example", "news.a.example", "ba.example", "a.example.org", "b.example"];

const EVERY_HOST = HOSTS.map((host) => ({ owner: "house", host }));

const story = fc.record({ owner: fc.constantFrom("house", ...SERVERS), host: fc.constantFrom(...HOSTS) });
const takedowns = fc.array(
  fc.record({
    server: fc.constantFrom(...SERVERS),
    target: fc.constantFrom("a.example", "news.a.example", "example.org", "https://b.example/story"),
    isFirst: fc.boolean(),
  }),
  { maxLength: 3 },
);

interface Told {
  readonly id: string;
  readonly owner: string;
  readonly host: string;
}

interface TakenDown {
  readonly server: string;
  readonly target: string;
  /** Before the articles are read. */
  readonly isFirst: boolean;
}

function isBelow(host: string, target: string): boolean {
  if (target.startsWith("https://")) return `https://${host}/story` === target;
  return `.${host}`.endsWith(`.${target}`);
}

async function readAll(
  store: Store,
  told: readonly Told[],
  { run, targets }: { readonly run: number; readonly targets: readonly TakenDown[] },
): Promise<void> {
  const takeDown = async (isFirst: boolean) => {
    for (const { server, target } of targets.filter((one) => one.isFirst === isFirst)) {
      const entry = { at: "2026-03-01T12:00:00Z", actor: "a", action: "takedown", subject: target } as const;
      await store.takeDown(
        { guildId: `${server}-${run}`, target },
        { guildId: `${server}-${run}`, ...entry },
      );
    }
  };
  await takeDown(true);
  for (const owner of ["house", ...SERVERS]) {
    const guildId = owner === "house" ? null : `${owner}-${run}`;
    await store.putSource(source({ id: owner, guildId }));
    const own = told.filter((one) => one.owner === owner);
    const put = own.map(({ id, host }) =>
      withVectors({
        id,
        sourceId: owner,
        outlet: id,
        url: `https://${host}/story`,
        body: `ferry ${wordOf(id)}`,
      }),
    );
    await store.apply(changes({ sourceId: owner, put }));
  }
  await takeDown(false);
}

async function expectSeen(view: StoreView, ids: readonly string[], told: readonly Told[]): Promise<void> {
  const all = { filter: EVERYTHING, limit: 99 };
  const vector = embedText("ferry");
  const seen = {
    words: (await view.searchText({ terms: ["ferry"], ...all })).map(({ article }) => article.id),
    meaning: (await view.searchVectors({ vector, embedder: "fake", ...all })).map(
      ({ article }) => article.id,
    ),
    name: (await view.findArticles(told.map(({ id }) => id))).map(({ id }) => id),
    list: (await view.listArticles(all)).map(({ id }) => id),
    outlet: (await view.listOutlets()).map(({ name }) => name),
  };
  for (const [way, found] of Object.entries(seen)) {
    expect(found.toSorted(), `by ${way}`).toEqual(ids.toSorted());
  }
  const sources = await view.listSources();
  expect(sources.reduce((sum, { articles }) => sum + articles, 0)).toBe(ids.length);
  expect(await view.countTerms(["ferry", ...told.map(({ id }) => wordOf(id))])).toEqual({
    passages: ids.length,
    counts: [ids.length, ...told.map(({ id }) => (ids.includes(id) ? 1 : 0))],
  });
}

/** A word that no other article has. */
const wordOf = (id: string) => `w${id.replace(/\W/g, "x")}`;
