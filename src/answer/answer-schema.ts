import { z } from "zod";
import { articleInfoSchema, passageSchema } from "../articles/article-schema.ts";
import type { Answer } from "./answer.ts";

/** A receipt that was kept as JSON. */
export const receiptSchema = z.object({
  passage: passageSchema,
  article: articleInfoSchema,
  quote: z.string(),
  start: z.number(),
  end: z.number(),
  status: z.enum(["verified", "repaired"]),
});

const statementSchema = z.object({
  text: z.string(),
  wording: z.enum(["source", "model"]),
  headline: z.string().exactOptional(),
  receipts: z.array(receiptSchema),
  story: z.string().exactOptional(),
  happened: z.array(z.object({ text: z.string(), day: z.string() })).exactOptional(),
  carriedBy: z.object({ outlets: z.number(), origins: z.number() }).exactOptional(),
});

const sideSchema = z.object({ value: z.string(), day: z.string().exactOptional(), receipt: receiptSchema });

const hitSchema = z.object({
  passage: passageSchema,
  article: articleInfoSchema,
  originId: z.string(),
  score: z.number(),
});

const baseSchema = z.object({
  question: z.string(),
  engine: z.enum(["model", "extractive"]),
  withheld: z.array(z.object({ text: z.string(), reason: z.string() })),
  notice: z.string().exactOptional(),
  sourcesUpTo: z.string().nullable(),
  timing: z.object({ retrieveMs: z.number(), answerMs: z.number() }),
  usage: z
    .object({
      promptTokens: z.number(),
      completionTokens: z.number(),
      cachedTokens: z.number().exactOptional(),
    })
    .exactOptional(),
});

/** A whole answer that was kept as JSON, by this process or another one. */
export const answerSchema = z.discriminatedUnion("kind", [
  baseSchema.extend({
    kind: z.literal("answered"),
    statements: z.array(statementSchema),
    asOf: z.string().exactOptional(),
    disagreements: z.array(z.object({ about: z.string(), sides: z.array(sideSchema) })).exactOptional(),
  }),
  baseSchema.extend({
    kind: z.literal("unanswered"),
    statements: z.tuple([]),
    reason: z.string(),
    nearest: z.array(hitSchema),
  }),
]) satisfies z.ZodType<Answer>;
