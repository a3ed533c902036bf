import type { Words } from "./words.ts";

/** English. */
export const en: Words = {
  notCovered: "Not covered by the sources here.",
  nearest: "The nearest there is",
  newestIsOf: (date) => `The newest that the sources have on this is of ${date}.`,
  carriedBy: ({ outlets, origins }) =>
    `${origins === 1 ? "one report" : `${origins} reports`}, in ${outlets} outlets`,
  namedDay: ({ named, date, isPast }) => `${named} ${isPast ? "was" : "is"} ${date}`,
  sourcesDiffer: (about) => `The sources differ: ${about}`,
  undated: "undated",
  noDatedSources: "no dated sources",
  sourcesUpTo: (date) => `sources up to ${date}`,
  withheld: (count) =>
    `${count === 1 ? "1 statement" : `${count} statements`} withheld: not found in the sources`,
  byModel: "chosen and shortened by a model, each statement checked against its source",
  chosenByModel: "chosen by a model, in the sources’ own words",
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

  kinds: { folder: "folder", feed: "feed", page: "page", file: "file" },
  forAllServers: "for all servers",
  nextReading: (date) => `next ${date}`,
  noNextReading: "not read again by itself",
  needAttention: (names) => `⚠️ Please look after ${names}: see /newsroom status.`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page" ? `This is a page: ${name}` : `This is a feed, ${name}, with ${en.articles(articles)}`,
  notAdded: (reason) => `This can’t be added: ${reason}.`,
  added: (name) => `${name} is added. Members can ask about it now.`,
  removeQuestion: ({ name, articles }) =>
    `Remove ${name}? Its ${en.articles(articles)} will be gone for good.`,
  notRemovable: (name) => `${name} is read for all servers: whoever runs this bot can remove it.`,
  takedownQuestion: (target) =>
    `Take down ${target}? What was read from there will be gone here, and not be read again.`,
  takenDown: (target) => `${target} is taken down.`,
  removed: (name) => `${name} is removed.`,
  removedCounts: ({ articles, passages, vectors }) =>
    `${en.articles(articles)}, ${passages} passages and ${vectors} vectors removed`,
  keep: "Keep it",
  remove: "Remove",
  takeDown: "Take down",
  cancel: "Cancel",
  cancelled: "Nothing was changed.",
  notYours: "Only the moderator who asked can press this.",
  proposalExpired: "This is too old to be decided. Please use the command again.",
  log: "What moderators changed here",
  emptyLog: "Nothing was changed here yet.",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · moderator ${actor} ${{ add: "added", remove: "removed", takedown: "took down" }[action]} ${subject}`,
};
