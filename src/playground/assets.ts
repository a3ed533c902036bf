import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

const PAGE = new URL("./page/", import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  ts: "text/javascript; charset=utf-8",
};

/** A file of the page's. */
export interface Asset {
  readonly contentType: string;
  readonly body: string;
}

/**
 * The page's files by their paths (`/`, `/style.css`, `/main.ts`): those of its folder, and nothing else. Modules are
 * served without their types, so that there is no build.
 */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const names = globSync("*.{html,css,svg,ts}", { cwd: fileURLToPath(PAGE) });
  const assets = names.map(async (name): Promise<[string, Asset]> => {
    const text = await readFile(new URL(name, PAGE), "utf8");
    const ending = name.slice(name.lastIndexOf(".") + 1);
    const body = ending === "ts" ? stripTypeScriptTypes(text) : text;
    return [name === "index.html" ? "/" : `/${name}`, { contentType: TYPES[ending] ?? "", body }];
  });
  return new Map(await Promise.all(assets));
}
