import { z } from "zod";
import type { TerminalRequest } from "./command.ts";
import { requireFile } from "./paths.ts";
import { idSchema, readLines } from "./read-lines.ts";
import { UsageError } from "./usage-error.ts";

const claimSchema = z.object({ id: idSchema, claim: z.string(), articleIds: z.array(z.string()) });

/** One claim and the articles that it is held against, with the id to print it under where it came from a file. */
export interface PutClaim {
  readonly id: { readonly id?: string | number };
  readonly claim: string;
  readonly articleIds: readonly string[];
}

/** The claim that was typed, or those of `--claims`, in order. Throws a `UsageError` when there is none. */
export async function openClaims({
  options,
}: TerminalRequest): Promise<AsyncIterable<PutClaim> | Iterable<PutClaim>> {
  const { claims: path, article, words } = options;
  const typed = words.join(" ").trim();
  if (path !== undefined) {
    if (typed !== "" || article !== undefined)
      throw new UsageError("verify takes a claim with --article, or --claims, not both");
    await requireFile("--claims", path);
    return readClaims(path);
  }
  if (typed === "" || article === undefined)
    throw new UsageError('verify takes a claim and an article: npm run -s verify -- --article ID "claim"');
  return [{ id: {}, claim: typed, articleIds: [article] }];
}

async function* readClaims(path: string): AsyncGenerator<PutClaim> {
  const file = { option: "--claims", path, schema: claimSchema, shape: "{ id, claim, articleIds }" };
  for await (const { id, claim, articleIds } of readLines(file)) yield { id: { id }, claim, articleIds };
}
