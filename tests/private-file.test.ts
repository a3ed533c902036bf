import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openVectorFile } from "../src/models/vector-file.ts";
import { backUp } from "../src/store/sqlite/backup.ts";
import { restore } from "../src/store/sqlite/restore.ts";
import { createSqliteStore } from "../src/store/sqlite.ts";
import { source } from "./support/article.ts";
import { makeFolder } from "./support/folder.ts";

describe.skipIf(process.platform === "win32")("what the bot keeps is its owner's alone", () => {
  test("the store with its logs, in a folder that the bot makes", async () => {
    const file = join(await makeFolder(), "made", "data", "news.sqlite");
    await openStore(file);
    expect(modesIn(dirname(file))).toEqual({
      "news.sqlite": "600",
      "news.sqlite-shm": "600",
      "news.sqlite-wal": "600",
    });
    expect([dirname(file), dirname(dirname(file))].map(modeOf)).toEqual(["700", "700"]);
  });

  test("a store of wider rights, with its logs and what was set aside; not its folder, nor other files", async () => {
    const folder = await makeFolder();
    const file = join(folder, "news.sqlite");
    await openStore(file);
    const ours = ["news.sqlite", "news.sqlite-shm", "news.sqlite-wal", "news.sqlite.damaged-2026-01-01"];
    const others = ["news.sqlite.txt", "notes.txt"];
    for (const name of [...ours.slice(3), ...others]) writeFileSync(join(folder, name), "x");
    for (const name of [...ours, ...others]) chmodSync(join(folder, name), 0o644);
    chmodSync(folder, 0o755);

    await openStore(file);
    for (const name of ours) expect(modeOf(join(folder, name)), name).toBe("600");
    for (const name of others) expect(modeOf(join(folder, name)), name).toBe("644");
    expect(modeOf(folder)).toBe("755");
  });

  test("a damaged store that is set aside, and the new one", async () => {
    const folder = await makeFolder();
    const file = join(folder, "news.sqlite");
    await (await createSqliteStore({ file })).close();
    chmodSync(file, 0o644);
    // Not over the mark at byte 68, which tells our files from others'.
    writeFileSync(file, Buffer.alloc(60, 0xa5), { flag: "r+" });
    await openStore(file);
    const modes = modesIn(folder);
    expect(Object.keys(modes).some((name) => name.includes(".damaged-"))).toBe(true);
    for (const mode of Object.values(modes)) expect(mode).toBe("600");
  });

  test("a backup with its checksum, in a folder that the bot makes, and the store that is restored", async () => {
    const folder = await makeFolder();
    const [file, to] = [join(folder, "news.sqlite"), join(folder, "backups", "a.sqlite")];
    const store = await createSqliteStore({ file });
    await store.putSource(source());
    await store.close();
    await backUp({ file, to });
    expect(modesIn(dirname(to))).toEqual({ "a.sqlite": "600", "a.sqlite.sha256": "600" });
    expect(modeOf(dirname(to))).toBe("700");

    for (const path of [file, to]) chmodSync(path, 0o644);
    const { aside = "" } = await restore({ from: to, file });
    expect([file, aside].map(modeOf)).toEqual(["600", "600"]);
  });

  test("the vectors that the terminal keeps, also in a file of wider rights", async () => {
    const folder = join(await makeFolder(), "data");
    const file = join(folder, "vectors.sqlite");
    openVectorFile(file).close();
    expect([folder, file].map(modeOf)).toEqual(["700", "600"]);
    chmodSync(file, 0o644);
    const vectors = openVectorFile(file);
    onTestFinished(vectors.close);
    vectors.put([{ key: "a", vector: new Float32Array(2) }]);
    for (const mode of Object.values(modesIn(folder))) expect(mode).toBe("600");
  });

  test("a folder that is there keeps its rights", async () => {
    const folder = join(await makeFolder(), "shared");
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    await openStore(join(folder, "news.sqlite"));
    expect(modeOf(folder)).toBe("755");
  });
});

async function openStore(file: string): Promise<void> {
  const store = await createSqliteStore({ file });
  onTestFinished(() => store.close());
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]));
