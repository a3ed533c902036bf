import { describe, expect, test } from "vitest";
import { readProjectFile } from "./image.ts";

const FILES = [
  ".github/workflows/check.yml",
  ".github/workflows/release.yml",
  "Dockerfile",
  "compose.yaml",
  "compose.postgres.yaml",
];

/** Made here, not fetched. */
const OWN = /^(?:on-record|\.\/.*)$/;

/** What a file fetches by name: an action, an image to build on, to start beside, or to run. */
function listReferences(file: string): string[] {
  const lines = readProjectFile(file).matchAll(
    /^FROM (\S+)|^\s*(?:- )?uses: (.+)$|^\s*image: (\S+)$|(\bprom\/prometheus\S*)/gm,
  );
  return [...lines]
    .flatMap((groups) => groups.slice(1).flatMap((name) => name ?? []))
    .filter((name) => !OWN.test(name));
}

describe("what is fetched when this is checked, built or started", () => {
  test.each(FILES)("is named by what it is, and not by a tag that may move: %s", (file) => {
    for (const name of listReferences(file)) {
      expect(name).toMatch(
        /^(?:actions\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+|[\w./-]+:[\w.-]+@sha256:[\da-f]{64})$/,
      );
    }
  });

  test("is the same in every file that names it", () => {
    const names = new Set(FILES.flatMap(listReferences));
    const bare = [...names].map((name) => name.replace(/[:@].*$/, ""));
    expect(bare.toSorted()).toEqual([
      "actions/checkout",
      "actions/setup-node",
      "node",
      "pgvector/pgvector",
      "prom/prometheus",
    ]);
  });
});
