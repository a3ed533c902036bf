import { waitUnlessAborted } from "../abortable.ts";
import { cleanText } from "./markup.ts";

/** Discord's limits for suggestions. */
const MAX_SUGGESTIONS = 25;
const MAX_SUGGESTION_CHARS = 100;

/** Suggestions can't be deferred, and Discord waits for 3 seconds: better none than late. */
const SUGGEST_WITHIN_MS = 2000;

/** The names that Discord can show, each once; none when they can't be had in time. */
export async function suggestNames(
  load: () => Promise<readonly string[]>,
  onError: (error: unknown) => void,
): Promise<string[]> {
  try {
    const names = await waitUnlessAborted(load(), AbortSignal.timeout(SUGGEST_WITHIN_MS));
    // A name that is cut is still found by its beginning when it comes back.
    const shown = names.map((name) => cutName(cleanText(name)));
    return [...new Set(shown)].filter((name) => name !== "").slice(0, MAX_SUGGESTIONS);
  } catch (error) {
    onError(error);
    return [];
  }
}

const cutName = (name: string) =>
  name
    .slice(0, MAX_SUGGESTION_CHARS)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
