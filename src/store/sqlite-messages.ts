import { z } from "zod";

/** What passes between the store and its threads, checked on both sides. */

const articleInfoSchema = z.object({
  id: z.string(),
  sourceId: z.string(),
  title: z.string(),
  outlet: z.string(),
  authors: z.array(z.string()),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  dateFrom: z.enum(["front-matter", "json-ld", "meta", "time", "feed", "record", "text"]).nullable(),
  fetchedAt: z.string(),
});
const articleSchema = articleInfoSchema.extend({ body: z.string() });

const passageSchema = z.object({
  id: z.string(),
  articleId: z.string(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
});

const filterSchema = z.object({
  since: z.string().exactOptional(),
  until: z.string().exactOptional(),
  outlet: z.string().exactOptional(),
});
const limitSchema = z.int().nonnegative();

/** What each operation takes. */
export const requests = {
  sourceId: z.string(),
  words: z.array(z.string()),
  textQuery: z.object({ terms: z.array(z.string()), filter: filterSchema, limit: limitSchema }),
  vectorQuery: z.object({
    vector: z.instanceof(Float32Array),
    embedder: z.string(),
    filter: filterSchema,
    limit: limitSchema,
  }),
  articleQuery: z.object({ filter: filterSchema, limit: limitSchema }),
  counterQuery: z.object({ key: z.string(), now: z.string() }),
  counterAddition: z.object({ key: z.string(), now: z.string(), amount: z.int(), until: z.string() }),
  changes: z.object({
    sourceId: z.string(),
    put: z.array(
      z.object({
        article: articleSchema,
        version: z.string(),
        passages: z.array(passageSchema),
        vectors: z.array(z.instanceof(Float32Array)),
        embedder: z.union([z.string(), z.undefined()]),
      }),
    ),
    remove: z.array(z.string()),
    fingerprint: z.string(),
    readAt: z.string(),
  }),
} as const;

/** What each operation returns. */
export const replies = {
  notices: z.array(z.string()),
  versions: z.map(z.string(), z.string()),
  fingerprint: z.string().optional(),
  hits: z.array(z.object({ passage: passageSchema, article: articleInfoSchema, score: z.number() })),
  articles: z.array(articleSchema),
  articleInfos: z.array(articleInfoSchema),
  outlets: z.array(z.object({ name: z.string(), articles: z.number() })),
  sources: z.array(
    z.object({ id: z.string(), articles: z.number(), newest: z.string().nullable(), readAt: z.string() }),
  ),
  counter: z.object({ value: z.number(), until: z.string() }).optional(),
  secret: z.string(),
  termCounts: z.object({ passages: z.number(), counts: z.array(z.number()) }),
} as const;

/** What a thread is started with. */
export const workerDataSchema = z.object({ file: z.string(), mode: z.enum(["write", "read"]) });
