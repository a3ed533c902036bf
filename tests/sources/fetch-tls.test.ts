import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFetch, type FetchOptions } from "../../src/sources/fetch.ts";
import { makeFolder } from "../support/folder.ts";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

describe.skipIf(!hasOpenssl)("an https address (skipped where openssl is missing)", () => {
  test("is read where its certificate is for its name and somebody trusted vouches for it", async () => {
    const { ask, names } = await startSecureServer();
    expect(await ask("harbour.example", { trusted: true })).toMatchObject({ kind: "content" });
    // The address that was checked is connected to; the name is asked for.
    expect(names).toEqual(["harbour.example"]);
  });

  test.each([
    ["nobody trusted vouches for it", "harbour.example", false],
    ["it is for another name", "wire.example", true],
  ])("is not read where %s", async (_what, host, trusted) => {
    const { ask, requests } = await startSecureServer();
    const fetched = ask(host, { trusted });
    await expect(fetched).rejects.toThrow("the server's certificate can't be trusted");
    await expect(fetched).rejects.toMatchObject({ problem: "unreachable" });
    expect(requests()).toBe(0);
  });
});

/** A server on this machine whose certificate is for harbour.example, made for the test. */
async function startSecureServer() {
  const { key, cert } = makeCertificate(await makeFolder());
  const names: unknown[] = [];
  let requests = 0;
  const server = createServer({ key, cert }, (_request, response) => {
    requests += 1;
    response.end("<rss/>");
  });
  server.on("secureConnection", ({ servername }) => names.push(servername));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const ask = (host: string, { trusted }: { readonly trusted: boolean }) => {
    const options: FetchOptions = {
      contact: undefined,
      lookup: async () => ["127.0.0.1"],
      isAllowedAddress: (to) => to === "127.0.0.1",
      allowedPorts: [port],
      sleep: () => Promise.resolve(),
      ...(trusted ? { ca: cert } : {}),
    };
    return createFetch(options)({ address: `https://${host}:${port}/`, expects: "feed" });
  };
  return { ask, names, requests: () => requests };
}

function makeCertificate(folder: string): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync("openssl", [
    ...["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"],
    ...["-subj", "/CN=harbour.example", "-addext", "subjectAltName=DNS:harbour.example"],
    ...["-keyout", key, "-out", cert],
  ]);
  return { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
}
