import type { Article, Span } from "../../articles/article.ts";
import { findAttributions } from "../../articles/attributions.ts";
import type { TerminalCommand } from "../command.ts";
import type { Line } from "../output.ts";
import { withShelf } from "../shelf.ts";

/** `statements`: who said what, article by article. */
export const statements: TerminalCommand = {
  name: "statements",
  description: "who said what, article by article",
  options: [],

  run: (request) =>
    withShelf(request, async (shelf) => {
      const { options, output, signal } = request;
      for await (const article of shelf.list()) {
        signal.throwIfAborted();
        if (options.json) output.printJson({ articleId: article.id, statements: findStatements(article) });
        else output.print(renderStatements(article));
      }
    }),
};

function findStatements({ body }: Article) {
  const spell = ({ start, end }: Span) => ({ text: body.slice(start, end), start, end });
  return findAttributions(body).map(({ speaker, content, kind }) => ({
    speaker: speaker && spell(speaker),
    content: spell(content),
    kind,
  }));
}

function renderStatements({ id, title, body }: Article): Line[] {
  const lines = findAttributions(body).map(({ speaker, speakerName, content, kind }) => {
    const text = speaker ? body.slice(speaker.start, speaker.end) : "somebody";
    const who = speakerName && !speakerName.includes(text) ? `${text}, ${speakerName}` : text;
    return { text: `${who} (${kind}): ${body.slice(content.start, content.end)}`, marker: "• ", indent: 2 };
  });
  return [{ text: `${title} (${id})`, style: "bold" }, ...lines, { text: "" }];
}
