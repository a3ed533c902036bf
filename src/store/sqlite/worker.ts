import { existsSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { serveWorker } from "../../worker-serve.ts";
import { checkFirstPage, isDamaged } from "./damage.ts";
import { openSqliteDatabase, type SqliteDatabase } from "./database.ts";
import { explainSqliteError, isDamage, isUnwritable } from "./errors.ts";
import { LOST, requests, workerDataSchema } from "./messages.ts";
import { IN_MEMORY, isOurs, notOurs, setDamagedAside, setLogAside } from "./open.ts";
import type { OpenFile } from "./open-file.ts";

const { file, mode } = workerDataSchema.parse(workerData);
let opened: SqliteDatabase | undefined;

/** What could not be opened for writing is tried again by the next operation. */
function database(): SqliteDatabase {
  if (opened?.isOvertaken()) release();
  const loss = opened?.openFile.findLoss();
  if (loss) throw new Error(`the store ${file} was ${loss} while it was open`, { cause: LOST });
  opened ??= openSqliteDatabase(file, mode);
  return opened;
}

function release(): void {
  opened?.close();
  opened = undefined;
}

/**
 * Reopens the file as a restart would; the writer does it after the reader has closed. Resolves to a notice for the log.
 * Throws where a person has to do something.
 */
function mend(): readonly string[] {
  if (!opened) return open();
  if (opened.openFile.findLoss() !== "moved") {
    if (!isDamaged(file)) {
      opened.openFile.acceptLength();
      return [];
    }
    // Not closed: SQLite would write what its log holds into a file that may be somebody else's.
    if (!isOurs(file)) throw new Error(notOurs(file));
  }
  return beginAnew(opened.openFile);
}

/** Moves first and closes then: SQLite leaves a file alone that has moved. */
function beginAnew(openFile: OpenFile): readonly string[] {
  // Asked again: another process may have been faster.
  if (openFile.findLoss() === "moved") {
    if (openFile.isLogOurs()) setLogAside(file);
    const notice = existsSync(file)
      ? `the store ${file} was replaced while it was open; what is there now is used`
      : `the store ${file} was deleted while it was open; a new one is begun`;
    release();
    return [notice, ...open()];
  }
  const notice = setDamagedAside(file);
  release();
  return [notice, ...open()];
}

/** Throws unless a question could be answered. */
function check(): void {
  database().fingerprint();
  if (file !== IN_MEMORY) checkFirstPage(file);
}

/** A store that can't be written now still answers questions, and whoever runs it hears why. */
function open(): readonly string[] {
  try {
    return database().notices;
  } catch (error) {
    const explained = explainSqliteError(error, file);
    const canBeRead = mode === "write" && isUnwritable(error) && existsSync(file);
    if (!canBeRead || !(explained instanceof Error)) throw error;
    return [explained.message];
  }
}

/** Answers one operation: what is asked, and for a view who reads. */
type Answer = (request: unknown, reader: unknown) => unknown;

const readerOf = (reader: unknown) => requests.reader.parse(reader);

const answers: Record<string, Answer> = {
  open: () => open(),
  close: () => opened?.close(),
  check: () => check(),
  release: () => release(),
  mend: () => mend(),
  // Views.
  searchText: (request, reader) => database().searchText(requests.textQuery.parse(request), readerOf(reader)),
  searchVectors: (request, reader) =>
    database().searchVectors(requests.vectorQuery.parse(request), readerOf(reader)),
  findArticles: (request, reader) => database().findArticles(requests.words.parse(request), readerOf(reader)),
  findOrigins: (request, reader) => database().findOrigins(requests.words.parse(request), readerOf(reader)),
  listOutlets: (_, reader) => database().listOutlets(readerOf(reader)),
  listSources: (_, reader) => database().listSources(readerOf(reader)),
  listArticles: (request, reader) =>
    database().listArticles(requests.articleQuery.parse(request), readerOf(reader)),
  countTerms: (request, reader) => database().countTerms(requests.words.parse(request), readerOf(reader)),
  version: (_, reader) => database().version(readerOf(reader)),
  // Sources.
  versions: (request) => database().versions(requests.sourceId.parse(request)),
  articlesOf: (request) => database().articlesOf(requests.sourceId.parse(request)),
  fingerprint: () => database().fingerprint(),
  apply: (request) => database().apply(requests.changes.parse(request)),
  listAllSources: () => database().listAllSources(),
  findSource: (request) => database().findSource(requests.sourceId.parse(request)),
  listDue: (request) => database().listDue(requests.moment.parse(request)),
  putSource: (request) => {
    const { source, entry } = requests.newSource.parse(request);
    database().putSource(source, entry);
  },
  noteReading: (request) => {
    const { sourceId, outcome } = requests.reading.parse(request);
    database().noteReading(sourceId, outcome);
  },
  removeSource: (request) => {
    const { sourceId, entry } = requests.oldSource.parse(request);
    return database().removeSource(sourceId, entry);
  },
  takeDown: (request) => {
    const { takedown, entry } = requests.takedown.parse(request);
    return database().takeDown(takedown, entry);
  },
  listTakedowns: (request) => database().listTakedowns(requests.guildId.parse(request)),
  // What is kept beside them.
  findCounter: (request) => database().findCounter(requests.counterQuery.parse(request)),
  addToCounter: (request) => database().addToCounter(requests.counterAddition.parse(request)),
  keepText: (request) => database().keepText(requests.text.parse(request)),
  findText: (request) => database().findText(requests.keptTextQuery.parse(request)),
  takeText: (request) => database().takeText(requests.keptTextQuery.parse(request)),
  takeLease: (request) => database().takeLease(requests.leaseRequest.parse(request)),
  dropLease: (request) => database().dropLease(requests.lease.parse(request)),
  findSecret: () => database().findSecret(),
  secret: () => database().secret(),
  listLog: (request) => database().listLog(requests.logQuery.parse(request)),
  noteServers: (request) => database().noteServers(requests.servers.parse(request)),
  noteServer: (request) => database().noteServer(requests.server.parse(request)),
  forgetServers: (request) => database().forgetServers(requests.moment.parse(request)),
  dropTexts: (request) => database().dropTexts(requests.oldTexts.parse(request)),
};

serveWorker(({ method, args }) => {
  const answer = answers[method];
  if (!answer) throw new Error(`the store's thread knows no "${method}"`);
  try {
    return answer(args[0], args[1]);
  } catch (error) {
    const explained = explainSqliteError(error, file);
    const isLost = isDamage(error) || (file !== IN_MEMORY && !existsSync(file));
    throw isLost && explained instanceof Error ? new Error(explained.message, { cause: LOST }) : explained;
  }
});
