import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A script of this folder in a process of its own, which it shares no memory and no locks with. */
export interface Child {
  /** The next line that it prints; rejects with what it says on standard error when it ends without one. */
  nextLine(): Promise<string>;
  /** Gives it a line to read. */
  sendLine(): void;
  /** Ends it as a power cut would, without a last word; resolves to the signal that it died of. */
  kill(): Promise<unknown>;
}

/** Starts a script of this folder with Node; it is gone when the test is over. */
export function startChild(script: string, ...args: string[]): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: "pipe" });
  const closed = once(child, "close");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  const kill = async () => {
    child.kill("SIGKILL");
    const [, signal] = await closed;
    return signal;
  };
  onTestFinished(async () => {
    await kill();
  });
  return {
    async nextLine() {
      const { value, done } = await lines.next();
      if (!done) return value;
      await closed;
      throw new Error(`${script} ended: ${complaint}`);
    },
    sendLine: () => void child.stdin.write("\n"),
    kill,
  };
}
