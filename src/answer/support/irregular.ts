import { stemOf } from "../../retrieval/words.ts";

/** Forms that no stemmer joins, each row under its first. */
const FORMS = `become became; begin began begun; blow blew blown; break broke broken; bring brought; build built; buy bought; catch caught;
  choose chose chosen; come came; deal dealt; draw drew drawn; drive drove driven; fall fell fallen; feel felt; fight fought; find found;
  flee fled; fly flew flown; forbid forbade forbidden; get got gotten; give gave given; go went gone; grow grew grown; hold held; keep kept;
  know knew known; lead led; leave left; lend lent; lose lost; make made; mean meant; meet met; pay paid; ride rode ridden; rise rose risen;
  run ran; see saw seen; seek sought; sell sold; send sent; shake shook shaken; shoot shot; sing sang sung; sink sank sunk; sleep slept;
  speak spoke spoken; spend spent; stand stood; steal stole stolen; strike struck; swear swore sworn; take took taken; teach taught; tell told;
  think thought; throw threw thrown; understand understood; wear wore worn; win won; write wrote written;
  child children; man men; woman women`;

const firstByForm = new Map(
  FORMS.split(";").flatMap((row) => {
    const [first = "", ...others] = row.trim().split(/\s+/);
    return others.map((form) => [form, stemOf(first)] as const);
  }),
);

/** The stem of a word; "sold" is a form of "sell". */
export function stemOfForm({ text, stem }: { readonly text: string; readonly stem: string }): string {
  return firstByForm.get(text.toLowerCase()) ?? stem;
}

/** Pasts that are no other form than the present. */
const UNCHANGED = /^(?:beat|hit|hurt|upset)$/;

/** Whether a word may be the past of a verb. */
export function isPastForm(word: string): boolean {
  if (/^(?:children|men|women)$/.test(word)) return false;
  return /^\p{Ll}+ed$/u.test(word) || UNCHANGED.test(word) || firstByForm.has(word);
}
