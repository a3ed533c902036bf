import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Article } from "../src/articles/article.ts";
import { createRecordsFileSource } from "../src/sources/records-file.ts";

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  evidence: z.array(z.object({ articleId: z.string(), text: z.string().optional() })),
  type: z.string(),
  /** The day on which it is asked; else its set's. */
  askedAt: z.string().optional(),
  /** Of realtimeqa: how its evidence was found. */
  evidenceLabel: z.string().optional(),
  /** Of rgb: articles near the question that do not answer it. */
  distractors: z.array(z.string()).optional(),
  /** Of rgb: copies of its evidence with a false answer planted. */
  counterfactual: z.array(z.string()).optional(),
  /** Of our own: every one of these has to be shown, as where a question has parts or sources disagree. */
  sides: z.array(z.string()).optional(),
  /** Of our own: what no reply may hold, as an instruction in an article would have it. */
  forbidden: z.array(z.string()).optional(),
});
/** A question with what is known of its answer. */
export type Question = z.infer<typeof questionSchema>;

const claimSchema = z.object({
  id: z.string(),
  claim: z.string(),
  articleIds: z.array(z.string()),
  label: z.string(),
  subset: z.string(),
});
/** A claim and whether its articles say so. */
export type Claim = z.infer<typeof claimSchema>;

const spanSchema = z.object({ start: z.number(), end: z.number(), text: z.string() });

const statementSchema = z.object({
  id: z.string(),
  articleId: z.string(),
  speaker: z.array(spanSchema),
  content: z.array(spanSchema),
  kind: z.enum(["direct", "mixed", "indirect"]),
});
/** Who says what in an article, as somebody marked it. */
export type MarkedStatement = z.infer<typeof statementSchema>;

const attackSchema = z.object({ id: z.string(), text: z.string() });
/** An instruction to plant. */
export type Attack = z.infer<typeof attackSchema>;

const poisonedSchema = z.object({
  id: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  targetWrongAnswer: z.string(),
  /** What somebody forged, all to the same end. */
  poisonedPassages: z.array(z.string()),
  /** What others wrote. */
  passages: z.array(z.object({ title: z.string(), text: z.string(), url: z.string() })),
});
/** A question for which somebody forged passages. */
export type PoisonedQuestion = z.infer<typeof poisonedSchema>;

/** Questions with the articles that they are put to. */
export interface QuestionSet {
  readonly name: string;
  readonly questions: readonly Question[];
  readonly articles: readonly Article[];
  /** The clock that its questions are asked by. */
  readonly now: () => Date;
}

/** Reads the questions of a set. Rejects with one line that names the file when it does not fit. */
export function loadQuestions(path: string): Promise<Question[]> {
  return loadLines(path, questionSchema);
}

/** Reads claims about articles. Rejects as `loadQuestions` does. */
export function loadClaims(path: string): Promise<Claim[]> {
  return loadLines(path, claimSchema);
}

/** Reads statements that somebody marked by hand. Rejects as `loadQuestions` does. */
export function loadStatements(path: string): Promise<MarkedStatement[]> {
  return loadLines(path, statementSchema);
}

/** Reads instructions to plant in articles. Rejects as `loadQuestions` does. */
export function loadAttacks(path: string): Promise<Attack[]> {
  return loadLines(path, attackSchema);
}

/** Reads questions with forged passages. Rejects as `loadQuestions` does. */
export function loadPoisoned(path: string): Promise<PoisonedQuestion[]> {
  return loadLines(path, poisonedSchema);
}

/** The objects of a `.jsonl` file. Rejects with one line that names the file and the line that does not fit. */
export async function loadLines<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line, index) => {
    const parsed = schema.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data;
    throw new Error(`${path}, line ${index + 1}: ${z.prettifyError(parsed.error)}`);
  });
}

/** Reads articles as the terminal's `--articles` does: with the ids that their records have. */
export async function loadArticles(path: string, now: () => Date): Promise<Article[]> {
  const { articles } = await createRecordsFileSource({ id: "articles", path, now }).read({});
  return [...articles];
}
