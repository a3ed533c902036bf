import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const SRC = fileURLToPath(new URL("../src", import.meta.url));
const EVAL = fileURLToPath(new URL("../eval", import.meta.url));

interface Import {
  /** The importing file below `src/`: `answer/model.ts`. */
  readonly from: string;
  /** The imported file below `src/`, or a package's name. */
  readonly to: string;
}

const files = globSync("**/*.ts", { cwd: SRC })
  .map((file) => file.replaceAll("\\", "/"))
  .toSorted();
const textOf = new Map(files.map((file) => [file, readFileSync(join(SRC, file), "utf8")]));
const imports = files.flatMap(importsOf);

/** Beside its own files, what the files of a folder may import from `src/`. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  articles: [],
  formats: ["articles", "abortable.ts", "turns.ts", "worker-client.ts", "worker-serve.ts"],
  models: ["private-file.ts", "worker-client.ts", "worker-serve.ts"],
  store: ["articles", "private-file.ts", "worker-client.ts", "worker-serve.ts"],
  sources: ["articles", "formats", "store", "models/embedder.ts", "abortable.ts", "turns.ts"],
  fairness: ["abortable.ts", "log.ts", "store/store.ts", "store/clocks.ts"],
  http: [
    "answer/answer.ts",
    "models/chat.ts",
    "store/store.ts",
    "sources/reload.ts",
    "abortable.ts",
    "log.ts",
  ],
  "local-discord": [],
  playground: [
    "local-discord",
    "sources/folder.ts",
    "formats/extractor.ts",
    "formats/file-kind.ts",
    "config.ts",
  ],
  retrieval: ["articles", "store/store.ts", "models/embedder.ts"],
  answer: ["articles", "retrieval", "store/store.ts", "models/chat.ts", "models/embedder.ts"],
  "articles/speech": ["articles/article.ts", "articles/sentences.ts"],
  "answer/support": ["articles", "retrieval/words.ts", "answer/addresses.ts", "answer/number-words.ts"],
  "answer/derive": ["articles", "answer/happened.ts", "answer/number-words.ts"],
  "answer/disagreements": [
    "articles",
    "retrieval/words.ts",
    "store/store.ts",
    "answer/answer.ts",
    "answer/candidates.ts",
    "answer/happened.ts",
    "answer/number-words.ts",
    "answer/receipts.ts",
  ],
};

/** The rooms within a folder, and what of each the rest of the program may import. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  "articles/speech": ["cues", "quotes", "speech", "tag", "units"].map((name) => `articles/speech/${name}.ts`),
  "answer/derive": ["answer/derive/derive.ts", "answer/derive/who.ts"],
  "answer/support": ["answer/support/support.ts"],
  "answer/disagreements": ["answer/disagreements/disagreements.ts"],
};

/** Folders that may import whatever they need. */
const TOPS = ["discord", "commands", "terminal"];

describe("the arrows between the folders of src", () => {
  test("there are files and imports to judge", () => {
    expect(files).toContain("answer/answer-question.ts");
    expect(imports).toContainEqual({ from: "answer/verify.ts", to: "store/store.ts" });
    expect(imports).toContainEqual({ from: "config.ts", to: "zod" });
  });

  test.each(Object.entries(ARROWS))("%s/ imports nothing but itself and %j", (folder, allowed) => {
    const may = [folder, ...allowed];
    const strays = imports.filter(
      ({ from, to }) =>
        isIn(from, folder) && files.includes(to) && !may.some((place) => to === place || isIn(to, place)),
    );
    expect(strays).toEqual([]);
  });

  test("every folder has its arrows, or stands above all others", () => {
    const folders = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
    expect([...folders].filter((folder = "") => !(folder in ARROWS) && !TOPS.includes(folder))).toEqual([]);
  });

  test.each(Object.entries(DOORS))("%s/ is entered through %j alone", (room, doors) => {
    const strays = imports.filter(
      ({ from, to }) => isIn(to, room) && !isIn(from, room) && !doors.includes(to),
    );
    expect(strays).toEqual([]);
  });

  test("only discord/, commands/ and index.ts know Discord; the local one and the playground know its types", () => {
    const knows = ({ to }: Import) => /^(?:discord\.js|@discordjs\/.*|discord-api-types.*)$/.test(to);
    const may = ({ from, to }: Import) =>
      isIn(from, "discord") ||
      isIn(from, "commands") ||
      from === "index.ts" ||
      ((isIn(from, "local-discord") || isIn(from, "playground")) && to.startsWith("discord-api-types"));
    expect(imports.filter(knows).filter((line) => !may(line))).toEqual([]);
  });

  test("nothing below discord/ and commands/ imports them, nor the terminal", () => {
    const isTop = (file: string) =>
      TOPS.some((folder) => isIn(file, folder)) ||
      /^(?:index|cli|bot-services|member-answers)\.ts$/.test(file);
    expect(imports.filter(({ from, to }) => isTop(to) && !isTop(from))).toEqual([]);
  });

  test("nothing imports the playground; its page imports its own files and the types that it shares", () => {
    const isOfPage = (file: string) => isIn(file, "playground/page") || file === "playground/protocol.ts";
    const strays = imports.filter(
      ({ from, to }) =>
        (isIn(to, "playground") && !isIn(from, "playground")) ||
        (isIn(from, "playground/page") && !isOfPage(to)),
    );
    expect(strays).toEqual([]);
  });

  test("implementations of models are built only where everything is put together", () => {
    const contracts = ["models/chat.ts", "models/embedder.ts"];
    const isBuilder = (file: string) =>
      ["services.ts", "member-answers.ts", "index.ts", "cli.ts"].includes(file) ||
      isIn(file, "terminal") ||
      isIn(file, "models");
    const strays = imports.filter(
      ({ from, to }) => isIn(to, "models") && !contracts.includes(to) && !isBuilder(from),
    );
    expect(strays).toEqual([]);
  });

  test("every import of a file of ours names one that is there", () => {
    const missing = imports.filter(({ to }) => to.endsWith(".ts") && !files.includes(to));
    expect(missing).toEqual([]);
  });
});

describe("the evaluation", () => {
  test("measures the services that the terminal uses, and knows no Discord", () => {
    const text = globSync("**/*.ts", { cwd: EVAL }).map((file) => readFileSync(join(EVAL, file), "utf8"));
    expect(text.length).toBeGreaterThan(0);
    expect(
      text.filter((code) => /from "[./]+\/(?:tests|src\/(?:discord|commands|local-discord))\//.test(code)),
    ).toEqual([]);
  });
});

describe("the environment", () => {
  test("is read by cli.ts and index.ts alone", () => {
    const readers = files.filter((file) =>
      /\bprocess\s*(?:\.|\[\s*["'])env\b|\bdotenv\b/.test(textOf.get(file) ?? ""),
    );
    expect(readers.filter((file) => file !== "cli.ts" && file !== "index.ts")).toEqual([]);
  });
});

function importsOf(from: string): Import[] {
  const text = textOf.get(from) ?? "";
  const specifiers = [
    ...text.matchAll(/^\s*(?:import|export)\b[^"';]*?\bfrom\s+["']([^"']+)["']/gm),
    ...text.matchAll(/^\s*import\s+["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']/g),
  ].flatMap(([, specifier]) => specifier ?? []);
  return specifiers.map((specifier) => ({ from, to: targetOf(from, specifier) }));
}

function targetOf(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  return relative(SRC, join(SRC, dirname(from), specifier)).replaceAll("\\", "/");
}

function isIn(file: string, folder: string): boolean {
  return file.startsWith(`${folder}/`);
}
