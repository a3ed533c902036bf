import type { Words } from "./words.ts";

/** French. */
export const fr: Words = {
  notCovered: "Les sources de ce serveur n’en parlent pas.",
  nearest: "Ce qui s’en approche le plus",
  newestIsOf: (date) => `Ce que les sources ont de plus récent à ce sujet date du ${date}.`,
  carriedBy: ({ outlets, origins }) =>
    `${origins === 1 ? "un même article" : `${origins} articles`} dans ${outlets} médias`,
  namedDay: ({ named, date, isPast }) => `« ${named} » ${isPast ? "était" : "est"} le ${date}`,
  sourcesDiffer: (about) => `Les sources divergent : ${about}`,
  undated: "sans date",
  noDatedSources: "aucune source datée",
  sourcesUpTo: (date) => `sources jusqu’au ${date}`,
  withheld: (count) =>
    count === 1
      ? "1 affirmation retenue : introuvable dans les sources"
      : `${count} affirmations retenues : introuvables dans les sources`,
  byModel: "choisi et abrégé par un modèle, chaque affirmation vérifiée dans sa source",
  chosenByModel: "choisi par un modèle, dans les mots des sources",
  bySources: "dans les mots des sources",
  budgetSpent:
    "réponse sans le modèle : les jetons de ce serveur sont épuisés pour aujourd’hui, le modèle répondra de nouveau demain (UTC)",
  limited: "réponse avec moins d’aide que d’habitude : un service n’a pas répondu correctement",
  checking: "vérification de l’affirmation suivante …",
  article: "article",
  briefing: (topic) =>
    topic === undefined ? "Ce que rapportent les sources" : `Ce que rapportent les sources : ${topic}`,

  receipts: "Preuves",
  readThere: "lire sur place",
  repaired: "trouvé après uniformisation des espaces, guillemets et tirets",
  followUp: "Autre question",
  followUpQuestion: "Que voulez-vous savoir d’autre ?",
  expired: "Cette réponse n’est plus conservée. Reposez la question avec /ask.",

  failed: "Une erreur s’est produite ici ; elle est notée. Reposez la question dans une minute.",
  tooSlow: "C’était trop long. Reposez la question dans une minute, ou précisez-la.",
  busy: "Trop de questions sont en cours. Reposez la question dans une minute.",
  restarting: "Je redémarre. Reposez la question dans une minute.",
  serversOnly: "Utilisez-moi dans un serveur : les sources appartiennent aux serveurs.",
  needsManageServer: "Il faut la permission « Gérer le serveur » pour faire cela.",
  outdated: "Cette commande a changé. Rechargez Discord et réessayez.",
  emptyQuestion: "Écrivez une question.",
  tooManyQuestions: (seconds) => `Vous venez de poser une question. Réessayez dans ${seconds} s.`,
  unclearDate: (typed) =>
    `Je ne lis pas « ${typed} » comme une date. Essayez 2026-02-27, « hier » ou « lundi dernier ».`,
  backwardsPeriod: "Cette période finit avant de commencer. Inversez les deux dates.",
  unknownOutlet: (typed) => `Aucune source d’ici ne paraît sous « ${typed} ».`,
  unknownSource: (typed) => `Il n’y a pas de source « ${typed} » ici.`,
  tryOneOf: (names) => `Essayez ${names}.`,

  sourcesHere: "Ce que je lis ici",
  noSources: "Il n’y a pas encore de sources ici.",
  articles: (count) => (count <= 1 ? `${count} article` : `${count} articles`),
  newestArticle: (date) => `le plus récent ${date}`,
  readAt: (date) => `lu ${date}`,
  neverRead: "pas encore lu",
  lastFailure: (reason) => `dernier échec : ${reason}`,
  reloading: "Relecture des sources. Les questions reçoivent toujours une réponse.",
  joinedReload: "Une relecture était déjà en cours ; en voici le résultat.",
  stillReloading: "La relecture des sources continue. Voyez /newsroom status plus tard.",
  reloaded: (seconds) => `Relu en ${seconds} s`,
  changes: ({ added, changed, removed, unchanged }) =>
    `ajoutés : ${added}, modifiés : ${changed}, retirés : ${removed}, inchangés : ${unchanged}`,
  notRead: (count) => `illisibles : ${count}`,
  andMore: (count) => `et ${count} de plus`,
  stages: { reading: "lecture", indexing: "indexation", storing: "enregistrement" },

  kinds: { folder: "dossier", feed: "flux", page: "page", file: "fichier" },
  forAllServers: "pour tous les serveurs",
  nextReading: (date) => `prochaine lecture ${date}`,
  noNextReading: "n’est plus lu automatiquement",
  needAttention: (names) => `⚠️ À vérifier : ${names}. Voir /newsroom status.`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page" ? `C’est une page : ${name}` : `C’est un flux, ${name}, avec ${fr.articles(articles)}`,
  notAdded: (reason) => `Impossible de l’ajouter : ${reason}.`,
  added: (name) => `${name} est ajouté. Les membres peuvent déjà poser des questions.`,
  removeQuestion: ({ name, articles }) =>
    `Retirer ${name} ? ${fr.articles(articles)} seront perdus définitivement.`,
  notRemovable: (name) => `${name} est lu pour tous les serveurs : seul l’exploitant du bot peut le retirer.`,
  takedownQuestion: (target) =>
    `Bloquer ${target} ? Ce qui en a été lu disparaîtra d’ici et ne sera plus relu.`,
  takenDown: (target) => `${target} est bloqué.`,
  removed: (name) => `${name} est retiré.`,
  removedCounts: ({ articles, passages, vectors }) =>
    `Retirés : ${fr.articles(articles)}, ${passages} passages et ${vectors} vecteurs`,
  keep: "Ajouter",
  remove: "Retirer",
  takeDown: "Bloquer",
  cancel: "Annuler",
  cancelled: "Rien n’a été changé.",
  notYours: "Seul le modérateur qui a demandé peut appuyer ici.",
  proposalExpired: "C’est trop ancien. Veuillez relancer la commande.",
  log: "Ce que les modérateurs ont changé ici",
  emptyLog: "Rien n’a encore été changé ici.",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · modérateur ${actor} : ${{ add: "ajout", remove: "retrait", takedown: "blocage" }[action]} de ${subject}`,
};
