import { expect, test } from "vitest";
import { warmUpChecks } from "../../src/answer/warm-up.ts";

test("the statement that warms up passes every check, so that each was made once", () => {
  expect(warmUpChecks()).toBe(true);
});
