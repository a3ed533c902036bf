import type { Answer } from "../src/answer/answer.ts";
import { answerQuestion } from "../src/answer/answer-question.ts";
import type { ChatModel } from "../src/models/chat.ts";
import { retrieve } from "../src/retrieval/retrieve.ts";
import type { Hit } from "../src/store/store.ts";
import { parseQuestionDay } from "../src/terminal/day.ts";
import type { Question, QuestionSet } from "./data.ts";
import type { Newsroom, Newsrooms } from "./newsrooms.ts";
import { RANKS } from "./scores.ts";

/** A question and what was found for it. */
export interface Found {
  readonly question: Question;
  readonly hits: readonly Hit[];
  readonly ms: number;
}

/** A question and what was said to it. */
export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
}

/** Puts each set's questions once, however many sections look at what came of it. */
export interface Runs {
  /** What is found for every question of a set. */
  find(set: QuestionSet): Promise<readonly Found[]>;
  /** What is said to every question of a set. */
  ask(set: QuestionSet): Promise<readonly Asked[]>;
  /** The same where each question has a newsroom of its own, with these of the set's articles. */
  askAlone(set: QuestionSet, articlesOf: (question: Question) => readonly string[]): Promise<Asked[]>;
  /** What a model says to every question of a set; each answer is heard before the next question is put. */
  askModel(set: QuestionSet, chat: ChatModel, onAnswer: (answer: Answer) => void): Promise<Asked[]>;
  close(): Promise<void>;
}

/** Where questions are put, and who hears of it. */
export interface RunsOptions {
  readonly newsrooms: Newsrooms;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** Newsrooms stay open until `close`. */
export function createRuns({ newsrooms, signal, onProgress }: RunsOptions): Runs {
  const opened = new Map<QuestionSet["articles"], Promise<Newsroom>>();
  const newsroomOf = ({ articles, now }: QuestionSet) =>
    getOrAdd(opened, articles, () => newsrooms.open(articles, now));

  async function each<T>(
    set: QuestionSet,
    put: (newsroom: Newsroom, question: Question) => Promise<T>,
  ): Promise<T[]> {
    const newsroom = await newsroomOf(set);
    const results: T[] = [];
    for (const question of set.questions) {
      signal.throwIfAborted();
      onProgress(`${set.name}: question ${results.length + 1} of ${set.questions.length}`);
      results.push(await put(onDayOf(newsroom, question), question));
    }
    return results;
  }

  const found = new Map<QuestionSet, Promise<Found[]>>();
  const asked = new Map<QuestionSet, Promise<Asked[]>>();
  return {
    find: (set) =>
      getOrAdd(found, set, () =>
        each(set, async (newsroom, question) => {
          const startedAt = performance.now();
          const { hits } = await retrieve(newsroom, { question: question.question, limit: RANKS, signal });
          return { question, hits, ms: performance.now() - startedAt };
        }),
      ),
    ask: (set) =>
      getOrAdd(asked, set, () =>
        each(set, async (newsroom, question) => ({
          question,
          answer: await answerQuestion(newsroom, { question: question.question, signal }),
        })),
      ),
    askModel: (set, chat, onAnswer) =>
      each(set, async (newsroom, question) => {
        const answer = await answerQuestion({ ...newsroom, chat }, { question: question.question, signal });
        onAnswer(answer);
        return { question, answer };
      }),
    async askAlone(set, articlesOf) {
      const results: Asked[] = [];
      for (const question of set.questions) {
        const ids = new Set(articlesOf(question));
        const articles = set.articles.filter(({ id }) => ids.has(id));
        const newsroom = await newsrooms.open(articles, set.now);
        try {
          const deps = onDayOf(newsroom, question);
          results.push({
            question,
            answer: await answerQuestion(deps, { question: question.question, signal }),
          });
        } finally {
          await newsroom.close();
        }
      }
      return results;
    },
    async close() {
      for (const newsroom of opened.values()) await (await newsroom).close();
    },
  };
}

/** The newsroom on the day on which a question is asked. */
export function onDayOf(newsroom: Newsroom, { id, askedAt }: Question): Newsroom {
  if (askedAt === undefined) return newsroom;
  const { timeZone = "UTC" } = newsroom;
  const day = parseQuestionDay(`${id}: askedAt`, askedAt, { now: newsroom.now(), timeZone });
  return { ...newsroom, now: () => day };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
