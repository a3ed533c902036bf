import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { hasArticleEnding } from "../formats/file-kind.ts";

/** Deeper than any newsroom files its articles. */
const MAX_FOLDER_DEPTH = 20;

export interface ListedFile {
  /** Below the folder, with forward slashes. */
  readonly name: string;
  readonly path: string;
}

export interface FolderListing {
  readonly files: readonly ListedFile[];
  /** Folders inside that could not be listed; their names end in a slash. */
  readonly failures: readonly { readonly name: string; readonly reason: string }[];
}

interface Walk {
  readonly root: string;
  readonly seen: Set<string>;
  readonly files: ListedFile[];
  readonly failures: { name: string; reason: string }[];
}

/**
 * The article files of a folder and of those inside it, sorted by name. Leaves out dotfiles, every README and links
 * that lead out of the folder. Throws when the folder itself can't be listed.
 */
export async function listFolder(folder: string): Promise<FolderListing> {
  try {
    const walk: Walk = { root: await realpath(folder), seen: new Set(), files: [], failures: [] };
    await walkFolder(walk, { name: "", path: folder }, await readdir(folder, { withFileTypes: true }));
    return { files: walk.files.toSorted((a, b) => (a.name < b.name ? -1 : 1)), failures: walk.failures };
  } catch (cause) {
    throw new Error(`the folder ${folder} can't be listed: ${describe(cause)}`, { cause });
  }
}

async function walkFolder(walk: Walk, folder: ListedFile, entries: readonly Dirent[]): Promise<void> {
  walk.seen.add(await realpath(folder.path));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const name = `${folder.name}${entry.name}`;
    const path = join(folder.path, entry.name);
    const type = entry.isSymbolicLink() ? await followLink(walk, path) : findType(entry);
    if (type === "folder") await walkInner(walk, { name: `${name}/`, path });
    if (type === "file" && hasArticleEnding(name) && !/^readme\./i.test(entry.name))
      walk.files.push({ name, path });
  }
}

/** A folder inside that can't be listed is named; the rest is read. */
async function walkInner(walk: Walk, folder: ListedFile): Promise<void> {
  if (folder.name.split("/").length > MAX_FOLDER_DEPTH) {
    walk.failures.push({ name: folder.name, reason: `more than ${MAX_FOLDER_DEPTH} folders deep` });
    return;
  }
  try {
    // Links inside the folder can lead round in a circle.
    if (walk.seen.has(await realpath(folder.path))) return;
    await walkFolder(walk, folder, await readdir(folder.path, { withFileTypes: true }));
  } catch (error) {
    walk.failures.push({ name: folder.name, reason: `can't be listed: ${describe(error)}` });
  }
}

/** What a link leads to, if that stands inside the folder. */
async function followLink(walk: Walk, path: string): Promise<"file" | "folder" | undefined> {
  try {
    const target = await realpath(path);
    if (!target.startsWith(walk.root + sep)) return undefined;
    return findType(await stat(target));
  } catch {
    // It leads nowhere.
    return undefined;
  }
}

function findType(entry: { isFile(): boolean; isDirectory(): boolean }): "file" | "folder" | undefined {
  if (entry.isDirectory()) return "folder";
  return entry.isFile() ? "file" : undefined;
}

function describe(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "not found";
  if (code === "ENOTDIR") return "not a folder";
  if (code === "EACCES" || code === "EPERM") return "no permission";
  return error instanceof Error ? error.message : String(error);
}
