import type { PageDocument } from "./page-document.ts";
import { findRestriction } from "./restrictions.ts";

/** The names that a publisher may speak to this reader by in a meta tag. */
const ROBOT_NAMES = ["robots", "onrecord"];

/** What a page's meta tags say, by their names in lower case; of several by one name, the first. */
export function readMetaTags(page: PageDocument): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const { names, content } of listMetaTags(page)) {
    for (const name of names) if (!tags.has(name)) tags.set(name, content);
  }
  return tags;
}

/** What a page's publisher forbids machines in its meta tags, all of them taken together; undefined if nothing. */
export function readPageRestriction(page: PageDocument): string | undefined {
  const tags = listMetaTags(page);
  const valuesOf = (wanted: readonly string[]) =>
    tags.filter(({ names }) => names.some((name) => wanted.includes(name))).map(({ content }) => content);
  return findRestriction({
    robots: valuesOf(ROBOT_NAMES).join(","),
    tdmReservation: valuesOf(["tdm-reservation"])[0],
  });
}

interface MetaTag {
  readonly names: readonly string[];
  readonly content: string;
}

function listMetaTags(page: PageDocument): MetaTag[] {
  return [...page.querySelectorAll("meta[content]")].flatMap((element) => {
    const content = element.getAttribute("content")?.trim() ?? "";
    const names = ["property", "name", "itemprop"]
      .map((attribute) => element.getAttribute(attribute)?.trim().toLowerCase() ?? "")
      .filter((name) => name !== "");
    return content === "" || names.length === 0 ? [] : [{ names, content }];
  });
}
