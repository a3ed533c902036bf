import { readFile } from "node:fs/promises";
import type { AnswerDeps } from "./answer/answer-question.ts";
import type { Prompts } from "./answer/model.ts";
import type { Config } from "./config.ts";
import { createExtractor } from "./formats/extractor.ts";
import type { Embedder } from "./models/embedder.ts";
import { createLocalEmbedder } from "./models/local-embedder.ts";
import { createOpenAiChat } from "./models/openai-chat.ts";
import { createOpenAiEmbedder } from "./models/openai-embedder.ts";
import { createFetchWithOrigin } from "./sources/fetch/trusted-origin.ts";
import type { WebSourceOptions } from "./sources/page.ts";
import { createLeases } from "./store/leases.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";

/** Everything that answers a question and reads the news, built once from the settings. */
export interface Services extends Omit<AnswerDeps, "store" | "timeZone"> {
  readonly store: Store;
  readonly timeZone: string;
  /** How addresses are fetched, and what came of them and of files is read. */
  readonly web: Pick<WebSourceOptions, "fetch" | "extractor">;
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly config: Config;
  readonly databaseUrl: string;
  /** Wraps the embedder, such as with a cache. */
  readonly wrapEmbedder?: (embedder: Embedder) => Embedder;
  readonly onNotice: (message: string) => void;
  readonly now?: () => Date;
}

/** Builds the services. Rejects with one clear line when the store can't be opened. */
export async function createServices({
  config,
  databaseUrl,
  wrapEmbedder,
  onNotice,
  now = () => new Date(),
}: ServicesOptions): Promise<Services> {
  const prompts = await loadPrompts();
  const store = await openStore({
    url: databaseUrl,
    hasVectors: config.embeddings.kind !== "none",
    maxConnections: config.databaseConnections,
    onNotice,
  });
  const leases = createLeases({ store, now });
  const extractor = createExtractor();
  const plain = createEmbedder(config, onNotice);
  const embedder = plain && wrapEmbedder ? wrapEmbedder(plain) : plain;
  return {
    store,
    prompts,
    now,
    timeZone: config.timeZone,
    ...(embedder ? { embedder } : {}),
    ...(config.chatModel
      ? { chat: createOpenAiChat({ endpoint: config.openai, model: config.chatModel, onNotice }) }
      : {}),
    web: {
      fetch: createFetchWithOrigin(config.trustedOrigin, { contact: config.contact, leases }),
      extractor,
    },
    async close() {
      await extractor.close();
      await store.close();
      await embedder?.close();
    },
  };
}

function createEmbedder(
  { embeddings, openai }: Config,
  onNotice: ServicesOptions["onNotice"],
): Embedder | undefined {
  switch (embeddings.kind) {
    case "openai":
      return createOpenAiEmbedder({ endpoint: openai, model: embeddings.model, onNotice });
    case "local":
      return createLocalEmbedder();
    case "none":
      return undefined;
  }
}

async function loadPrompts(): Promise<Prompts> {
  const load = (name: string) => readFile(new URL(`../prompts/${name}.md`, import.meta.url), "utf8");
  return { answer: await load("answer"), repair: await load("repair") };
}
