import type { ServerResponse } from "node:http";

/** A way in which a call to Discord can fail. */
export type RestFault =
  | { readonly kind: "rate limit"; readonly retryAfterMs: number }
  | { readonly kind: "server error"; readonly status: 500 | 502 | 503 | 504 }
  /** The connection breaks (RST): clients see ECONNRESET. */
  | { readonly kind: "reset" }
  /** The connection ends without an answer (FIN): clients see "other side closed", and often treat it otherwise. */
  | { readonly kind: "hang up" }
  | { readonly kind: "hang" };

/** How a call ended: its status, or why it has none. */
export type RestStatus = number | "reset" | "hang up" | "hang";

/** Which calls are to fail, and how. */
export interface RestFaultPlan<Route extends string> {
  readonly route: Route;
  readonly fault: RestFault;
  /** How many calls fail, from now on: 1 if not given. */
  readonly times?: number;
  /** The call takes effect, and only its answer is lost. */
  readonly isAnswerLost?: boolean;
}

/** Failures on demand, for tests of how the bot bears them. */
export interface RestFaults<Route extends string> {
  /** Plans for one route take turns: the first planned is used up first. */
  plan(plan: RestFaultPlan<Route>): void;
  /** The failure that is due, used up by asking. */
  take(route: string): RestFaultPlan<Route> | undefined;
  clear(): void;
}

/** Creates a Discord without failures. */
export function createRestFaults<Route extends string>(): RestFaults<Route> {
  let plans: RestFaultPlan<Route>[] = [];
  return {
    plan({ times = 1, ...plan }) {
      plans.push(...Array.from({ length: times }, () => plan));
    },
    take(route) {
      const index = plans.findIndex((plan) => plan.route === route);
      const due = plans[index];
      if (due) plans = plans.toSpliced(index, 1);
      return due;
    },
    clear() {
      plans = [];
    },
  };
}

/** Fails one call; returns what is noted as its status. A hanging call ends only with the server. */
export function failCall(response: ServerResponse, fault: RestFault): RestStatus {
  switch (fault.kind) {
    case "reset":
      response.socket?.resetAndDestroy();
      return fault.kind;
    case "hang up":
      response.socket?.destroy();
      return fault.kind;
    case "hang":
      return fault.kind;
    case "server error":
      response.writeHead(fault.status, { "content-type": "text/html" }).end("<h1>Something went wrong</h1>");
      return fault.status;
    case "rate limit":
      return limitRate(response, fault.retryAfterMs);
  }
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function limitRate(response: ServerResponse, retryAfterMs: number): number {
  const retryAfterSeconds = retryAfterMs / 1000;
  const body = { message: "You are being rate limited.", retry_after: retryAfterSeconds, global: false };
  response
    .writeHead(429, {
      "content-type": "application/json",
      "retry-after": String(retryAfterSeconds),
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset-after": String(retryAfterSeconds),
      "x-ratelimit-bucket": "local",
      "x-ratelimit-scope": "user",
    })
    .end(JSON.stringify(body));
  return 429;
}
