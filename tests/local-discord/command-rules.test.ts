import { describe, expect, test } from "vitest";
import { callRest, createScene } from "./scene.ts";

const command = (fields: object = {}) => ({ name: "ask", description: "Asks", ...fields });
const option = (fields: object = {}) => ({ type: 3, name: "question", description: "What", ...fields });
const choice = { name: "a", value: "a" };
const longChoices = Array.from({ length: 25 }, (_, index) => ({
  name: `${index}`.padEnd(100, "x"),
  value: `${index}`.padEnd(100, "x"),
}));

async function register(commands: unknown, scope: "global" | "guild" = "global") {
  const { discord, guild } = await createScene();
  const where = scope === "guild" ? `/guilds/${guild.id}` : "";
  const path = `/applications/${discord.applicationId}${where}/commands`;
  const { status, body } = await callRest(discord, "PUT", path, commands);
  return { status, body, discord, guild, path };
}

describe("a list of commands is refused", () => {
  test.each([
    ["with a capital in a name", [command({ name: "Ask" })], "0.name", "APPLICATION_COMMAND_INVALID_NAME"],
    ["with a space in a name", [command({ name: "ask me" })], "0.name", "APPLICATION_COMMAND_INVALID_NAME"],
    [
      "with a capital in a localised name",
      [command({ name_localizations: { de: "Frag" } })],
      "0.name_localizations.de",
      "APPLICATION_COMMAND_INVALID_NAME",
    ],
    [
      "with a capital in an option's name",
      [command({ options: [option({ name: "Q" })] })],
      "0.options.0.name",
      "APPLICATION_COMMAND_INVALID_NAME",
    ],
    ["without a description", [{ name: "ask" }], "0.description", "BASE_TYPE_REQUIRED"],
    [
      "with a description of more than 100",
      [command({ description: "x".repeat(101) })],
      "0.description",
      "BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with an option without a description",
      [command({ options: [{ type: 3, name: "question" }] })],
      "0.options.0.description",
      "BASE_TYPE_REQUIRED",
    ],
    [
      "with a required option after an optional one",
      [command({ options: [option(), option({ name: "b", required: true })] })],
      "0.options.1",
      "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ],
    [
      "with choices beside autocomplete",
      [command({ options: [option({ autocomplete: true, choices: [choice] })] })],
      "0.options.0",
      "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES",
    ],
    [
      "with an option twice",
      [command({ options: [option(), option()] })],
      "0.options.1.name",
      "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ],
    [
      "with an option beside a subcommand",
      [command({ options: [option({ type: 1 }), option({ name: "b" })] })],
      "0.options.1",
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ],
    ["with a command twice", [command(), command()], "1.name", "APPLICATION_COMMANDS_DUPLICATE_NAME"],
    [
      "with a command of more than 8000 characters",
      [command({ options: [option({ choices: longChoices }), option({ name: "b", choices: longChoices })] })],
      "0",
      "APPLICATION_COMMAND_TOO_LARGE",
    ],
    [
      "with more than 25 options",
      [command({ options: Array.from({ length: 26 }, (_, index) => option({ name: `o${index}` })) })],
      "0.options",
      "BASE_TYPE_MAX",
    ],
  ])("%s", async (_what, commands, path, code) => {
    const { status, body, discord } = await register(commands);
    expect([status, body.code]).toEqual([400, 50035]);
    expect(body.errors).toHaveProperty([...path.split("."), "_errors", "0", "code"], code);
    expect(discord.brokenRules()).toHaveLength(1);
    expect(discord.commands()).toEqual([]);
  });

  test("with more than 100 slash commands", async () => {
    const { status, body } = await register(
      Array.from({ length: 101 }, (_, index) => command({ name: `c${index}` })),
    );
    expect([status, body.errors._errors[0].code]).toEqual([400, "MAX_APPLICATION_COMMANDS"]);
  });

  test("with contexts on a server's own command", async () => {
    const { status } = await register([command({ contexts: [0] })], "guild");
    expect(status).toBe(400);
  });

  test("of another application, or for a server without the bot", async () => {
    const { discord } = await createScene();
    const other = await callRest(discord, "PUT", "/applications/1/commands", []);
    const path = `/applications/${discord.applicationId}/guilds/1/commands`;
    expect([other.status, (await callRest(discord, "PUT", path, [])).status]).toEqual([403, 403]);
  });
});

describe("a list of commands", () => {
  test("replaces the one before, and commands that stay keep their ids", async () => {
    const { discord, body, path } = await register([command(), command({ name: "old" })]);
    const { body: after } = await callRest(discord, "PUT", path, [command({ description: "New" })]);
    expect(after).toMatchObject([{ id: body[0].id, description: "New" }]);
    expect((await callRest(discord, "GET", path)).body).toEqual(after);
  });

  test("may give permissions as a string, as discord.js does", async () => {
    const { status, body } = await register([command({ default_member_permissions: "32" })]);
    expect([status, body[0].default_member_permissions]).toEqual([200, "32"]);
  });

  test("of a server goes before the global one, in that server only", async () => {
    const { discord, guild } = await register([command({ description: "Here" })], "guild");
    expect(discord.commands()).toEqual([]);
    expect(discord.commands(guild.id)).toMatchObject([{ description: "Here" }]);
  });
});

describe("the REST API", () => {
  test("answers what it does not know with 404 and notes the call", async () => {
    const { discord } = await createScene();
    const { status, body } = await callRest(discord, "GET", "/guilds/1/audit-logs");
    expect({ status, body }).toEqual({ status: 404, body: { message: "404: Not Found", code: 0 } });
    expect(discord.calls().map(({ route }) => route)).toEqual(["GET /api/v10/guilds/1/audit-logs"]);
  });

  test("wants the bot's token", async () => {
    const { discord } = await createScene();
    const response = await fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: "Bot no" } });
    expect(response.status).toBe(401);
    expect((await callRest(discord, "GET", "/users/@me")).body.username).toBe("on-record");
  });

  test("says who the application is", async () => {
    const { discord } = await createScene();
    for (const path of ["/applications/@me", "/oauth2/applications/@me"]) {
      expect((await callRest(discord, "GET", path)).body.id).toBe(discord.applicationId);
    }
  });
});
