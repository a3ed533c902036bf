import { z } from "zod";
import { parseAuthors } from "./authors.ts";
import { decodeEntities } from "./html-entities.ts";
import type { PageDocument } from "./page-document.ts";

/** What schema.org data says of the article on a page. */
export interface ArticleData {
  readonly headline: string | undefined;
  readonly authors: readonly string[];
  readonly outlet: string | undefined;
  readonly url: string | undefined;
  readonly datePublished: string | undefined;
  readonly dateModified: string | undefined;
  readonly language: string | undefined;
}

/** Types of https://schema.org/Article that news sites use; the first kind outranks the second. */
const ARTICLE_TYPE = /(?:Article|BlogPosting|LiveBlogPosting|Report)$/;
const PAGE_TYPE = /^(?:WebPage|ItemPage|CreativeWork|VideoObject)$/;
/** A page with more objects than this is not describing one article. */
const MAX_OBJECTS = 2_000;

const objectSchema = z.record(z.string(), z.unknown());
const textSchema = z.string().transform((text) => decodeEntities(text.trim()));
const namedSchema = z.union([
  textSchema,
  z
    .object({ name: z.union([textSchema, z.array(textSchema).transform((names) => names.join(", "))]) })
    .transform(({ name }) => name),
]);
const languageSchema = z.union([
  textSchema,
  z.object({ alternateName: textSchema }).transform(({ alternateName }) => alternateName),
]);
const oneOrMany = <T>(schema: z.ZodType<T>) =>
  z.union([
    z.array(z.unknown()).transform((list) => list.flatMap((entry) => schema.safeParse(entry).data ?? [])),
    schema.transform((one) => [one]),
  ]);
const articleSchema = z.object({
  headline: textSchema.optional().catch(undefined),
  name: textSchema.optional().catch(undefined),
  author: oneOrMany(namedSchema).catch([]),
  publisher: oneOrMany(namedSchema).catch([]),
  url: textSchema.optional().catch(undefined),
  datePublished: textSchema.optional().catch(undefined),
  dateModified: textSchema.optional().catch(undefined),
  inLanguage: oneOrMany(languageSchema).catch([]),
});

/** Reads the page's JSON-LD; what is missing or malformed there is undefined. */
export function findArticleData(page: PageDocument): ArticleData {
  const objects = [...page.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) =>
    listObjects(parseLoosely(script.textContent ?? "")),
  );
  const found =
    objects.find((object) => hasType(object, ARTICLE_TYPE)) ??
    objects.find((object) => hasType(object, PAGE_TYPE));
  const article = articleSchema.parse(found ?? {});
  return {
    headline:
      (article.headline ?? (found && hasType(found, ARTICLE_TYPE) ? article.name : undefined)) || undefined,
    authors: article.author.flatMap((name) => parseAuthors(name)),
    outlet: article.publisher[0] || undefined,
    url: article.url,
    datePublished: article.datePublished,
    dateModified: article.dateModified,
    language: article.inLanguage[0],
  };
}

/** Publishers leave comment marks around their JSON and raw line breaks inside its strings. */
function parseLoosely(text: string): unknown {
  const json = text
    .trim()
    .replace(/^(?:<!--|\/\*\s?<!\[CDATA\[\s?\*\/|<!\[CDATA\[|\/\/\s?<!\[CDATA\[)/, "")
    .replace(/(?:-->|\/\*\s?\]\]>\s?\*\/|\/\/\s?\]\]>|\]\]>)$/, "")
    .trim()
    .replace(/;$/, "");
  try {
    return JSON.parse(json);
  } catch {
    try {
      return JSON.parse(json.replace(/\p{Cc}+/gu, " "));
    } catch {
      return undefined;
    }
  }
}

/** Every object in the data, outermost first, whether in a list, in `@graph` or in another object. */
function listObjects(data: unknown): Record<string, unknown>[] {
  const objects: Record<string, unknown>[] = [];
  const queue: unknown[] = [data];
  for (let at = 0; at < queue.length && objects.length < MAX_OBJECTS; at += 1) {
    const value = queue[at];
    if (Array.isArray(value)) queue.push(...value.slice(0, MAX_OBJECTS));
    const object = Array.isArray(value) ? undefined : objectSchema.safeParse(value).data;
    if (!object) continue;
    objects.push(object);
    queue.push(...Object.values(object).slice(0, MAX_OBJECTS));
  }
  return objects;
}

function hasType(object: Record<string, unknown>, pattern: RegExp): boolean {
  const types =
    z.union([z.array(z.string()), z.string().transform((type) => [type])]).safeParse(object["@type"]).data ??
    [];
  return types.some((type) => pattern.test(type.replace(/^.*[/#:]/, "")));
}
