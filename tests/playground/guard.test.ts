import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PageServer, startPageServer } from "../../src/playground/server.ts";

let server: PageServer;
let acts = 0;

beforeAll(async () => {
  server = await startPageServer(0);
  server.serve({
    scene: { servers: [], people: [], model: null },
    stream: { open() {}, setBot() {}, setWay() {}, close() {} },
    trays: new Map(),
    isThere: () => false,
    async act() {
      acts += 1;
      return { kind: "done" };
    },
  });
});
afterAll(() => server.close());

/** Node's `fetch` lets nobody say who they are; a rebound name's browser would. */
function ask(path: string, headers: Record<string, string>, body?: string): Promise<number> {
  const { hostname, port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path, headers, method: body === undefined ? "GET" : "POST" };
    const call = request(options, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on("error", reject).end(body);
  });
}

const ACT = JSON.stringify({
  view: { serverId: "1", personId: "2" },
  action: { kind: "slash", command: "ask", values: {} },
});
const JSON_TYPE = { "content-type": "application/json" };

describe("the page's server", () => {
  test("serves its own files, with a policy that allows nothing else", async () => {
    for (const path of ["/", "/main.ts", "/frame.css"]) {
      const response = await fetch(`${server.origin}${path}`);
      expect(response.status).toBe(200);
      const policy = response.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toContain("unsafe");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  test.each(["/../server.ts", "/%2e%2e/server.ts", "/tsconfig.json", "/protocol.ts", "/index.html", "/.env"])(
    "has no %s",
    async (path) => {
      expect(await ask(path, {})).toBe(404);
    },
  );

  test.each([
    ["another name that leads here", { host: "evil.example" }],
    ["localhost, which a name can be", { host: "localhost:4173" }],
    ["another origin's page", { origin: "https://evil.example" }],
    ["another origin's page that hides its name", { origin: "null" }],
    ["another site's page", { "sec-fetch-site": "cross-site" }],
    ["a page on another port", { "sec-fetch-site": "same-site" }],
  ])("does nothing for %s", async (_who, headers) => {
    const before = acts;
    expect(await ask("/", headers)).toBe(403);
    expect(await ask("/act", { ...JSON_TYPE, ...headers }, ACT)).toBe(403);
    expect(acts).toBe(before);
  });

  test("takes JSON alone, which no form sends", async () => {
    const before = acts;
    expect(await ask("/act", { "content-type": "text/plain" }, ACT)).toBe(403);
    expect(await ask("/act", {}, ACT)).toBe(403);
    expect(acts).toBe(before);
    expect(await ask("/act", { ...JSON_TYPE, origin: server.origin }, ACT)).toBe(200);
    expect(acts).toBe(before + 1);
  });

  test.each(["", "{", "[]", '{"view":{}}', `"${"x".repeat(5_000_000)}"`])(
    "refuses a body it can't read",
    async (body) => {
      expect(await ask("/act", JSON_TYPE, body)).toBe(400);
    },
  );

  test("says in one line that its port is taken", async () => {
    const port = Number(new URL(server.origin).port);
    await expect(startPageServer(port)).rejects.toThrow(/^port \d+ can't be listened on \(EADDRINUSE\): set/);
  });
});
