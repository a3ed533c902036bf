import type { Words } from "./words.ts";

/** German. */
export const de: Words = {
  notCovered: "Darüber berichten die Quellen hier nicht.",
  nearest: "Am nächsten kommen",
  undated: "ohne Datum",
  noDatedSources: "keine datierten Quellen",
  sourcesUpTo: (date) => `Quellen bis ${date}`,
  withheld: (count) =>
    `${count === 1 ? "1 Aussage" : `${count} Aussagen`} zurückgehalten: in den Quellen nicht gefunden`,
  byModel: "von einem Modell geschrieben, an den Quellen geprüft",
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
};
