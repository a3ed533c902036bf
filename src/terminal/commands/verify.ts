import { type ClaimVerdict, verifyClaim } from "../../answer/verify-claim.ts";
import { openClaims } from "../claims.ts";
import type { TerminalCommand } from "../command.ts";
import { renderVerdict } from "../render-verdict.ts";
import { withShelf } from "../shelf.ts";
import { UsageError } from "../usage-error.ts";
import { receiptToJson } from "../wire.ts";

/** `verify "claim"`: whether an article says so, and where. In a file of claims, one without articles is unsupported. */
export const verify: TerminalCommand = {
  name: "verify",
  words: '"claim"',
  description: "whether an article says so",
  options: ["article", "claims", "explain"],

  async run(request) {
    const claims = await openClaims(request);
    await withShelf(request, async (shelf) => {
      const { options, output, signal } = request;
      for await (const { id, claim, articleIds } of claims) {
        signal.throwIfAborted();
        const articles = await shelf.find(articleIds);
        if (articles.length === 0 && options.article !== undefined)
          throw new UsageError(`--article: there is no article ${options.article}`);
        const verdict = verifyClaim(claim, articles);
        if (options.json) output.printJson({ ...id, ...verdictToJson(claim, verdict) });
        else output.print(renderVerdict(verdict, { isExplained: options.explain }));
      }
    });
  },
};

function verdictToJson(claim: string, { supported, score, gate, receipts, reason }: ClaimVerdict) {
  return {
    claim,
    supported,
    score,
    gate,
    receipts: receipts.map(receiptToJson),
    ...(reason ? { reason } : {}),
  };
}
