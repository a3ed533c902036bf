import { createLocalEmbedder } from "../../src/models/local-embedder.ts";

/** Ends the offline embedder while it embeds, as the argument says: `close`, again and again, or `exit`. */
const [, , how] = process.argv;
const passages = Array.from(
  { length: 50 },
  (_, index) => `${index} ${"a passage about the harbour ".repeat(40)}`,
);
const TIMES = how === "close" ? 8 : 1;

for (let time = 0; time < TIMES; time += 1) {
  const embedder = createLocalEmbedder();
  const embedding = embedder.embed(passages).catch((error: unknown) => error);
  // When this has been answered, a passage is being embedded.
  await embedder.embed([`question ${time}`]);
  if (how === "exit") process.exit(0);
  await embedder.close();
  await embedding;
}
process.stdout.write("ended");
