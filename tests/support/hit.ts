import type { Article } from "../../src/articles/article.ts";
import type { Hit } from "../../src/store/store.ts";
import { article } from "./article.ts";

/** The whole body of an article as one hit; a test names only what it is about. */
export function hit(fields: Partial<Article> = {}, score = 1): Hit {
  const { body, ...info } = article(fields);
  const passage = { id: `${info.id}@0`, articleId: info.id, start: 0, end: body.length, text: body };
  return { passage, article: info, originId: info.id, score };
}
