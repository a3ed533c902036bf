import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";
import { renderComponent, renderDiscordPage, renderMarkdown } from "../../scripts/discord-page.ts";
import { escapeText } from "../../src/discord/markup.ts";

describe("the picture's page", () => {
  test("shows quotations, small print, bold, links and dates as Discord does", () => {
    expect(renderMarkdown("> why")).toBe("<blockquote>why</blockquote>");
    expect(renderMarkdown("-# \\[1\\] <t:1772193600:D>")).toBe(
      '<small>[1] <span class="date">February 27, 2026</span></small>',
    );
    expect(renderMarkdown("**So \\*there\\***")).toBe("<p><strong>So *there*</strong></p>");
    expect(renderMarkdown("[article](<https://example.org/a>)")).toBe("<p><a>article</a></p>");
  });

  test("shows letter by letter what the bot has escaped", () => {
    const text = '<script> "a" & **b** [c](<https://example.org>) <t:0:D> <@1>';
    const shown = renderMarkdown(escapeText(text)).replace(/&#(\d+);/g, (_, code) =>
      String.fromCharCode(Number(code)),
    );
    expect(shown).toBe(`<p>${text}</p>`);
  });

  test("never makes an element of a text", () => {
    const page = renderDiscordPage({
      asker: "<img>",
      bot: "<img>",
      message: {
        components: [{ type: ComponentType.TextDisplay, content: "**<img>** [<img>](<https://a.b>)" }],
      },
    });
    expect(page).not.toContain("<img>");
  });

  test("shows nested components, and refuses those that it does not know", () => {
    const label = "Receipts";
    const button = { type: ComponentType.Button, style: ButtonStyle.Primary, label };
    const row = { type: ComponentType.ActionRow, components: [button] };
    expect(renderComponent({ type: ComponentType.Container, components: [row] })).toBe(
      '<div class="container"><div class="row"><button class="primary">Receipts</button></div></div>',
    );
    expect(() => renderComponent({ type: ComponentType.Thumbnail })).toThrow("type 11");
  });
});
