import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Article } from "../src/articles/article.ts";
import {
  type Attack,
  type Claim,
  loadArticles,
  loadAttacks,
  loadClaims,
  loadPoisoned,
  loadQuestions,
  loadStatements,
  type MarkedStatement,
  type PoisonedQuestion,
  type QuestionSet,
} from "./data.ts";
import { type DraftSet, loadDrafts, loadReplies } from "./drafts.ts";

/** Claims with the articles that they are about. */
export interface ClaimSet {
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly articles: readonly Article[];
}

/** Statements that somebody marked, with the articles that they stand in. */
export interface StatementSet {
  readonly name: string;
  readonly statements: readonly MarkedStatement[];
  readonly articles: readonly Article[];
}

/** Everything there is to measure with. */
export interface Sets {
  readonly questions: readonly QuestionSet[];
  readonly claims: readonly ClaimSet[];
  readonly statements: readonly StatementSet[];
  /** Instructions to plant in articles. */
  readonly attacks: readonly Attack[];
  readonly poisoned: readonly PoisonedQuestion[];
  /** What models wrote. */
  readonly drafts: readonly DraftSet[];
  /** A line for each file of drafts that could be measured and is not there. */
  readonly absent: readonly string[];
}

/** The project's own: what CI holds floors for. */
export const FROZEN = "frozen";
const FROZEN_FOLDER = fileURLToPath(new URL("./frozen/", import.meta.url));

/** The day after the frozen newsroom's last article: its questions may say "yesterday". */
const FROZEN_NOW = new Date("2026-03-21T12:00:00Z");

/** The small newsroom of the project's own. */
export async function loadFrozenSets(): Promise<Sets> {
  const sets = await loadSets(FROZEN_FOLDER, {
    questions: [{ name: FROZEN, folder: "", articles: "articles.jsonl", questions: "questions.jsonl" }],
    claims: { name: FROZEN, folder: "", articles: "articles.jsonl", claims: "claims.jsonl" },
    statements: { name: FROZEN, folder: "", articles: "articles.jsonl", statements: "statements.jsonl" },
    now: () => FROZEN_NOW,
  });
  const articles = sets.questions.flatMap((set) => set.articles);
  const replies = await loadReplies(join(FROZEN_FOLDER, "replies.jsonl"), articles);
  return {
    ...sets,
    attacks: [],
    poisoned: [],
    drafts: replies ? [{ name: FROZEN, drafts: replies }] : [],
    absent: replies
      ? []
      : ["no model's replies over the frozen newsroom: eval/frozen/replies.jsonl is not there"],
  };
}

/** The data that nobody on this project wrote: `../shared/data`, or a folder that looks like it. */
export async function loadSharedSets(folder: string): Promise<Sets> {
  const dev = { articles: "articles.dev.jsonl", questions: "questions.dev.jsonl" };
  const sets = await loadSets(folder, {
    questions: [
      { ...dev, name: "multihop-rag", folder: "multihop-rag", articles: "articles.jsonl" },
      { ...dev, name: "realtimeqa-2022", folder: "realtimeqa-2022-gold" },
      { ...dev, name: "rgb-en", folder: "rgb-en" },
    ],
    claims: { ...dev, name: "citation-check", folder: "citation-check", claims: "claims.dev.jsonl" },
    statements: { ...dev, name: "speakers", folder: "speakers", statements: "statements.dev.jsonl" },
    now: () => new Date(),
  });
  return {
    ...sets,
    attacks: await loadAttacks(join(folder, "injection", "attacks.dev.jsonl")),
    poisoned: await loadPoisoned(join(folder, "injection", "poisoned-questions.dev.jsonl")),
    ...(await loadSharedDrafts(join(folder, "drafts"))),
  };
}

/** Younger than the rest of the shared data: a folder without them is measured all the same. */
async function loadSharedDrafts(folder: string): Promise<Pick<Sets, "drafts" | "absent">> {
  if (!existsSync(folder)) return { drafts: [], absent: [`no drafts of others: ${folder} is not there`] };
  const load = async (name: string, articles: string) => ({
    name,
    drafts: await loadDrafts(
      join(folder, `${name}.dev.jsonl`),
      await loadArticles(join(folder, articles), () => new Date()),
    ),
  });
  return {
    drafts: [await load("drafts", "articles.dev.jsonl"), await load("says", "says-articles.dev.jsonl")],
    absent: [],
  };
}

interface Place {
  readonly name: string;
  readonly folder: string;
  readonly articles: string;
}

interface Places {
  readonly questions: readonly (Place & { readonly questions: string })[];
  readonly claims: Place & { readonly claims: string };
  readonly statements: Place & { readonly statements: string };
  readonly now: () => Date;
}

async function loadSets(
  root: string,
  { questions, claims, statements, now }: Places,
): Promise<Pick<Sets, "questions" | "claims" | "statements">> {
  const read = new Map<string, Promise<Article[]>>();
  const articlesOf = ({ folder, articles }: Place) => {
    const path = join(root, folder, articles);
    const known = read.get(path) ?? loadArticles(path, now);
    read.set(path, known);
    return known;
  };
  return {
    questions: await Promise.all(
      questions.map(async (place) => {
        const asked = await loadQuestions(join(root, place.folder, place.questions));
        // A planted falsehood is a copy of the evidence: whoever measures that puts it into a newsroom of its own.
        const planted = new Set(asked.flatMap(({ counterfactual = [] }) => counterfactual));
        const articles = (await articlesOf(place)).filter(({ id }) => !planted.has(id));
        const questions = asked.map((question) =>
          question.type === "counterfactual" ? { ...question, type: "answerable" } : question,
        );
        return { name: place.name, questions, articles, now };
      }),
    ),
    claims: [
      {
        name: claims.name,
        claims: await loadClaims(join(root, claims.folder, claims.claims)),
        articles: await articlesOf(claims),
      },
    ],
    statements: [
      {
        name: statements.name,
        statements: await loadStatements(join(root, statements.folder, statements.statements)),
        articles: await articlesOf(statements),
      },
    ],
  };
}

/** All of both. */
export function joinSets(one: Sets, other: Sets): Sets {
  return {
    questions: [...one.questions, ...other.questions],
    claims: [...one.claims, ...other.claims],
    statements: [...one.statements, ...other.statements],
    attacks: [...one.attacks, ...other.attacks],
    poisoned: [...one.poisoned, ...other.poisoned],
    drafts: [...one.drafts, ...other.drafts],
    absent: [...one.absent, ...other.absent],
  };
}
