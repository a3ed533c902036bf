import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parseFeed } from "../../src/formats/feed.ts";
import { createTrays } from "../../src/playground/tray.ts";
import { makeFolder } from "../support/folder.ts";

const SERVERS = [
  { id: "1", name: "Harbour Readers" },
  { id: "2", name: "../Island" },
];

async function createTestTrays() {
  const folder = await makeFolder();
  const trays = await createTrays({ folder, servers: SERVERS, now: () => new Date("2026-03-02T12:00:00Z") });
  onTestFinished(() => trays.close());
  const [harbour, island] = SERVERS.map(({ id }) => trays.byServer.get(id));
  if (!harbour || !island) throw new Error("two trays were asked for");
  return { folder, harbour, island };
}

test("a dropped article is an entry of its own server's feed, with what its top says", async () => {
  const { harbour, island } = await createTestTrays();
  await harbour.drop(
    "ferry.txt",
    "Title: Ferry stops\nSource: The Post\nDate: 2026-03-01\n\nThe ferry <b>stops</b> & waits.\n",
  );
  const { entries } = parseFeed(await harbour.renderFeed());
  expect(entries.map(({ article }) => article)).toMatchObject([
    {
      title: "Ferry stops",
      outlet: "The Post",
      publishedAt: "2026-03-01T00:00:00.000Z",
      body: "The ferry <b>stops</b> & waits.",
      url: null,
    },
  ]);
  expect(parseFeed(await island.renderFeed()).entries).toEqual([]);
});

test.each([
  ["../../etc/passwd", "001-etc-passwd.txt"],
  ["/abs/olute.md", "001-abs-olute.md"],
  ["con\u0000trol\n.html", "001-con-trol.html"],
  [".jsonl", "001-article.jsonl"],
  ["", "001-article.txt"],
  ["<img src=x>.exe", "001-img-src-x.txt"],
])("a file named %j lies in the tray's folder as %s", async (name, kept) => {
  const { folder, harbour } = await createTestTrays();
  expect(await harbour.drop(name, "Text.")).toBe(kept);
  expect(await readFile(join(harbour.folder, kept), "utf8")).toBe("Text.");
  expect((await readdir(folder)).toSorted()).toEqual(["-island", "harbour-readers"]);
});

test("a text cannot end its entry or begin another", async () => {
  const { harbour } = await createTestTrays();
  const evil = "]]></content:encoded></item><item><title>Forged</title></item> and so on for a while.";
  await harbour.drop("evil.txt", `Title: Evil ]]> text\n\n${evil}\n`);
  const { entries } = parseFeed(await harbour.renderFeed());
  expect(entries.map(({ article }) => [article.title, article.body])).toEqual([["Evil ]]> text", evil]]);
});
