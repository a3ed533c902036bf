import { expect, test } from "vitest";
import { parseTokenUsage } from "../../src/models/token-counts.ts";

test.each([
  [
    { prompt_tokens: 11, completion_tokens: 7 },
    { promptTokens: 11, completionTokens: 7 },
  ],
  [
    { prompt_tokens: 10.2, completion_tokens: 0 },
    { promptTokens: 11, completionTokens: 0 },
  ],
  [
    { prompt_tokens: 11, completion_tokens: 7, prompt_tokens_details: { cached_tokens: 99 } },
    { promptTokens: 11, completionTokens: 7, cachedTokens: 11 },
  ],
  [
    { prompt_tokens: 11, completion_tokens: 7, prompt_tokens_details: { cached_tokens: -1 } },
    { promptTokens: 11, completionTokens: 7 },
  ],
  [
    { prompt_tokens: 11, completion_tokens: 7, prompt_tokens_details: "none" },
    { promptTokens: 11, completionTokens: 7 },
  ],
])("%j is believed, in whole numbers", (value, usage) => {
  expect(parseTokenUsage(value)).toEqual(usage);
});

test.each([
  [{}],
  [[]],
  ["11"],
  [{ total_tokens: 18 }],
  [{ prompt_tokens: null, completion_tokens: null }],
  [{ prompt_tokens: -11, completion_tokens: 7 }],
  [{ prompt_tokens: "11", completion_tokens: 7 }],
  [{ prompt_tokens: 1e300, completion_tokens: 7 }],
  [{ prompt_tokens: 0, completion_tokens: 0 }],
])("%j is not believed", (value) => {
  expect(parseTokenUsage(value)).toBeUndefined();
});
