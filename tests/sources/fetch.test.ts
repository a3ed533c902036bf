import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { createFetch, type FetchOptions, type FetchRequest } from "../../src/sources/fetch.ts";
import { type Answer, answerWith, type Behaviour, startAwkwardServer } from "../support/awkward-server.ts";

const FEED = "<rss><channel></channel></rss>";
const NOW = new Date("2026-03-02T15:00:00Z");

/** May go to this machine, where the tests' servers are, and waits for nobody. */
function createTestFetch(options: Partial<FetchOptions> = {}) {
  return createFetch({
    contact: "news@example.org",
    isAllowedAddress: () => true,
    allowedPorts: "any",
    sleep: () => Promise.resolve(),
    now: () => NOW,
    ...options,
  });
}

/** What a feed's address gives whose server answers so. */
async function fetchFrom(
  answer: Answer | Behaviour,
  { options, ...request }: Partial<FetchRequest> & { readonly options?: Partial<FetchOptions> } = {},
) {
  const server = await startAwkwardServer(typeof answer === "function" ? answer : answerWith(answer));
  const address = `${server.origin}/feed`;
  const fetched = createTestFetch(options)({ address, expects: "feed", ...request });
  return { server, fetched };
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe("an address that answers", () => {
  test("gives its bytes, and what its headers say", async () => {
    const headers = [
      "Content-Type: application/rss+xml; charset=utf-8",
      'ETag: "one"',
      "Last-Modified: then",
      "Cache-Control: max-age=600",
    ];
    const { fetched, server } = await fetchFrom({ body: FEED, headers });
    const { bytes, ...rest } = { bytes: new Uint8Array(), ...(await fetched) };
    expect(textOf(bytes)).toBe(FEED);
    expect(rest).toEqual({
      kind: "content",
      address: `${server.origin}/feed`,
      movedTo: undefined,
      contentType: "application/rss+xml; charset=utf-8",
      validators: { etag: '"one"', lastModified: "then" },
      freshForMs: 600_000,
      restriction: undefined,
    });
  });

  test("is told who asks and how to reach them, and nothing else", async () => {
    const { fetched, server } = await fetchFrom({ body: FEED });
    await fetched;
    expect(server.requests[0]?.headers["user-agent"]).toMatch(/^OnRecord\/[\d.]+ \(.*news@example\.org\)$/);
    expect(Object.keys(server.requests[0]?.headers ?? {}).toSorted()).toEqual([
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  test("is asked on a connection of its own each time, which nobody is asked to close", async () => {
    const { fetched, server } = await fetchFrom((socket, { path }) => {
      const [status, more] = path === "/feed" ? [302, "Location: /moved\r\n"] : [200, ""];
      socket.write(`HTTP/1.1 ${status} Whatever\r\n${more}Content-Length: ${FEED.length}\r\n\r\n${FEED}`);
    });
    expect(await fetched).toMatchObject({ kind: "content" });
    expect(server.requests.map(({ path }) => path)).toEqual(["/feed", "/moved"]);
    expect(server.connections()).toBe(2);
    expect(server.requests.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "keep-alive"]);
  });

  test.each([
    ["gzip", gzipSync(FEED)],
    ["br", brotliCompressSync(FEED)],
    ["deflate", deflateSync(FEED)],
    ["identity", FEED],
  ])("is unpacked where it is packed: %s", async (encoding, body) => {
    const { fetched } = await fetchFrom({ body, headers: [`Content-Encoding: ${encoding}`] });
    const content = await fetched;
    expect(content.kind === "content" && textOf(content.bytes)).toBe(FEED);
  });

  test("is asked whether it has changed, and says no", async () => {
    const { fetched, server } = await fetchFrom(
      { status: 304 },
      { validators: { etag: '"one"', lastModified: "then" } },
    );
    expect(await fetched).toEqual({ kind: "unchanged", freshForMs: undefined });
    expect(server.requests[0]?.headers).toMatchObject({
      "if-none-match": '"one"',
      "if-modified-since": "then",
    });
  });

  test.each([
    [["TDM-Reservation: 1"], "tdm-reservation"],
    [["X-Robots-Tag: index, noai"], "noai"],
    [["X-Robots-Tag: max-snippet:50"], "max-snippet:50"],
    [["Content-Signal: search=yes, ai-input=no"], "ai-input=no"],
  ])("says what its publisher forbids: %j", async (headers, restriction) => {
    const { fetched } = await fetchFrom({ body: FEED, headers });
    expect(await fetched).toMatchObject({ restriction: expect.stringContaining(restriction) });
  });

  test.each([
    ["X-Robots-Tag: googlebot: noai, nosnippet"],
    ["X-Robots-Tag: max-snippet:-1, max-image-preview:large"],
    ["X-Robots-Tag: max-snippet:500"],
    ["Content-Signal: ai-train=no, ai-input=yes"],
    ["TDM-Reservation: 0"],
  ])("forbids nothing by %j", async (header) => {
    const { fetched } = await fetchFrom({ body: FEED, headers: [header] });
    expect(await fetched).toMatchObject({ restriction: undefined });
  });
});

test("a name whose IPv6 address does not answer is read at its IPv4 address, and nowhere else", async () => {
  const server = await startAwkwardServer(answerWith({ body: FEED }));
  const ask = (...addresses: string[]) =>
    createTestFetch({ lookup: async () => addresses })({
      address: `http://harbour.example:${server.port}/`,
      expects: "feed",
    });
  expect(await ask("::1", "127.0.0.1")).toMatchObject({ kind: "content" });
  await expect(ask("::1", "127.0.0.2", "127.0.0.1")).rejects.toThrow("no server answers there");
  expect(server.requests).toHaveLength(1);
});

test.each(["text/rss+xml", "application/feed+json", "text/json", "application/x-rss", "binary/octet-stream"])(
  "a feed may be called %s",
  async (type) => {
    const { fetched } = await fetchFrom({ body: FEED, headers: [`Content-Type: ${type}; charset=utf-8`] });
    expect(await fetched).toMatchObject({ kind: "content" });
  },
);

describe("redirects", () => {
  const hop = (status: number, location: string): Behaviour =>
    answerWith({ status, headers: [`Location: ${location}`] });

  test.each([
    [[301, 308], true],
    [[301, 302], false],
    [[307], false],
  ])("%j are followed; for good: %s", async (statuses, isPermanent) => {
    const server = await startAwkwardServer((socket, request) => {
      const step = Number(request.path.slice(1));
      const status = statuses[step];
      (status === undefined ? answerWith({ body: FEED }) : hop(status, `/${step + 1}`))(socket, request);
    });
    const end = `${server.origin}/${statuses.length}`;
    const fetched = await createTestFetch()({ address: `${server.origin}/0`, expects: "feed" });
    expect(fetched).toMatchObject({ address: end, movedTo: isPermanent ? end : undefined });
  });

  test("come to an end after five", async () => {
    const { fetched, server } = await fetchFrom((socket, request) =>
      hop(302, `${request.path}x`)(socket, request),
    );
    await expect(fetched).rejects.toThrow("leads on and on");
    expect(server.requests).toHaveLength(6);
  });

  test.each([
    ["file:///etc/passwd", /no http\(s\) address/],
    ["http://user:secret@harbour.example/", /user name or password/],
    ["//", /no http\(s\) address|no server of that name/],
  ])("to %s are not followed", async (location, reason) => {
    const { fetched } = await fetchFrom(hop(302, location));
    await expect(fetched).rejects.toThrow(reason);
  });

  test("into this machine's network are not followed", async () => {
    const secret = await startAwkwardServer(answerWith({ body: "secret" }));
    const { fetched } = await fetchFrom(hop(302, `http://inside.example:${secret.port}/`), {
      options: {
        lookup: async () => ["10.0.0.1"],
        isAllowedAddress: (address) => address === "127.0.0.1",
      },
    });
    await expect(fetched).rejects.toThrow("only addresses of the public internet");
    expect(secret.connections()).toBe(0);
  });
});

describe("an address that may not be read", () => {
  test.each([
    ["http://127.0.0.1/", /public internet/],
    ["http://[::1]/", /public internet/],
    ["http://[::ffff:10.0.0.1]/", /public internet/],
    ["http://2130706433/", /public internet/],
    ["http://localhost/", /public internet/],
    ["https://harbour.example:8443/", /has to be 80 or 443/],
    ["https://a:b@harbour.example/", /user name or password/],
    ["ftp://harbour.example/", /no http\(s\) address/],
  ])("%s is refused for good", async (address, reason) => {
    const fetch = createFetch({ contact: undefined });
    const fetched = fetch({ address, expects: "feed" });
    await expect(fetched).rejects.toThrow(reason);
    await expect(fetched).rejects.toMatchObject({ name: "SourceError", problem: "unreadable" });
  });

  test("is not reached through a name that means it besides a public one", async () => {
    const server = await startAwkwardServer(answerWith({ body: "secret" }));
    const fetch = createFetch({
      contact: undefined,
      allowedPorts: "any",
      lookup: async () => ["93.184.215.14", "127.0.0.1"],
    });
    await expect(fetch({ address: `http://both.example:${server.port}/`, expects: "feed" })).rejects.toThrow(
      "public",
    );
    expect(server.connections()).toBe(0);
  });

  test("is not reached through a name that changes its mind between question and connection", async () => {
    const server = await startAwkwardServer(answerWith({ body: FEED }));
    const asked: string[] = [];
    const fetch = createTestFetch({
      lookup: async (name) => {
        asked.push(name);
        return [asked.length === 1 ? "127.0.0.1" : "127.0.0.2"];
      },
      isAllowedAddress: (address) => address === "127.0.0.1",
    });
    await fetch({ address: `http://rebinding.example:${server.port}/`, expects: "feed" });
    expect(asked).toEqual(["rebinding.example"]);
  });
});

describe("an answer that is no good", () => {
  const zeros = Buffer.alloc(20_000_000);

  test.each<[string, Answer, RegExp]>([
    ["a gzip bomb", { body: gzipSync(zeros), headers: ["Content-Encoding: gzip"] }, /larger than 10 MB/],
    [
      "a brotli bomb",
      { body: brotliCompressSync(zeros), headers: ["Content-Encoding: br"] },
      /larger than 10 MB/,
    ],
    [
      "packed twice",
      { body: gzipSync(gzipSync(FEED)), headers: ["Content-Encoding: gzip, gzip"] },
      /packed in a way/,
    ],
    ["broken gzip", { body: "no gzip", headers: ["Content-Encoding: gzip"] }, /packed in a broken way/],
    [
      "gzip that ends too early",
      { body: gzipSync(FEED.repeat(99)).subarray(0, 30), headers: ["Content-Encoding: gzip"] },
      /packed in a broken way/,
    ],
    ["shorter than it says", { body: FEED, headers: ["Content-Length: 1000"] }, /broke off|arrive whole/],
    ["a picture", { body: "x", headers: ["Content-Type: image/png"] }, /not a feed but image\/png/],
    [
      "in broken chunks",
      { body: `zz\r\n${FEED}`, headers: ["Transfer-Encoding: chunked"] },
      /makes no sense/,
    ],
    ["huge headers", { body: FEED, headers: [`X-Large: ${"x".repeat(60_000)}`] }, /makes no sense/],
    ["304 unasked", { status: 304 }, /not answer as expected \(HTTP 304\)/],
    ["404", { status: 404 }, /nothing was found/],
    ["403", { status: 403 }, /does not let this reader/],
    ["500", { status: 500 }, /in trouble \(HTTP 500\)/],
  ])("says so: %s", async (_what, answer, reason) => {
    const { fetched } = await fetchFrom(answer);
    await expect(fetched).rejects.toThrow(reason);
    await expect(fetched).rejects.toMatchObject({ name: "SourceError" });
  });

  test("longer than it says is cut where it said", async () => {
    const { fetched } = await fetchFrom({ body: `${FEED}junk`, headers: [`Content-Length: ${FEED.length}`] });
    const content = await fetched.catch((error: unknown) => error);
    expect(content).toMatchObject(content instanceof Error ? { name: "SourceError" } : { kind: "content" });
  });

  const emptyMember = gzipSync("");
  test.each([
    ["", Buffer.alloc(65_536, "x"), "Content-Type: text/xml"],
    [
      " of gzip members that hold nothing",
      Buffer.alloc(3000 * emptyMember.length, emptyMember),
      "Content-Encoding: gzip",
    ],
  ])("without an end%s is cut at the limit", async (_of, piece, header) => {
    let sent = 0;
    const { fetched } = await fetchFrom((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${header}\r\n\r\n`);
      const more = () => {
        while (!socket.destroyed && socket.write(piece)) sent += piece.length;
        sent += piece.length;
      };
      socket.on("drain", more);
      more();
    });
    await expect(fetched).rejects.toThrow("larger than 10 MB");
    expect(sent).toBeLessThan(30_000_000);
  });

  test("gone for good is told as such", async () => {
    const { fetched } = await fetchFrom({ status: 410 });
    await expect(fetched).rejects.toMatchObject({ problem: "gone" });
  });

  test.each([
    ["120", 120_000],
    ["Mon, 02 Mar 2026 16:00:00 GMT", 3_600_000],
    ["999999999", 86_400_000],
    ["soon", undefined],
  ])("that asks for patience gets it: Retry-After: %s", async (value, retryAfterMs) => {
    const { fetched } = await fetchFrom({ status: 429, headers: [`Retry-After: ${value}`] });
    await expect(fetched).rejects.toMatchObject({ problem: "unreachable", retryAfterMs });
  });

  const CUT: readonly (readonly [string, Behaviour])[] = [
    ["a head that never comes", () => {}],
    ["a head that comes letter by letter", (socket) => socket.write("HTTP/1.1 200 OK\r\nX-Slow: ")],
    ["a body that never ends", (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss")],
  ];
  test.each(CUT)("in time is no answer: %s", async (_what, behave) => {
    const { fetched } = await fetchFrom(behave, { options: { timeoutMs: 60 } });
    await expect(fetched).rejects.toThrow("the server took too long");
  });

  test("that breaks off says so", async () => {
    const { fetched } = await fetchFrom((socket) => socket.destroy());
    await expect(fetched).rejects.toThrow("the server broke off");
  });

  test("from nobody says so", async () => {
    const unused = await startAwkwardServer(() => {});
    const fetch = createTestFetch({ lookup: async () => [] });
    await expect(fetch({ address: "http://nobody.example/", expects: "feed" })).rejects.toThrow(
      /could not be reached/,
    );
    await expect(
      createTestFetch()({
        address: `https://127.0.0.1:${unused.port}/`,
        expects: "feed",
        signal: AbortSignal.abort(new Error("stopping")),
      }),
    ).rejects.toThrow("stopping");
  });

  test("over TLS that speaks no TLS says so", async () => {
    const server = await startAwkwardServer(() => {});
    const plain = await startAwkwardServer((socket) => socket.end("HTTP/1.1 400 Bad\r\n\r\n"));
    const fetch = createTestFetch({ timeoutMs: 5000 });
    expect(server.port).not.toBe(plain.port);
    await expect(
      fetch({ address: `https://127.0.0.1:${plain.port}/`, expects: "feed" }),
    ).rejects.toMatchObject({
      name: "SourceError",
      problem: "unreachable",
    });
  });
});

describe("a page's robots.txt", () => {
  const site = (robots: Answer, page: Answer = { body: "<html>", headers: ["Content-Type: text/html"] }) =>
    startAwkwardServer((socket, request) =>
      answerWith(request.path === "/robots.txt" ? robots : page)(socket, request),
    );
  const paths = (server: { readonly requests: readonly { readonly path: string }[] }) =>
    server.requests.map(({ path }) => path);

  test.each([
    ["forbids it", "User-agent: *\nDisallow: /news"],
    ["forbids it to us", "User-agent: OnRecord\nDisallow: /\n\nUser-agent: *\nAllow: /"],
  ])("that %s keeps it unread", async (_what, body) => {
    const server = await site({ body });
    const fetched = createTestFetch()({ address: `${server.origin}/news/1`, expects: "page" });
    await expect(fetched).rejects.toThrow("robots.txt does not allow reading it");
    await expect(fetched).rejects.toMatchObject({ problem: "unreadable" });
    expect(paths(server)).toEqual(["/robots.txt"]);
  });

  test.each<[string, Answer]>([
    ["allows it", { body: "User-agent: *\nDisallow: /private" }],
    ["is missing", { status: 404 }],
    ["may not be seen", { status: 403 }],
  ])("that %s lets it be read, and is asked once a day", async (_what, robots) => {
    const server = await site(robots);
    const fetch = createTestFetch();
    for (const path of ["/news/1", "/news/2"]) {
      expect(await fetch({ address: server.origin + path, expects: "page" })).toMatchObject({
        kind: "content",
      });
    }
    expect(paths(server)).toEqual(["/robots.txt", "/news/1", "/news/2"]);
  });

  test("that can't be reached keeps the page unread for now", async () => {
    const server = await site({ status: 503 });
    const fetched = createTestFetch()({ address: `${server.origin}/news/1`, expects: "page" });
    await expect(fetched).rejects.toMatchObject({ problem: "unreachable" });
  });

  test("is not asked for a feed, and for what may be either only when it is a page", async () => {
    const page = await site({ body: "User-agent: *\nDisallow: /" });
    await expect(createTestFetch()({ address: `${page.origin}/`, expects: "either" })).rejects.toThrow(
      "robots.txt",
    );
    expect(paths(page)).toEqual(["/", "/robots.txt"]);
    const feed = await site(
      { body: "User-agent: *\nDisallow: /" },
      { body: FEED, headers: ["Content-Type: text/xml"] },
    );
    await createTestFetch()({ address: `${feed.origin}/`, expects: "either" });
    await createTestFetch()({ address: `${feed.origin}/`, expects: "feed" });
    expect(paths(feed)).toEqual(["/", "/"]);
  });

  test("is asked of the site that a page leads to, before anything else is", async () => {
    const other = await site({ body: "User-agent: *\nDisallow: /news" });
    const location = `${other.origin.replace("127.0.0.1", "other.example")}/news/1`;
    const server = await site({ status: 404 }, { status: 302, headers: [`Location: ${location}`] });
    const fetch = createTestFetch({ lookup: async () => ["127.0.0.1"] });
    const fetched = fetch({ address: `${server.origin}/news/1`, expects: "page" });
    await expect(fetched).rejects.toThrow("robots.txt does not allow reading it");
    expect(paths(other)).toEqual(["/robots.txt"]);
  });

  test("shares the page's time", async () => {
    const server = await startAwkwardServer(() => {});
    const fetch = createTestFetch({ timeoutMs: 60 });
    const fetched = fetch({ address: `${server.origin}/news/1`, expects: "page" });
    await expect(fetched).rejects.toThrow("the server took too long");
    expect(paths(server)).toEqual(["/robots.txt"]);
  });

  test("says what its publisher forbids machines to do with the site", async () => {
    const server = await site({ body: "User-agent: *\nContent-Signal: search=yes, ai-input=no\nAllow: /" });
    const fetched = await createTestFetch()({ address: `${server.origin}/news/1`, expects: "page" });
    expect(fetched).toMatchObject({ restriction: expect.stringContaining("ai-input=no") });
  });
});

describe("manners", () => {
  test("one request at a host at a time, five seconds apart, in the order of asking", async () => {
    const order: string[] = [];
    const server = await startAwkwardServer((socket, request) => {
      order.push(request.path);
      answerWith({ body: FEED })(socket, request);
    });
    const fetch = createTestFetch({
      sleep: (ms) => {
        order.push(`pause ${ms}`);
        return Promise.resolve();
      },
    });
    await Promise.all(["/a", "/b"].map((path) => fetch({ address: server.origin + path, expects: "feed" })));
    expect(order.slice(0, 3)).toEqual(["/a", "pause 5000", "/b"]);
  });

  test("a host has one turn, with www. before its name or not", async () => {
    const pause = Promise.withResolvers<void>();
    const server = await startAwkwardServer(answerWith({ body: FEED }));
    const fetch = createTestFetch({ lookup: async () => ["127.0.0.1"], sleep: () => pause.promise });
    const ask = (host: string) => fetch({ address: `http://${host}:${server.port}/`, expects: "feed" });
    await ask("harbour.example");
    const others = [ask("www.harbour.example"), ask("harbour.example.")];
    await ask("wire.example");
    expect(server.requests).toHaveLength(2);
    pause.resolve();
    expect(await Promise.all(others)).toHaveLength(2);
  });

  test.each([429, 503])(
    "a host that asks for patience (HTTP %i) is asked for nothing until then",
    async (status) => {
      let elapsed = 0;
      const server = await startAwkwardServer((socket, request) =>
        answerWith(request.path === "/busy" ? { status, headers: ["Retry-After: 600"] } : { body: FEED })(
          socket,
          request,
        ),
      );
      const fetch = createTestFetch({ elapsedMs: () => elapsed });
      const ask = (path: string) => fetch({ address: server.origin + path, expects: "feed" });
      await expect(ask("/busy")).rejects.toMatchObject({ retryAfterMs: 600_000 });
      elapsed = 60_000;
      await expect(ask("/feed")).rejects.toMatchObject({ problem: "unreachable", retryAfterMs: 540_000 });
      expect(server.requests).toHaveLength(1);
      elapsed = 600_000;
      expect(await ask("/feed")).toMatchObject({ kind: "content" });
    },
  );

  test("hosts don't wait for each other", async () => {
    const slow = await startAwkwardServer(() => {});
    const quick = await startAwkwardServer(answerWith({ body: FEED }));
    const fetch = createTestFetch();
    const leave = new AbortController();
    const waiting = fetch({ address: slow.origin, expects: "feed", signal: leave.signal });
    expect(await fetch({ address: quick.origin, expects: "feed" })).toMatchObject({ kind: "content" });
    leave.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });

  test("who leaves while waiting for a turn does not hold up the next", async () => {
    const gate = Promise.withResolvers<void>();
    const server = await startAwkwardServer((socket, request) => {
      void gate.promise.then(() => answerWith({ body: FEED })(socket, request));
    });
    const fetch = createTestFetch();
    const leave = new AbortController();
    const first = fetch({ address: server.origin, expects: "feed" });
    const second = fetch({ address: server.origin, expects: "feed", signal: leave.signal });
    const third = fetch({ address: server.origin, expects: "feed" });
    leave.abort(new Error("enough"));
    await expect(second).rejects.toThrow("enough");
    gate.resolve();
    expect(await Promise.all([first, third])).toMatchObject([{ kind: "content" }, { kind: "content" }]);
    expect(server.requests).toHaveLength(2);
  });
});
