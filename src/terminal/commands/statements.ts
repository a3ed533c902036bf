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
        const found = findStatements(article);
        if (options.json) output.printJson({ articleId: article.id, statements: found });
        else output.print(renderStatements(article, found));
      }
    }),
};

type FoundStatement = ReturnType<typeof findStatements>[number];

function findStatements({ body }: Article) {
  const spell = ({ start, end }: Span) => ({ text: body.slice(start, end), start, end });
  return findAttributions(body).map(({ speaker, content, kind }) => ({
    speaker: speaker && spell(speaker),
    content: spell(content),
    kind,
  }));
}

function renderStatements({ id, title }: Article, found: readonly FoundStatement[]): Line[] {
  const lines = found.map(({ speaker, content, kind }) => ({
    text: `${speaker?.text ?? "somebody"} (${kind}): ${content.text}`,
    marker: "• ",
    indent: 2,
  }));
  return [{ text: `${title} (${id})`, style: "bold" }, ...lines, { text: "" }];
}
