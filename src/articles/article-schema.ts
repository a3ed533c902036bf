import { z } from "zod";
import { DATE_ORIGINS } from "./article.ts";

/** An article without its text, from another thread or from JSON. */
export const articleInfoSchema = z.object({
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
});

/** A passage, from another thread or from JSON. */
export const passageSchema = z.object({
  id: z.string(),
  articleId: z.string(),
  start: z.number(),
  end: z.number(),
  text: z.string(),
});
