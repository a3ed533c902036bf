import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { findEmbedProblems, findLinkProblem } from "./embed-rules.ts";
import { flattenComponents, isComponentsV2, type MessageBody, textsOf } from "./messages.ts";
import type { Component } from "./payloads.ts";
import type { Problem } from "./problems.ts";

const MAX_CONTENT_CHARS = 2000;
const MAX_ROWS = 5;
const MAX_V2_COMPONENTS = 40;
/** Not in Discord's documentation; seen. */
const MAX_V2_TEXT_CHARS = 4000;
/** Seen: text displays that need more bytes than this make Discord answer 500. */
const MAX_V2_TEXT_BYTES = 10_170;
const BYTES_PER_TEXT_DISPLAY = 12;
const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Breaks of the rules on messages that Discord's OpenAPI file does not state: empty when all is well. */
export function findMessageProblems(body: MessageBody): Problem[] {
  return [
    ...findContentProblems(body),
    ...findEmbedProblems(body.embeds),
    ...(isComponentsV2(body) ? findV2Problems(body) : findRowProblems(body.components)),
    ...findComponentProblems(body.components),
  ];
}

/** Whether there is nothing in it to show. */
export const isEmpty = ({ content, embeds, components, attachments }: MessageBody) =>
  content === "" && embeds.length === 0 && components.length === 0 && attachments.length === 0;

/** Whether its text displays are of the size that makes Discord answer 500, though they are 4000 characters. */
export function overwhelmsDiscord(body: MessageBody): boolean {
  const displays = textsOf({ ...body, content: "" }).filter((text) => text !== "");
  const bytes = displays.reduce((sum, text) => sum + Buffer.byteLength(text) + BYTES_PER_TEXT_DISPLAY, 0);
  return isComponentsV2(body) && bytes > MAX_V2_TEXT_BYTES;
}

function findContentProblems({ content, attachments }: MessageBody): Problem[] {
  const problems: Problem[] = [];
  if (content.length > MAX_CONTENT_CHARS) {
    const message = `Must be ${MAX_CONTENT_CHARS} or fewer in length.`;
    problems.push({ path: ["content"], code: "BASE_TYPE_MAX_LENGTH", message });
  }
  attachments.forEach(({ bytes }, index) => {
    if (bytes <= MAX_FILE_BYTES) return;
    const message = `Must be ${MAX_FILE_BYTES} bytes or fewer.`;
    problems.push({ path: ["attachments", index], code: "ATTACHMENT_TOO_LARGE", message });
  });
  return problems;
}

function findV2Problems({ content, embeds, components }: MessageBody): Problem[] {
  const legacy = [content !== "" ? "content" : [], embeds.length > 0 ? "embeds" : []].flat().map((field) => ({
    path: [field],
    code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
  const problems: Problem[] = [...legacy];
  if (components.length === 0) {
    problems.push({ path: ["components"], code: "BASE_TYPE_REQUIRED", message: "This field is required" });
  }
  if (flattenComponents(components).length > MAX_V2_COMPONENTS) {
    const message = `Must be ${MAX_V2_COMPONENTS} or fewer components, nested ones included.`;
    problems.push({ path: ["components"], code: "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message });
  }
  const chars = textsOf({ content: "", components }).reduce((sum, text) => sum + text.length, 0);
  if (chars > MAX_V2_TEXT_CHARS) {
    const message = `The text of all components must be ${MAX_V2_TEXT_CHARS} or fewer in length.`;
    problems.push({ path: ["components"], code: "COMPONENT_MAX_TOTAL_TEXT_EXCEEDED", message });
  }
  return problems;
}

function findRowProblems(components: readonly Component[]): Problem[] {
  const problems: Problem[] = [];
  if (components.length > MAX_ROWS) {
    const message = `Must be between 1 and ${MAX_ROWS} in length.`;
    problems.push({ path: ["components"], code: "BASE_TYPE_BAD_LENGTH", message });
  }
  components.forEach((row, index) => {
    const path = ["components", index];
    if (row.type !== ComponentType.ActionRow) {
      const message = `Value of field "type" must be one of (${ComponentType.ActionRow},).`;
      problems.push({ path, code: "UNION_TYPE_CHOICES", message });
    }
    const inner = row.components ?? [];
    if (inner.length > 1 && inner.some(({ type }) => type !== ComponentType.Button)) {
      const message = "A select menu takes a whole row.";
      problems.push({ path, code: "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message });
    }
  });
  return problems;
}

/** Problems with custom ids and buttons, in messages and in modals alike. */
export function findComponentProblems(
  components: readonly Component[],
  above: Problem["path"] = ["components"],
  seen: Set<string> = new Set(),
): Problem[] {
  return components.flatMap((component, index) => {
    const path = [...above, index];
    const problems = component.type === ComponentType.Button ? findButtonProblems(component, path) : [];
    const { custom_id: customId, accessory } = component;
    if (customId && seen.has(customId)) {
      const message = "Component custom id cannot be duplicated";
      problems.push({ path: [...path, "custom_id"], code: "COMPONENT_CUSTOM_ID_DUPLICATED", message });
    }
    if (customId) seen.add(customId);
    return [
      ...problems,
      ...findComponentProblems(component.components ?? [], [...path, "components"], seen),
      ...findComponentProblems(
        component.component ? [component.component] : [],
        [...path, "component"],
        seen,
      ),
      ...findComponentProblems(accessory ? [accessory] : [], [...path, "accessory"], seen),
    ];
  });
}

function findButtonProblems(button: Component, path: Problem["path"]): Problem[] {
  const needed = button.style === ButtonStyle.Link ? "url" : "custom_id";
  const isPremium = button.style === ButtonStyle.Premium;
  const problems: Problem[] = [];
  const require = (field: string, message: string) =>
    problems.push({ path: [...path, field], code: "BASE_TYPE_REQUIRED", message });
  if (!isPremium && !button[needed]) require(needed, `A ${needed} is required`);
  if (!isPremium && !button.label && !button.emoji) require("label", "A button needs a label or an emoji");
  if (button.url && button.custom_id) {
    const message = "A custom id and url cannot both be specified";
    problems.push({ path: [...path, "custom_id"], code: "COMPONENT_CUSTOM_ID_AND_URL", message });
  }
  return [...problems, ...findLinkProblem(button.url, [...path, "url"])];
}
