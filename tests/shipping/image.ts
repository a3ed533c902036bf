import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The text of a file of the project. */
export const readProjectFile = (path: string): string => readFileSync(`${ROOT}/${path}`, "utf8");

/** One instruction of the Dockerfile: `COPY`, and what follows on its lines. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
}

/** The Dockerfile's instructions, in order; those of each stage follow its `FROM`. */
export function readDockerfile(): Instruction[] {
  return readProjectFile("Dockerfile")
    .replaceAll(/^#.*\n/gm, "")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, name = "", words = ""] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { name, words };
    });
}

/** The instructions of the last stage, which is the image. */
export function readImage(): Instruction[] {
  const instructions = readDockerfile();
  return instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
}

/** The files that `.dockerignore` lets through to the build. Its patterns here are paths; the last that fits decides. */
export function listBuildContext(): string[] {
  const patterns = readProjectFile(".dockerignore")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const fits = (file: string, pattern: string) =>
    pattern === "*" || file === pattern || file.startsWith(`${pattern}/`);
  const isThrough = (file: string) =>
    patterns.findLast((pattern) => fits(file, pattern.replace(/^!/, "")))?.startsWith("!") ?? true;
  return globSync("{*,{prompts,seeds,scripts,src,tests}/**/*}", { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(ROOT.length).replace(/^\//, ""))
    .filter(isThrough);
}
