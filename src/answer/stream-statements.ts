/**
 * Reads the objects of the first array in a JSON text while it is still being written: give it each piece as it
 * comes, and it returns the source text of every object that the piece completed.
 */
export function createObjectReader(): (piece: string) => string[] {
  let depth = 0;
  let isInArray = false;
  let isInString = false;
  let isEscaped = false;
  let object = "";

  const readCharacter = (character: string): string | undefined => {
    if (!isInArray) {
      isInArray = character === "[";
      return undefined;
    }
    if (depth === 0 && character !== "{") return undefined;
    object += character;
    if (isInString) {
      if (isEscaped) isEscaped = false;
      else if (character === "\\") isEscaped = true;
      else if (character === '"') isInString = false;
      return undefined;
    }
    if (character === '"') isInString = true;
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > 0) return undefined;
    const complete = object;
    object = "";
    return complete;
  };

  return (piece) => [...piece].flatMap((character) => readCharacter(character) ?? []);
}
