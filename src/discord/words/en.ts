import type { Words } from "./words.ts";

/** English. */
export const en: Words = {
  notCovered: "Not covered by the sources here.",
  nearest: "The nearest there is",
  undated: "undated",
  noDatedSources: "no dated sources",
  sourcesUpTo: (date) => `sources up to ${date}`,
  withheld: (count) =>
    `${count === 1 ? "1 statement" : `${count} statements`} withheld: not found in the sources`,
  byModel: "written by a model, checked against the sources",
  bySources: "in the sources’ own words",
  budgetSpent:
    "answered without the model: this server’s tokens for today are used up, and the model answers again tomorrow (UTC)",
  limited: "answered without everything that usually helps: a service did not respond as it should",
  checking: "checking the next statement …",
  article: "article",
  briefing: (topic) =>
    topic === undefined ? "What the sources report" : `What the sources report on ${topic}`,

  receipts: "Receipts",
  readThere: "read it there",
  repaired: "found after evening out spaces, quotation marks and dashes",
  followUp: "Follow up",
  followUpQuestion: "What else would you like to know?",
  expired: "This answer is no longer kept. Please ask again with /ask.",

  failed: "Something went wrong here, and it has been noted. Please ask again in a minute.",
  tooSlow: "This took too long. Please ask again in a minute, or ask something narrower.",
  busy: "Too many questions are being answered right now. Please ask again in a minute.",
  restarting: "I am restarting. Please ask again in a minute.",
  serversOnly: "Please use me in a server: the sources belong to servers.",
  needsManageServer: "Only members with the permission “Manage Server” may do this.",
  outdated: "This command has changed. Please reload Discord and try again.",
  emptyQuestion: "Please type a question.",
  tooManyQuestions: (seconds) => `You have just asked. Please ask again in ${seconds} s.`,
  unclearDate: (typed) => `I can’t read “${typed}” as a date. Try 2026-02-27, “yesterday” or “last Monday”.`,
  backwardsPeriod: "This period ends before it begins. Please swap the two dates.",
  unknownOutlet: (typed) => `No source here publishes as “${typed}”.`,
  unknownSource: (typed) => `There is no source “${typed}” here.`,
  tryOneOf: (names) => `Try ${names}.`,

  sourcesHere: "What I read here",
  noSources: "There are no sources here yet.",
  articles: (count) => (count === 1 ? "1 article" : `${count} articles`),
  newestArticle: (date) => `newest ${date}`,
  readAt: (date) => `read ${date}`,
  neverRead: "not read yet",
  lastFailure: (reason) => `last failure: ${reason}`,
  reloading: "Reading the sources again. Questions are answered meanwhile.",
  joinedReload: "A reload was under way already; this is its outcome.",
  stillReloading: "The sources are still being read. See /newsroom status in a while.",
  reloaded: (seconds) => `Read again in ${seconds} s`,
  changes: ({ added, changed, removed, unchanged }) =>
    `${added} added, ${changed} changed, ${removed} removed, ${unchanged} unchanged`,
  notRead: (count) => `${count} could not be read`,
  andMore: (count) => `and ${count} more`,
  stages: { reading: "reading", indexing: "indexing", storing: "storing" },
};
