/** What may follow a verb of attribution. */
export type Frame = "say" | "think" | "tell" | "want" | "call" | "judge" | "about";

/**
 * Words that news writing attributes with, by what follows them: general English, by lemma. `/` separates a verb
 * from the prepositions that make it one: "call" is not "call for". Verbs that say what is so rather than what somebody
 * holds (know, see, realize), and those whose other senses are commoner (raise, attack, back), are left
 * out or stay by how often they were right on the development half of PolNeAR.
 */
const LEMMAS: Readonly<Record<Frame, string>> = {
  /** `said (that) …`, `“…,” said`: stands before, behind and in the middle of what was said. */
  say: `say add note argue claim announce admit acknowledge affirm allege assert attest boast brag caution comment
    pledge promise vow complain concede conclude confess confide confirm contend counter continue cry declare deny disclose emphasize
    emphasise exclaim explain estimate fume gripe hint imply indicate insist interject joke lament maintain mention
    muse mutter observe opine posit predict proclaim pronounce protest quip reason recall reckon recount reflect
    reiterate relate remark repeat reply report respond retort reveal scoff shout shrug speculate state stress
    suggest surmise swear testify theorize tweet whisper write yell agree answer ask chant text email blog volunteer
    warn show bellow bark sneer snap sigh deadpan chide scold demand plead wail scream holler
    crow grumble intone narrate rejoin concur clarify`,
  /** `thinks (that) …`: what somebody holds to be so. */
  think: `think believe feel hope fear suspect doubt wonder expect assume imagine find determine judge worry presume
    conclude bet trust anticipate envision decide wish dream`,
  /** `told the court (that) …`: somebody is spoken to first. */
  tell: `tell remind inform assure advise notify warn urge persuade convince instruct order beg implore encourage exhort
    ask`,
  /** `wants to …`: what somebody means to do or to have. */
  want: `want plan hope refuse decline agree vow promise threaten offer demand pledge propose expect`,
  /** `called it …`: names something. */
  call: `call describe label brand dub deem characterize characterise portray depict liken compare regard view rate paint
    declare proclaim pronounce`,
  /** `criticized …`: takes a stand on something. */
  judge: `criticize criticise denounce slam blast praise endorse support oppose reject accuse blame defend condemn applaud
    hail laud dismiss mock ridicule question cite mention discuss deride decry disavow disown repudiate rebuke
    chastise lambaste castigate assail savage fault congratulate commend salute tout champion advocate favor favour
    embrace downplay deplore bemoan lament regret resent admire scold chide berate insult disparage belittle demean
    malign vilify demonize contradict rebut refute dispute contest debunk outline detail unveil broach reiterate
    stress emphasize emphasise underscore underline highlight propose recommend suggest announce condone acknowledge
    admit concede confirm deny report reveal disclose allege predict recall demand request credit hammer rip bash
    trash knock tweak reference recount explain express voice note retweet echo`,
  /** `called for …`: a verb and its preposition. */
  about: `put/it call/for,on,upon point/to,out refer/to allude/to speak/about,of,against,out talk/about,of,up complain/about,of
    comment/on hint/at boast/about,of brag/about argue/for,against push/for vote/for,against lobby/for,against
    insist/on rail/against lash/out elaborate/on expand/on respond/to react/to warn/of,about,against agree/with,on
    disagree/with apologize/for apologise/for wonder/about worry/about dream/of object/to believe/in muse/about
    opine/on,about testify/about ask/for,about inquire/about joke/about tweet/about write/about,of approve/of
    disapprove/of`,
};

/** A verb's form, as far as its letters tell: "said" is both past and participle. */
export type Form = "base" | "third" | "past" | "ing";

/** A word as a verb of attribution. */
export interface Cue {
  readonly lemma: string;
  readonly form: Form;
  readonly frames: ReadonlySet<Frame>;
  /** The words of which one must follow for the frame `about`. */
  readonly prepositions: ReadonlySet<string>;
}

/** Past tenses and participles of verbs that have their own. */
const IRREGULAR: Readonly<Record<string, string>> = {
  say: "said",
  tell: "told",
  think: "thought",
  feel: "felt",
  find: "found",
  write: "wrote written",
  swear: "swore sworn",
  show: "showed shown",
  bet: "bet",
  put: "put",
  speak: "spoke spoken",
};

/** Verbs that double their last letter: "admitted". */
const DOUBLING = /^(?:admit|quip|brag|blog|slam|rip|beg|bet|plan|refer|put)$/;

const cueByWord = new Map<string, Cue>();
for (const frame of ["say", "think", "tell", "want", "call", "judge", "about"] as const) {
  for (const entry of LEMMAS[frame].trim().split(/\s+/)) addVerb(entry, frame);
}

/** What a word in lower case is as a verb of attribution. */
export function findCue(word: string): Cue | undefined {
  return cueByWord.get(word);
}

function addVerb(entry: string, frame: Frame): void {
  const [lemma = "", prepositions = ""] = entry.split("/");
  for (const [word, form] of formsOf(lemma)) {
    const known = cueByWord.get(word);
    cueByWord.set(word, {
      lemma,
      form,
      frames: new Set([...(known?.frames ?? []), prepositions ? "about" : frame]),
      prepositions: new Set([...(known?.prepositions ?? []), ...prepositions.split(",").filter(Boolean)]),
    });
  }
}

function formsOf(lemma: string): [string, Form][] {
  const stem = DOUBLING.test(lemma) ? lemma + lemma.slice(-1) : lemma.replace(/e$/, "");
  const isY = /[^aeiou]y$/.test(lemma);
  const third = isY ? `${lemma.slice(0, -1)}ies` : `${lemma}${/(?:s|sh|ch|x|z)$/.test(lemma) ? "es" : "s"}`;
  const pasts = IRREGULAR[lemma] ?? (isY ? `${lemma.slice(0, -1)}ied` : `${stem}ed`);
  return [
    [lemma, "base"],
    [third, "third"],
    [`${/[eo]e$/.test(lemma) ? lemma : stem}ing`, "ing"],
    ...pasts.split(" ").map((word): [string, Form] => [word, "past"]),
  ];
}
