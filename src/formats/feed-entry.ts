/** A field as the feed states it. */
export interface FeedField {
  readonly text: string;
  /** The feed says that it is text, not HTML; what feeds say of it is not always so. */
  readonly isPlain: boolean;
}

/** A feed entry as its format states it, HTML and all. */
export interface FeedEntry {
  readonly id: string | undefined;
  readonly title: FeedField;
  /** Where its article may stand, best first; relative ones too. */
  readonly links: readonly string[];
  /** What relative links are relative to, outermost first: each is relative to the one before it. */
  readonly bases: readonly string[];
  readonly published: string | null;
  readonly modified: string | null;
  readonly authors: readonly string[];
  /** Fields meant for the whole text, best first. */
  readonly contents: readonly FeedField[];
  /** Fields meant for a summary, best first; many feeds put the whole text there. */
  readonly summaries: readonly FeedField[];
  /** Whom the entry was taken from, where the feed collects other outlets' news. */
  readonly outlet: string | undefined;
  readonly language: string | undefined;
}

/** A feed as its format states it. */
export interface FeedFacts {
  readonly title: FeedField;
  /** Undefined where the XML of one is broken. */
  readonly entries: readonly (FeedEntry | undefined)[];
  /** Every how many milliseconds the feed says that it changes. */
  readonly readAgainInMs: number | undefined;
}

/** What several formats state in the same modules. */
interface Modules {
  readonly media?: MediaFields & { readonly groups?: readonly MediaFields[] };
}

interface MediaFields {
  readonly description?: { readonly value?: string; readonly type?: string };
}

/** Fields that hold HTML, or may. */
export function markup(...texts: readonly (string | undefined)[]): FeedField[] {
  return stated(texts).map((text) => ({ text, isPlain: false }));
}

/** Media RSS: what a video is about, where the entry itself doesn't say. */
export function mediaDescriptions({ media }: Modules): FeedField[] {
  return stated([media, ...(media?.groups ?? [])].map((fields) => fields?.description)).flatMap(
    ({ value, type }) => (value === undefined ? [] : [{ text: value, isPlain: type !== "html" }]),
  );
}

/** The first date that could be read. */
export function firstDate(...dates: readonly (string | null | undefined)[]): string | null {
  return dates.find((date) => date !== null && date !== undefined) ?? null;
}

/** Those that are there. */
export function stated<Value>(values: readonly (Value | undefined)[]): Value[] {
  return values.filter((value) => value !== undefined);
}
