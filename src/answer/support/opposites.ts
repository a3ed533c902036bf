import { stemOf } from "../../retrieval/words.ts";

/** Words of which a thing is one or the other. */
const PAIRS = `rise/fall rose/fell risen/fallen rising/falling rise/drop rise/decline increase/decrease increase/drop increase/decline increase/fall grow/shrink grew/shrank
  gain/loss gain/lose won/lost win/lose victory/defeat up/down more/less more/fewer higher/lower highest/lowest most/least above/below
  before/after accept/reject approve/reject support/oppose supporter/opponent allow/ban permit/ban legal/illegal lawful/unlawful guilty/innocent convict/acquit confirm/deny
  open/close begin/end start/end start/finish begin/finish arrive/leave enter/leave buy/sell bought/sold import/export hire/dismiss hire/fire appoint/dismiss
  best/worst better/worse strong/weak strengthen/weaken expand/reduce raise/lower raise/cut extend/shorten succeed/fail pass/fail
  north/south northern/southern east/west eastern/western first/last early/late earlier/later faster/slower largest/smallest larger/smaller biggest/smallest alive/dead survive/die
  hot/cold warmer/cooler male/female man/woman men/women brother/sister father/mother son/daughter husband/wife attack/defend ally/enemy public/private remember/forget include/exclude major/minor safe/dangerous safe/unsafe positive/negative optimistic/pessimistic praise/criticise praise/criticize`;

/** For each word's stem, the stems that would say the opposite. */
export const OPPOSITES: ReadonlyMap<string, ReadonlySet<string>> = readPairs();

function readPairs(): Map<string, Set<string>> {
  const opposites = new Map<string, Set<string>>();
  for (const pair of PAIRS.split(/\s+/)) {
    const [one = "", other = ""] = pair.split("/").map(stemOf);
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = opposites.get(from) ?? new Set<string>();
      opposites.set(from, known.add(to));
    }
  }
  return opposites;
}
