/**
 * Reads the objects of the arrays in a JSON text while it is still being written: give it each piece as it comes,
 * and it returns the source text of every object that the piece completed. What stands around an array is skipped.
 */
export function createObjectReader(): (piece: string) => string[] {
  /** How many brackets are open, the array's own among them. */
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  /** The object that is being read; undefined between the elements, and in elements that are no objects. */
  let object: string | undefined;

  const readString = (character: string) => {
    if (isEscaped) isEscaped = false;
    else if (character === "\\") isEscaped = true;
    else if (character === '"') isInString = false;
  };

  /** Returns whether an element of the array ends here. */
  const readBracket = (character: string): boolean => {
    if (character === '"') isInString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    return depth === 1 && (character === "}" || character === "]");
  };

  const readCharacter = (character: string): string | undefined => {
    if (depth === 0) {
      // Outside of arrays may stand prose, in which quotation marks and braces mean nothing.
      if (character === "[") depth = 1;
      return undefined;
    }
    if (depth === 1 && character === "{" && !isInString) object = "";
    if (object !== undefined) object += character;
    if (isInString) {
      readString(character);
      return undefined;
    }
    if (!readBracket(character)) return undefined;
    const complete = object;
    object = undefined;
    return complete;
  };

  return (piece) => [...piece].flatMap((character) => readCharacter(character) ?? []);
}
