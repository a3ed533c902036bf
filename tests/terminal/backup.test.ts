import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { storeFileOf } from "../../src/terminal/store-file.ts";
import { UsageError } from "../../src/terminal/usage-error.ts";
import { changes, indexed, source } from "../support/article.ts";
import { makeFolder } from "../support/folder.ts";
import { callTerminal } from "../support/terminal.ts";

async function makeStore() {
  const folder = await makeFolder();
  const file = join(folder, "news.sqlite");
  const store = await createSqliteStore({ file });
  await store.putSource(source());
  await store.apply(changes({ put: [indexed()] }));
  await store.close();
  return { folder, file, environment: { DATABASE_URL: file } };
}

test("a backup and its restoring are two commands, which say what they copied and where it is", async () => {
  const { folder, file, environment } = await makeStore();
  const to = join(folder, "backup.sqlite");
  const made = await callTerminal(["backup", "--to", to], { environment });
  expect(made).toMatchObject({ status: 0, stderr: "" });
  expect(made.stdout).toMatch(
    /backup\.sqlite: 1 sources, 1 articles, schema \d+, \d+ bytes, checked\nsha256 [\da-f]{64}, /,
  );

  const restored = await callTerminal(["restore", "--from", to, "--json"], { environment });
  expect(restored).toMatchObject({ status: 0, stderr: "" });
  const { aside, ...printed } = JSON.parse(restored.stdout);
  expect(printed).toMatchObject({ file, sources: 1, articles: 1 });
  expect(existsSync(aside)).toBe(true);
});

test("what can't be done is one line and a status", async () => {
  const { file, folder, environment } = await makeStore();
  const call = async (...args: string[]) => {
    const { status, stderr } = await callTerminal(args, { environment });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    return [status, stderr];
  };
  expect(await call("backup")).toEqual([2, "name the file to write: backup --to FILE\n"]);
  expect(await call("restore")).toEqual([2, "name the backup: restore --from FILE\n"]);
  expect(await call("backup", "--to", file)).toEqual([1, expect.stringContaining("is there already")]);
  expect(await call("restore", "--from", join(folder, "none"))).toEqual([
    1,
    expect.stringContaining("there is no backup"),
  ]);
  expect((await callTerminal(["backup", "--to", join(folder, "x")])).status).toBe(2);
});

test("PostgreSQL is copied by its own commands", () => {
  const database = { databaseUrl: "postgres://bot@db.example/on_record" };
  expect(() => storeFileOf(database)).toThrow(UsageError);
  expect(() => storeFileOf(database)).toThrow(/pg_dump and pg_restore, as docs\/operations\.md has them/);
});
