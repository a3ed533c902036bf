import { REST } from "discord.js";
import { config as loadDotenv } from "dotenv";
import { parseBotConfig } from "../src/bot-config.ts";
import { commands } from "../src/commands/index.ts";
import { ConfigError } from "../src/config.ts";
import { registerCommands } from "../src/discord/register.ts";
import { explainLoginFailure } from "../src/discord-failure.ts";

/** Registers the commands without starting the bot. Exit status as the bot's. */
async function main(): Promise<number> {
  loadDotenv({ quiet: true });
  try {
    const { token, applicationId, apiUrl } = parseBotConfig(process.env).discord;
    const rest = new REST(apiUrl === undefined ? {} : { api: apiUrl }).setToken(token);
    const data = commands.map((command) => command.data);
    const result = await registerCommands(rest, { applicationId, commands: data });
    process.stdout.write(`${data.map(({ name }) => `/${name}`).join(" ")}: ${result}\n`);
    return 0;
  } catch (error) {
    const isConfig = error instanceof ConfigError;
    process.stderr.write(`${isConfig ? error.message : explainLoginFailure(error)}\n`);
    return isConfig ? 2 : 1;
  }
}

process.exitCode = await main();
