import { z } from "zod";

const replySchema = z.object({
  data: z.array(z.object({ embedding: z.unknown().optional(), index: z.unknown().optional() })),
});

export interface ExpectedVectors {
  readonly count: number;
  /** How many numbers each has to have, where that was asked for. */
  readonly dimensions?: number | undefined;
}

/**
 * Reads the reply of an embeddings endpoint: one vector of unit length for each text, in the order of the texts, and
 * undefined where what came is no vector (a NaN, zeros). Numbers may stand in a list or be packed in base64. Throws when
 * it can't be told which vector belongs to which text, and when vectors have another length than the one asked for.
 */
export function parseVectors(
  text: string,
  { count, dimensions }: ExpectedVectors,
): (Float32Array | undefined)[] {
  const { data } = replySchema.parse(parseJson(text));
  if (data.length !== count) throw new Error(`${data.length} vectors came back for ${count} texts`);
  const vectors = new Map(
    placesOf(data.map(({ index }) => index)).map((place, at) => [place, data[at]?.embedding]),
  );
  return Array.from({ length: count }, (_, place) => {
    const numbers = toNumbers(vectors.get(place));
    if (dimensions !== undefined && numbers.length !== dimensions) {
      throw new Error(`a vector of ${numbers.length} numbers came back where ${dimensions} were asked for`);
    }
    return toUnitLength(numbers);
  });
}

/** Servers written in Python send numbers that JSON does not know. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/-?\b(?:NaN|Infinity)\b/g, "null"));
  }
}

/** By `index`, wherever every place is named once. Some servers leave it out, count from 1, or write 0 everywhere. */
function placesOf(indexes: readonly unknown[]): number[] {
  const positions = indexes.map((_, position) => position);
  if (new Set(indexes).size === 1) return positions;
  const first = indexes.includes(0) ? 0 : 1;
  const places = indexes.map((index) => (typeof index === "number" ? index - first : -1));
  const named = new Set(places);
  if (positions.every((position) => named.has(position))) return places;
  throw new Error("the vectors that came back don't say which text they belong to");
}

function toNumbers(embedding: unknown): readonly unknown[] | Float32Array {
  if (Array.isArray(embedding)) return embedding;
  if (typeof embedding !== "string") return [];
  const bytes = Uint8Array.from(Buffer.from(embedding, "base64"));
  return new Float32Array(bytes.buffer, 0, bytes.length >> 2);
}

function toUnitLength(values: readonly unknown[] | Float32Array): Float32Array | undefined {
  const numbers = Float64Array.from(values, (value) => (typeof value === "number" ? value : Number.NaN));
  let sum = 0;
  for (const number of numbers) sum += number * number;
  const length = Math.sqrt(sum);
  if (length === 0 || !Number.isFinite(length)) return undefined;
  return Float32Array.from(numbers, (number) => number / length);
}
