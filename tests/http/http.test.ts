import { request } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Answer, Receipt, Withheld } from "../../src/answer/answer.ts";
import { createHealthPage } from "../../src/http/health.ts";
import { createMetrics, type Metrics } from "../../src/http/metrics.ts";
import { type HttpOptions, startHttpServer } from "../../src/http/server.ts";
import { article } from "../support/article.ts";

const GOOD_PAGE = { status: 200, contentType: "text/plain", body: "ok" };
const GOOD_STORE = { check: async () => {} };

describe("health", () => {
  test("is good while heartbeats are answered and the store can be read", async () => {
    const page = await createHealthPage({ heartbeatAgeMs: () => 41_000, store: GOOD_STORE })();
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body)).toEqual({ status: "ok", heartbeatAgeMs: 41_000, store: "ok" });
  });

  test.each([
    ["no heartbeat was ever answered", undefined],
    ["none has been for two minutes", 120_001],
  ])("is bad when %s", async (_when, ageMs) => {
    const page = await createHealthPage({ heartbeatAgeMs: () => ageMs, store: GOOD_STORE })();
    expect(page.status).toBe(503);
    expect(JSON.parse(page.body)).toEqual({ status: "bad", heartbeatAgeMs: ageMs ?? null, store: "ok" });
  });

  test("asks for no heartbeat where there is no gateway", async () => {
    const page = await createHealthPage({ store: GOOD_STORE })();
    expect(page.status).toBe(200);
    expect(JSON.parse(page.body)).toEqual({ status: "ok", heartbeatAgeMs: null, store: "ok" });
  });

  test("is bad when the store can't be read, and says why", async () => {
    const store = { check: () => Promise.reject(new Error("the disk failed")) };
    const page = await createHealthPage({ heartbeatAgeMs: () => 1, store })();
    expect(page.status).toBe(503);
    expect(JSON.parse(page.body).store).toBe("the disk failed");
  });
});

describe("metrics", () => {
  test("count interactions by command and outcome, with their times", async () => {
    const metrics = createMetrics();
    metrics.countInteraction({ command: "ask", outcome: "answered", acknowledgeMs: 80, answerMs: 5200 });
    metrics.countInteraction({ command: "ask", outcome: "answered", acknowledgeMs: 20, answerMs: 40 });
    metrics.countInteraction({ command: "sources", outcome: "failed", answerMs: 3000 });
    const lines = await linesOf(metrics);
    expect(lines).toContain('on_record_interactions_total{command="ask",outcome="answered"} 2');
    expect(lines).toContain('on_record_interactions_total{command="sources",outcome="failed"} 1');
    expect(lines).toContain('on_record_acknowledgement_seconds_bucket{le="0.05",command="ask"} 1');
    expect(lines).toContain('on_record_acknowledgement_seconds_count{command="ask"} 2');
    expect(lines).toContain('on_record_answer_seconds_bucket{le="5",command="ask"} 1');
    expect(lines).toContain('on_record_answer_seconds_count{command="ask"} 2');
  });

  test("count statements by what became of their quotes, and the tokens", async () => {
    const metrics = createMetrics();
    metrics.countAnswer(answerWith(["verified", "repaired", "verified"], [{ text: "x", reason: "y" }]));
    metrics.countTokens({ promptTokens: 1200, completionTokens: 80 });
    metrics.countTokens({ promptTokens: 300, completionTokens: 20, cachedTokens: 256 });
    const lines = await linesOf(metrics);
    expect(lines).toContain('on_record_statements_total{status="verified"} 2');
    expect(lines).toContain('on_record_statements_total{status="repaired"} 1');
    expect(lines).toContain('on_record_statements_total{status="withheld"} 1');
    expect(lines).toContain('on_record_model_tokens_total{kind="prompt"} 1500');
    expect(lines).toContain('on_record_model_tokens_total{kind="completion"} 100');
    expect(lines).toContain('on_record_model_tokens_total{kind="cached"} 256');
  });

  test("count what the model read for each answer, and the answers that cost nothing", async () => {
    const metrics = createMetrics();
    const answer = answerWith(["verified"], []);
    metrics.countAnswer({ ...answer, usage: { promptTokens: 1200, completionTokens: 80 } });
    metrics.countAnswer(answer);
    metrics.countRepeatedAnswer();
    const lines = await linesOf(metrics);
    expect(lines).toContain('on_record_answer_prompt_tokens_bucket{le="1000"} 0');
    expect(lines).toContain('on_record_answer_prompt_tokens_bucket{le="1500"} 1');
    expect(lines).toContain("on_record_answer_prompt_tokens_count 1");
    expect(lines).toContain("on_record_answers_repeated_total 1");
  });

  test("count readings by source and result", async () => {
    const metrics = createMetrics();
    const reload = {
      id: "seeds",
      name: "seeds",
      notices: [],
      kind: "folder",
      added: 1,
      changed: 0,
      removed: 0,
      unchanged: 0,
      ms: 5,
    } as const;
    const failure = { name: "a.txt", reason: "is empty", idPrefix: "seeds/a.txt" };
    metrics.countReload({ ...reload, failed: [] });
    metrics.countReload({ ...reload, failed: [failure] });
    metrics.countReload({ ...reload, failed: [], error: "the folder is gone" });
    const lines = await linesOf(metrics);
    for (const result of ["done", "partly", "failed"]) {
      expect(lines).toContain(`on_record_reloads_total{kind="folder",result="${result}"} 1`);
    }
  });

  test("show the counters that alerts ask for from the start, so that the first of each is seen to be one more", async () => {
    const lines = await linesOf(createMetrics());
    for (const kind of ["folder", "feed", "page"]) {
      for (const result of ["done", "partly", "failed"]) {
        expect(lines).toContain(`on_record_reloads_total{kind="${kind}",result="${result}"} 0`);
      }
    }
    for (const status of ["verified", "repaired", "withheld"]) {
      expect(lines).toContain(`on_record_statements_total{status="${status}"} 0`);
    }
  });

  test("tell how long ago Discord acknowledged a heartbeat, once it has", async () => {
    const metrics = createMetrics();
    let ageMs: number | undefined;
    metrics.watchHeartbeat(() => ageMs);
    expect(await linesOf(metrics)).toContain("on_record_heartbeat_age_seconds Nan");
    ageMs = 41_500;
    expect(await linesOf(metrics)).toContain("on_record_heartbeat_age_seconds 41.5");
  });

  test("of two bots in one process do not add up", async () => {
    const metrics = createMetrics();
    createMetrics().countTokens({ promptTokens: 5, completionTokens: 5 });
    expect((await linesOf(metrics)).join("\n")).not.toContain("on_record_model_tokens_total{");
  });
});

describe("the HTTP server", () => {
  test("serves its pages, and nothing else", async () => {
    const page = { status: 503, contentType: "application/json", body: "{}" };
    const { base } = await serve({ pages: { "/healthz": async () => page } });
    const response = await fetch(`${base}/healthz?x=1`);
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      503,
      "application/json",
      "{}",
    ]);
    expect((await fetch(`${base}/healthz`, { method: "POST" })).status).toBe(405);
    for (const path of ["/", "/constructor", "/../healthz/x", "/metrics"]) {
      expect((await fetch(base + path)).status, path).toBe(404);
    }
  });

  test.each(["//", "http://", "*", "/%", "//[::1"])(
    "a request for %s is none that ends the process",
    async (target) => {
      const { port, base } = await serve({ pages: { "/healthz": async () => GOOD_PAGE } });
      expect(await requestTarget(port, target)).toBe(404);
      expect((await fetch(`${base}/healthz`)).status).toBe(200);
    },
  );

  test("says in one line why a page failed", async () => {
    const failing = () => Promise.reject(new Error("no figures"));
    const { base } = await serve({ pages: { "/metrics": failing } });
    const response = await fetch(`${base}/metrics`);
    expect([response.status, await response.text()]).toEqual([500, "no figures\n"]);
  });

  test("names the setting when its port is taken", async () => {
    const { port } = await serve({ pages: {} });
    await expect(serve({ pages: {}, port })).rejects.toThrow(`HTTP_PORT ${port} on 127.0.0.1`);
  });
});

async function serve({ pages, port = 0 }: Pick<HttpOptions, "pages"> & { readonly port?: number }) {
  const server = await startHttpServer({ host: "127.0.0.1", port, pages });
  onTestFinished(() => server.close());
  return { port: server.port, base: `http://127.0.0.1:${server.port}` };
}

/** The status of an answer to a request for something that no client would take for an address. */
async function requestTarget(port: number, path: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const options = { host: "127.0.0.1", port, path, agent: false };
  request(options, (response) => resolve(response.resume().statusCode))
    .on("error", reject)
    .end();
  return promise;
}

async function linesOf(metrics: Metrics): Promise<string[]> {
  return (await metrics.page()).body.split("\n");
}

function answerWith(statuses: readonly Receipt["status"][], withheld: readonly Withheld[]): Answer {
  const { body: _, ...info } = article();
  const passage = { id: "wire/one@0", articleId: "wire/one", start: 0, end: 3, text: "The" };
  return {
    kind: "answered",
    question: "what?",
    engine: "model",
    withheld,
    sourcesUpTo: null,
    timing: { retrieveMs: 1, answerMs: 1 },
    statements: statuses.map((status) => ({
      text: "The.",
      wording: "source",
      receipts: [{ passage, article: info, quote: "The", start: 0, end: 3, status }],
    })),
  };
}
