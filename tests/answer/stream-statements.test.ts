import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createObjectReader } from "../../src/answer/stream-statements.ts";

const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value);

describe("reading objects while they stream", () => {
  test("gives each object with the piece that completes it", () => {
    const read = createObjectReader();
    expect(read('{"statements": [{"a"')).toEqual([]);
    expect(read(": 1")).toEqual([]);
    expect(read('}, {"b": 2}')).toEqual(['{"a": 1}', '{"b": 2}']);
    expect(read("]}")).toEqual([]);
  });

  test.each([
    ["braces in strings", '[{"a": "} ] { ["}]'],
    ["quotation marks in strings", String.raw`[{"a": "\"} {\""}]`],
    ["backslashes before the end of a string", String.raw`[{"a": "\\"}, {"b": "\\\""}]`],
    ["objects in objects", '[{"a": {"b": [{"c": 1}]}}]'],
    ["other elements between", '["{", 1, null, [{"not": "this"}], {"a": 1}, "]"]'],
    ["an empty object", "[{}]"],
    ["no object", "[]"],
    ["surrogate pairs", '[{"a": "🕊️"}]'],
  ])("with %s", (_name, json) => {
    expect(readAll(json, [1])).toEqual(JSON.parse(json).filter(isObject));
  });

  test.each([
    ["a code fence", '```json\n{"statements": [{"a": 1}]}\n```'],
    ["words before", 'Here\'s "the {answer}: {"statements": [{"a": 1}]}'],
    ["words after", '[{"a": 1}] I hope that helps {you}. "'],
    ["an array in the words before", 'As [1] and [2] say: {"statements": [{"a": 1}]}'],
  ])("skips %s", (_name, text) => {
    expect(readAll(text, [3])).toEqual([{ a: 1 }]);
  });

  test("a text that ends too early gives what was complete", () => {
    expect(readAll('[{"a": 1}, {"b": "unfinish', [4])).toEqual([{ a: 1 }]);
  });

  test("any array in any pieces gives what JSON.parse gives", () => {
    const chunks = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    const spacing = fc.constantFrom(undefined, 2, "\t");
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), chunks, spacing, (values, sizes, space) => {
        const json = JSON.stringify(values, undefined, space);
        expect(readAll(json, sizes)).toEqual(JSON.parse(json).filter(isObject));
        expect(readAll(`{"statements": ${json}}`, sizes)).toEqual(JSON.parse(json).filter(isObject));
      }),
    );
  });

  test("any text at all is survived", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (pieces) => {
        const read = createObjectReader();
        for (const piece of pieces) expect(Array.isArray(read(piece))).toBe(true);
      }),
    );
  });
});

/** Everything that is read when the text comes in pieces of these sizes, over and over. */
function readAll(text: string, sizes: readonly number[]): unknown[] {
  const read = createObjectReader();
  const objects: unknown[] = [];
  for (let at = 0, count = 0; at < text.length; count += 1) {
    const size = sizes[count % sizes.length] ?? 1;
    for (const object of read(text.slice(at, at + size))) objects.push(JSON.parse(object));
    at += size;
  }
  return objects;
}
