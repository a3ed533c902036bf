/** English words that turn the sense of what stands around them, by what they do: a shortening keeps them all. */
const PROTECTED: Readonly<Record<Protection, string>> = {
  negation: `not no never none nobody nothing neither nor nowhere without hardly barely scarcely cannot except
    excluding unlike rather instead false falsely untrue wrong wrongly incorrect unconfirmed unverified disputed
    unproven fake bogus hoax denied contrary besides counterfeit forged fictional fictitious hypothetical imaginary
    invented sham spurious staged simulated averted foiled thwarted abortive aborted botched unsuccessful void
    invalid withdrawn rescinded overturned revoked cancelled canceled scrapped debunked discredited retracted toy dummy
    replica lookalike impersonating masquerading posing pretending disguised mistakenly accidentally inadvertently unintentionally
    unwittingly jokingly sarcastically ironically`,
  condition: `if unless provided whether lest otherwise assuming supposing whenever wherever
    subject pending given conditional conditionally contingent depending dependent hinges pends`,
  attribution: `according alleges reportedly allegedly alleged supposedly supposed purported purportedly claimed
    so-called citing per self-styled self-proclaimed self-described rumoured rumored reputed reputedly
    ostensible ostensibly professed apocryphal anecdotal hearsay`,
  hedge: `may might could would should can must will won't shall likely unlikely possible possibly potential potentially
    perhaps maybe probably probable apparently seemingly presumably expected planned proposed attempted threatened
    suspected accused would-be tentative tentatively preliminary partly partially largely mostly mainly sometimes often
    usually generally rarely seldom failed aspiring prospective presumptive provisional provisionally conceivably
    arguably theoretically nominally unofficial unofficially hopefully ideally technically virtually effectively basically essentially practically supposedly intended
    unsure uncertain unclear doubtful dubious questionable debatable plausible plausibly speculative
    speculatively believed thought feared hoped assumed projected forecast estimated predicted
    scheduled slated poised due bound apt prone tried planning hoping aiming seeking trying
    attempting refusing failing threatening considering temporary temporarily briefly limited partial`,
  quantifier: `all some most only each every any few many several half majority minority both either about around roughly
    nearly almost approximately least just over under near exactly solely merely main one-third two-thirds total fewer
    too alone above below beneath beyond upwards maximum minimum capped combined average mean median typical
    per-capita annualised annualized somewhat slightly marginally narrowly`,
  comparison: `more less than fewer first last least most best worst largest smallest biggest highest lowest better worse
    larger smaller higher lower bigger`,
  time: `before after until till once former formerly previously yet soon then later initially originally onetime one-time
    incoming outgoing retired then-president then-prime honorary emeritus`,
  choice: `or but`,
  rank: `deputy vice assistant associate acting interim designate elect ex indirect mock quasi against stand-in caretaker
    shadow junior lieutenant vice-president sub under-secretary joint co-founder runner-up`,
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

/**
 * Several words that turn the sense together: conditions, exceptions, prices of a promise, and what a figure leaves out
 * of account. Matched against the keys of a cut, parted by single spaces.
 */
export const TURNING_PHRASE =
  /\b(?:(?:as|so) (?:long|soon|far) as|in (?:exchange|return|case|the event)|on (?:the )?conditions?|even though|apart from|aside from|other than|save for|bar(?:ring)? (?:for )?the|(?:compared|relative|in contrast) (?:with|to)|adjust(?:ed|ing) for|seasonally|in (?:real|nominal|relative) terms|(?:before|after) (?:tax|taxes|interest|inflation|costs?|fees|expenses|depreciation)|net of|up to|as (?:many|much|few|little|high|low) as|in (?:jest|error|fun)|by (?:mistake|accident|chance)|far from|close to|short of|anything but|all but|no longer|at (?:the )?(?:most|least|best|worst|earliest|latest|very least)|(?:best|worst) case|to (?:some|a certain) (?:extent|degree))\b/;

/**
 * Nouns of a frame within which alone a sentence holds: "in theory", "under the proposal", "in the novel", "by one
 * estimate". Without it the sentence would be told as what happened.
 */
export const FRAMES: ReadonlySet<string> = new Set(
  `theory principle paper hypothesis assumption scenario condition conditions glance sight appearance appearances name
  novel film movie story fiction play drama musical opera episode sketch fable legend myth folklore parody satire spoof
  cartoon dream nightmare fantasy joke hoax game simulation drill exercise rehearsal model projection projections
  forecast forecasts estimate estimates prediction predictions proposal proposals plan plans bill draft motion amendment
  blueprint scheme offer view opinion eyes mind words account version telling claim claims allegation allegations
  rumour rumours rumor rumors belief interpretation reading calculation calculations reckoning logic tradition lore`.split(
    /\s+/,
  ),
);

/** The same of what somebody wrote, where nobody who says it is named in the rest: "in a lawsuit", "in a statement". */
export const DOCUMENTS: ReadonlySet<string> = new Set(
  `complaint lawsuit suit petition indictment affidavit filing testimony statement letter memo report reports poll polls
  survey speech interview post tweet essay article column book memoir manifesto advertisement advert commercial`.split(
    /\s+/,
  ),
);

/** A phrase that is set off takes these of its own along; the others reach over its commas. */
export function reachesOut(protection: Protection): boolean {
  return /^(?:negation|condition|attribution)$/.test(protection);
}

const DENYING_STEMS = `stop block ban bann barr prevent prohibit forbid forbade forbidden preclud den deny reject refus declin
  dismiss exclud oppos resist avoid lack fail neglect omit omitt ceas halt suspend cancel cancell abandon scrap scrapp
  quash acquit acquitt cleared exonerat absolv exempt lift doubt disput disprov unable unwilling reluctant impossible
  illegal unlawful immune devoid innocent opposition refusal failure denial absence`;

/** Verbs and nouns that deny, stop or lack something: what narrows it may not go, or more is denied than was. */
export const DENYING = new RegExp(`^(?:${DENYING_STEMS.split(/\s+/).join("|")})(?:e|s|es|ed|ies|ied|ing)?$`);

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
