import { execFile } from "node:child_process";
import { posix } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { botSettingsSchema } from "../../src/bot-config.ts";
import { settingsSchema } from "../../src/config.ts";
import { startHttpServer } from "../../src/http/server.ts";
import { listBuildContext, ROOT, readDockerfile, readImage, readProjectFile } from "./image.ts";

const packageFile = z
  .object({
    scripts: z.record(z.string(), z.string()),
    dependencies: z.record(z.string(), z.string()),
    optionalDependencies: z.record(z.string(), z.string()).default({}),
  })
  .parse(JSON.parse(readProjectFile("package.json")));
const context = listBuildContext();
const image = readImage();
const wordsOf = (name: string) => image.filter((one) => one.name === name).map(({ words }) => words);
/** The form that starts no shell: `["node", "src/index.ts"]`. */
const readExec = (words: string): string[] => z.array(z.string()).parse(JSON.parse(words));
const healthCheck = readExec(/ CMD (.+)$/.exec(wordsOf("HEALTHCHECK")[0] ?? "")?.[1] ?? "");

/** What is run in the image: by the health check, by `npm start`, and by hand. */
const ENTRIES = [
  "src/index.ts",
  "src/cli.ts",
  "scripts/register.ts",
  "scripts/migrate-store.ts",
  "scripts/check-health.ts",
];

describe("the image", () => {
  test("runs what npm start runs, and its health check, without a shell between them and the signals", () => {
    expect(readExec(wordsOf("CMD")[0] ?? "").join(" ")).toBe(packageFile.scripts.start);
    expect(healthCheck).toEqual(["node", "scripts/check-health.ts"]);
  });

  test("is not root's, and names its user by number", () => {
    const [user = ""] = wordsOf("USER");
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(image.findIndex(({ name }) => name === "USER")).toBeGreaterThan(
      image.findLastIndex(({ name }) => name === "RUN"),
    );
  });

  test("has the Node that the project needs", () => {
    const bases = readDockerfile().filter(({ name }) => name === "FROM");
    expect(bases.map(({ words }) => words.split(".")[0])).toEqual(["node:24", "node:24"]);
    expect(readProjectFile("package.json")).toContain('"node": ">=24"');
  });

  test("sets nothing that is no setting, and writes into its volume alone", () => {
    const settings = Object.keys({ ...settingsSchema.shape, ...botSettingsSchema.shape });
    const set = new Map(wordsOf("ENV").flatMap((words) => words.split(" ").map(readPair)));
    const others = ["NODE_COMPILE_CACHE", "NODE_ENV", "SQLITE_TMPDIR"];
    expect([...set.keys()].filter((name) => !settings.includes(name) && !others.includes(name))).toEqual([]);
    const [volume] = wordsOf("VOLUME");
    for (const name of ["DATABASE_URL", "NODE_COMPILE_CACHE", "SQLITE_TMPDIR"]) {
      expect(`${set.get(name)}/`).toContain(`${volume}/`);
    }
    expect(wordsOf("EXPOSE")).toEqual([set.get("HTTP_PORT")]);
  });

  test("copies what the build is given, and nothing of the tests, the settings or what was stored", () => {
    const copied = readDockerfile().filter(({ name, words }) => name === "COPY" && !words.includes("--from"));
    for (const { words } of copied) {
      for (const path of words.split(" ").slice(0, -1)) {
        expect(
          context.some((file) => file === path || file.startsWith(`${path}/`)),
          path,
        ).toBe(true);
      }
    }
    expect(context.filter((file) => /^(?:tests|data|\.|node_modules)|\.env/.test(file))).toEqual([]);
  });

  test("holds every file that is reached from what is run in it, and every package, without those of development", () => {
    const { files, packages } = reach(ENTRIES);
    expect(files).toContain("src/store/sqlite/worker.ts");
    expect(files).toContain("src/formats/extractor-worker.ts");
    expect(files.filter((file) => !context.includes(file))).toEqual([]);
    expect(packages).toContain("discord.js");
    const installed = { ...packageFile.dependencies, ...packageFile.optionalDependencies };
    expect(packages.filter((name) => !(name in installed))).toEqual([]);
    expect(context).toEqual(
      expect.arrayContaining(["prompts/answer.md", "prompts/repair.md", "seeds/README.md"]),
    );
  });
});

describe("the health check", () => {
  test.each([
    [200, 0],
    [503, 1],
  ])("asks the page that the bot serves: status %i is exit status %i", async (status, exit) => {
    const health = async () => ({ status, contentType: "application/json", body: '{"status":"so"}\n' });
    const server = await startHttpServer({ host: "127.0.0.1", port: 0, pages: { "/healthz": health } });
    onTestFinished(() => server.close());
    expect(readProjectFile("src/index.ts")).toContain('"/healthz": health');
    expect(await check({ HTTP_PORT: String(server.port) })).toEqual({ exit, said: '{"status":"so"}\n' });
    expect(await check({ HTTP_PORT: String(server.port), HTTP_HOST: "0.0.0.0" })).toMatchObject({ exit });
  });

  test("fails where nobody listens", async () => {
    const server = await startHttpServer({ host: "127.0.0.1", port: 0, pages: {} });
    await server.close();
    const { exit, said } = await check({ HTTP_PORT: String(server.port) });
    expect([exit, said]).toEqual([1, expect.stringContaining("does not answer")]);
  });
});

/** Runs the health check's own script in the environment that is given, and in no other. */
function check(env: Record<string, string>): Promise<{ readonly exit: number; readonly said: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, healthCheck.slice(1), { cwd: ROOT, env }, (_, said) =>
      resolve({ exit: child.exitCode ?? Number.NaN, said }),
    );
  });
}

function readPair(pair: string): [string, string] {
  const [, name = "", value = ""] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
  return [name, value];
}

/** The files and packages that are loaded when these are: by an import that is more than a type, or as a thread. */
function reach(entries: readonly string[]): { readonly files: string[]; readonly packages: string[] } {
  const files = new Set<string>(entries);
  const packages = new Set<string>();
  for (const file of files) {
    if (!context.includes(file)) continue;
    const code = readProjectFile(file);
    for (const [, specifier = ""] of [
      ...code.matchAll(/^\s*(?:import|export)\s+(?!type\b)[^"';]*?\bfrom\s+"([^"]+)"/gm),
      ...code.matchAll(/^\s*import\s+"([^"]+)"/gm),
      ...code.matchAll(/\bimport\("([^"]+)"\)/g),
      ...code.matchAll(/\bnew URL\("(\.[^"]+\.ts)", import\.meta\.url\)/g),
    ]) {
      if (specifier.startsWith(".")) files.add(posix.join(posix.dirname(file), specifier));
      else if (!specifier.startsWith("node:")) packages.add(packageOf(specifier));
    }
  }
  return { files: [...files], packages: [...packages] };
}

const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
