import fc from "fast-check";
import { expect, test } from "vitest";
import { createBounds, dotProduct, encodeVectors } from "../../../src/store/sqlite/vector-codes.ts";

const DIMENSIONS = 16;
const vector = fc
  .array(fc.float({ noNaN: true, min: -8, max: 8 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => Float32Array.from(values));

test("a dot product lies between its bounds, whatever the vectors", () => {
  fc.assert(
    fc.property(vector, fc.array(vector, { maxLength: 5 }), (question, stored) => {
      const joined = new Float32Array(stored.length * DIMENSIONS);
      stored.forEach((values, index) => {
        joined.set(values, index * DIMENSIONS);
      });
      const seen: number[] = [];
      createBounds(question)(encodeVectors(joined, DIMENSIONS), (index, least, most) => {
        const product = dotProduct(question, joined, index * DIMENSIONS);
        const rounding = 1e-5 * (1 + Math.abs(product));
        expect(product).toBeGreaterThanOrEqual(least - rounding);
        expect(product).toBeLessThanOrEqual(most + rounding);
        seen.push(index);
      });
      expect(seen).toEqual(stored.map((_, index) => index));
    }),
  );
});

test("the bounds of unit vectors are a hundredth apart at most", () => {
  const waves = Float32Array.from({ length: 512 }, (_, index) => Math.sin(index * 7.3));
  const unit = waves.map((value) => value / Math.hypot(...waves));
  const bounds: (readonly [least: number, most: number])[] = [];
  createBounds(unit)(encodeVectors(unit, 512), (_, least, most) => bounds.push([least, most]));
  expect(bounds).toHaveLength(1);
  for (const [least, most] of bounds) {
    expect(most - least).toBeLessThan(0.01);
    expect((most + least) / 2).toBeCloseTo(1, 2);
  }
});
