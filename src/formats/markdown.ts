import { parse as parseYaml, YAMLParseError } from "yaml";
import { z } from "zod";
import type { ParsedArticle } from "../articles/article.ts";
import { dropDateline } from "./agencies.ts";
import { parseAuthors } from "./authors.ts";
import { cleanAuthors, cleanLine, cleanOutlet, cleanText, cleanTitle, parseHttpUrl } from "./clean-text.ts";
import { renderMarkdownText } from "./markdown-text.ts";
import { findOpeningTitle } from "./opening-title.ts";
import { parseDate } from "./published-date.ts";
import { UnreadableError } from "./unreadable-error.ts";

const FRONT_MATTER = /^---[ \t]*\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
/** Aliases are of no use in front matter, but can make a little YAML very large. */
const MAX_ALIASES = 10;

const wordsSchema = z.union([z.string(), z.number().transform(String)]);
const nameSchema = z.union([wordsSchema, z.object({ name: wordsSchema }).transform(({ name }) => name)]);
const field = wordsSchema.optional().catch(undefined);
const authorsField = z
  .union([
    z.array(z.unknown()).transform((list) => list.flatMap((name) => nameSchema.safeParse(name).data ?? [])),
    nameSchema.transform((names) => parseAuthors(names)),
  ])
  .optional()
  .catch(undefined);
const frontMatterSchema = z.object({
  title: field,
  outlet: field,
  source: field,
  publisher: field,
  author: authorsField,
  authors: authorsField,
  url: field,
  link: field,
  date: field,
  publishedAt: field,
  published: field,
});

/**
 * Reads Markdown: front matter for the facts, the rest as plain text. Throws `UnreadableError` when the front matter
 * is not YAML or no text follows it.
 */
export function parseMarkdown(markdown: string): ParsedArticle {
  const text = cleanText(markdown);
  const { facts, content } = splitFrontMatter(text);
  const { title, body: told } = splitTitle(renderMarkdownText(content));
  const body = dropDateline(told);
  if (!/[\p{L}\p{N}]/u.test(body)) throw new UnreadableError("no article text found");

  const publishedAt = parseDate(facts.publishedAt ?? facts.published ?? facts.date);
  return {
    title: cleanTitle(facts.title ?? title ?? "") || findOpeningTitle(body),
    outlet: cleanOutlet(facts.outlet ?? facts.source ?? facts.publisher),
    authors: cleanAuthors(facts.authors ?? facts.author ?? []),
    url: parseHttpUrl(facts.url ?? facts.link),
    publishedAt,
    dateFrom: publishedAt === null ? null : "front-matter",
    body:
      facts.title !== undefined && title !== undefined && cleanLine(facts.title) !== title
        ? `## ${title}\n\n${body}`
        : body,
  };
}

/** A file may open with a rule (`---`) and no front matter: then what follows is no list of facts, and stays. */
function splitFrontMatter(text: string): { facts: z.infer<typeof frontMatterSchema>; content: string } {
  const match = FRONT_MATTER.exec(text);
  const parsed = match ? frontMatterSchema.safeParse(parseFacts(match[1] ?? "")) : undefined;
  if (!match || !parsed?.success) return { facts: frontMatterSchema.parse({}), content: text };
  return { facts: parsed.data, content: text.slice(match[0].length) };
}

function parseFacts(yaml: string): unknown {
  try {
    return parseYaml(yaml, { maxAliasCount: MAX_ALIASES, logLevel: "error" }) ?? {};
  } catch (cause) {
    const line = cause instanceof YAMLParseError ? cause.linePos?.[0].line : undefined;
    // The facts begin below the opening `---`.
    const place = line === undefined ? "" : ` (line ${line + 1})`;
    throw new UnreadableError(`front matter is not valid YAML${place}`, { cause });
  }
}

/** A heading that opens the text is its title, if it is the only one there. */
function splitTitle(text: string): { title: string | undefined; body: string } {
  const [, title = "", rest = ""] = /^## (.+)\n\n([\s\S]+)$/.exec(text) ?? [];
  return title === "" || rest.startsWith("## ") ? { title: undefined, body: text } : { title, body: rest };
}
