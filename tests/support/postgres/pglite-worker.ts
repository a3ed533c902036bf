import { parentPort } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { startPgliteServer } from "./pglite-server.ts";

/** PostgreSQL itself, compiled to WebAssembly, behind a socket: says its port when it listens. */
const database = await PGlite.create({ extensions: { vector } });
const { port } = await startPgliteServer(database);
parentPort?.postMessage(port);
