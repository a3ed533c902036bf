import { execFileSync, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeFolder } from "../support/folder.ts";
import { readProjectFile } from "./image.ts";

const UNITS = ["on-record.service", "on-record-backup.service", "on-record-backup.timer"];

/** A unit's lines by name, each with all its values. */
function readUnit(name: string): Map<string, string[]> {
  const lines = new Map<string, string[]>();
  for (const [, key = "", value = ""] of readProjectFile(`deploy/${name}`).matchAll(/^(\w+)=(.*)$/gm)) {
    lines.set(key, [...(lines.get(key) ?? []), value]);
  }
  return lines;
}

test("the unit starts the bot as a user without rights that writes into its own folder alone", () => {
  const unit = readUnit("on-record.service");
  expect(unit.get("ExecStart")).toEqual([
    "/usr/bin/node --max-semi-space-size=8 /opt/on-record/src/index.ts",
  ]);
  expect(Object.fromEntries(unit)).toMatchObject({
    DynamicUser: ["yes"],
    StateDirectory: ["on-record"],
    WorkingDirectory: ["%S/on-record"],
    ProtectSystem: ["strict"],
    NoNewPrivileges: ["yes"],
    CapabilityBoundingSet: [""],
    Restart: ["on-failure"],
    RestartPreventExitStatus: ["2"],
  });
});

test("it waits for answers under way for longer than the bot does", () => {
  const [, grace = ""] = /GRACE_MS = ([\d_]+);/.exec(readProjectFile("src/index.ts")) ?? [];
  const [seconds] = readUnit("on-record.service").get("TimeoutStopSec") ?? [];
  expect(1000 * Number(seconds)).toBeGreaterThan(Number(grace.replaceAll("_", "")) + 5000);
});

test("a backup is made by the same user, in the same folder, with the same settings", () => {
  const [bot, backup] = ["on-record.service", "on-record-backup.service"].map(readUnit);
  for (const key of ["DynamicUser", "StateDirectory", "WorkingDirectory", "EnvironmentFile", "UMask"]) {
    expect(backup?.get(key)).toEqual(bot?.get(key));
  }
  expect(backup?.get("User")).toEqual(["on-record"]);
  expect(backup?.get("ExecStart")?.[0]).toContain("src/cli.ts backup --to backups/");
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

test.skipIf(!hasSystemd)("systemd finds nothing wrong with the units, and little exposed", async () => {
  // As they are installed, but for the program, which is not where it will be.
  const folder = await makeFolder();
  const files = await Promise.all(
    UNITS.map(async (name) => {
      const file = join(folder, name);
      await writeFile(file, readProjectFile(`deploy/${name}`).replaceAll("/usr/bin/node", process.execPath));
      return file;
    }),
  );
  const verified = spawnSync("systemd-analyze", ["verify", "--man=no", ...files], { encoding: "utf8" });
  // A machine's other units may have their own troubles.
  expect(verified.stderr.split("\n").filter((line) => line.includes("on-record"))).toEqual([]);
  expect(verified.status).toBe(0);
  const report = execFileSync("systemd-analyze", ["security", "--offline=true", files[0] ?? ""], {
    encoding: "utf8",
  });
  expect(Number(/exposure level for on-record\.service: ([\d.]+)/.exec(report)?.[1])).toBeLessThan(2);
});
