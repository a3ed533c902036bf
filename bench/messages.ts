import { z } from "zod";
import { FILTERS } from "./engine.ts";

const filter = z.enum(FILTERS);
const question = z.object({
  terms: z.array(z.string()).readonly(),
  vector: z.custom<Float32Array>((value) => value instanceof Float32Array),
  server: z.number(),
  since: z.string(),
});

/** What an engine's process is asked to do. */
export const requests = {
  open: z.object({
    options: z.object({
      folder: z.string(),
      name: z.string(),
      isNew: z.boolean(),
      servers: z.number(),
      dimensions: z.number(),
      owner: z.enum(["servers", "house"]),
    }),
    /** The first question, which is part of opening. */
    question: question.optional(),
    filter,
  }),
  close: z.object({ isForGood: z.boolean() }),
  ingest: z.object({ passages: z.number(), servers: z.number(), dimensions: z.number(), seed: z.number() }),
  search: z.object({
    questions: z.array(question).readonly(),
    filter,
    callers: z.number(),
    budgetMs: z.number(),
  }),
} as const;

/** What it replies. */
export const replies = {
  open: z.object({ ms: z.number(), searchesBy: z.enum(["words and vectors", "words"]) }),
  ingest: z.object({ passages: z.number(), ms: z.number(), stallMs: z.number() }),
  search: z.object({
    times: z.array(z.number()),
    found: z.array(z.array(z.string())),
    stallMs: z.number(),
  }),
  bytes: z.number(),
} as const;
