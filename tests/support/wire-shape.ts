import { z } from "zod";

/** The shapes that DESIGN.md promises to scripts, without a key more or less. */

const receiptShape = z.strictObject({
  articleId: z.string(),
  passageId: z.string(),
  outlet: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  fetchedAt: z.iso.datetime(),
  quote: z.string(),
  start: z.int(),
  end: z.int(),
  status: z.enum(["verified", "repaired"]),
});

const hitShape = z.strictObject({
  articleId: z.string(),
  passageId: z.string(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
  score: z.number(),
});

const idShape = z.union([z.string(), z.number()]).optional();

export const answerShape = z.strictObject({
  id: idShape,
  question: z.string(),
  kind: z.enum(["answered", "unanswered"]),
  engine: z.enum(["model", "extractive"]),
  statements: z.array(
    z.strictObject({
      story: z.string().optional(),
      text: z.string(),
      shown: z.string(),
      wording: z.enum(["source", "model"]),
      headline: z.string().optional(),
      receipts: z.array(receiptShape).min(1),
      happened: z.array(z.strictObject({ text: z.string(), day: z.iso.date() })).optional(),
      carriedBy: z.strictObject({ outlets: z.int(), origins: z.int() }).optional(),
    }),
  ),
  asOf: z.iso.datetime().optional(),
  disagreements: z
    .array(
      z.strictObject({
        about: z.string(),
        sides: z
          .array(z.strictObject({ value: z.string(), day: z.iso.date().optional(), receipt: receiptShape }))
          .min(2),
      }),
    )
    .optional(),
  withheld: z.int(),
  reason: z.string().optional(),
  nearest: z.array(hitShape).optional(),
  sourcesUpTo: z.iso.datetime().nullable(),
  timing: z.strictObject({ retrieveMs: z.number(), answerMs: z.number() }),
  usage: z
    .strictObject({ promptTokens: z.int(), completionTokens: z.int(), cachedTokens: z.int().optional() })
    .optional(),
});

export const searchShape = z.strictObject({
  id: idShape,
  question: z.string(),
  hits: z.array(hitShape),
  ms: z.number(),
});

export const verdictShape = z.strictObject({
  id: idShape,
  claim: z.string(),
  supported: z.boolean(),
  score: z.number().min(0).max(1),
  gate: z.string().optional(),
  receipts: z.array(receiptShape),
  reason: z.string().optional(),
});

export const draftShape = z.strictObject({
  id: z.union([z.string(), z.number()]),
  shown: z.enum(["statement", "source", "none"]),
  text: z.string(),
  receipts: z.array(receiptShape),
  reason: z.string().optional(),
});

const spanShape = z.strictObject({ text: z.string(), start: z.int(), end: z.int() });
export const statementsShape = z.strictObject({
  articleId: z.string(),
  statements: z.array(
    z.strictObject({
      speaker: spanShape.nullable(),
      content: spanShape,
      kind: z.enum(["direct", "mixed", "indirect"]),
    }),
  ),
});

export const readShape = z.strictObject({
  path: z.string(),
  kind: z.enum(["text", "markdown", "html", "records", "feed"]).nullable(),
  articles: z.array(
    z.strictObject({
      title: z.string(),
      outlet: z.string().nullable(),
      authors: z.array(z.string()),
      url: z.string().nullable(),
      publishedAt: z.iso.datetime().nullable(),
      dateFrom: z.string().nullable(),
      body: z.string(),
    }),
  ),
  error: z.string().optional(),
});

export const reloadShape = z.strictObject({
  sources: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      added: z.int(),
      changed: z.int(),
      removed: z.int(),
      unchanged: z.int(),
      failed: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
      error: z.string().optional(),
      ms: z.number(),
    }),
  ),
  ms: z.number(),
});
