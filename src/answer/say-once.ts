import type { Statement } from "./answer.ts";

/**
 * Statements as they are read one below the other: story, headline and number of copies only where the statement above
 * has another.
 */
export function sayOnce(statements: readonly Statement[]): Statement[] {
  return statements.map((statement, index) => {
    const { story, headline, carriedBy, ...said } = statement;
    const above = statements[index - 1];
    const isNewStory = story !== above?.story;
    const isNewArticle = articleOf(statement) !== articleOf(above);
    return {
      ...said,
      ...(story !== undefined && isNewStory ? { story } : {}),
      ...(headline !== undefined && (isNewStory || headline !== above?.headline) ? { headline } : {}),
      ...(carriedBy && (isNewArticle || !above?.carriedBy) ? { carriedBy } : {}),
    };
  });
}

const articleOf = (statement: Statement | undefined) => statement?.receipts[0]?.article.id;
