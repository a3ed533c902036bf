import { parentPort } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

/** PostgreSQL itself, compiled to WebAssembly, behind a socket: says its port when it listens. */

const MAX_CONNECTIONS = 50;

const database = await PGlite.create({ extensions: { vector } });
const server = new PGLiteSocketServer({ db: database, port: 0, maxConnections: MAX_CONNECTIONS });
await server.start();
parentPort?.postMessage(Number(server.getServerConn().split(":").at(-1)));
