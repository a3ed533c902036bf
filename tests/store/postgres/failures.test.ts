import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { createHealthPage } from "../../../src/http/health.ts";
import { describeError } from "../../../src/log.ts";
import { createPostgresConnections, type PostgresConnections } from "../../../src/store/postgres/connect.ts";
import { explainPostgresError } from "../../../src/store/postgres/errors.ts";
import { prepareVectors } from "../../../src/store/postgres/open.ts";
import { lockArticles } from "../../../src/store/postgres/scopes.ts";
import { createPostgresStore } from "../../../src/store/postgres.ts";
import { HOUSE } from "../../../src/store/scopes.ts";
import type { Store } from "../../../src/store/store.ts";
import { changes, indexed, source } from "../../support/article.ts";
import { openFlakyWay, startRefusingServer } from "../../support/postgres/flaky-way.ts";
import { POSTGRES_KINDS, startTestPostgres } from "../../support/postgres/test-postgres.ts";
import { withVectors } from "../store-test.ts";

const postgres = await startTestPostgres();
afterAll(() => postgres.close());

const DEFAULTS = { hasVectors: true, maxConnections: 10 };

describe("a database that can't be opened is one line with its name and host, never the password", () => {
  const urlAt = (port: number) => `postgres://bot:s3cret%23@127.0.0.1:${port}/news`;

  test("when nobody is there", async () => {
    const { port, close } = await startRefusingServer("");
    close();
    expect(await failureOf({ ...DEFAULTS, url: urlAt(port) })).toMatch(
      new RegExp(`^the database news at 127.0.0.1:${port} is not running, or can't be reached: check`),
    );
  });

  test.each([
    ["28P01", "refuses the user or the password: check DATABASE_URL"],
    ["28000", "refuses the user: check DATABASE_URL, and what the server lets in"],
    ["3D000", "does not exist: create it, or name another in DATABASE_URL"],
    ["53300", "has no connection left: raise its max_connections, or lower DATABASE_CONNECTIONS"],
    ["57P03", "is starting or stopping: try again in a moment"],
    ["XX000", "failed: no entry"],
  ])("when it answers %s: %s", async (code, explanation) => {
    const { port, close } = await startRefusingServer(code);
    onTestFinished(close);
    expect(await failureOf({ ...DEFAULTS, url: urlAt(port) })).toContain(
      `the database news at 127.0.0.1:${port} ${explanation}`,
    );
  });

  test.each([
    [new Error("Connection terminated due to connection timeout"), "did not answer in time"],
    [new Error("timeout exceeded when trying to connect"), "has no free connection"],
    [new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"), "wants a password"],
    [
      Object.assign(new AggregateError([new Error("connect ECONNREFUSED ::1:5432")]), {
        code: "ECONNREFUSED",
      }),
      "is not running, or can't be reached: check that it runs, and DATABASE_URL: connect ECONNREFUSED ::1:5432",
    ],
  ])("when the driver says: %s", (error, explanation) => {
    const explained = describeError(explainPostgresError(error, "the database news"));
    expect(explained).toContain(`the database news ${explanation}`);
  });

  test("when its server has no pgvector, unless nothing is searched by meaning", async () => {
    const missing = Object.assign(new Error('extension "vector" is not available'), { code: "0A000" });
    const connections: PostgresConnections = {
      name: "the database news at db:5432",
      read: async () => [{ is_there: false }],
      readInSnapshot: (work) => work(async () => []),
      write: () => Promise.reject(new Error("failed", { cause: missing })),
      writeInTurn: () => Promise.reject(new Error("not asked for")),
      close: async () => {},
    };
    await expect(prepareVectors(connections)).rejects.toThrow(
      "the database news at db:5432 has no pgvector extension: install it on the server, or set EMBEDDINGS=none",
    );
  });

  async function failureOf(options: Parameters<typeof createPostgresStore>[0]): Promise<string> {
    const line = await createPostgresStore(options).then(() => "", describeError);
    expect(line).not.toContain("s3cret");
    expect(line).not.toContain("\n");
    return line;
  }
});

describe("a database that is not to be written", () => {
  test("a newer version's is left as it is, and says what to do", async () => {
    const url = await postgres.createSchema();
    await (await createPostgresStore({ ...DEFAULTS, url })).close();
    await postgres.query("update meta set value = '99' where name = 'schema'");
    await expect(createPostgresStore({ ...DEFAULTS, url })).rejects.toThrow(
      /written by a newer On Record \(schema 99.*update On Record, or name another database/,
    );
    expect(await postgres.query("select count(*)::integer as articles from articles")).toEqual([
      { articles: 0 },
    ]);
  });

  test("another program's is left as it is", async () => {
    const url = await postgres.createSchema();
    await postgres.query("create table articles (invoice integer)");
    await expect(createPostgresStore({ ...DEFAULTS, url })).rejects.toThrow(/another program's tables/);
    expect(await postgres.query("select to_regclass('meta') as meta")).toEqual([{ meta: null }]);
  });
});

describe("a connection that is lost", () => {
  test("in the middle of a read is replaced, and the read done once more", async () => {
    const { store, way } = await openByFlakyWay();
    await store.apply(changes({ put: [withVectors({ body: "The ferry sails." })] }));
    way.breakNext(1);
    expect(await store.versions("wire")).toEqual(new Map([["wire/one", "1"]]));
    way.breakNext(1);
    expect(await store.view().searchText({ terms: ["ferry"], filter: {}, limit: 5 })).toHaveLength(1);
  });

  test("again and again is reported, and questions are answered when the way is open", async () => {
    const { store, way } = await openByFlakyWay();
    way.breakNext(9);
    await expect(store.versions("wire")).rejects.toThrow(/^the connection to the database .* was lost$/);
    way.breakNext(0);
    expect(await store.versions("wire")).toEqual(new Map());
  });

  test("again and again is unhealthy, and healthy when the way is open", async () => {
    const { store, way } = await openByFlakyWay();
    const health = createHealthPage({ store });
    expect((await health()).status).toBe(200);
    way.breakNext(9);
    const { status, body } = await health();
    expect([status, body]).toEqual([
      503,
      expect.stringMatching(/the connection to the database .* was lost/),
    ]);
    way.breakNext(0);
    expect((await health()).status).toBe(200);
  });

  test("in the middle of a change is reported, and nothing of the change is kept", async () => {
    const { store, way } = await openByFlakyWay();
    const put = Array.from({ length: 9 }, (_, index) => indexed({ id: `wire/${index}` }));
    way.breakNext(1, 20);
    await expect(store.apply(changes({ put }))).rejects.toThrow(/was lost$/);
    expect(await store.versions("wire")).toEqual(new Map());
    await store.apply(changes({ put }));
    expect(await store.view().countTerms(["talks"])).toMatchObject({ counts: [9] });
  });

  test("without a word is not waited for, and the read done once more over another", async () => {
    const { store, way } = await openByFlakyWay({ silentMs: 500 });
    await store.apply(changes({ put: [withVectors({ body: "The ferry sails." })] }));
    const view = store.view();
    way.silence();
    expect(await store.versions("wire")).toEqual(new Map([["wire/one", "1"]]));
    way.silence();
    expect(await view.searchText({ terms: ["ferry"], filter: {}, limit: 5 })).toHaveLength(1);
    way.silence();
    await store.noteServer({ guildId: "1", leftAt: null });
  });

  async function openByFlakyWay(options: { readonly silentMs?: number } = {}) {
    const way = await openFlakyWay(await postgres.createSchema());
    onTestFinished(() => way.close());
    return { way, store: await open(way.url, options) };
  }
});

test("what PostgreSQL can't keep is replaced by a letter of the same length, so that every place holds", async () => {
  const store = await open(await postgres.createSchema());
  const body = "A zero\0byte, half a \ud83d pair, and the ferry.";
  await store.apply(changes({ put: [withVectors({ id: "wire/\0", body, title: "Zero\0" })] }));
  const [hit] = await store.view().searchText({ terms: ["ferry"], filter: {}, limit: 5 });
  const kept = "A zero\ufffdbyte, half a \ufffd pair, and the ferry.";
  expect(hit?.passage).toMatchObject({ start: 0, end: body.length, text: kept });
  expect(await store.view().findArticles(["wire/\0"])).toMatchObject([{ title: "Zero\ufffd", body: kept }]);
  await store.apply(changes({ put: [indexed({ id: "wire/\0", body: "The bridge." })] }));
  expect(await store.view().countTerms(["ferry", "bridge"])).toEqual({ passages: 1, counts: [0, 1] });
});

describe("two processes on one database", () => {
  test("that begin at the same time make its tables once", async () => {
    const url = await postgres.createSchema();
    const stores = await Promise.all([open(url), open(url), open(url)]);
    for (const store of stores) expect(await store.versions("wire")).toEqual(new Map());
  });

  test("that write one server's articles at the same time lose none, and see each other's", async () => {
    const url = await postgres.createSchema();
    const stores = [await open(url), await open(url)];
    const sources = ["wire", "feed"];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(
        sources.map((sourceId, index) =>
          stores[index]?.apply(
            changes({ sourceId, put: [indexed({ id: `${sourceId}/${round}`, sourceId, body: "ferry" })] }),
          ),
        ),
      );
      for (const store of stores) {
        const count = 2 * (round + 1);
        expect(await store.view().countTerms(["ferry"])).toEqual({ passages: count, counts: [count] });
      }
    }
  });

  // PGlite has one session, in which nobody can wait for another.
  test.skipIf(POSTGRES_KINDS.length === 1)(
    "questions are answered while writers wait for another process",
    async () => {
      const url = await postgres.createSchema();
      const store = await open(url, { maxConnections: 2 });
      const other = createPostgresConnections({ url, maxConnections: 1 });
      onTestFinished(() => other.close());
      const [held, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const holding = other.write(async (run) => {
        await lockArticles(run, HOUSE);
        held.resolve();
        await released.promise;
      });
      await held.promise;
      const writing = ["wire", "feed"].map((sourceId) => store.apply(changes({ sourceId })));
      const question = () => store.view().countTerms(["ferry"]);
      for (let asked = 0; asked < 10; asked += 1) expect(await question()).toMatchObject({ passages: 0 });
      released.resolve();
      await Promise.all([holding, ...writing]);
    },
  );

  test("with fewer connections than questions answer them all", async () => {
    const store = await open(await postgres.createSchema(), { maxConnections: 2 });
    await store.apply(changes({ put: [withVectors({ body: "The ferry sails." })] }));
    const search = () => store.view().searchText({ terms: ["ferry"], filter: {}, limit: 5 });
    const found = await Promise.all(Array.from({ length: 30 }, search));
    expect(found.map((hits) => hits.length)).toEqual(Array(30).fill(1));
  });
});

async function open(
  url: string,
  options: { readonly maxConnections?: number; readonly silentMs?: number } = {},
): Promise<Store> {
  const store = await createPostgresStore({ ...DEFAULTS, url, ...options });
  onTestFinished(() => store.close());
  for (const id of ["wire", "feed"]) await store.putSource(source({ id }));
  return store;
}
