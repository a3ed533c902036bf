import { createDraftViewer, type ShownDraft } from "../../src/answer/show-draft.ts";
import type { Article } from "../../src/articles/article.ts";
import { type Draft, type DraftSet, oneLine } from "../drafts.ts";
import { type Row, shareRow, withGroups } from "../row.ts";
import type { Section } from "./section.ts";

/** What a reader is shown of what models write: their words, the source's, or nothing. */
export const drafts: Section = {
  name: "drafts",
  title: "Drafts: what a reader is shown of what a model writes",
  measure: async ({ sets }) => ({ rows: sets.drafts.flatMap(measureSet), notes: sets.absent }),
};

interface Seen {
  readonly draft: Draft;
  readonly shown: ShownDraft;
}

function measureSet({ name: set, drafts }: DraftSet): Row[] {
  const showDraft = createDraftViewer();
  const seen = drafts.map((draft): Seen => ({ draft, shown: showDraft(draft) }));
  const withLabel = (label: string | undefined) => seen.filter(({ draft }) => draft.label === label);
  const inSourceWords = seen.filter(({ shown }) => shown.shown === "source");
  return [
    ...withGroups(withLabel("unsupported"), kindOf, (part, group) => [
      shareRow(
        { set, measure: "false shown as written", ...group, better: "lower" },
        flags(part, "statement"),
      ),
    ]),
    ...withGroups(withLabel("supported"), kindOf, (part, group) => [
      shareRow({ set, measure: "true shown as written", ...group }, flags(part, "statement")),
      shareRow({ set, measure: "true lost", ...group, better: "lower" }, flags(part, "none")),
    ]),
    ...withGroups(withLabel(undefined), kindOf, (part, group) => [
      shareRow({ set, measure: "own words shown", ...group }, flags(part, "statement")),
      shareRow(
        { set, measure: "the source's words instead", ...group, better: "lower" },
        flags(part, "source"),
      ),
      shareRow({ set, measure: "nothing shown", ...group, better: "lower" }, flags(part, "none")),
    ]),
    shareRow(
      { set, measure: "source's words that are not in their article", better: "lower" },
      inSourceWords.map(({ draft, shown }) => {
        return !draft.receipts.some(({ article }) => standsLetterByLetter(shown.text, article));
      }),
    ),
  ];
}

const kindOf = ({ draft }: Seen) => draft.kind;

function flags(seen: readonly Seen[], wanted: ShownDraft["shown"]): boolean[] {
  return seen.map(({ shown }) => shown.shown === wanted);
}

/** What the source's words may be joined by: the end of the headline, marks of what was cut, names put for pronouns. */
const JOINTS = /\n|…|\[[^\]]*\]/;

/** Whether every piece of a text stands in an article's headline or body, white space aside. */
export function standsLetterByLetter(
  text: string,
  { title, body }: Pick<Article, "title" | "body">,
): boolean {
  const places = [oneLine(title), oneLine(body)];
  const pieces = text
    .split(JOINTS)
    .map(oneLine)
    .filter((piece) => piece !== "");
  return pieces.length > 0 && pieces.every((piece) => places.some((place) => place.includes(piece)));
}
