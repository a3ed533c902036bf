import { z } from "zod";
import { createOpenAiChat } from "../../src/models/openai-chat.ts";
import { createOpenAiEmbedder } from "../../src/models/openai-embedder.ts";

/**
 * Reads one reply of a model's server: `chat|embeddings baseURL`. After the first text of a chat it prints "reading" and
 * reads no more until it is sent a line. Prints at last what came of it, and the most memory that it had, in MB.
 */
const [door, baseURL] = process.argv.slice(2);

const request = {
  system: "Answer.",
  messages: [{ role: "user", content: "What did Oman say?" }],
  schema: z.object({ statements: z.array(z.string()) }),
  schemaName: "answer",
} as const;

async function readChat(): Promise<string> {
  let chars = 0;
  const chat = createOpenAiChat({ endpoint: { baseURL }, model: "m" });
  for await (const event of chat.stream(request, new AbortController().signal)) {
    if (event.kind !== "text") continue;
    if (chars === 0) {
      process.stdout.write("reading\n");
      await new Promise((resolve) => process.stdin.once("data", resolve));
    }
    chars += event.text.length;
  }
  return `${chars} characters`;
}

async function embed(): Promise<string> {
  const vectors = await createOpenAiEmbedder({ endpoint: { baseURL }, model: "m" }).embed(["a"]);
  return `${vectors.length} vectors`;
}

// What the system counts as the most begins with the memory of the process that started this one.
let peakBytes = 0;
setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 5).unref();
const outcome = await (door === "chat" ? readChat() : embed()).catch((error: Error) => error.message);
process.stdout.write(`${JSON.stringify({ outcome, peakMb: Math.round(peakBytes / 1e6) })}\n`);
process.exit();
