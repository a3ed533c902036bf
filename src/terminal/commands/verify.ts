import { createDraftViewer, type ShownDraft } from "../../answer/show-draft.ts";
import { type ClaimVerdict, verifyClaim } from "../../answer/verify-claim.ts";
import { openClaims } from "../claims.ts";
import type { TerminalCommand, TerminalRequest } from "../command.ts";
import { openDrafts, renderShown, shownToJson } from "../drafts.ts";
import { renderVerdict } from "../render-verdict.ts";
import { withShelf } from "../shelf.ts";
import { UsageError } from "../usage-error.ts";
import { receiptToJson } from "../wire.ts";

/**
 * `verify "claim"`: whether an article says so, and where. In a file of claims, one without articles is unsupported.
 * `verify --drafts FILE`: what a reader would be shown of each statement that a model drafted.
 */
export const verify: TerminalCommand = {
  name: "verify",
  words: '"claim"',
  description: "whether an article says so",
  options: ["article", "claims", "drafts", "explain"],

  async run(request) {
    if (request.options.drafts !== undefined) return showDrafts(request.options.drafts, request);
    const claims = await openClaims(request);
    return withShelf(request, async (shelf) => {
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

async function showDrafts(path: string, request: TerminalRequest): Promise<void> {
  const drafts = await openDrafts(path, request);
  const { config, options, output, signal } = request;
  const showDraft = createDraftViewer(config.timeZone);
  await withShelf(request, async (shelf) => {
    for await (const draft of drafts) {
      signal.throwIfAborted();
      const articles = await shelf.find(draft.receipts.map(({ articleId }) => articleId));
      const byId = new Map(articles.map((article) => [article.id, article]));
      const missing = draft.receipts.find(({ articleId }) => !byId.has(articleId));
      const receipts = draft.receipts.flatMap(({ articleId, quote }) => {
        const article = byId.get(articleId);
        return article ? [{ article, quote }] : [];
      });
      const shown = missing ? showNothing(missing.articleId) : showDraft({ text: draft.text, receipts });
      if (options.json) output.printJson(shownToJson(draft, shown));
      else output.print(renderShown(draft, shown));
    }
  });
}

function showNothing(articleId: string): ShownDraft {
  return { shown: "none", text: "", receipts: [], reason: `there is no article ${articleId}` };
}

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
