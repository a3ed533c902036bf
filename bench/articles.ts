import type { Article, Passage } from "../src/articles/article.ts";
import { type ArticlePlan, momentOf, type NewsroomSize, type Theme, themesOf } from "./newsroom.ts";
import { createRandom, mixSeeds, randomDirection, toUnitLength } from "./random.ts";
import { drawWord } from "./words.ts";

/** An article as every engine gets it: cut into passages, each with its vector. */
export interface BenchArticle {
  readonly article: Article;
  /** Which server's source it came from, counted from 0. */
  readonly server: number;
  readonly passages: readonly Passage[];
  /** One for each passage, unit length. */
  readonly vectors: readonly Float32Array[];
}

/** The source that a server's articles come from. */
export const sourceIdOf = (server: number): string => `feed-${server}`;

/** What one passage or question is about. */
export interface Subject {
  readonly topic: Theme;
  readonly story: Theme;
  readonly aspect: Theme;
}

/** Which words of a text are about what; the rest are any words. */
interface Mixture {
  readonly words: number;
  readonly topic: number;
  readonly story: number;
  readonly aspect: number;
}

export const PASSAGE_WORDS = 60;

const PASSAGE: Mixture = { words: PASSAGE_WORDS, topic: 10, story: 6, aspect: 3 };
const TITLE: Mixture = { words: 8, topic: 2, story: 2, aspect: 0 };

/** A passage says more or less about its aspect; neither its words nor its vector alone tell for certain. */
const ASPECT_SHARE = { least: 0.05, most: 0.5 } as const;
const STORY_SHARE = 0.4;
const TOPIC_SHARE = 0.3;
const NOISE_SHARE = 0.8;

const WORDS_PER_SENTENCE = 12;
const OUTLETS = 20;
const ARTICLE_SEED = 101;

/** Makes an article's text and vectors: always the same, whichever were made before. */
export function makeArticle(plan: ArticlePlan, size: NewsroomSize): BenchArticle {
  const random = createRandom(mixSeeds(size.seed, ARTICLE_SEED, plan.index));
  const { topic, story, aspects } = themesOf(plan.story, size);
  const themes = plan.aspects.map((aspect) => ({ topic, story, aspect: aspects[aspect] ?? topic }));
  const texts = themes.map((theme) => makeSentences(drawText(random, PASSAGE, theme)));
  const [first] = themes;
  const sourceId = sourceIdOf(plan.server);
  const id = `${sourceId}/${plan.index}`;
  return {
    server: plan.server,
    article: {
      id,
      sourceId,
      title: first ? capitalise(drawText(random, TITLE, first).join(" ")) : "",
      outlet: `Outlet ${plan.index % OUTLETS}`,
      authors: [],
      url: `https://outlet-${plan.index % OUTLETS}.example/${plan.index}`,
      publishedAt: momentOf(plan.minutesAgo),
      dateFrom: "feed",
      modifiedAt: null,
      modifiedFrom: null,
      language: null,
      fetchedAt: momentOf(plan.minutesAgo),
      body: texts.join(BETWEEN_PASSAGES),
    },
    passages: cutPassages(id, texts),
    vectors: themes.map((theme) => makeVector(random, theme)),
  };
}

const BETWEEN_PASSAGES = "\n\n";

function cutPassages(articleId: string, texts: readonly string[]): Passage[] {
  let start = 0;
  return texts.map((text) => {
    const end = start + text.length;
    const passage = { id: `${articleId}@${start}`, articleId, start, end, text };
    start = end + BETWEEN_PASSAGES.length;
    return passage;
  });
}

function drawText(random: () => number, mixture: Mixture, themes: Subject): string[] {
  const words = Array.from({ length: mixture.words }, () => drawWord(random));
  for (const name of ["topic", "story", "aspect"] as const) {
    for (let count = 0; count < mixture[name]; count += 1) {
      words[Math.floor(random() * words.length)] = drawThemeWord(random, themes[name]);
    }
  }
  return words;
}

/** The first words of a theme come more often than its last. */
export function drawThemeWord(random: () => number, { words }: Theme): string {
  return words[Math.floor(random() * random() * words.length)] ?? "";
}

function makeSentences(words: readonly string[]): string {
  const sentences: string[] = [];
  for (let from = 0; from < words.length; from += WORDS_PER_SENTENCE) {
    sentences.push(`${capitalise(words.slice(from, from + WORDS_PER_SENTENCE).join(" "))}.`);
  }
  return sentences.join(" ");
}

function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The vector of a text about these themes, with as much chance in it as a text has. */
export function makeVector(random: () => number, { topic, story, aspect }: Subject): Float32Array {
  const vector = randomDirection(random, topic.direction.length);
  const { least, most } = ASPECT_SHARE;
  const aspectShare = least + random() * (most - least);
  for (const [index, noise] of vector.entries()) {
    vector[index] =
      NOISE_SHARE * noise +
      TOPIC_SHARE * (topic.direction[index] ?? 0) +
      STORY_SHARE * (story.direction[index] ?? 0) +
      aspectShare * (aspect.direction[index] ?? 0);
  }
  return toUnitLength(vector);
}
