import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createSqliteStore } from "../../src/store/sqlite.ts";
import { startChild } from "../support/child.ts";
import { makeFolder } from "../support/folder.ts";
import { rssFeed } from "../support/web-pages.ts";

const STOPPED = "the bot stopped while reading this";

/** Minutes after the first start. */
const at = (minutes: number) => new Date(Date.parse("2026-03-02T15:00:00Z") + minutes * 60_000).toISOString();

describe("a feed that was being read when the process was killed", () => {
  test("rests longer each time, and moderators and the log are told why", async () => {
    const { file, nextRequest, requests } = await createSlowFeed();
    await killWhileReading(file, at(0), nextRequest());
    expect(await readDue(file, at(1))).toMatchObject({
      reloads: [{ error: STOPPED }],
      feed: { lastError: STOPPED, nextReadAt: at(31), needsAttention: false },
    });
    expect(await readDue(file, at(30))).toMatchObject({ reloads: [], feed: { lastError: STOPPED } });
    await killWhileReading(file, at(31), nextRequest());
    expect(await readDue(file, at(32))).toMatchObject({ feed: { nextReadAt: at(92) } });
    await killWhileReading(file, at(92), nextRequest());
    expect(await readDue(file, at(93))).toMatchObject({
      feed: { nextReadAt: at(213), needsAttention: true },
    });
    expect(requests()).toBe(3);
  });

  test("is whole once it has been read", async () => {
    const { file, nextRequest, answer } = await createSlowFeed();
    await killWhileReading(file, at(0), nextRequest());
    await readDue(file, at(1));
    const asked = nextRequest();
    const read = readDue(file, at(31));
    answer(await asked);
    const { reloads, feed } = await read;
    expect(reloads).toEqual([{ id: "feed-1", added: 1 }]);
    expect(feed).toMatchObject({ articles: 1, lastReadAt: at(31), needsAttention: false });
    expect(feed).not.toHaveProperty("lastError");
  });

  test("is read again at once where the process was told to stop", async () => {
    const { file, nextRequest, requests } = await createSlowFeed();
    const asked = nextRequest();
    const child = startChild("read-due-child.ts", file, at(0), "stop");
    await asked;
    child.sendLine();
    expect(JSON.parse(await child.nextLine())).toHaveProperty("done");
    await killWhileReading(file, at(1), nextRequest());
    expect(requests()).toBe(2);
  });
});

/** A store whose one source is a feed of a server that answers when the test says so. */
async function createSlowFeed() {
  let requests = 0;
  let asked = Promise.withResolvers<ServerResponse>();
  const server = createServer((_request, response) => {
    requests += 1;
    response.writeHead(200, { "content-type": "application/rss+xml" }).write(" ");
    asked.resolve(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  const address = `http://127.0.0.1:${typeof bound === "object" && bound ? bound.port : 0}/feed`;
  const file = join(await makeFolder(), "news.sqlite");
  const store = await createSqliteStore({ file });
  await store.putSource({ id: "feed-1", guildId: "north", kind: "feed", name: "The Post", address });
  await store.close();
  const entries = [
    { title: "Pier", link: "https://post.example/1", date: "2026-02-27T08:00:00Z", content: "A pier." },
  ];
  return {
    file,
    requests: () => requests,
    nextRequest: () => {
      asked = Promise.withResolvers();
      return asked.promise;
    },
    answer: (response: ServerResponse) =>
      void response.end(rssFeed(entries, "The Post").slice('<?xml version="1.0"?>'.length)),
  };
}

async function killWhileReading(file: string, moment: string, asked: Promise<unknown>): Promise<void> {
  const child = startChild("read-due-child.ts", file, moment);
  await asked;
  expect(await child.kill()).toBe("SIGKILL");
}

/** What a process reads that starts at a moment, and what moderators see then. */
async function readDue(file: string, moment: string) {
  const child = startChild("read-due-child.ts", file, moment);
  const reloads: unknown[] = [];
  for (;;) {
    const line = JSON.parse(await child.nextLine());
    if (line.done) return { reloads, feed: line.done[0] };
    reloads.push(line);
  }
}
