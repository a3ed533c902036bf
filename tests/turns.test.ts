import { expect, test } from "vitest";
import { createTurns, type TurnsOptions } from "../src/turns.ts";

test("a server that asks once comes next, however many another has waiting", async () => {
  const { ask, finish, order, settle } = createTestTurns({ atOnce: 1 });
  for (let index = 0; index < 250; index += 1) ask(`flood ${index}`);
  ask("other 0");
  ask("third 0");
  await settle();
  for (let index = 0; index < 4; index += 1) await finish();
  expect(order).toEqual(["flood 0", "other 0", "third 0", "flood 1", "flood 2"]);
});

test("servers that all have many waiting take turns", async () => {
  const { ask, finish, order, settle } = createTestTurns({ atOnce: 1 });
  for (const key of ["a", "b", "c"]) for (const index of [0, 1]) ask(`${key} ${index}`);
  await settle();
  for (let index = 0; index < 5; index += 1) await finish();
  expect(order).toEqual(["a 0", "b 0", "c 0", "a 1", "b 1", "c 1"]);
});

test("no more than so many go on at once, and of one server no more than its share", async () => {
  const { ask, finish, order, settle } = createTestTurns({ atOnce: 3, shareOf: () => 2 });
  for (const index of [0, 1, 2]) ask(`flood ${index}`);
  await settle();
  expect(order).toEqual(["flood 0", "flood 1"]);
  ask("other 0");
  ask("other 1");
  await settle();
  expect(order).toEqual(["flood 0", "flood 1", "other 0"]);
  await finish();
  expect(order.at(-1)).toBe("flood 2");
  await finish();
  expect(order.at(-1)).toBe("other 1");
});

test("who stops waiting leaves its place to the next, and work that fails ends its turn", async () => {
  const turns = createTurns({ atOnce: 1 });
  const first = Promise.withResolvers<void>();
  const failing = turns.take("a", () => first.promise);
  const leaver = new AbortController();
  const leaving = turns.take("b", () => Promise.reject(new Error("not left")), leaver.signal);
  const last = turns.take("c", async () => "done");
  leaver.abort(new Error("gone"));
  await expect(leaving).rejects.toThrow("gone");
  first.reject(new Error("broken"));
  await expect(failing).rejects.toThrow("broken");
  expect(await last).toBe("done");
});

/** Turns whose work goes on until the test finishes it, in the order in which it began. */
function createTestTurns(options: TurnsOptions) {
  const turns = createTurns(options);
  const order: string[] = [];
  const running: (() => void)[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    order,
    settle,
    ask(name: string) {
      const [key = ""] = name.split(" ");
      const work = () => {
        order.push(name);
        return new Promise<void>((resolve) => running.push(resolve));
      };
      void turns.take(key, work);
    },
    async finish() {
      running.shift()?.();
      await settle();
    },
  };
}
