import { expect, test } from "vitest";
import { waitUnlessAborted } from "../src/abortable.ts";

test("what fails after nobody waits for it any more does not end the process", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const work = Promise.withResolvers<never>();
  await expect(waitUnlessAborted(work.promise, AbortSignal.abort(new Error("stopped")))).rejects.toThrow(
    "stopped",
  );
  work.reject(new Error("too late"));
  await new Promise((resolve) => setImmediate(resolve));
  process.off("unhandledRejection", note);
  expect(unhandled).toEqual([]);
});

test("a signal keeps no listener of what is over", async () => {
  const { signal } = new AbortController();
  const added: string[] = [];
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: () => void) => {
    added.push(type);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: () => void) => {
    added.pop();
    remove(type, listener);
  };
  expect(await waitUnlessAborted(Promise.resolve(1), signal)).toBe(1);
  await expect(waitUnlessAborted(Promise.reject(new Error("no")), signal)).rejects.toThrow("no");
  expect(added).toEqual([]);
});
