import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { botSettingsSchema } from "../../src/bot-config.ts";
import { settingsSchema } from "../../src/config.ts";
import { ROOT, readImage, readProjectFile } from "./image.ts";

const SETTINGS = Object.keys({ ...settingsSchema.shape, ...botSettingsSchema.shape });

const serviceSchema = z.looseObject({
  environment: z.record(z.string(), z.string()).default({}),
  command: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  secrets: z.array(z.string()).default([]),
});
const composeSchema = z.looseObject({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })).default({}),
});
const readCompose = (file: string) => composeSchema.parse(parse(readProjectFile(file)));
const { services } = readCompose("compose.yaml");
const withPostgres = readCompose("compose.postgres.yaml");

describe("compose.yaml", () => {
  const { bot } = services;

  test("is one service that can write into its volume and /tmp alone, and has no rights", () => {
    expect(Object.keys(services)).toEqual(["bot"]);
    expect(bot).toMatchObject({
      env_file: ".env",
      read_only: true,
      tmpfs: [expect.stringMatching(/^\/tmp:/)],
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      mem_limit: expect.any(String),
    });
    const [volume] = readImage().flatMap(({ name, words }) => (name === "VOLUME" ? [words] : []));
    const writable = bot?.volumes.filter((mount) => !mount.endsWith(":ro"));
    expect(writable).toEqual([`data:${volume}`]);
    expect(bot?.environment.DATABASE_URL).toMatch(new RegExp(`^${volume}/`));
  });

  test("sets settings alone, each where it is mounted and served", () => {
    const environment = bot?.environment ?? {};
    expect(Object.keys(environment).filter((name) => !SETTINGS.includes(name))).toEqual([]);
    expect(bot?.volumes).toContainEqual(expect.stringMatching(`:${environment.SEEDS_DIR}:ro$`));
    expect(bot?.ports).toEqual([`127.0.0.1:${environment.HTTP_PORT}:${environment.HTTP_PORT}`]);
  });

  test("lets it reach a model's server on the machine itself", () => {
    expect(bot).toMatchObject({ extra_hosts: ["host.docker.internal:host-gateway"] });
    expect(readProjectFile("docs/operations.md")).toContain("http://host.docker.internal:");
  });

  test("gives the bot the time that it gives answers under way", () => {
    const [, grace = ""] = /GRACE_MS = ([\d_]+);/.exec(readProjectFile("src/index.ts")) ?? [];
    const graceMs = Number(grace.replaceAll("_", ""));
    expect(graceMs).toBeGreaterThan(0);
    expect(1000 * Number.parseInt(String(bot?.stop_grace_period), 10)).toBeGreaterThan(graceMs + 5000);
  });
});

describe("compose.postgres.yaml", () => {
  const { bot, db } = withPostgres.services;

  test("puts the store into PostgreSQL with pgvector, and starts the bot once that is ready", () => {
    expect(db).toMatchObject({
      image: expect.stringMatching(/^pgvector\/pgvector:pg17@/),
      // Over TCP: the server that the image starts for its first preparations listens on its socket alone.
      healthcheck: { test: expect.arrayContaining(["CMD", "pg_isready", "--host", "127.0.0.1"]) },
    });
    expect(bot).toMatchObject({ depends_on: { db: { condition: "service_healthy" } } });
    const address = new URL(bot?.environment.DATABASE_URL ?? "");
    expect(address).toMatchObject({
      protocol: "postgres:",
      hostname: "db",
      username: db?.environment.POSTGRES_USER,
    });
    expect(address.pathname).toBe(`/${db?.environment.POSTGRES_DB}`);
    expect(db?.volumes.map((mount) => mount.split(":")[0])).toEqual(Object.keys(withPostgres.volumes));
  });

  test("keeps the password in a file alone, which git and the image do not take", () => {
    const [[name = "", { file = "" } = {}] = []] = Object.entries(withPostgres.secrets);
    expect(new URL(bot?.environment.DATABASE_URL ?? "").password).toBe("");
    for (const service of [bot, db]) expect(service?.secrets).toEqual([name]);
    expect(db?.environment.POSTGRES_PASSWORD_FILE).toBe(`/run/secrets/${name}`);
    expect(bot?.command.at(-1)).toContain(`/run/secrets/${name}`);
    expect(readProjectFile(".gitignore").split("\n")).toContain(file.replace("./", ""));
  });

  test("starts the bot as the image does, in the shell's place so that signals reach it", () => {
    const [start = ""] = readImage().flatMap(({ name, words }) => (name === "CMD" ? [words] : []));
    expect(bot?.command.at(-1)).toMatch(
      new RegExp(` exec ${z.array(z.string()).parse(JSON.parse(start)).join(" ")}$`),
    );
  });
});

describe("the workflows", () => {
  const workflowSchema = z.looseObject({
    permissions: z.record(z.string(), z.string()),
    jobs: z.record(
      z.string(),
      z.looseObject({
        uses: z.string().default(""),
        needs: z.string().default(""),
        permissions: z.record(z.string(), z.string()).default({}),
        steps: z
          .array(z.looseObject({ uses: z.string().default(""), run: z.string().default("") }))
          .default([]),
      }),
    ),
  });
  const stepsOf = (file: string) =>
    Object.values(workflowSchema.parse(parse(readProjectFile(file))).jobs).flatMap(({ steps }) => steps);

  test("run the one gate, and may read alone", () => {
    const check = workflowSchema.parse(parse(readProjectFile(".github/workflows/check.yml")));
    expect(check.permissions).toEqual({ contents: "read" });
    expect(check.on).toMatchObject({ push: { branches: ["main"] }, pull_request: null, workflow_call: null });
    expect(check.jobs.check?.steps.map(({ run }) => run)).toEqual(
      expect.arrayContaining(["npm ci", "npm run check"]),
    );
  });

  test("release nothing that has not passed it, and only what releases may write", () => {
    const release = workflowSchema.parse(parse(readProjectFile(".github/workflows/release.yml")));
    expect(release.jobs.check?.uses).toBe("./.github/workflows/check.yml");
    expect(workflowSchema.parse(parse(readProjectFile(".github/workflows/check.yml"))).on).toHaveProperty(
      "workflow_call",
    );
    expect(release.jobs.image?.needs).toBe("check");
    expect(release.permissions).toEqual({ contents: "read" });
    expect(release.jobs.image?.permissions).toEqual({ contents: "read", packages: "write" });
  });

  test.each([".github/workflows/check.yml", ".github/workflows/release.yml"])(
    "use nobody's actions but GitHub's own, and no text of a stranger's in a script: %s",
    (file) => {
      for (const { uses, run } of stepsOf(file)) {
        expect(uses).toMatch(/^(?:actions\/[\w-]+@[\da-f]{40})?$/);
        expect(run).not.toContain("${{");
      }
    },
  );

  test("name files that are there", () => {
    const named = stepsOf(".github/workflows/check.yml").flatMap(
      ({ run }) => run.match(/[\w.]+\.yaml/g) ?? [],
    );
    expect(named).toContain("compose.postgres.yaml");
    expect(named.filter((file) => !existsSync(`${ROOT}/${file}`))).toEqual([]);
  });
});
