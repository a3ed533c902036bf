import { afterEach, expect, test } from "vitest";
import { createWorkerClient, type WorkerClient } from "../src/worker-client.ts";

/** A thread that writes down what it did where both sides can read it. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { workerData } from "node:worker_threads";
    import { serveWorker } from ${JSON.stringify(new URL("../src/worker-serve.ts", import.meta.url).href)};
    const done = new Int32Array(workerData);
    process.on("exit", () => Atomics.add(done, 1, 1));
    serveWorker(({ method }) => {
      if (method === "hang") for (;;);
      if (method === "fail") throw new Error("no such thing");
      return Atomics.add(done, 0, 1) + 1;
    });
  `)}`,
);

const clients: WorkerClient[] = [];
afterEach(() => Promise.all(clients.map((client) => client.terminate())));

function start() {
  const done = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const client = createWorkerClient(script, done.buffer);
  clients.push(client);
  return { client, done };
}

test("a call is answered, or rejects with the worker's error", async () => {
  const { client } = start();
  expect(await client.call("count")).toBe(1);
  await expect(client.call("fail")).rejects.toThrow("no such thing");
  expect(await client.call("count")).toBe(2);
});

test("a call that can't be sent rejects, and the others are answered", async () => {
  const { client } = start();
  const answer = client.call("count");
  await expect(client.call("count", () => {})).rejects.toThrow("could not be cloned");
  expect(await answer).toBe(1);
  await client.close();
});

test("a thread that is closed answers what it was asked, and ends by itself", async () => {
  const { client, done } = start();
  const answers = Promise.all([client.call("count"), client.call("count")]);
  await client.close();
  expect(await answers).toEqual([1, 2]);
  expect([...done]).toEqual([2, 1]);
  await expect(client.call("count")).rejects.toThrow("the worker thread has stopped");
  await client.close();
});

test("a thread that hangs is terminated, and its calls reject", async () => {
  const { client } = start();
  await client.call("count");
  const hanging = client.call("hang");
  const rejected = expect(hanging).rejects.toThrow("the worker thread has stopped");
  await client.terminate();
  await rejected;
});
