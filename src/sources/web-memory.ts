import { z } from "zod";

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

/** What is stored of it. */
export function renderWebMemory(
  memory: Omit<WebMemory, "pages" | "isUnfinished"> & Partial<WebMemory>,
): string {
  return JSON.stringify(memory);
}
