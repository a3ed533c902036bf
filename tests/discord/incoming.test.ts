import { expect, test } from "vitest";
import { parseIncoming } from "../../src/discord/incoming.ts";

const SENDER = {
  id: "1",
  token: "a-token",
  application_id: "2",
  guild_id: "3",
  member: { user: { id: "4" }, permissions: "32" },
  locale: "de",
};
const SENT = {
  id: "1",
  token: "a-token",
  applicationId: "2",
  guildId: "3",
  memberId: "4",
  permissions: 32n,
  locale: "de",
};

test("a command brings its subcommand and its options, whatever their kind", () => {
  const options = [
    {
      name: "add",
      type: 1,
      options: [
        { name: "address", type: 3, value: "x" },
        { name: "loud", type: 5, value: true },
      ],
    },
  ];
  expect(parseIncoming({ ...SENDER, type: 2, data: { type: 1, name: "newsroom", options } })).toEqual({
    ...SENT,
    kind: "command",
    command: "newsroom",
    subcommand: "add",
    options: new Map<string, unknown>([
      ["address", "x"],
      ["loud", true],
    ]),
  });
});

test("who is typing names the option", () => {
  const options = [
    { name: "question", type: 3, value: "x" },
    { name: "outlet", type: 3, value: "harb", focused: true },
  ];
  expect(parseIncoming({ ...SENDER, type: 4, data: { type: 1, name: "ask", options } })).toMatchObject({
    kind: "autocomplete",
    command: "ask",
    focused: { name: "outlet", value: "harb" },
  });
});

test("a button brings its id, a form what was typed, in rows and under labels", () => {
  const data = { component_type: 2, custom_id: "receipts:abc" };
  expect(parseIncoming({ ...SENDER, type: 3, data })).toEqual({
    ...SENT,
    kind: "button",
    customId: "receipts:abc",
  });
  const components = [
    { type: 1, components: [{ type: 4, custom_id: "one", value: "1" }] },
    { type: 18, component: { type: 4, custom_id: "two", value: "2" } },
  ];
  expect(parseIncoming({ ...SENDER, type: 5, data: { custom_id: "form:abc", components } })).toEqual({
    ...SENT,
    kind: "form",
    customId: "form:abc",
    fields: new Map([
      ["one", "1"],
      ["two", "2"],
    ]),
  });
});

test("outside of servers there is a user and no permission", () => {
  const { guild_id: _, member: __, ...rest } = SENDER;
  const data = { type: 1, name: "sources" };
  expect(parseIncoming({ ...rest, type: 2, user: { id: "4" }, data })).toMatchObject({
    guildId: null,
    memberId: "4",
    permissions: 0n,
  });
});

test.each([
  ["nothing", undefined],
  ["a ping", { ...SENDER, type: 1 }],
  ["a menu", { ...SENDER, type: 3, data: { component_type: 3, custom_id: "x", values: [] } }],
  ["a command of a message", { ...SENDER, type: 2, data: { type: 3, name: "x" } }],
  ["permissions that are none", { ...SENDER, type: 3, member: { user: { id: "4" }, permissions: "all" } }],
])("%s is not taken for something else", (_what, payload) => {
  expect(parseIncoming(payload)).toBeUndefined();
});
