import { DAY_MS } from "../articles/days.ts";
import type { Hit } from "../store/store.ts";
import type { Clue } from "./fuse.ts";

/** A passage that matches less than this share of the best one is about something else, however new it is. */
const NEAR_BEST = 0.7;

/** Reports of one turn of events come in over so many days. */
const NEWS_MS = 3 * DAY_MS;

/** The hits that match nearly as well as the best one. */
export function nearBest(hits: readonly Hit[]): Hit[] {
  const best = Math.max(0, ...hits.map(({ score }) => score));
  return hits.filter(({ score }) => score >= NEAR_BEST * best);
}

/** For a question that asks how things stand now: an article is of the last days that the good matches reach up to. */
export function newestClue(hits: readonly Hit[]): Clue[] {
  const dates = nearBest(hits).flatMap(({ article: { publishedAt } }) =>
    publishedAt === null ? [] : [Date.parse(publishedAt)],
  );
  if (dates.length === 0) return [];
  const since = Math.max(...dates) - NEWS_MS;
  const holds: Clue["holds"] = ({ article: { publishedAt } }) =>
    publishedAt !== null && Date.parse(publishedAt) >= since;
  return [{ name: "newest", holds }];
}
