import { fileURLToPath } from "node:url";

/**
 * Where Node keeps what it made of each module. Hundreds of processes and threads start in a run of the tests; they
 * do so in a third less processor time with it.
 */
export const COMPILE_CACHE = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL("../../node_modules/.cache/compile", import.meta.url)),
} as const;
