import type { Article } from "../articles/article.ts";
import { createExtractor } from "../formats/extractor.ts";
import type { TerminalRequest } from "./command.ts";
import { checkPlaces, chooseSource, isNamed, noteFailures, withNewsroom } from "./newsroom.ts";

/** Articles to take down one by one, without searching. */
export interface Shelf {
  /** Those with these ids, in no order; ids that are not there are left out. */
  find(ids: readonly string[]): Promise<readonly Article[]>;
  /** All of them: a file's or a folder's in its own order, the newsroom's newest first. */
  list(): AsyncIterable<Article>;
}

/** Opens the articles that the call names. They are only read, not indexed: nothing here is searched for. */
export async function withShelf(
  request: TerminalRequest,
  use: (shelf: Shelf) => Promise<void>,
): Promise<void> {
  if (isNamed(request.options)) return use(await readShelf(request));
  return withNewsroom(request, ({ store }) =>
    use({
      find: (ids) => store.findArticles(ids),
      async *list() {
        const infos = await store.listArticles({ filter: {}, limit: Number.MAX_SAFE_INTEGER });
        for (const { id } of infos) yield* await store.findArticles([id]);
      },
    }),
  );
}

async function readShelf({ config, options, output, signal, now }: TerminalRequest): Promise<Shelf> {
  await checkPlaces(config, options);
  const extractor = createExtractor();
  const reading = { readFile: extractor.readFile, now };
  const { articles, failures } = await chooseSource(config, options, reading)
    .source.read({ signal })
    .finally(extractor.close);
  noteFailures(failures, output);
  const byId = new Map(articles.map((article) => [article.id, article]));
  return {
    find: async (ids) => [...new Set(ids)].flatMap((id) => byId.get(id) ?? []),
    async *list() {
      yield* byId.values();
    },
  };
}
