import type { z } from "zod";

/** Reads what was kept. Undefined for nothing, and for what another version of this bot kept in another way. */
export function parseKept<Schema extends z.ZodType>(
  schema: Schema,
  text: string | undefined,
): z.infer<Schema> | undefined {
  return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
}
