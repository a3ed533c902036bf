import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { ja } from "./ja.ts";
import { pt } from "./pt.ts";

/** The languages that the bot speaks; what it quotes stays in the language of its source. */
export type Language = "en" | "de" | "fr" | "es" | "pt" | "ja";

/**
 * Every fixed word of the replies, in one language. Arguments stand in the text as they are given: whoever passes
 * something that an article or a member has written escapes it before.
 */
export interface Words {
  // An answer.
  readonly notCovered: string;
  readonly nearest: string;
  /** Opens an answer to a question that expects newer. */
  newestIsOf(date: string): string;
  /** Of how many outlets' copies of how many texts a statement is: "one report, in 2 outlets". */
  carriedBy(counts: { readonly outlets: number; readonly origins: number }): string;
  /** Which day a source means by "Thursday": in its language, so quoted where that is another one. */
  namedDay(day: { readonly named: string; readonly date: string; readonly isPast: boolean }): string;
  sourcesDiffer(about: string): string;
  readonly undated: string;
  readonly noDatedSources: string;
  sourcesUpTo(date: string): string;
  withheld(count: number): string;
  /** What a model has shortened, what it has only chosen, and what code has chosen. */
  readonly byModel: string;
  readonly chosenByModel: string;
  readonly bySources: string;
  /** Why no model answered: the server's budget of the day. */
  readonly budgetSpent: string;
  /** Stands for a particular reason, which is in English alone. */
  readonly limited: string;
  readonly checking: string;
  readonly article: string;
  briefing(topic?: string): string;

  // Its buttons.
  readonly receipts: string;
  readonly readThere: string;
  readonly repaired: string;
  readonly followUp: string;
  readonly followUpQuestion: string;
  readonly expired: string;

  // Why there is no answer, and what to do.
  readonly failed: string;
  readonly tooSlow: string;
  readonly busy: string;
  readonly restarting: string;
  readonly serversOnly: string;
  readonly needsManageServer: string;
  readonly outdated: string;
  readonly emptyQuestion: string;
  tooManyQuestions(seconds: number): string;
  unclearDate(typed: string): string;
  readonly backwardsPeriod: string;
  unknownOutlet(typed: string): string;
  unknownSource(typed: string): string;
  tryOneOf(names: string): string;

  // The newsroom.
  readonly sourcesHere: string;
  readonly noSources: string;
  articles(count: number): string;
  newestArticle(date: string): string;
  readAt(date: string): string;
  readonly neverRead: string;
  lastFailure(reason: string): string;
  readonly reloading: string;
  readonly joinedReload: string;
  readonly stillReloading: string;
  reloaded(seconds: number): string;
  changes(counts: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly unchanged: number;
  }): string;
  notRead(count: number): string;
  andMore(count: number): string;
  readonly stages: Readonly<Record<"reading" | "indexing" | "storing", string>>;

  // What moderators change.
  readonly kinds: Readonly<Record<"folder" | "feed" | "page" | "file", string>>;
  /** Of a source that all servers see. */
  readonly forAllServers: string;
  nextReading(date: string): string;
  readonly noNextReading: string;
  needAttention(names: string): string;
  /** What an address would bring: `a feed, “name”, with 20 articles`. */
  wouldBring(source: {
    readonly kind: "feed" | "page";
    readonly name: string;
    readonly articles: number;
  }): string;
  notAdded(reason: string): string;
  added(name: string): string;
  removeQuestion(source: { readonly name: string; readonly articles: number }): string;
  notRemovable(name: string): string;
  takedownQuestion(target: string): string;
  takenDown(target: string): string;
  removed(name: string): string;
  removedCounts(counts: {
    readonly articles: number;
    readonly passages: number;
    readonly vectors: number;
  }): string;
  readonly keep: string;
  readonly remove: string;
  readonly takeDown: string;
  readonly cancel: string;
  readonly cancelled: string;
  readonly notYours: string;
  readonly proposalExpired: string;
  readonly log: string;
  readonly emptyLog: string;
  logEntry(entry: {
    readonly actor: string;
    readonly action: "add" | "remove" | "takedown";
    readonly subject: string;
    readonly at: string;
  }): string;
}

const WORDS: Readonly<Record<Language, Words>> = { en, de, fr, es, pt, ja };

/** The bot's language for a locale of Discord's (`pt-BR`): English where it does not speak the locale's own. */
export function languageOf(locale: string): Language {
  const language = locale.split("-")[0] ?? "";
  return isLanguage(language) ? language : "en";
}

/** The fixed words of a language. */
export const wordsOf = (language: Language): Words => WORDS[language];

const isLanguage = (value: string): value is Language => value in WORDS;
