import { stemOf } from "../../retrieval/words.ts";

/** Words of which a thing is one or the other. */
const PAIRS = `rise/fall rose/fell risen/fallen rising/falling rise/drop rise/decline increase/decrease increase/drop increase/decline increase/fall grow/shrink grew/shrank
  gain/loss gain/lose won/lost win/lose victory/defeat up/down more/less more/fewer higher/lower highest/lowest most/least above/below
  before/after accept/reject approve/reject support/oppose supporter/opponent allow/ban permit/ban legal/illegal lawful/unlawful guilty/innocent convict/acquit confirm/deny
  open/close begin/end start/end start/finish begin/finish arrive/leave enter/leave buy/sell bought/sold import/export hire/dismiss hire/fire appoint/dismiss
  best/worst better/worse strong/weak strengthen/weaken expand/reduce raise/lower raise/cut extend/shorten succeed/fail pass/fail
  north/south northern/southern east/west eastern/western first/last early/late earlier/later faster/slower largest/smallest larger/smaller biggest/smallest alive/dead survive/die
  hot/cold warmer/cooler male/female man/woman men/women brother/sister father/mother son/daughter husband/wife attack/defend ally/enemy public/private remember/forget include/exclude major/minor safe/dangerous safe/unsafe positive/negative optimistic/pessimistic praise/criticise praise/criticize
  increase/reduce grow/fall gain/fall close/reopen shut/reopen arrest/release arrested/freed praise/blame stay/leave find/lose found/lost admit/deny
  half/third half/quarter third/quarter double/half doubled/halved twice/once convict/clear continue/end expand/shrink profit/loss hope/fear`;

/** For each word's stem, the stems of what would say the opposite. */
const listed: ReadonlyMap<string, ReadonlySet<string>> = readPairs();

/** "Aware" and "unaware", "fair" and "unfair". */
const PREFIXES = ["un", "dis", "non", "in", "im", "il", "ir"];

/** Fewer letters behind "un" and "in" are seldom a word by themselves: "under", "ink". */
const MIN_LETTERS = 4;

/** The stems of what would say the opposite of a word: those that are listed, and it with or without a prefix. */
export function oppositesOf({
  text,
  stem,
}: {
  readonly text: string;
  readonly stem: string;
}): ReadonlySet<string> {
  const word = text.toLowerCase();
  const turned = PREFIXES.flatMap((prefix) => [
    prefix + word,
    ...(word.startsWith(prefix) ? [word.slice(prefix.length)] : []),
  ]);
  const long = turned.filter(({ length }) => Math.min(length, word.length) >= MIN_LETTERS);
  return new Set([...(listed.get(stem) ?? []), ...long.map(stemOf)]);
}

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
