import type { Catalog } from "./catalog.ts";

/** What an article is to one reader and one question. */
export const HIDDEN = 0;
/** It counts for how rare a word is here, but is not asked for. */
export const READABLE = 1;
export const ASKED_FOR = 2;

/** An `ArticleFilter` in milliseconds; null: not asked for. */
export interface StandingFilter {
  readonly since: number | null;
  readonly until: number | null;
  /** The same edges for articles that are dated by a day alone (at midnight UTC). */
  readonly sinceDay: number | null;
  readonly untilDay: number | null;
  /** As `keyOfOutlet` writes it. */
  readonly outlet: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The standing of each of the catalog's articles. */
export function judgeStanding(
  catalog: Catalog,
  hidden: ReadonlySet<number>,
  filter: StandingFilter,
): Uint8Array {
  const standing = new Uint8Array(catalog.numbers.length).fill(ASKED_FOR);
  if (isOpen(filter) && hidden.size === 0) return standing;
  return standing.map((_, index) => {
    if (hidden.has(catalog.numbers[index] ?? 0)) return HIDDEN;
    const { outlet } = filter;
    const isBy = outlet === null || catalog.outletKeys[index] === outlet;
    return isBy && isWithin(catalog.published[index] ?? null, filter) ? ASKED_FOR : READABLE;
  });
}

function isOpen({ since, until, outlet }: StandingFilter): boolean {
  return since === null && until === null && outlet === null;
}

/** What is not dated is in no period. */
function isWithin(published: number | null, { since, until, sinceDay, untilDay }: StandingFilter): boolean {
  if (since === null && until === null) return true;
  if (published === null) return false;
  const isDay = published % DAY_MS === 0;
  const [from, to] = isDay ? [sinceDay, untilDay] : [since, until];
  return (from === null || published >= from) && (to === null || published < to);
}
