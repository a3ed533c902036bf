/**
 * Asks the bot of this machine whether it is well, as the container's health check: exit status 0 or 1, and the page's
 * own words. Needs `HTTP_PORT`.
 */
const TIMEOUT_MS = 8000;

const { HTTP_HOST, HTTP_PORT } = process.env;
const isEverywhere = !HTTP_HOST || HTTP_HOST === "0.0.0.0" || HTTP_HOST === "::";
const address = `http://${isEverywhere ? "127.0.0.1" : HTTP_HOST}:${HTTP_PORT}/healthz`;
try {
  const response = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  process.stdout.write(await response.text());
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${address} does not answer: ${error}\n`);
  process.exitCode = 1;
}
