import { describe, expect, test } from "vitest";
import { callRest, createScene } from "./scene.ts";

const V2 = 1 << 15;
const row = (...components: object[]) => ({ type: 1, components });
const button = (fields: object = {}) => ({ type: 2, style: 1, label: "Press", custom_id: "a", ...fields });
const link = (url: string) => ({ type: 2, style: 5, label: "Open", url });
const text = (content: string) => ({ type: 10, content });
const menu = { type: 3, custom_id: "m", options: [{ label: "a", value: "a" }] };
const field = (value: string) => ({ name: "a", value });

/** Sends a message as the bot; returns the answer and the rules that were noted. */
async function post(payload: object) {
  const { discord, channelId } = await createScene();
  const { status, body } = await callRest(discord, "POST", `/channels/${channelId}/messages`, payload);
  const noted = discord.brokenRules().flatMap(({ problems }) => problems.map(({ code }) => code));
  return { status, body, noted, discord };
}

describe("a message is refused, and the broken rule is noted,", () => {
  test.each([
    ["of more than 2000 characters", { content: "x".repeat(2001) }, "content", "BASE_TYPE_MAX_LENGTH"],
    [
      "whose embeds have more than 6000",
      { embeds: [{ description: "x".repeat(4000) }, { description: "x".repeat(2001) }] },
      "embeds",
      "MAX_EMBED_SIZE_EXCEEDED",
    ],
    [
      "with more than 10 embeds",
      { embeds: Array.from({ length: 11 }, () => ({ title: "a" })) },
      "embeds",
      "BASE_TYPE_MAX",
    ],
    [
      "with an embed title of more than 256",
      { embeds: [{ title: "x".repeat(257) }] },
      "embeds.0.title",
      "BASE_TYPE_MAX_LENGTH",
    ],
    ["with an empty embed", { embeds: [{}] }, "embeds.0.description", "BASE_TYPE_REQUIRED"],
    [
      "with an empty field value",
      { embeds: [{ title: "a", fields: [field(" ")] }] },
      "embeds.0.fields.0.value",
      "BASE_TYPE_REQUIRED",
    ],
    [
      "with a javascript: link in an embed",
      { embeds: [{ title: "a", url: "javascript:alert(1)" }] },
      "embeds.0.url",
      "URL_TYPE_INVALID_SCHEME",
    ],
    [
      "with a javascript: link on a button",
      { content: "a", components: [row(link("javascript:alert(1)"))] },
      "components.0.components.0.url",
      "URL_TYPE_INVALID_SCHEME",
    ],
    [
      "with a link of more than 512",
      { content: "a", components: [row(link(`https://a.example/${"x".repeat(512)}`))] },
      "components.0.components.0.url",
      "BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with more than 5 rows",
      {
        content: "a",
        components: Array.from({ length: 6 }, (_, index) => row(button({ custom_id: `${index}` }))),
      },
      "components",
      "BASE_TYPE_BAD_LENGTH",
    ],
    [
      "with more than 5 buttons in a row",
      {
        content: "a",
        components: [row(...Array.from({ length: 6 }, (_, index) => button({ custom_id: `${index}` })))],
      },
      "components.0.components",
      "BASE_TYPE_MAX",
    ],
    [
      "with a menu beside a button",
      { content: "a", components: [row(button(), menu)] },
      "components.0",
      "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ],
    [
      "with the same custom id twice",
      { content: "a", components: [row(button()), row(button())] },
      "components.1.components.0.custom_id",
      "COMPONENT_CUSTOM_ID_DUPLICATED",
    ],
    [
      "with a button without custom id",
      { content: "a", components: [row({ type: 2, style: 1, label: "a" })] },
      "components.0.components.0.custom_id",
      "BASE_TYPE_REQUIRED",
    ],
    [
      "with a link button without URL",
      { content: "a", components: [row({ type: 2, style: 5, label: "a" })] },
      "components.0.components.0.url",
      "BASE_TYPE_REQUIRED",
    ],
    [
      "with a button that shows nothing",
      { content: "a", components: [row(button({ label: "" }))] },
      "components.0.components.0.label",
      "BASE_TYPE_REQUIRED",
    ],
    [
      "with a button label of more than 80",
      { content: "a", components: [row(button({ label: "x".repeat(81) }))] },
      "components.0.components.0.label",
      "BASE_TYPE_MAX_LENGTH",
    ],
    [
      "with V2 components but not their flag",
      { components: [text("a")] },
      "components.0",
      "UNION_TYPE_CHOICES",
    ],
    [
      "with content beside V2 components",
      { content: "a", components: [text("a")], flags: V2 },
      "content",
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ],
    [
      "with embeds beside V2 components",
      { embeds: [{ title: "a" }], components: [text("a")], flags: V2 },
      "embeds",
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ],
    [
      "with more than 40 V2 components, nested ones included",
      { components: [{ type: 17, components: Array.from({ length: 40 }, () => text("a")) }], flags: V2 },
      "components",
      "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ],
    [
      "with more than 4000 characters in V2 components",
      { components: [text("x".repeat(2001)), text("x".repeat(2000))], flags: V2 },
      "components",
      "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED",
    ],
  ])("%s", async (_what, payload, path, code) => {
    const { status, body, noted } = await post(payload);
    expect([status, body.code]).toEqual([400, 50035]);
    expect(body.errors).toHaveProperty([...path.split("."), "_errors", "0", "code"], code);
    expect(noted).toEqual([code]);
  });

  test("with nothing in it", async () => {
    const { status, body, noted } = await post({ content: " \n" });
    expect([status, body.code, noted]).toEqual([400, 50006, ["EMPTY_MESSAGE"]]);
  });

  test("with 4000 characters that are too many bytes, as a failure of Discord's own", async () => {
    const { status, noted } = await post({ components: [text("新".repeat(4000))], flags: V2 });
    expect([status, noted]).toEqual([500, ["TEXT_TOO_MANY_BYTES"]]);
  });
});

describe("a message is taken", () => {
  test.each([
    [
      "at every limit",
      {
        content: "x".repeat(2000),
        embeds: [{ description: "x".repeat(4096) }, { description: "x".repeat(1904) }],
        components: [row(button(), link("https://a.example"))],
      },
    ],
    [
      "of V2 components at every limit",
      {
        flags: V2,
        components: [text("x".repeat(3962)), ...Array.from({ length: 38 }, () => text("x")), { type: 14 }],
      },
    ],
    [
      "with a button beside a text",
      { flags: V2, components: [{ type: 9, components: [text("a")], accessory: button() }] },
    ],
  ])("%s", async (_what, payload) => {
    const { status, noted } = await post(payload);
    expect([status, noted]).toEqual([200, []]);
  });

  test("with a file, whose bytes count against the limit of 10 MiB", async () => {
    const { discord, channelId, mia } = await createScene();
    const send = async (bytes: number) => {
      const form = new FormData();
      form.set("payload_json", JSON.stringify({ content: "a" }));
      form.set("files[0]", new Blob([new Uint8Array(bytes)]), "answer.txt");
      const headers = { authorization: `Bot ${discord.token}` };
      const url = `${discord.apiUrl}/v10/channels/${channelId}/messages`;
      return (await fetch(url, { method: "POST", headers, body: form })).status;
    };
    expect([await send(10), await send(10 * 1024 * 1024 + 1)]).toEqual([200, 400]);
    expect(mia.messages().map(({ attachments }) => attachments)).toEqual([
      [{ name: "answer.txt", bytes: 10 }],
    ]);
  });
});
