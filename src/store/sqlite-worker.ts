import { workerData } from "node:worker_threads";
import { serveWorker } from "../worker-serve.ts";
import { openSqliteDatabase, type SqliteDatabase } from "./sqlite-database.ts";
import { explainSqliteError } from "./sqlite-errors.ts";
import { requests, workerDataSchema } from "./sqlite-messages.ts";

const { file, mode } = workerDataSchema.parse(workerData);
let opened: SqliteDatabase | undefined;

function database(): SqliteDatabase {
  opened ??= openSqliteDatabase(file, mode);
  return opened;
}

const answers: Record<string, (request: unknown) => unknown> = {
  open: () => database().notices,
  versions: (request) => database().versions(requests.sourceId.parse(request)),
  fingerprint: () => database().fingerprint(),
  apply: (request) => database().apply(requests.changes.parse(request)),
  searchText: (request) => database().searchText(requests.textQuery.parse(request)),
  searchVectors: (request) => database().searchVectors(requests.vectorQuery.parse(request)),
  findArticles: (request) => database().findArticles(requests.words.parse(request)),
  listOutlets: () => database().listOutlets(),
  listSources: () => database().listSources(),
  listArticles: (request) => database().listArticles(requests.articleQuery.parse(request)),
  countTerms: (request) => database().countTerms(requests.words.parse(request)),
  findCounter: (request) => database().findCounter(requests.counterQuery.parse(request)),
  addToCounter: (request) => database().addToCounter(requests.counterAddition.parse(request)),
  secret: () => database().secret(),
  close: () => opened?.close(),
};

serveWorker(({ method, args }) => {
  const answer = answers[method];
  if (!answer) throw new Error(`the store's thread knows no "${method}"`);
  try {
    return answer(args[0]);
  } catch (error) {
    throw explainSqliteError(error, file);
  }
});
