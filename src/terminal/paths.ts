import { stat } from "node:fs/promises";
import { UsageError } from "./usage-error.ts";

/** Throws a `UsageError` unless the option names a file that is there; a link to one and a pipe count. */
export async function requireFile(option: string, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found || found.isDirectory()) throw new UsageError(`${option}: there is no file ${path}`);
}

/** Whether a path leads to a folder. */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
