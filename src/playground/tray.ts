import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generateRssFeed } from "feedsmith";
import { createExtractor } from "../formats/extractor.ts";
import { hasArticleEnding } from "../formats/file-kind.ts";
import { createFolderSource } from "../sources/folder.ts";

/** A server's tray: a folder of articles, which the bot reads as a feed of this server's. */
export interface Tray {
  readonly folder: string;
  /** Puts an article into it; returns its file's name. */
  drop(name: string, text: string): Promise<string>;
  /** What is in it now, as RSS. */
  renderFeed(): Promise<string>;
}

export interface Trays {
  /** By the server's id. */
  readonly byServer: ReadonlyMap<string, Tray>;
  close(): Promise<void>;
}

export interface TraysOptions {
  /** Each tray has a folder in it. */
  readonly folder: string;
  readonly servers: readonly { readonly id: string; readonly name: string }[];
  readonly now: () => Date;
}

/**
 * Creates the trays, empty. Files are read by the parsers that read the house's own, so that an outlet or a date that
 * one states is kept.
 */
export async function createTrays({ folder, servers, now }: TraysOptions): Promise<Trays> {
  const extractor = createExtractor();
  const trays = servers.map(async ({ id, name }): Promise<[string, Tray]> => {
    const own = join(folder, slugOf(name));
    await mkdir(own, { recursive: true });
    const source = createFolderSource({ id, folder: own, now, readFile: extractor.readFile });
    let count = 0;
    const tray: Tray = {
      folder: own,
      async drop(fileName, text) {
        count += 1;
        const kept = `${String(count).padStart(3, "0")}-${safeName(fileName)}`;
        await writeFile(join(own, kept), text, { flag: "wx" });
        return kept;
      },
      async renderFeed() {
        const { articles } = await source.read({});
        return renderFeed(`Dropped into ${name}`, articles);
      },
    };
    return [id, tray];
  });
  return { byServer: new Map(await Promise.all(trays)), close: () => extractor.close() };
}

type Articles = Awaited<ReturnType<ReturnType<typeof createFolderSource>["read"]>>["articles"];

/** No links: the bot would go there for what it takes for an opening. */
const renderFeed = (title: string, articles: Articles) =>
  generateRssFeed({
    title,
    description: title,
    items: articles.map((article) => ({
      title: article.title,
      guid: { value: article.id, isPermaLink: false },
      ...(article.publishedAt === null ? {} : { pubDate: new Date(article.publishedAt) }),
      source: { title: article.outlet },
      content: {
        encoded: article.body
          .split(/\n{2,}/)
          .map(asParagraph)
          .join(""),
      },
    })),
  });

const asParagraph = (text: string) =>
  `<p>${text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)}</p>`;

const slugOf = (name: string) => name.toLowerCase().replaceAll(/[^a-z\d]+/g, "-");

const MAX_STEM_CHARS = 60;

/** Letters and digits alone, so that it is a file of the tray's folder and nothing else. */
function safeName(name: string): string {
  const found = /\.[a-z]+$/i.exec(name)?.[0] ?? "";
  const stem = slugOf(name.slice(0, name.length - found.length)).slice(0, MAX_STEM_CHARS);
  const ending = hasArticleEnding(name) ? found.toLowerCase() : ".txt";
  return `${stem.replace(/^-|-$/g, "") || "article"}${ending}`;
}
