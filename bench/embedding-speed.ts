import { readFile } from "node:fs/promises";
import { z } from "zod";
import { createLocalEmbedder } from "../src/models/local-embedder.ts";
import { PASSAGE_WORDS } from "./articles.ts";

const ARTICLES = new URL("../eval/frozen/articles.jsonl", import.meta.url);

const articleSchema = z.object({ body: z.string() });

/** How many passages of so many English words the offline embedder takes in a second, once it is ready. */
export async function measureEmbedder(passages: number): Promise<number> {
  const texts = await loadTexts();
  const embedder = createLocalEmbedder();
  try {
    await embedder.embed(texts.slice(0, WARM_UP));
    const asked = Array.from({ length: passages }, (_, index) => texts[index % texts.length] ?? "");
    const startedAt = performance.now();
    await embedder.embed(asked);
    return (passages / (performance.now() - startedAt)) * 1000;
  } finally {
    await embedder.close();
  }
}

const WARM_UP = 10;

/** The frozen newsroom's text in pieces: made-up words are none to the embedder. */
async function loadTexts(): Promise<string[]> {
  const lines = (await readFile(ARTICLES, "utf8")).split("\n").filter((line) => line !== "");
  const words = lines.flatMap((line) => articleSchema.parse(JSON.parse(line)).body.split(/\s+/));
  const texts: string[] = [];
  for (let from = 0; from + PASSAGE_WORDS <= words.length; from += PASSAGE_WORDS) {
    texts.push(words.slice(from, from + PASSAGE_WORDS).join(" "));
  }
  return texts;
}
