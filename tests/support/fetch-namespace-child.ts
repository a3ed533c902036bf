import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { createFetch } from "../../src/sources/fetch.ts";
import { startTinyDns } from "./tiny-dns.ts";

/**
 * In a network namespace of its own, with nothing in it but this machine: fetches each address of a list, and prints what
 * came of it and which connections were made where none may be. Arguments: the list, a folder to write into.
 */
const [list = "", folder = ""] = process.argv.slice(2);

const PUBLIC = "93.184.215.14";
const SECRET = ["10.0.0.5", "169.254.169.254", "100.64.0.1"];
const SECRET_V6 = "fd00::5";

const run = (command: string, ...args: string[]) => execFileSync(command, args, { stdio: "pipe" });
run("ip", "link", "set", "lo", "up");
for (const address of [PUBLIC, ...SECRET]) run("ip", "addr", "add", `${address}/32`, "dev", "lo");
run("ip", "-6", "addr", "add", `${SECRET_V6}/128`, "dev", "lo");
writeFileSync(`${folder}/resolv.conf`, "nameserver 127.0.0.1\n");
run("mount", "--bind", `${folder}/resolv.conf`, "/etc/resolv.conf");

const NAMES: Readonly<Record<string, readonly string[]>> = {
  "loop.test": ["127.0.0.1"],
  "priv.test": ["10.0.0.5"],
  "metadata.google.internal": ["169.254.169.254"],
  "six.test": [SECRET_V6],
  "mapped.test": ["::ffff:127.0.0.1"],
  "mixed.test": [PUBLIC, "127.0.0.1"],
  "redir.test": [PUBLIC],
  "good.test": [PUBLIC],
  "pub.test": [PUBLIC],
};
let rebindings = 0;
await startTinyDns((name) => {
  if (!name.startsWith("rebind-")) return NAMES[name] ?? [];
  // Two queries make one lookup: for IPv4 and for IPv6.
  rebindings += 1;
  return [rebindings <= 2 ? PUBLIC : "127.0.0.1"];
});

const breaches: string[] = [];
const reached: string[] = [];

function serve(socket: Socket): void {
  socket.on("error", () => {});
  const address = socket.localAddress?.replace("::ffff:", "") ?? "";
  if (address !== PUBLIC || socket.localPort !== 80) {
    breaches.push(`${address} port ${socket.localPort}`);
    socket.end("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\nSECRET");
    return;
  }
  socket.on("data", (bytes) => {
    const [, path = ""] = bytes.toString("latin1").split(" ");
    const host = /^host: (\S+)/im.exec(bytes.toString("latin1"))?.[1] ?? "";
    reached.push(`${host}${path}`);
    const target = path.startsWith("/r/") ? decodeURIComponent(path.slice(3)) : undefined;
    const chain = path.startsWith("/chain") ? `/chain${path.length}x` : undefined;
    const location = target ?? chain;
    socket.end(
      location === undefined
        ? "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n<rss>public</rss>"
        : `HTTP/1.1 302 Found\r\nLocation: ${location}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  });
}
for (const port of [80, 443, 6379]) {
  await new Promise<void>((ready) => createServer(serve).listen(port, "::", ready));
}

const fetch = createFetch({ contact: undefined, sleep: () => Promise.resolve() });
const tried: { name: string; outcome: string }[] = [];
const tryFetch = async (name: string, address: string) => {
  const outcome = await fetch({ address, expects: "either" }).then(
    (fetched) => (fetched.kind === "content" ? Buffer.from(fetched.bytes).toString() : fetched.kind),
    (error: unknown) => `refused: ${error instanceof Error ? error.message : error}`,
  );
  tried.push({ name, outcome });
};
const addresses: { name: string; url: string }[] = JSON.parse(readFileSync(list, "utf8"));
for (const { name, url } of addresses) {
  await tryFetch(name, url.replace("%N%", "1"));
  if (url.includes("%N%")) await tryFetch(`${name}, again`, url.replace("%N%", "1"));
}
process.stdout.write(`${JSON.stringify({ tried, breaches, reached })}\n`);
process.exit(0);
