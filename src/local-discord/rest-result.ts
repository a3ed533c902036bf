import type { Problem } from "./problems.ts";

/** What a route answers, before it is written to the wire. */
export interface RestResult {
  readonly status: number;
  readonly body?: unknown;
  /** The rules that the payload broke, for the record. */
  readonly problems?: readonly Problem[];
}

/** 200 with a body. */
export const found = (body: unknown): RestResult => ({ status: 200, body });

/** 204. */
export const nothing: RestResult = { status: 204 };

/** An error with one of Discord's JSON error codes. */
export const refused = (status: number, code: number, message: string): RestResult => ({
  status,
  body: { message, code },
});

/** 400 with code 50035: `errors` follows the payload's own shape, as Discord's does. */
export function invalidForm(problems: readonly Problem[]): RestResult {
  return {
    status: 400,
    body: { message: "Invalid Form Body", code: 50035, errors: nest(problems, 0) },
    problems,
  };
}

function nest(problems: readonly Problem[], depth: number): Record<string, unknown> {
  const here = problems.filter(({ path }) => path.length === depth);
  const below = Map.groupBy(
    problems.filter(({ path }) => path.length > depth),
    ({ path }) => String(path[depth]),
  );
  return {
    ...(here.length > 0 && { _errors: here.map(({ code, message }) => ({ code, message })) }),
    ...Object.fromEntries([...below].map(([key, inner]) => [key, nest(inner, depth + 1)])),
  };
}
