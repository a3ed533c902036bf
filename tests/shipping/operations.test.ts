import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "../../src/http/metrics.ts";
import { ROOT, readProjectFile } from "./image.ts";

const RELOAD = {
  id: "seeds",
  name: "seeds",
  kind: "folder",
  added: 1,
  changed: 0,
  removed: 0,
  unchanged: 0,
  failed: [],
  notices: [],
  ms: 1,
} as const;
const ANSWER = {
  kind: "answered",
  question: "what?",
  engine: "extractive",
  statements: [],
  withheld: [],
  sourcesUpTo: null,
  timing: { retrieveMs: 1, answerMs: 1 },
} as const;

const operations = readProjectFile("docs/operations.md");
const metrics = await readMetrics();
const alerts = z
  .object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.string() }),
            annotations: z.object({ summary: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(readProjectFile("deploy/alerts.yml")))
  .groups.flatMap(({ rules }) => rules);
const ofOurs = [...metrics.keys()].filter((name) => name.startsWith("on_record_"));

describe("docs/operations.md", () => {
  test("lists every metric that the bot serves, with its labels, and none that it doesn't", () => {
    const rows = [...operations.matchAll(/^\| `(on_record_\w+)` \| (.*?) \|/gm)];
    const listed = new Map(
      rows.map(([, name = "", labels = ""]) => [
        name,
        [...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label),
      ]),
    );
    expect([...listed.keys()].toSorted()).toEqual(ofOurs.toSorted());
    for (const [name, labels] of listed) expect(labels, name).toEqual(labelsOf(name));
    const mentioned = operations.match(/\b(?:process|nodejs)_[a-z]\w+/g) ?? [];
    expect(mentioned.filter((name) => !metrics.has(name))).toEqual([]);
  });

  test("says what to do about every warning and error that the log can hold", () => {
    const events = globSync("src/**/*.ts", { cwd: ROOT }).flatMap((file) =>
      [...readProjectFile(file).matchAll(/\blog\.(?:warn|error)\(\s*"([^"]+)"/g)].map(
        ([, event = ""]) => event,
      ),
    );
    expect(events).toContain("source failed");
    const told = operations.slice(operations.indexOf("## Troubleshooting"));
    expect(events.filter((event) => !told.includes(`\`${event}\``))).toEqual([]);
  });

  test("quotes the log as it is written", () => {
    const code = globSync("src/**/*.ts", { cwd: ROOT }).map(readProjectFile).join("\n");
    const rows = operations.slice(operations.indexOf("## Troubleshooting")).matchAll(/^\| (.*?) \| /gm);
    const pieces = [...rows].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, quoted = ""]) =>
        quoted.split("…").map((piece) => piece.trim()),
      ),
    );
    expect(pieces.length).toBeGreaterThan(30);
    expect(pieces.filter((piece) => !code.includes(piece))).toEqual([]);
  });

  test("says what to do about every alert", () => {
    expect(alerts.map(({ alert }) => alert).filter((alert) => !operations.includes(`\`${alert}\``))).toEqual(
      [],
    );
  });

  test.each(["docs/operations.md", "docs/scaling.md", "CHANGELOG.md", "README.md"])(
    "%s links to files that are there",
    (file) => {
      const links = [...readProjectFile(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(
        ([, link = ""]) => link,
      );
      const missing = links.filter((link) => !existsSync(join(ROOT, file, "..", link)));
      expect(missing).toEqual([]);
    },
  );

  test("is found from the README", () => {
    expect(readProjectFile("README.md")).toContain("(docs/operations.md)");
  });
});

describe("deploy/alerts.yml", () => {
  test.each(alerts.map(({ alert, ...rest }) => [alert, rest] as const))(
    "%s asks for what the bot serves",
    (_, { expr }) => {
      const named = [...expr.matchAll(/\b((?:on_record|process|nodejs)_\w+)(?:\{([^}]*)\})?/g)];
      expect(named.length + (expr.includes("up{") ? 1 : 0)).toBeGreaterThan(0);
      for (const [, name = "", matchers = ""] of named) {
        const metric = metrics.has(name) ? name : name.replace(/_bucket$/, "");
        expect(metrics.has(metric), name).toBe(true);
        for (const [, label = ""] of matchers.matchAll(/(\w+)[=!]/g)) {
          expect(["job", ...labelsOf(metric)]).toContain(label);
        }
      }
    },
  );

  const exprOf = (name: string) => alerts.find(({ alert }) => alert === name)?.expr ?? "";

  test("a folder, which can always be read, hides no feed that can't", () => {
    const { length: failing } = exprOf("OnRecordSourcesFail").match(/on_record_reloads_total/g) ?? [];
    const { length: without } = exprOf("OnRecordSourcesFail").match(/kind!="folder"/g) ?? [];
    expect([failing, without]).toEqual([2, 2]);
    expect(exprOf("OnRecordReadsNothing")).toContain('{kind!="folder",result!="failed"}');
  });

  test("a bot that never logged in is seen, whose heartbeat has no age", () => {
    // A comparison with NaN is false.
    expect(exprOf("OnRecordNeverConnects")).toMatch(/^(\w+) unless \1 >= 0$/);
  });

  test("nobody is woken by a member who presses an old answer's button", () => {
    expect(exprOf("OnRecordFails")).not.toContain("expired");
  });

  test("each says how urgent it is, and what has happened", () => {
    expect(new Set(alerts.map(({ labels }) => labels.severity))).toEqual(new Set(["page", "ticket"]));
    expect(alerts.filter(({ annotations }) => !/^[A-Z].{10,}$/.test(annotations.summary))).toEqual([]);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });
});

describe("CHANGELOG.md", () => {
  const changelog = readProjectFile("CHANGELOG.md");

  test("has an entry for the version that package.json names", () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(readProjectFile("package.json")));
    expect(changelog).toContain(`\n## [${version}]`);
  });

  test("tells first what an upgrade asks for", () => {
    for (const [, entry = ""] of changelog.matchAll(/^## \[Unreleased\]\n+### (.*)$/gm)) {
      expect(entry).toBe("To do when you upgrade");
    }
  });
});

/** Each metric of a page on which everything has been counted once, with its labels. */
async function readMetrics(): Promise<Map<string, string[]>> {
  const counted = createMetrics();
  counted.watchHeartbeat(() => 1);
  counted.countInteraction({ command: "ask", outcome: "answered", acknowledgeMs: 1, answerMs: 1 });
  counted.countTokens({ promptTokens: 1, completionTokens: 1, cachedTokens: 1 });
  counted.countRepeatedAnswer();
  counted.countReload(RELOAD);
  counted.countAnswer(ANSWER);
  const { body } = await counted.page();
  const names = [...body.matchAll(/^# HELP (\w+)/gm)].map(([, name = ""]) => name);
  return new Map(
    names.map((name) => {
      const [, labels = ""] = new RegExp(`^${name}(?:_bucket)?\\{(.*)\\} `, "m").exec(body) ?? [];
      const found = [...labels.matchAll(/(\w+)="/g)].map(([, label = ""]) => label);
      return [name, found.filter((label) => label !== "le")];
    }),
  );
}

function labelsOf(name: string): string[] {
  return metrics.get(name) ?? [];
}
