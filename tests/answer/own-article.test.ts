import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { createDraftViewer } from "../../src/answer/show-draft.ts";
import { createFolderStore } from "../support/folder-newsroom.ts";

const folder = fileURLToPath(new URL("../../../shared/articles", import.meta.url));

describe.skipIf(!existsSync(folder))(
  "of the user's own article a model may say (skipped where ../shared/articles is absent)",
  () => {
    const stored = existsSync(folder) ? createFolderStore(folder) : undefined;
    afterAll(async () => (await stored)?.close());

    /** What is shown of the sentence that holds some words, shortened by `shorten`. */
    async function show(words: RegExp, shorten: (sentence: string) => string) {
      const store = await stored;
      const infos = await store?.view().listArticles({ filter: {}, limit: 1 });
      const [article] = (await store?.view().findArticles((infos ?? []).map(({ id }) => id))) ?? [];
      if (!article) throw new Error("there is no article");
      const [sentence = ""] = article.body.match(words) ?? [];
      return createDraftViewer()({
        text: shorten(sentence),
        receipts: [{ article, quote: sentence.replace(/\.$/, "") }],
      });
    }

    test("what the Omani minister said, with his office and whole name", async () => {
      const shown = await show(/Badr Albusaidi said the two sides had [^.]+\./, (sentence) =>
        sentence.replace("Badr", "Omani Foreign Minister Badr"),
      );
      expect(shown).toMatchObject({
        shown: "statement",
        text: expect.stringMatching(/^Omani Foreign Minister/),
      });
    });

    test("what its outlet reported before", async () => {
      const shown = await show(/Reuters reported on Sunday that [^.]+\./, (sentence) =>
        sentence.replace(" on Sunday", ""),
      );
      expect(shown.shown).toBe("statement");
    });
  },
);
