import { ButtonStyle, ComponentType } from "discord-api-types/v10";
import type { Message } from "../src/local-discord/messages.ts";
import type { Component } from "../src/local-discord/payloads.ts";

/** A reply as somebody in the channel sees it. */
export interface ShownReply {
  readonly asker: string;
  readonly bot: string;
  readonly message: Pick<Message, "components" | "invocation">;
}

/** A page that looks like a channel of Discord's with one reply in it. It asks the network for nothing. */
export function renderDiscordPage({ asker, bot, message }: ShownReply): string {
  const command = escapeHtml(message.invocation?.commandName ?? "");
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A reply</title><style>${STYLE}</style>
<main>
  <header><i></i><b class="asker">${escapeHtml(asker.slice(0, 1))}</b>
    <span class="name">${escapeHtml(asker)}</span> used <span class="command">/${command}</span></header>
  <b class="avatar">${escapeHtml(bot.slice(0, 1))}</b>
  <section><div class="author"><span class="name">${escapeHtml(bot)}</span> <span class="tag">APP</span>
    <time>Today at 12:00</time></div>
    ${message.components.map(renderComponent).join("\n")}
  </section>
</main></html>`;
}

/** Components V2 as HTML, as far as a reply of this bot's may need. Throws on a kind that it does not know. */
export function renderComponent(component: Component): string {
  const inner = () => (component.components ?? []).map(renderComponent).join("\n");
  switch (component.type) {
    case ComponentType.TextDisplay:
      return `<div class="text">${renderMarkdown(component.content ?? "")}</div>`;
    case ComponentType.Container:
      return `<div class="container">${inner()}</div>`;
    case ComponentType.Separator:
      return "<hr>";
    case ComponentType.ActionRow:
      return `<div class="row">${inner()}</div>`;
    case ComponentType.Button: {
      const kind = component.style === ButtonStyle.Primary ? "primary" : "secondary";
      return `<button class="${kind}">${escapeHtml(component.label ?? "")}</button>`;
    }
    default:
      throw new Error(`the page does not show components of type ${component.type}`);
  }
}

/** What this bot writes of Discord's Markdown: quotations, small print, bold, links, dates and escapes. */
export function renderMarkdown(source: string): string {
  return source
    .split("\n")
    .map((line) => {
      if (line.startsWith("> ")) return `<blockquote>${renderInline(line.slice(2))}</blockquote>`;
      if (line.startsWith("-# ")) return `<small>${renderInline(line.slice(3))}</small>`;
      return `<p>${renderInline(line) || "<br>"}</p>`;
    })
    .join("");
}

const MARKS =
  /\\(?<escaped>[!-/:-@[-`{-~])|\*\*(?<bold>(?:\\.|[^\\*])+)\*\*|<t:(?<seconds>-?\d+):D>|\[(?<label>[^\]\\]+)\]\(<https?:[^>]+>\)|(?<special>[&<>"])/g;

function renderInline(source: string): string {
  return source.replace(MARKS, (whole, ...found) => {
    const { escaped, bold, seconds, label } = found.at(-1);
    if (bold !== undefined) return `<strong>${renderInline(bold)}</strong>`;
    if (seconds !== undefined) return `<span class="date">${DAY.format(Number(seconds) * 1000)}</span>`;
    if (label !== undefined) return `<a>${renderInline(label)}</a>`;
    return escapeHtml(escaped ?? whole);
  });
}

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** Discord's own font is "gg sans"; the others are close to it. */
const STYLE = `
* { box-sizing: border-box; margin: 0; padding: 0 }
body { background: #313338; color: #dbdee1; font: 16px/22px "gg sans", "Noto Sans", "Helvetica Neue", Arial, sans-serif }
main { position: relative; padding: 18px 24px 20px 76px }
header { position: relative; height: 20px; font-size: 14px; line-height: 20px; color: #b5bac1; display: flex; gap: 4px; align-items: center; margin-bottom: 4px }
header i { position: absolute; left: -36px; top: 9px; width: 32px; height: 13px; border: solid #4e5058; border-width: 2px 0 0 2px; border-top-left-radius: 6px }
.asker, .avatar { display: grid; place-items: center; border-radius: 50%; color: #fff }
.asker { width: 16px; height: 16px; font-size: 9px; background: #3ba55d }
.avatar { position: absolute; left: 16px; top: 44px; width: 40px; height: 40px; font-size: 19px; background: #b3541e }
header .name { font-weight: 600; color: #c9cdfb }
.command { color: #c9cdfb; background: #3c4270; border-radius: 3px; padding: 0 3px; line-height: 18px; font-weight: 500 }
.author { display: flex; align-items: center; gap: 6px; margin-bottom: 2px }
.author .name { font-weight: 600; color: #f2f3f5 }
.tag { background: #5865f2; color: #fff; font-size: 10px; line-height: 15px; font-weight: 600; border-radius: 4px; padding: 0 4px }
time { font-size: 12px; color: #949ba4; margin-left: 2px }
blockquote { border-left: 4px solid #4e5058; border-radius: 4px; padding-left: 12px }
small { display: block; font-size: 13px; line-height: 18px; color: #949ba4 }
.date { background: #3f4147; border-radius: 3px; padding: 0 2px }
a { color: #00a8fc }
hr { border: 0; border-top: 1px solid #4e5058; margin: 8px 0 }
.container { background: #2b2d31; border: 1px solid #3f4147; border-radius: 8px; padding: 12px 16px }
.row { display: flex; gap: 8px; margin-top: 8px }
button { border: 0; border-radius: 8px; height: 32px; padding: 0 14px; color: #fff; font: 500 14px/16px "gg sans", "Noto Sans", "Helvetica Neue", Arial, sans-serif }
.primary { background: #5865f2 }
.secondary { background: #4e5058 }
`;
