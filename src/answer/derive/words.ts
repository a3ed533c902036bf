/** English words that turn the sense of what stands around them, by what they do: a shortening keeps them all. */
const PROTECTED: Readonly<Record<Protection, string>> = {
  negation: `not no never none nobody nothing neither nor nowhere without hardly barely scarcely cannot except
    excluding unlike rather instead false falsely untrue wrong wrongly incorrect unconfirmed unverified disputed
    unproven fake bogus hoax denied`,
  condition: `if unless provided whether lest otherwise assuming supposing whenever wherever
    subject pending`,
  attribution:
    "according alleges reportedly allegedly alleged supposedly supposed purported purportedly claimed so-called citing per",
  hedge: `may might could would should can must will won't shall likely unlikely possible possibly potential potentially
    perhaps maybe probably probable apparently seemingly presumably expected planned proposed attempted threatened
    suspected accused would-be tentative tentatively preliminary partly partially largely mostly mainly sometimes often
    usually generally rarely seldom failed`,
  quantifier: `all some most only each every any few many several half majority minority both either about around roughly
    nearly almost approximately least just over under near exactly solely merely main one-third two-thirds total fewer`,
  comparison: `more less than fewer first last least most best worst largest smallest biggest highest lowest better worse
    larger smaller higher lower bigger`,
  time: "before after until till once former formerly previously yet",
  choice: "or but",
  rank: "deputy vice assistant associate acting interim designate elect ex indirect mock quasi against",
};

/** How a word turns the sense. */
export type Protection =
  | "negation"
  | "condition"
  | "attribution"
  | "hedge"
  | "quantifier"
  | "comparison"
  | "time"
  | "choice"
  | "rank";

const kindByWord = new Map<string, Protection>();
for (const kind of [
  "negation",
  "condition",
  "attribution",
  "hedge",
  "quantifier",
  "comparison",
  "time",
  "choice",
  "rank",
] as const)
  for (const word of PROTECTED[kind].split(/\s+/)) if (!kindByWord.has(word)) kindByWord.set(word, kind);

/** What a word does that may not be lost, by its key; undefined for a word that only adds. */
export function protectionOf(key: string): Protection | undefined {
  if (/n't$/.test(key)) return "negation";
  return kindByWord.get(key) ?? (/^(?:non|anti|ex|co|un)-/.test(key) ? "rank" : undefined);
}

/** A phrase that is set off takes these of its own along; the others reach over its commas. */
export function reachesOut(protection: Protection): boolean {
  return /^(?:negation|condition|attribution)$/.test(protection);
}

/** Words that hold a sentence together and say nothing: they may be put in. */
export const FREE_WORDS: ReadonlySet<string> = new Set(["a", "an", "the", "that", "and"]);

export const PRONOUNS: ReadonlySet<string> = new Set(
  "he she it they his her its their him them himself herself itself themselves he's she's it's they're we our i my".split(
    " ",
  ),
);

/** Words that can stand before a finite clause and open it. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set(
  "and but while whereas so yet because as".split(" "),
);
export const RELATIVES: ReadonlySet<string> = new Set("who which whose whom where".split(" "));
