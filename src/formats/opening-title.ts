import { findSentences } from "../articles/sentences.ts";
import { cleanTitle } from "./clean-text.ts";

/** Enough for any first sentence, so that a book-long line is not cut into sentences for its first one. */
const OPENING_CHARS = 2_000;

/** A title for a text that has none: its first sentence, shortened to a title's length. */
export function findOpeningTitle(body: string): string {
  const opening = body.slice(0, OPENING_CHARS).replace(/^#+ +/, "");
  const first = findSentences(opening)[0];
  return first ? cleanTitle(opening.slice(first.start, first.end)) : "";
}
