import { z } from "zod";
import { SourceError } from "./source.ts";

const schema = z.object({
  address: z.string().optional(),
  validators: z.object({ etag: z.string().optional(), lastModified: z.string().optional() }),
  digest: z.string().optional(),
  pages: z.record(z.string(), z.string()).default({}),
  isUnfinished: z.boolean().default(false),
});

/** What a feed or a page remembers from one reading to the next. */
export interface WebMemory {
  /** Where it has moved to for good. */
  readonly address?: string | undefined;
  readonly validators: { readonly etag?: string | undefined; readonly lastModified?: string | undefined };
  /** Of the bytes that came last: many servers send the same again instead of saying so. */
  readonly digest?: string | undefined;
  /** Of a feed, by article id: the fingerprint of the entry whose page was read, or can't be. */
  readonly pages: Readonly<Record<string, string>>;
  /** Whether pages of a feed are still to be read. */
  readonly isUnfinished: boolean;
}

/** Reads what was remembered. What can't be read is forgotten: that costs no more than reading all of it again. */
export function parseWebMemory(text: string | undefined): WebMemory {
  const forgotten = { validators: {}, pages: {}, isUnfinished: false };
  if (text === undefined) return forgotten;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return forgotten;
  }
}

/** Where to look for a feed or a page, and what to ask by. */
export interface Whereabouts extends Pick<WebMemory, "validators"> {
  readonly address: string;
  /** The same as the address, where that is one it has moved to for good. */
  readonly movedTo: string | undefined;
}

/**
 * Reads a feed or a page where it has moved to; where it can't be read there, at the address that was added, since
 * publishers move more than once. Rejects with what went wrong first.
 */
export async function readWhereItIs<Result>(
  added: string,
  { address: movedTo, validators }: WebMemory,
  read: (whereabouts: Whereabouts) => Promise<Result>,
): Promise<Result> {
  if (movedTo === undefined) return read({ address: added, movedTo, validators });
  try {
    return await read({ address: movedTo, movedTo, validators });
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return read({ address: added, movedTo: undefined, validators: {} }).catch(() => {
      throw error;
    });
  }
}

/** What is stored of it. */
export function renderWebMemory(
  memory: Omit<WebMemory, "pages" | "isUnfinished"> & Partial<WebMemory>,
): string {
  return JSON.stringify(memory);
}
