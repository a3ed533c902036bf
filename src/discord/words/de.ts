import type { Words } from "./words.ts";

/** German. */
export const de: Words = {
  notCovered: "Darüber berichten die Quellen hier nicht.",
  nearest: "Am nächsten kommen",
  newestIsOf: (date) => `Das Neueste, was die Quellen dazu haben, ist vom ${date}.`,
  carriedBy: ({ outlets, origins }) =>
    `${origins === 1 ? "derselbe Bericht" : `${origins} Berichte`} in ${outlets} Medien`,
  namedDay: ({ named, date, isPast }) => `„${named}“ ${isPast ? "war" : "ist"} der ${date}`,
  sourcesDiffer: (about) => `Die Quellen widersprechen sich: ${about}`,
  undated: "ohne Datum",
  noDatedSources: "keine datierten Quellen",
  sourcesUpTo: (date) => `Quellen bis ${date}`,
  withheld: (count) =>
    `${count === 1 ? "1 Aussage" : `${count} Aussagen`} zurückgehalten: in den Quellen nicht gefunden`,
  byModel: "von einem Modell ausgewählt und gekürzt, jede Aussage an ihrer Quelle geprüft",
  chosenByModel: "von einem Modell ausgewählt, in den Worten der Quellen",
  bySources: "in den Worten der Quellen",
  budgetSpent:
    "ohne Modell beantwortet: die Tokens dieses Servers sind für heute verbraucht, morgen (UTC) antwortet das Modell wieder",
  limited: "mit weniger Hilfe als sonst beantwortet: ein Dienst hat nicht richtig geantwortet",
  checking: "prüfe die nächste Aussage …",
  article: "Artikel",
  briefing: (topic) =>
    topic === undefined ? "Was die Quellen berichten" : `Was die Quellen berichten: ${topic}`,

  receipts: "Belege",
  readThere: "dort nachlesen",
  repaired: "gefunden nach Angleichen von Leerzeichen, Anführungszeichen und Strichen",
  followUp: "Nachfragen",
  followUpQuestion: "Was möchtest du noch wissen?",
  expired: "Diese Antwort ist nicht mehr gespeichert. Bitte frag noch einmal mit /ask.",

  failed: "Hier ist etwas schiefgegangen; es ist vermerkt. Bitte frag in einer Minute noch einmal.",
  tooSlow: "Das hat zu lange gedauert. Bitte frag in einer Minute noch einmal, oder enger gefasst.",
  busy: "Gerade werden zu viele Fragen beantwortet. Bitte frag in einer Minute noch einmal.",
  restarting: "Ich starte neu. Bitte frag in einer Minute noch einmal.",
  serversOnly: "Bitte nutze mich auf einem Server: Die Quellen gehören zu Servern.",
  needsManageServer: "Das dürfen nur Mitglieder mit der Berechtigung „Server verwalten“.",
  outdated: "Dieser Befehl hat sich geändert. Bitte lade Discord neu und versuch es noch einmal.",
  emptyQuestion: "Bitte gib eine Frage ein.",
  tooManyQuestions: (seconds) => `Du hast eben erst gefragt. Bitte frag in ${seconds} s noch einmal.`,
  unclearDate: (typed) =>
    `„${typed}“ verstehe ich nicht als Datum. Versuch es mit 2026-02-27, „gestern“ oder „letzten Montag“.`,
  backwardsPeriod: "Dieser Zeitraum endet, bevor er beginnt. Bitte vertausche die beiden Daten.",
  unknownOutlet: (typed) => `Keine Quelle hier erscheint bei „${typed}“.`,
  unknownSource: (typed) => `Eine Quelle „${typed}“ gibt es hier nicht.`,
  tryOneOf: (names) => `Versuch es mit ${names}.`,

  sourcesHere: "Was ich hier lese",
  noSources: "Hier gibt es noch keine Quellen.",
  articles: (count) => `${count} Artikel`,
  newestArticle: (date) => `neuester ${date}`,
  readAt: (date) => `gelesen ${date}`,
  neverRead: "noch nicht gelesen",
  lastFailure: (reason) => `letzter Fehler: ${reason}`,
  reloading: "Ich lese die Quellen neu. Fragen werden weiter beantwortet.",
  joinedReload: "Die Quellen wurden schon gelesen; das ist das Ergebnis.",
  stillReloading: "Die Quellen werden noch gelesen. Sieh später in /newsroom status nach.",
  reloaded: (seconds) => `Neu gelesen in ${seconds} s`,
  changes: ({ added, changed, removed, unchanged }) =>
    `${added} neu, ${changed} geändert, ${removed} entfernt, ${unchanged} unverändert`,
  notRead: (count) => `${count} nicht lesbar`,
  andMore: (count) => `und ${count} weitere`,
  stages: { reading: "lese", indexing: "erschließe", storing: "speichere" },

  kinds: { folder: "Ordner", feed: "Feed", page: "Seite", file: "Datei" },
  forAllServers: "für alle Server",
  nextReading: (date) => `wieder ${date}`,
  noNextReading: "wird nicht mehr von selbst gelesen",
  needAttention: (names) => `⚠️ Bitte sieh nach ${names}: /newsroom status sagt, was fehlt.`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page"
      ? `Das ist eine Seite: ${name}`
      : `Das ist ein Feed, ${name}, mit ${de.articles(articles)}`,
  notAdded: (reason) => `Das kann nicht aufgenommen werden: ${reason}.`,
  added: (name) => `${name} ist aufgenommen. Mitglieder können jetzt danach fragen.`,
  removeQuestion: ({ name, articles }) =>
    `${name} entfernen? Dann sind auch ${de.articles(articles)} endgültig weg.`,
  notRemovable: (name) => `${name} wird für alle Server gelesen: Entfernen kann es, wer diesen Bot betreibt.`,
  takedownQuestion: (target) =>
    `${target} sperren? Was von dort gelesen wurde, ist hier dann weg und wird nicht wieder gelesen.`,
  takenDown: (target) => `${target} ist gesperrt.`,
  removed: (name) => `${name} ist entfernt.`,
  removedCounts: ({ articles, passages, vectors }) =>
    `${de.articles(articles)}, ${passages} Abschnitte und ${vectors} Vektoren entfernt`,
  keep: "Aufnehmen",
  remove: "Entfernen",
  takeDown: "Sperren",
  cancel: "Abbrechen",
  cancelled: "Es wurde nichts geändert.",
  notYours: "Das kann nur drücken, wer gefragt hat.",
  proposalExpired: "Das ist zu lange her. Bitte gib den Befehl noch einmal ein.",
  log: "Was Moderatoren hier geändert haben",
  emptyLog: "Hier wurde noch nichts geändert.",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · Moderator ${actor} hat ${subject} ${{ add: "aufgenommen", remove: "entfernt", takedown: "gesperrt" }[action]}`,
};
