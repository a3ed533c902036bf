import { z } from "zod";
import { DATE_ORIGINS } from "../articles/article.ts";

/** What passes between the extractor and its thread, checked on both sides. */

const articleSchema = z.object({
  ownId: z.string().exactOptional(),
  title: z.string(),
  outlet: z.string().nullable(),
  authors: z.array(z.string()),
  url: z.string().nullable(),
  publishedAt: z.string().nullable(),
  dateFrom: z.enum(DATE_ORIGINS).nullable(),
  modifiedAt: z.string().nullable().exactOptional(),
  modifiedFrom: z.enum(DATE_ORIGINS).nullable().exactOptional(),
  language: z.string().nullable().exactOptional(),
  body: z.string(),
});

const optionalText = z.string().or(z.undefined());

const pageSchema = z.object({
  kind: z.literal("page"),
  article: articleSchema.or(z.undefined()),
  feeds: z.array(z.object({ address: z.string(), title: optionalText })),
  restriction: optionalText,
});

const feedSchema = z.object({
  kind: z.literal("feed"),
  title: optionalText,
  entries: z.array(z.object({ article: articleSchema, isTeaser: z.boolean() })),
  failures: z.array(z.object({ entry: z.number(), reason: z.string() })),
  readAgainInMs: z.number().or(z.undefined()),
});

/** What each operation takes. */
export const requests = {
  path: z.string(),
  download: z.object({
    bytes: z.instanceof(Uint8Array),
    contentType: z.string().optional(),
    address: z.string(),
  }),
} as const;

/** What each operation returns. */
export const replies = {
  download: z.union([
    pageSchema,
    feedSchema,
    z.object({ kind: z.literal("unreadable"), reason: z.string() }),
  ]),
  file: z.object({
    path: z.string(),
    kind: z.enum(["text", "markdown", "html", "records", "feed"]).nullable(),
    articles: z.array(articleSchema),
    failures: z.array(
      z.object({ part: z.string().exactOptional(), ownId: z.string().exactOptional(), reason: z.string() }),
    ),
  }),
} as const;
