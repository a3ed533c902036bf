/** The guild id under which the house's own scope is kept. */
export const HOUSE = "";

/** Rows of one scope's articles lie between `scope * SCOPE_SIZE` and the next one's. */
const SCOPE_SIZE = 2 ** 32;

/** Where an article is: its scope, and its number there. */
export interface ArticlePlace {
  readonly scope: number;
  readonly number: number;
}

/** The row of an article, in every table that has one for it. */
export function rowOf({ scope, number }: ArticlePlace): number {
  return scope * SCOPE_SIZE + number;
}

/** Where the article of a row is. */
export function placeOfRow(row: number): ArticlePlace {
  return { scope: Math.floor(row / SCOPE_SIZE), number: row % SCOPE_SIZE };
}

/** The first row of a scope, and the first of the next. */
export function rowsOf(scope: number): { readonly first: number; readonly end: number } {
  return { first: scope * SCOPE_SIZE, end: (scope + 1) * SCOPE_SIZE };
}
