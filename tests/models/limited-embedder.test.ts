import { describe, expect, test } from "vitest";
import type { Embedder } from "../../src/models/embedder.ts";
import { limitEmbedder } from "../../src/models/limited-embedder.ts";

const HANGING: Embedder = {
  fingerprint: "hanging",
  weight: 0.2,
  embed: (_texts, signal) =>
    new Promise((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
  close: async () => {},
};

describe("an embedder whose time is limited", () => {
  test("fails in one line when it is over, and keeps its name", async () => {
    const limit = new AbortController();
    const embedder = limitEmbedder(HANGING, () => limit.signal);
    const embedding = embedder.embed(["text"]);
    limit.abort();
    await expect(embedding).rejects.toThrow("the embedding model did not answer in time");
    expect(embedder.fingerprint).toBe("hanging");
  });

  test("rejects with the caller's reason when the caller leaves", async () => {
    const caller = new AbortController();
    const embedder = limitEmbedder(HANGING, () => new AbortController().signal);
    const embedding = embedder.embed(["text"], caller.signal);
    caller.abort(new Error("interrupted"));
    await expect(embedding).rejects.toThrow("interrupted");
  });

  test("passes on what it embeds, and why it fails", async () => {
    const vectors = [new Float32Array([1, 0])];
    const never = () => new AbortController().signal;
    expect(await limitEmbedder({ ...HANGING, embed: async () => vectors }, never).embed(["a"])).toBe(vectors);
    const failing = { ...HANGING, embed: () => Promise.reject(new Error("401")) };
    await expect(limitEmbedder(failing, never).embed(["a"])).rejects.toThrow("401");
  });
});
