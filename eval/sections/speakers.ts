import { findAttributions } from "../../src/articles/attributions.ts";
import type { MarkedStatement } from "../data.ts";
import { type Row, shareRow } from "../row.ts";
import type { StatementSet } from "../sets.ts";
import { matchStatements } from "../speech-match.ts";
import type { Section } from "./section.ts";

/** Whether the bot knows who said what, as people marked it. */
export const speakers: Section = {
  name: "speakers",
  title: "Speakers: who said what",
  measure: async ({ sets }) => ({ rows: sets.statements.flatMap(measureSet) }),
};

const KINDS = ["direct", "mixed", "indirect"] as const;

function measureSet({ name: set, statements, articles }: StatementSet): Row[] {
  const byArticle = Map.groupBy(statements, ({ articleId }) => articleId);
  const compared = articles
    .filter(({ id }) => byArticle.has(id))
    .map(({ id, body }) => compare(body, byArticle.get(id) ?? []));
  const found = compared.flatMap((article) => article.found);
  const marked = compared.flatMap((article) => article.marked);
  return KINDS.flatMap((kind) => {
    const ofKind = <T extends { readonly kind: string }>(items: readonly T[]) =>
      items.filter((item) => item.kind === kind);
    return [
      shareRow(
        { set, measure: `${kind}: precision` },
        ofKind(found).map(({ isRight }) => isRight),
      ),
      shareRow(
        { set, measure: `${kind}: recall` },
        ofKind(marked).map(({ isFound }) => isFound),
      ),
    ];
  });
}

/** Marked statements that have no speaker in the text are left out: there is nobody to be right about. */
function compare(body: string, all: readonly MarkedStatement[]) {
  const marked = all.filter(({ speaker }) => speaker.length > 0);
  const found = findAttributions(body).map(({ speaker, content, kind }) => ({
    speaker: speaker ? [speaker] : [],
    content: [content],
    kind,
  }));
  const matches = matchStatements(found, marked);
  return {
    found: found.map(({ kind }, at) => ({ kind, isRight: matches[at] !== undefined })),
    marked: marked.map(({ kind }, at) => ({ kind, isFound: matches.includes(at) })),
  };
}
