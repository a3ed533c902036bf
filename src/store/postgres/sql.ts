/** A piece of a statement, and what is bound in it: never text that somebody else wrote. */
export interface Sql {
  readonly texts: readonly string[];
  /** What stands between the texts: one less than there are of them. */
  readonly values: readonly unknown[];
}

/** Makes a piece of a statement. A piece within it becomes part of it; every other value is a parameter. */
export function sql(texts: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const joined: { texts: string[]; values: unknown[] } = { texts: [texts[0] ?? ""], values: [] };
  const addText = (text: string) => joined.texts.push(`${joined.texts.pop()}${text}`);
  parts.forEach((part, index) => {
    if (isSql(part)) {
      addText(part.texts[0] ?? "");
      joined.texts.push(...part.texts.slice(1));
      joined.values.push(...part.values);
      addText(texts[index + 1] ?? "");
    } else {
      joined.values.push(part);
      joined.texts.push(texts[index + 1] ?? "");
    }
  });
  return joined;
}

/** A name or a piece of SQL of our own, known when this was written. */
export const rawSql = (text: string): Sql => ({ texts: [text], values: [] });

/** Pieces one after the other, with another between them. */
export function joinSql(pieces: readonly Sql[], between: Sql): Sql {
  return pieces.reduce((all, piece, index) => (index === 0 ? piece : sql`${all}${between}${piece}`), sql``);
}

function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && "texts" in value && "values" in value;
}

/** The statement as the driver takes it. */
export function toQuery({ texts, values }: Sql): { text: string; values: unknown[] } {
  return {
    text: texts.reduce((all, text, index) => `${all}$${index}${text}`),
    values: values.map(toParameter),
  };
}

/**
 * PostgreSQL keeps no zero byte in a text, nor half a letter. Each becomes U+FFFD: of the same length, so
 * that every offset holds.
 */
export const storable = (text: string): string => text.replaceAll("\0", "\ufffd").toWellFormed();

function toParameter(value: unknown): unknown {
  if (typeof value === "string") return storable(value);
  if (value instanceof Float32Array) return toVector(value);
  if (Array.isArray(value)) return value.map(toParameter);
  return value;
}

/** As many digits as tell every 32-bit number from its neighbours. */
const FLOAT_DIGITS = 9;

/** An array of PostgreSQL's as it is written. */
function toVector(vector: Float32Array): string {
  return `{${Array.from(vector, (value) => value.toPrecision(FLOAT_DIGITS)).join(",")}}`;
}
