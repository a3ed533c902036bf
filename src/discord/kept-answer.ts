import { z } from "zod";
import { DATE_ORIGINS } from "../articles/article.ts";

/** Of an answer, what its buttons need; other processes read it, also of a version before or after this one. */

const receiptSchema = z.object({
  passage: z.object({
    id: z.string(),
    articleId: z.string(),
    start: z.number(),
    end: z.number(),
    text: z.string(),
  }),
  article: z.object({
    id: z.string(),
    sourceId: z.string(),
    title: z.string(),
    outlet: z.string(),
    authors: z.array(z.string()),
    url: z.string().nullable(),
    publishedAt: z.string().nullable(),
    dateFrom: z.enum(DATE_ORIGINS).nullable(),
    modifiedAt: z.string().nullable(),
    modifiedFrom: z.enum(DATE_ORIGINS).nullable(),
    language: z.string().nullable(),
    fetchedAt: z.string(),
  }),
  quote: z.string(),
  start: z.number(),
  end: z.number(),
  status: z.enum(["verified", "repaired"]),
});

const sideSchema = z.object({ value: z.string(), receipt: receiptSchema });

/** An answer as it was put on the shelf, and whom it was shown to: a whole server, or one member of it. */
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
