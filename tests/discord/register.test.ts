import { REST } from "discord.js";
import { expect, test } from "vitest";
import { commands } from "../../src/commands/index.ts";
import { registerCommands } from "../../src/discord/register.ts";
import { createScene } from "../local-discord/scene.ts";

const PUT = "PUT /applications/{application}/commands";
const data = commands.map((command) => command.data);

async function createRegistration() {
  const { discord } = await createScene();
  const rest = new REST({ api: discord.apiUrl }).setToken(discord.token);
  const { applicationId } = discord;
  return { discord, register: (list = data) => registerCommands(rest, { applicationId, commands: list }) };
}

test("commands are registered once, and again only when they have changed", async () => {
  const { discord, register } = await createRegistration();
  await expect(register()).resolves.toBe("registered");
  await expect(register()).resolves.toBe("unchanged");
  await expect(register(data.toReversed())).resolves.toBe("unchanged");
  const [first, ...rest] = data;
  if (!first) throw new Error("there are commands");
  await expect(register([{ ...first, description: "Another" }, ...rest])).resolves.toBe("registered");
  await expect(register(rest)).resolves.toBe("registered");
  expect(discord.calls(PUT).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(discord.brokenRules()).toEqual([]);
});

test("what Discord refuses is an error", async () => {
  const { register } = await createRegistration();
  await expect(register(data.map((command) => ({ ...command, name: "Not A Name" })))).rejects.toThrow();
});
