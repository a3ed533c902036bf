import { DAY_MS, dayOf } from "../../articles/days.ts";
import { contentStems } from "../../retrieval/words.ts";
import { clauseAround, findDays } from "../happened.ts";
import { agree } from "./compare-figures.ts";
import type { Difference } from "./disagreements.ts";
import type { ReportedSentence } from "./reported-sentence.ts";

/** What is told of two days has to share this much of the words of the shorter clause: "the ferry sank". */
const MIN_SHARED_CLAUSE = 0.75;
const MIN_CLAUSE_STEMS = 2;

/** "Said on Tuesday" and "said on Wednesday" are two sayings. */
const SAYING =
  /\b(?:said|says|told|tells|announced|reported|added|wrote|tweeted|posted|confirmed|warned|claimed|stated|updated|published)\b/i;

/** Days that lie further apart are of two events. */
const MAX_APART_DAYS = 7;

/** Of two sentences about one event: the two days on which it happened, where their clauses say the same of each. */
export function findDateDifference(
  one: ReportedSentence,
  other: ReportedSentence,
  timeZone: string,
): Difference | undefined {
  const [said, otherSaid] = [onlyDay(one, timeZone), onlyDay(other, timeZone)];
  if (!said || !otherSaid) return undefined;
  const apart = Math.abs(Date.parse(said.day) - Date.parse(otherSaid.day)) / DAY_MS;
  if (apart > MAX_APART_DAYS) return undefined;
  if (weekdayOf(said.day) === weekdayOf(otherSaid.day)) return undefined;
  const shared = [...said.stems].filter((stem) => otherSaid.stems.has(stem));
  const fewer = Math.min(said.stems.size, otherSaid.stems.size);
  if (shared.length < Math.max(MIN_CLAUSE_STEMS, MIN_SHARED_CLAUSE * fewer)) return undefined;
  const isOneCount = one.figures.every((each) => other.figures.every((another) => agree(each, another)));
  if (!isOneCount) return undefined;
  return { about: said.clause, values: [said, otherSaid] };
}

/** An article that is brought up to date keeps its first date, and its "Wednesday" is then a later one. */
const weekdayOf = (day: string) => new Date(day).getUTCDay();

/** A sentence with several days, or one that only says when something was said, names no day of the event. */
function onlyDay(sentence: ReportedSentence, timeZone: string) {
  const { publishedAt } = sentence.hit.article;
  const [named, ...more] = findDays(sentence.text, dayOf(publishedAt ?? "", timeZone));
  if (!named || more.length > 0 || /yesterday|tomorrow|ago/i.test(named.text)) return undefined;
  const at = sentence.text.indexOf(named.text);
  const clause = clauseAround(sentence.text, at, at + named.text.length).trim();
  if (SAYING.test(clause)) return undefined;
  const about = clause.replace(/\s+/g, " ").replace(/\s*[.!?]$/, "");
  return { ...named, at, clause: about, stems: contentStems(about).difference(sentence.names) };
}
