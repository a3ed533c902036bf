import { z } from "zod";
import type { ShownDraft } from "../answer/show-draft.ts";
import type { TerminalRequest } from "./command.ts";
import type { Line } from "./output.ts";
import { requireFile } from "./paths.ts";
import { idSchema, readLines } from "./read-lines.ts";
import { UsageError } from "./usage-error.ts";
import { receiptToJson } from "./wire.ts";

const draftSchema = z.object({
  id: idSchema,
  text: z.string(),
  receipts: z.array(z.object({ articleId: z.string(), quote: z.string() })),
});

/** A statement that somebody proposes, with the quotes that it stands on. */
export type PutDraft = z.infer<typeof draftSchema>;

/** The drafts of a `--drafts` file, in order. Throws a `UsageError` where the call names more than drafts. */
export async function openDrafts(
  path: string,
  { options }: TerminalRequest,
): Promise<AsyncIterable<PutDraft>> {
  const { claims, article, words } = options;
  if (claims !== undefined || article !== undefined || words.length > 0)
    throw new UsageError("verify takes --drafts alone, without a claim, --article or --claims");
  await requireFile("--drafts", path);
  const shape = "{ id, text, receipts: [{ articleId, quote }] }";
  return readLines({ option: "--drafts", path, schema: draftSchema, shape });
}

/** What is shown of a draft in the shape that `--json` prints; scripts rely on it. */
export function shownToJson({ id }: PutDraft, { receipts, ...shown }: ShownDraft) {
  return { id, ...shown, receipts: receipts.map(receiptToJson) };
}

const HOW = { statement: "as written", source: "in the source's words", none: "not shown" } as const;

/** The same as a person reads it. */
export function renderShown({ id }: PutDraft, { shown, text, reason }: ShownDraft): Line[] {
  const lines = text === "" ? [] : text.split("\n").map((line) => ({ text: line, indent: 2 }));
  return [{ text: `${id}: ${HOW[shown]}${reason ? ` (${reason})` : ""}` }, ...lines];
}
