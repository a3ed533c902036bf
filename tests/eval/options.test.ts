import { describe, expect, test } from "vitest";
import { parseOptions, USAGE } from "../../eval/options.ts";

describe("the evaluation's options", () => {
  test("pick sections by name, in the table's order", () => {
    const options = parseOptions(["--frozen", "--only", "claims, retrieval"]);
    expect(options?.sections.map(({ name }) => name)).toEqual(["retrieval", "claims"]);
    expect(options).toMatchObject({ data: undefined, json: false, report: undefined });
  });

  test("name a folder of data, and a page", () => {
    expect(parseOptions(["--data", "tests", "--json", "--report", "page.html"])).toMatchObject({
      data: "tests",
      json: true,
      report: "page.html",
    });
  });

  test("say what is wrong in one line", () => {
    expect(() => parseOptions(["--only", "luck"])).toThrow(/^--only knows retrieval, .*, not "luck"$/);
    expect(() => parseOptions(["--data", "nowhere/at-all"])).toThrow("there is no folder nowhere/at-all");
    expect(() => parseOptions(["--frozen", "--data", "tests"])).toThrow("exclude each other");
    expect(() => parseOptions(["--fast"])).toThrow("--fast");
  });

  test("are told by --help", () => {
    expect(parseOptions(["--help"])).toBeUndefined();
    expect(USAGE).toContain("--report FILE.html");
  });
});
