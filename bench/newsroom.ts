import { createRandom, mixSeeds, randomDirection } from "./random.ts";
import { drawWords } from "./words.ts";

/** What is made up: the same articles and questions for the same four numbers. */
export interface NewsroomSize {
  readonly passages: number;
  readonly servers: number;
  /** Of the vectors. */
  readonly dimensions: number;
  readonly seed: number;
}

/** Where an article stands in the newsroom; its text is made from this, when it is needed. */
export interface ArticlePlan {
  readonly index: number;
  readonly story: number;
  readonly server: number;
  /** Minutes before the newest moment that the newsroom knows. */
  readonly minutesAgo: number;
  /** What each passage is about: one of its story's aspects. */
  readonly aspects: readonly number[];
}

const PASSAGES_PER_ARTICLE = 8;
const DAYS = 365;
/** What a search with a filter goes back. */
export const FILTER_DAYS = 90;
export const ASPECTS_PER_STORY = 8;

/** The newsroom's present, ISO 8601, UTC. */
export const NOW = "2026-03-01T00:00:00.000Z";

const ARTICLES_PER_STORY = 12;
/** A story is told within so many days. */
const STORY_DAYS = 20;
const TOPICS = 40;
const MINUTES_PER_DAY = 24 * 60;

/** One seed for each thing that is made up of it. */
const SEEDS = { stories: 1, topic: 2, story: 3, aspect: 4 } as const;

/** The articles of a newsroom, the oldest first: as they would have come in. */
export function planNewsroom({ passages, servers, seed }: NewsroomSize): ArticlePlan[] {
  const random = createRandom(mixSeeds(seed, SEEDS.stories));
  const articles = Math.ceil(passages / PASSAGES_PER_ARTICLE);
  const plans: ArticlePlan[] = [];
  let beganAgo = 0;
  for (let index = 0; index < articles; index += 1) {
    const story = Math.floor(index / ARTICLES_PER_STORY);
    if (index % ARTICLES_PER_STORY === 0) beganAgo = STORY_DAYS + random() * (DAYS - STORY_DAYS);
    plans.push({
      index,
      story,
      server: story % servers,
      minutesAgo: Math.floor((beganAgo - random() * STORY_DAYS) * MINUTES_PER_DAY),
      aspects: Array.from({ length: PASSAGES_PER_ARTICLE }, () => Math.floor(random() * ASPECTS_PER_STORY)),
    });
  }
  return plans.toSorted((a, b) => b.minutesAgo - a.minutesAgo);
}

/** The moment so many minutes before the newsroom's present, ISO 8601, UTC. */
export function momentOf(minutesAgo: number): string {
  return new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString();
}

/** Something that is written about: its words, the most frequent first, and its direction among the vectors. */
export interface Theme {
  readonly words: readonly string[];
  readonly direction: Float32Array;
}

/** What the passages of one story, and the questions about it, are made of. */
export interface Themes {
  readonly topic: Theme;
  readonly story: Theme;
  readonly aspects: readonly Theme[];
}

/** Known to everyone; names, which are rare but come elsewhere too; and what happened. */
const WORDS = {
  topic: { count: 60, from: 300, to: 8000 },
  story: { count: 8, from: 8000, to: 30_000 },
  aspect: { count: 4, from: 1000, to: 20_000 },
} as const;

/** The themes of a story: always the same, whichever were made before. */
export function themesOf(
  story: number,
  { seed, dimensions }: Pick<NewsroomSize, "seed" | "dimensions">,
): Themes {
  const makeTheme = (kind: keyof typeof WORDS, ...which: readonly number[]): Theme => {
    const random = createRandom(mixSeeds(seed, SEEDS[kind], ...which));
    return { words: drawWords(random, WORDS[kind]), direction: randomDirection(random, dimensions) };
  };
  return {
    topic: makeTheme("topic", mixSeeds(seed, story) % TOPICS),
    story: makeTheme("story", story),
    aspects: Array.from({ length: ASPECTS_PER_STORY }, (_, aspect) => makeTheme("aspect", story, aspect)),
  };
}
