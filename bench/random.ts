/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A seed made of several: so that one article can be made without those before it. */
export function mixSeeds(...seeds: readonly number[]): number {
  return seeds.reduce((mixed, seed) => {
    const next = Math.imul(mixed ^ seed, 0x9e3779b1);
    return (next ^ (next >>> 15)) >>> 0;
  }, 0x85ebca6b);
}

/** Any direction, unit length. */
export function randomDirection(random: () => number, dimensions: number): Float32Array {
  return toUnitLength(Float32Array.from({ length: dimensions }, () => random() - 0.5));
}

/** Brings a vector to length 1, in place. */
export function toUnitLength(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}
