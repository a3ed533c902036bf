import { findPieces, hasEvidence } from "../evidence.ts";
import { meanRow, type Row, shareRow, withGroups } from "../row.ts";
import type { Found } from "../runs.ts";
import { type RankingScores, scoreRanking } from "../scores.ts";
import type { Section } from "./section.ts";

/** Whether the passages that hold a question's evidence are found, and how far up. */
export const retrieval: Section = {
  name: "retrieval",
  title: "Retrieval: the evidence among the first ten passages",

  async measure({ sets, runs }) {
    const rows: Row[] = [];
    for (const set of sets.questions) {
      const scored = (await runs.find(set))
        .filter(({ question }) => hasEvidence(question))
        .map((found) => ({ ...found, scores: score(found) }));
      rows.push(
        ...withGroups(
          scored,
          ({ question }) => question.type,
          (part, group) => rowsOf(set.name, part, group),
        ),
      );
    }
    return { rows };
  },
};

type Scored = Found & { readonly scores: RankingScores };

function rowsOf(set: string, scored: readonly Scored[], group: { readonly group?: string }): Row[] {
  const flags = (key: keyof RankingScores) => scored.map(({ scores }) => scores[key] === 1);
  const values = (key: keyof RankingScores) => scored.map(({ scores }) => scores[key]);
  const hasPieces = scored.some(({ question }) => question.evidence.some(({ text }) => text !== undefined));
  const place = (measure: string) => ({ set, measure, ...group });
  if (!hasPieces) {
    return [
      shareRow(place("right article in the top 4"), flags("hitsAt4")),
      shareRow(place("right article in the top 10"), flags("hitsAt10")),
      meanRow(place("MRR@10"), values("mrrAt10")),
    ];
  }
  const rows = [
    shareRow(place("any evidence in the top 10 (Hits@10)"), flags("hitsAt10")),
    shareRow(place("all evidence in the top 10"), flags("allAt10")),
    meanRow(place("share of the evidence found"), values("shareAt10")),
    meanRow(place("MRR@10"), values("mrrAt10")),
  ];
  // A group's line is for seeing which kind of question is hard: these say it.
  if (group.group !== undefined) return rows;
  return [
    ...rows,
    shareRow(place("Hits@4"), flags("hitsAt4")),
    meanRow(place("MAP@10"), values("mapAt10")),
    meanRow(place("nDCG@10"), values("ndcgAt10")),
  ];
}

function score({ question, hits }: Found): RankingScores {
  return scoreRanking(findPieces(question, hits), question.evidence.length);
}
