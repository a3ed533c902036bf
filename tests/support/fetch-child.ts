import { createFetch } from "../../src/sources/fetch.ts";

/** In a process of its own: fetches an address several times, and prints what came of each: `address times`. */
const [address = "", times = ""] = process.argv.slice(2);

const fetchLoopback = createFetch({
  contact: undefined,
  isAllowedAddress: () => true,
  allowedPorts: "any",
  sleep: () => Promise.resolve(),
});
for (let done = 0; done < Number(times); done += 1) {
  const outcome = await fetchLoopback({ address, expects: "feed" }).then(
    (fetched) => (fetched.kind === "content" ? `${fetched.bytes.length} bytes` : fetched.kind),
    (error: unknown) => `failed: ${error}`,
  );
  process.stdout.write(`${outcome}\n`);
}
