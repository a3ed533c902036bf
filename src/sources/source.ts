import type { Article } from "../articles/article.ts";

/** A place that is read again and again: a folder, a feed or a page. */
export interface Source {
  /** Unique in the installation; it opens the id of each of its articles. */
  readonly id: string;
  readonly kind: SourceKind;
  /**
   * Reads what there is. Throws when the source as a whole can't be read: then nothing that is stored changes. A
   * `SourceError` says how to go on.
   */
  read(request: ReadRequest): Promise<Reading>;
}

/** The name of the lease under which a source is read: by one process at a time. */
export const sourceLease = ({ id }: Pick<Source, "id">): string => `source ${id}`;

export type SourceKind = "folder" | "feed" | "page" | "file";

export interface ReadRequest {
  /** What the last reading that was stored asked to be remembered; undefined when there is none. */
  readonly memory?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Reading {
  readonly articles: readonly Article[];
  /** What could not be read, and why. An article that was stored from it before stays. */
  readonly failures: readonly ReadFailure[];
  /** Articles that are there, by id, and don't differ from what is stored: they stay as they are. */
  readonly kept: readonly string[] | "all";
  /** Whether what is stored and not in the reading is gone. A feed shows its newest entries only: there it stays. */
  readonly isComplete: boolean;
  /** Given back to the next reading. Stored together with the articles, so that it never promises more than is there. */
  readonly memory?: string | undefined;
  /** After how many milliseconds the source itself wants to be read again. */
  readonly readAgainInMs?: number | undefined;
  /** What a moderator should know, such as that a publisher allows headlines only: one sentence each. */
  readonly notices?: readonly string[];
}

export interface ReadFailure {
  /** As its owner knows it: `wire/2026-02-27.txt`, or `wire.jsonl, line 7`. */
  readonly name: string;
  readonly reason: string;
  /** Articles whose id begins with this came from here and are kept. */
  readonly idPrefix: string;
}

/** Why a source can't be read, where it matters to when it is tried again. */
export type SourceProblem =
  /** Nobody answers, or not as they should: it may work later. */
  | "unreachable"
  /** What came can't be read, or may not. */
  | "unreadable"
  /** Its publisher has taken it away for good (HTTP 410): it is not tried again by itself. */
  | "gone";

/** A source as a whole can't be read. The message is one sentence for a moderator. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly problem: SourceProblem;
  /** The publisher asked to be left alone for so long. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    {
      problem,
      retryAfterMs,
      cause,
    }: {
      readonly problem: SourceProblem;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, { cause });
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}
