import { z } from "zod";
import { receiptSchema } from "../answer/answer-schema.ts";

const sideSchema = z.object({ value: z.string(), receipt: receiptSchema });

/**
 * Of an answer, what its buttons need, and whom it was shown to: a whole server, or one member of it. Other processes
 * read it, also of a version before or after this one.
 */
export const keptAnswerSchema = z.object({
  question: z.string(),
  filter: z.object({
    since: z.string().exactOptional(),
    until: z.string().exactOptional(),
    sinceDay: z.string().exactOptional(),
    untilDay: z.string().exactOptional(),
    outlet: z.string().exactOptional(),
  }),
  statements: z.array(z.object({ text: z.string(), receipts: z.array(receiptSchema) })),
  disagreements: z.array(z.object({ about: z.string(), sides: z.array(sideSchema) })).default([]),
  audience: z.object({ guildId: z.string(), memberId: z.string(), isPrivate: z.boolean() }),
});

export type KeptAnswer = z.infer<typeof keptAnswerSchema>;
