import { embedAnything, type Model } from "./model.ts";

/** Lets the embedder hang on every article with this word, and answer everything else. */
export function stallOn({ model }: { readonly model: Model }, word: string) {
  const stalled = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  let count = 0;
  model.embedWith(async (request, response) => {
    if (request.body.input.some((text) => text.includes(word))) {
      count += 1;
      stalled.resolve();
      await released.promise;
    }
    embedAnything(request, response);
  });
  return { isStalled: stalled.promise, release: released.resolve, stalls: () => count };
}
