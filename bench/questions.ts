import { drawThemeWord, makeArticle, makeVector } from "./articles.ts";
import {
  type ArticlePlan,
  ASPECTS_PER_STORY,
  FILTER_DAYS,
  momentOf,
  type NewsroomSize,
  themesOf,
} from "./newsroom.ts";
import { createRandom, mixSeeds } from "./random.ts";
import { drawWord } from "./words.ts";

/** A question as every engine gets it. */
export interface BenchQuestion {
  /** Content words, all different. */
  readonly terms: readonly string[];
  /** Unit length. */
  readonly vector: Float32Array;
  /** The server that it is asked in: its story is told there. */
  readonly server: number;
  /** The filter's first moment, ISO 8601, UTC. */
  readonly since: string;
}

/** A question, and the passages that answer it. */
export interface JudgedQuestion {
  readonly question: BenchQuestion;
  /** The ids of all passages about its aspect of its story; all of them pass the filter. */
  readonly relevant: ReadonlySet<string>;
}

const QUESTION_WORDS = { story: 2, aspect: 2, topic: 1, any: 1 } as const;
const QUESTION_SEED = 202;
const MINUTES_PER_DAY = 24 * 60;

/**
 * Questions about stories that were told within the last 90 days from their beginning to their end. Throws when the
 * newsroom is too small to have one.
 */
export function makeQuestions(
  plans: readonly ArticlePlan[],
  size: NewsroomSize,
  count: number,
): JudgedQuestion[] {
  const random = createRandom(mixSeeds(size.seed, QUESTION_SEED));
  const byStory = Map.groupBy(plans, ({ story }) => story);
  const recent = [...byStory.values()].filter((articles) =>
    articles.every(({ minutesAgo }) => minutesAgo < FILTER_DAYS * MINUTES_PER_DAY),
  );
  if (recent.length === 0) throw new Error("the newsroom is too small: no story of the last 90 days");
  return Array.from({ length: count }, () => {
    const articles = recent[Math.floor(random() * recent.length)] ?? [];
    const aspect = Math.floor(random() * ASPECTS_PER_STORY);
    return makeQuestion(random, { articles, aspect, size });
  }).filter(({ relevant }) => relevant.size > 0);
}

interface Told {
  readonly articles: readonly ArticlePlan[];
  readonly aspect: number;
  readonly size: NewsroomSize;
}

function makeQuestion(random: () => number, { articles, aspect, size }: Told): JudgedQuestion {
  const { story = 0, server = 0 } = articles[0] ?? {};
  const { topic, story: names, aspects } = themesOf(story, size);
  const subject = { topic, story: names, aspect: aspects[aspect] ?? topic };
  const words = (["story", "aspect", "topic"] as const).flatMap((kind) =>
    Array.from({ length: QUESTION_WORDS[kind] }, () => drawThemeWord(random, subject[kind])),
  );
  for (let count = 0; count < QUESTION_WORDS.any; count += 1) words.push(drawWord(random));
  const since = momentOf(FILTER_DAYS * MINUTES_PER_DAY);
  return {
    question: { terms: [...new Set(words)], vector: makeVector(random, subject), server, since },
    relevant: new Set(
      articles.flatMap((plan) => {
        const { passages } = makeArticle(plan, size);
        return passages.filter((_, index) => plan.aspects[index] === aspect).map(({ id }) => id);
      }),
    ),
  };
}
