/**
 * Vectors, one byte a number: a quarter of what must be read to find the nearest ones. Beside each stands how far it
 * is from its vector, so that it can be told for sure which vectors need not be compared at all.
 *
 *     codes = (scale, distance)… as 32-bit floats for each vector, then its numbers, divided by its scale and rounded
 */

const HIGHEST_CODE = 127;
const HEAD_FLOATS = 2;
const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;

/** The codes of vectors that lie one behind the other. */
export function encodeVectors(vectors: Float32Array, dimensions: number): Uint8Array {
  const count = vectors.length / dimensions;
  const heads = new Float32Array(HEAD_FLOATS * count);
  const codes = new Int8Array(vectors.length);
  for (let index = 0; index < count; index += 1) {
    const vector = vectors.subarray(index * dimensions, (index + 1) * dimensions);
    const scale = Math.fround(
      vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / HIGHEST_CODE,
    );
    let squares = 0;
    vector.forEach((value, at) => {
      const code = scale === 0 ? 0 : Math.round(value / scale);
      codes[index * dimensions + at] = code;
      squares += (value - scale * code) ** 2;
    });
    heads.set([scale, Math.sqrt(squares)], HEAD_FLOATS * index);
  }
  const encoded = new Uint8Array(heads.byteLength + codes.length);
  encoded.set(new Uint8Array(heads.buffer));
  encoded.set(new Uint8Array(codes.buffer), heads.byteLength);
  return encoded;
}

/** More than rounding can amount to where bounds are compared. */
const ROUNDING = 1e-6;

/** Between what the dot product of a vector lies, by its place. */
export type OnBounds = (index: number, least: number, most: number) => void;

/**
 * Prepares the comparing of a vector: what is returned tells, for each encoded vector in order, between what their dot
 * product lies (Cauchy and Schwarz: no further from that of its code than its distance, for each unit of length).
 */
export function createBounds(vector: Float32Array): (encoded: Uint8Array, onBounds: OnBounds) => void {
  const dimensions = vector.length;
  const length = Math.hypot(...vector);
  const doubles = Float64Array.from(vector);
  return (encoded, onBounds) => {
    const count = encoded.length / (dimensions + HEAD_FLOATS * FLOAT_BYTES);
    const heads = new Float32Array(encoded.buffer, encoded.byteOffset, HEAD_FLOATS * count);
    const codes = new Int8Array(encoded.buffer, encoded.byteOffset + heads.byteLength);
    for (let index = 0; index < count; index += 1) {
      const product = (heads[HEAD_FLOATS * index] ?? 0) * codeProduct(doubles, codes, index * dimensions);
      const margin = (heads[HEAD_FLOATS * index + 1] ?? 0) * length + ROUNDING;
      onBounds(index, product - margin, product + margin);
    }
  };
}

/** The dot product of a vector and the one that begins at `offset`. */
export function dotProduct(vector: Float32Array, vectors: Float32Array, offset: number): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1) {
    sum += (vector[index] ?? 0) * (vectors[offset + index] ?? 0);
  }
  return sum;
}

/**
 * The same of codes. Apart, since a loop over either kind of array runs five times slower; four sums at once take a third
 * less time, as none waits for the one before it.
 */
function codeProduct(vector: Float64Array, codes: Int8Array, offset: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  for (let index = 0; index < vector.length; index += 4) {
    const at = offset + index;
    first += (vector[index] ?? 0) * (codes[at] ?? 0);
    second += (vector[index + 1] ?? 0) * (codes[at + 1] ?? 0);
    third += (vector[index + 2] ?? 0) * (codes[at + 2] ?? 0);
    fourth += (vector[index + 3] ?? 0) * (codes[at + 3] ?? 0);
  }
  return first + second + third + fourth;
}
