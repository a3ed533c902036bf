import type { Embed } from "./payloads.ts";
import type { Problem } from "./problems.ts";

/** Over all embeds of a message. */
const MAX_EMBEDS_CHARS = 6000;
const LINK_SCHEMES = ["http", "https", "discord"];
const IMAGE_SCHEMES = ["http", "https", "attachment"];

const MISSING = { code: "BASE_TYPE_REQUIRED", message: "This field is required" } as const;

/** Breaks of the rules on embeds that Discord's OpenAPI file does not state. */
export function findEmbedProblems(embeds: readonly Embed[]): Problem[] {
  const problems = embeds.flatMap((embed, index): Problem[] => [
    ...(isEmptyEmbed(embed) ? [{ path: ["embeds", index, "description"], ...MISSING }] : []),
    ...findFieldProblems(embed, ["embeds", index, "fields"]),
    ...findLinkProblem(embed.url, ["embeds", index, "url"]),
    ...findLinkProblem(embed.author?.url, ["embeds", index, "author", "url"]),
    ...findLinkProblem(embed.image?.url, ["embeds", index, "image", "url"], IMAGE_SCHEMES),
    ...findLinkProblem(embed.thumbnail?.url, ["embeds", index, "thumbnail", "url"], IMAGE_SCHEMES),
  ]);
  const chars = embeds.reduce((sum, embed) => sum + countChars(embed), 0);
  if (chars <= MAX_EMBEDS_CHARS) return problems;
  const message = `Embed size exceeds maximum size of ${MAX_EMBEDS_CHARS}`;
  return [...problems, { path: ["embeds"], code: "MAX_EMBED_SIZE_EXCEEDED", message }];
}

/** A link of a scheme that Discord does not take (`javascript:`), as a list of none or one. */
export function findLinkProblem(
  url: string | null | undefined,
  path: Problem["path"],
  schemes: readonly string[] = LINK_SCHEMES,
): Problem[] {
  if (!url) return [];
  const scheme = URL.parse(url)?.protocol.slice(0, -1) ?? "";
  if (schemes.includes(scheme)) return [];
  const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${schemes.join(", ")}).`;
  return [{ path, code: "URL_TYPE_INVALID_SCHEME", message }];
}

const isEmptyEmbed = ({ title, description, author, footer, image, thumbnail, fields }: Embed) =>
  !(title || description || author?.name || footer?.text || image || thumbnail || fields?.length);

const findFieldProblems = ({ fields }: Embed, path: Problem["path"]): Problem[] =>
  (fields ?? []).flatMap((field, index) =>
    (["name", "value"] as const)
      .filter((key) => field[key].trim() === "")
      .map((key) => ({ path: [...path, index, key], ...MISSING })),
  );

const countChars = ({ title, description, author, footer, fields }: Embed) =>
  [
    title,
    description,
    author?.name,
    footer?.text,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
  ]
    .map((text) => text?.length ?? 0)
    .reduce((sum, chars) => sum + chars, 0);
