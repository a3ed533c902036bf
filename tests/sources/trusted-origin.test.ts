import { describe, expect, test } from "vitest";
import { createFetchWithOrigin } from "../../src/sources/fetch/trusted-origin.ts";
import { answerWith, startAwkwardServer } from "../support/awkward-server.ts";

const FEED = { body: "<rss><channel></channel></rss>", headers: ["Content-Type: application/rss+xml"] };
const OPTIONS = { contact: undefined, sleep: () => Promise.resolve() };

describe("an origin that the settings name", () => {
  test("is read, though it is on this machine", async () => {
    const { origin } = await startAwkwardServer(answerWith(FEED));
    const fetch = createFetchWithOrigin(origin, OPTIONS);
    expect(await fetch({ address: `${origin}/feed`, expects: "feed" })).toMatchObject({ kind: "content" });
  });

  test("opens no other port, address or name of this machine", async () => {
    const own = await startAwkwardServer(answerWith(FEED));
    const other = await startAwkwardServer(answerWith(FEED));
    const fetch = createFetchWithOrigin(own.origin, OPTIONS);
    const addresses = [
      `${other.origin}/feed`,
      `http://127.0.0.2:${own.port}/feed`,
      `http://localhost:${own.port}/feed`,
      `http://[::1]:${own.port}/feed`,
      `https://127.0.0.1:${own.port}/feed`,
    ];
    for (const address of addresses)
      await expect(fetch({ address, expects: "feed" })).rejects.toThrow("read");
    expect(other.connections()).toBe(0);
    expect(own.connections()).toBe(0);
  });

  test("leads nowhere else", async () => {
    const secret = await startAwkwardServer(answerWith(FEED));
    const targets = [`${secret.origin}/feed`, "http://169.254.169.254/", "http://[::1]/"];
    for (const target of targets) {
      const headers = [`Location: ${target}`];
      const own = await startAwkwardServer(answerWith({ status: 302, headers }));
      const fetched = createFetchWithOrigin(own.origin, OPTIONS)({ address: own.origin, expects: "feed" });
      await expect(fetched).rejects.toThrow("read");
    }
    expect(secret.connections()).toBe(0);
  });

  test("is none where the settings name none", async () => {
    const { origin, connections } = await startAwkwardServer(answerWith(FEED));
    const fetched = createFetchWithOrigin(undefined, OPTIONS)({ address: origin, expects: "feed" });
    await expect(fetched).rejects.toThrow("80 or 443");
    expect(connections()).toBe(0);
  });
});
