import { z } from "zod";
import { articleInfoSchema, passageSchema } from "../../articles/article-schema.ts";

/** What passes between the store and its threads, checked on both sides. */

/** The cause of an error that the writer's `mend` may help against: the file is moved, cut short or damaged. */
export const LOST = "the file is lost";

const articleSchema = articleInfoSchema.extend({ body: z.string() });

const filterSchema = z.object({
  since: z.string().exactOptional(),
  until: z.string().exactOptional(),
  sinceDay: z.string().exactOptional(),
  untilDay: z.string().exactOptional(),
  outlet: z.string().exactOptional(),
});
const limitSchema = z.int().nonnegative();

const leaseSchema = z.object({ name: z.string(), holder: z.string() });

const outcomeSchema = z.object({
  triedAt: z.string(),
  readAt: z.string().or(z.undefined()),
  nextAt: z.string().nullable(),
  failures: z.int(),
  isUnreadable: z.boolean(),
  lastError: z.string().nullable(),
  memory: z.string().or(z.undefined()),
  lease: leaseSchema.optional(),
});

const sourceSchema = z.object({
  id: z.string(),
  guildId: z.string().nullable(),
  kind: z.enum(["folder", "feed", "page", "file"]),
  name: z.string(),
  address: z.string().nullable(),
});
const storedSourceSchema = sourceSchema.extend({
  articles: z.number(),
  newest: z.string().nullable(),
  triedAt: z.string().nullable(),
  readAt: z.string().nullable(),
  nextAt: z.string().nullable(),
  failures: z.number(),
  isUnreadable: z.boolean(),
  lastError: z.string().nullable(),
  memory: z.string().nullable(),
  fingerprint: z.string().nullable(),
});

const entrySchema = z.object({
  at: z.string(),
  actor: z.string(),
  action: z.enum(["add", "remove", "takedown"]),
  subject: z.string(),
});
const newEntrySchema = entrySchema.extend({ guildId: z.string() });

const countsSchema = z.object({ articles: z.number(), passages: z.number(), vectors: z.number() });

/** What each operation takes; those of a view say who reads. */
export const requests = {
  reader: z.string().nullable(),
  guildId: z.string().nullable(),
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
  keptTextQuery: z.object({ key: z.string(), now: z.string(), latestEnd: z.string().optional() }),
  text: z.object({ key: z.string(), text: z.string(), now: z.string(), until: z.string() }),
  lease: leaseSchema,
  leaseRequest: leaseSchema.extend({ now: z.string(), until: z.string() }),
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
    isFinished: z.boolean(),
    outcome: outcomeSchema,
  }),
  reading: z.object({ sourceId: z.string(), outcome: outcomeSchema }),
  newSource: z.object({ source: sourceSchema, entry: newEntrySchema.optional() }),
  oldSource: z.object({ sourceId: z.string(), entry: newEntrySchema.optional() }),
  takedown: z.object({
    takedown: z.object({ guildId: z.string().nullable(), target: z.string() }),
    entry: newEntrySchema,
  }),
  logQuery: z.object({ guildId: z.string(), limit: limitSchema }),
  servers: z.object({
    present: z.array(z.string()),
    now: z.string(),
    shards: z.object({ ids: z.array(z.int()), count: z.int().positive() }).optional(),
  }),
  server: z.object({ guildId: z.string(), leftAt: z.string().nullable() }),
  moment: z.string(),
  oldTexts: z.object({ fetchedBefore: z.string(), limit: limitSchema }),
} as const;

/** What each operation returns. */
export const replies = {
  notices: z.array(z.string()),
  versions: z.map(z.string(), z.string()),
  fingerprint: z.string().optional(),
  hits: z.array(
    z.object({ passage: passageSchema, article: articleInfoSchema, originId: z.string(), score: z.number() }),
  ),
  articles: z.array(articleSchema),
  articleInfos: z.array(articleInfoSchema),
  origins: z.array(z.object({ articleId: z.string(), originId: z.string(), outlets: z.array(z.string()) })),
  outlets: z.array(z.object({ name: z.string(), articles: z.number() })),
  sources: z.array(storedSourceSchema),
  source: storedSourceSchema.optional(),
  counts: countsSchema,
  targets: z.array(z.string()),
  log: z.array(entrySchema),
  forgotten: countsSchema.extend({ servers: z.number() }),
  count: z.number(),
  counter: z.object({ value: z.number(), until: z.string() }),
  text: z.string().optional(),
  isTaken: z.boolean(),
  leaseTaken: z.enum(["free", "left"]).optional(),
  secret: z.string(),
  foundSecret: z.string().optional(),
  termCounts: z.object({ passages: z.number(), counts: z.array(z.number()) }),
  version: z.string(),
} as const;

/** What a thread is started with. */
export const workerDataSchema = z.object({ file: z.string(), mode: z.enum(["write", "read"]) });
