import type { AnswerDeps } from "../src/answer/answer-question.ts";
import type { Article } from "../src/articles/article.ts";
import type { Config } from "../src/config.ts";
import { createCachedEmbedder } from "../src/models/cached-embedder.ts";
import type { Embedder } from "../src/models/embedder.ts";
import { createServices } from "../src/services.ts";
import { registerHouse } from "../src/sources/house.ts";
import { reloadSource } from "../src/sources/reload.ts";
import type { Source } from "../src/sources/source.ts";

/** What answers questions from some articles, as the terminal does. */
export interface Newsroom extends AnswerDeps {
  close(): Promise<void>;
}

/** What newsrooms are opened with. */
export interface NewsroomsOptions {
  readonly config: Config;
  /** Where vectors are kept from one run to the next. */
  readonly vectorFile: string;
  readonly onNotice: (message: string) => void;
  /** A line that the next one replaces. */
  readonly onProgress: (line: string) => void;
}

/** Opens newsrooms in memory, all with one embedder, so that its model is loaded once. */
export interface Newsrooms {
  open(articles: readonly Article[], now: () => Date): Promise<Newsroom>;
  close(): Promise<void>;
}

/** Nothing is opened before it is asked for. */
export function createNewsrooms({ config, vectorFile, onNotice, onProgress }: NewsroomsOptions): Newsrooms {
  let shared: Embedder | undefined;
  const share = (embedder: Embedder): Embedder => {
    shared ??= createCachedEmbedder({ embedder, file: vectorFile });
    return { ...shared, close: async () => {} };
  };
  return {
    async open(articles, now) {
      const services = await createServices({
        config,
        databaseUrl: ":memory:",
        onNotice,
        wrapEmbedder: share,
      });
      const source = sourceOf(articles);
      await registerHouse(services.store, [{ source, name: source.id, address: null }], { othersGo: false });
      const { error } = await reloadSource(source, {
        ...services,
        now,
        random: Math.random,
        onProgress: ({ stage, done, total }) => onProgress(`${stage}: ${done} of ${total} passages`),
      });
      if (error !== undefined) onNotice(error);
      return { ...services, now, store: services.store.view() };
    },
    close: async () => shared?.close(),
  };
}

function sourceOf(articles: readonly Article[]): Source {
  return {
    id: "articles",
    kind: "file",
    read: async () => ({ articles, failures: [], kept: [], isComplete: true }),
  };
}
