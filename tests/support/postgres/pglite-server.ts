import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";

/**
 * Lets several clients speak to one PGlite, which has one session: each one's messages up to the next "ready for
 * query" are passed on together, and a transaction keeps all others waiting. Every client has a search path of its
 * own, as its address names it. (`@electric-sql/pglite-socket` passes on single messages: those of two clients mix.)
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startPgliteServer(database: PGlite): Promise<{ readonly port: number }> {
  const session = createSession(database);
  const server = createServer((socket) => serveClient(socket, session));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return { port: typeof address === "object" && address ? address.port : 0 };
}

/** One of those who speak to it. */
interface Client {
  searchPath: string;
}

interface Session {
  /** Passes on what belongs together, when it is this client's turn; hears the replies together. */
  send(client: Client, messages: readonly Buffer[], onReply: (reply: Uint8Array) => void): Promise<void>;
  /** Ends what the client has begun. */
  leave(client: Client): Promise<void>;
}

const DEFAULT_PATH = '"$user", public';

function createSession(database: PGlite): Session {
  const waiting: { readonly client: Client; readonly run: () => Promise<void> }[] = [];
  let current: Client | undefined;
  let searchPath = DEFAULT_PATH;
  let isInTransaction = false;
  let isBusy = false;

  const next = async () => {
    if (isBusy) return;
    const at = waiting.findIndex(({ client }) => !isInTransaction || client === current);
    const [turn] = at === -1 ? [] : waiting.splice(at, 1);
    if (!turn) return;
    isBusy = true;
    current = turn.client;
    if (searchPath !== current.searchPath) await database.exec(`set search_path = ${current.searchPath}`);
    searchPath = current.searchPath;
    await turn.run();
    isBusy = false;
    void next();
  };
  const enqueue = (client: Client, work: () => Promise<void>) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ client, run: () => work().then(resolve, reject) });
      void next();
    });
  return {
    send: (client, messages, onReply) =>
      enqueue(client, async () => {
        const replies: Uint8Array[] = [];
        for (const message of messages) {
          replies.push(await database.execProtocolRaw(new Uint8Array(message), { syncToFs: false }));
        }
        const reply = Buffer.concat(replies);
        isInTransaction = findStatus(reply) ?? isInTransaction;
        onReply(reply);
      }),
    leave: (client) =>
      enqueue(client, async () => {
        if (isInTransaction) await database.exec("rollback");
        isInTransaction = false;
      }),
  };
}

/** Whether a transaction is open, as the last "ready for query" among the replies says. */
function findStatus(reply: Buffer): boolean | undefined {
  if (reply.length < READY_LENGTH || reply.at(-READY_LENGTH) !== READY) return undefined;
  return reply.at(-1) !== IDLE;
}

const READY = 0x5a;
const READY_LENGTH = 6;
const IDLE = 0x49;
const QUERY = 0x51;
const SYNC = 0x53;
const TERMINATE = 0x58;
const SSL_REQUEST = 80_877_103;
const LENGTH_BYTES = 4;

function serveClient(socket: Socket, session: Session): void {
  const client: Client = { searchPath: DEFAULT_PATH };
  let received: Buffer = Buffer.alloc(0);
  let together: Buffer[] = [];
  let isStarted = false;
  const reply = (bytes: Uint8Array) => void (socket.writable && socket.write(bytes));
  const take = (length: number): Buffer | undefined => {
    if (received.length < length) return undefined;
    const message = received.subarray(0, length);
    received = received.subarray(length);
    return message;
  };
  const readOne = (): boolean => {
    const lengthAt = isStarted ? 1 : 0;
    if (received.length < lengthAt + LENGTH_BYTES) return false;
    const message = take(lengthAt + received.readInt32BE(lengthAt));
    if (!message) return false;
    if (!isStarted && message.readInt32BE(LENGTH_BYTES) === SSL_REQUEST) {
      reply(Buffer.from("N"));
      return true;
    }
    if (!isStarted) client.searchPath = findSearchPath(message);
    together.push(message);
    const isWhole = !isStarted || message[0] === QUERY || message[0] === SYNC;
    if (isStarted && message[0] === TERMINATE) together = [];
    isStarted = true;
    if (isWhole) {
      session.send(client, together, reply).catch(() => socket.destroy());
      together = [];
    }
    return true;
  };
  socket.setNoDelay(true);
  socket.on("data", (data) => {
    received = Buffer.concat([received, data]);
    while (readOne());
  });
  socket.on("error", () => {});
  socket.on("close", () => void session.leave(client));
}

/** What `options=-c search_path=a,b` in a client's address asks for. */
function findSearchPath(startup: Buffer): string {
  return /-c search_path=([\w,]+)/.exec(startup.toString("latin1"))?.[1] ?? DEFAULT_PATH;
}
