import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A sentence that stands in an article, letter by letter. */
export const QUOTE = "The minister said that the talks in Geneva made significant progress.";
/** What the sources answer, with that sentence. */
export const QUESTION = "What did the minister say about the talks in Geneva?";
/** What no source speaks of. */
export const UNCOVERED = "Who won the chess tournament in Reykjavik?";

const ARTICLES = {
  "harbour/geneva.md": `---
title: Talks end in Geneva
outlet: The Harbour Post
date: 2026-02-27
url: https://harbour.example/geneva
---

${QUOTE} They go on next week in Vienna, after consultations in both capitals.

Delegates left the hotel without a word to the @everyone who waited outside. "We [agreed](https://evil.example) on nothing," one of them said.
`,
  "ridge/ferry.md": `---
title: Ferry sinks off the coast
outlet: The Ridge Courier
date: 2026-02-25
url: https://ridge.example/ferry
---

A ferry with 41 people on board sank off the coast on Wednesday. All of them were saved by fishermen from Larkmoor.

The harbour master said that the weather had been calm, and that divers will look at the wreck on Friday.
`,
} as const;

/** Writes the newsroom that these tests ask: two outlets, one article each. */
export async function writeArticles(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(ARTICLES)) await writeArticle(folder, name, text);
}

/** Adds one article, or replaces it. */
export async function writeArticle(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
