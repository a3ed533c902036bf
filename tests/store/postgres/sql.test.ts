import { expect, test } from "vitest";
import { joinSql, rawSql, sql, toQuery } from "../../../src/store/postgres/sql.ts";

test("every value is a parameter, in order, also those of a piece within", () => {
  const condition = sql`name = ${"'; drop table articles; --"} and ${rawSql("kind")} = ${2}`;
  expect(toQuery(sql`select * from t where a = ${1} and (${condition}) limit ${3}`)).toEqual({
    text: "select * from t where a = $1 and (name = $2 and kind = $3) limit $4",
    values: [1, "'; drop table articles; --", 2, 3],
  });
});

test("pieces are joined with what stands between them", () => {
  const pieces = [sql`a = ${1}`, sql`b is null`, sql`c = ${2}`];
  expect(toQuery(joinSql(pieces, sql` and `))).toEqual({
    text: "a = $1 and b is null and c = $2",
    values: [1, 2],
  });
  expect(toQuery(joinSql([], sql` and `))).toEqual({ text: "", values: [] });
});

test("a zero byte becomes a letter that can be kept, also in a list", () => {
  expect(toQuery(sql`${"a\0"}${["b\0", "c"]}`).values).toEqual(["a\ufffd", ["b\ufffd", "c"]]);
});

test("a vector is written with every digit that its numbers have", () => {
  const vector = Float32Array.from([0.1, -1 / 3, 1e-30, 16_777_217]);
  const [text] = toQuery(sql`${vector}`).values;
  const numbers = String(text).slice(1, -1).split(",").map(Number);
  expect(Float32Array.from(numbers)).toEqual(vector);
});
