import type { Words } from "./words.ts";

/** Spanish, as it is read in Spain and in Latin America. */
export const es: Words = {
  notCovered: "Las fuentes de este servidor no hablan de esto.",
  nearest: "Lo más cercano que hay",
  newestIsOf: (date) => `Lo más reciente que tienen las fuentes sobre esto es del ${date}.`,
  carriedBy: ({ outlets, origins }) =>
    `${origins === 1 ? "la misma noticia" : `${origins} noticias`} en ${outlets} medios`,
  namedDay: ({ named, date, isPast }) => `«${named}» ${isPast ? "fue" : "es"} el ${date}`,
  sourcesDiffer: (about) => `Las fuentes difieren: ${about}`,
  undated: "sin fecha",
  noDatedSources: "ninguna fuente con fecha",
  sourcesUpTo: (date) => `fuentes hasta el ${date}`,
  withheld: (count) =>
    count === 1
      ? "1 afirmación retenida: no está en las fuentes"
      : `${count} afirmaciones retenidas: no están en las fuentes`,
  byModel: "elegido y abreviado por un modelo, cada afirmación comprobada en su fuente",
  chosenByModel: "elegido por un modelo, con las palabras de las fuentes",
  bySources: "con las palabras de las fuentes",
  budgetSpent:
    "respondido sin el modelo: los tokens de este servidor se han agotado por hoy; el modelo vuelve a responder mañana (UTC)",
  limited: "respondido con menos ayuda de lo habitual: un servicio no ha respondido bien",
  checking: "comprobando la siguiente afirmación …",
  article: "artículo",
  briefing: (topic) =>
    topic === undefined ? "Lo que informan las fuentes" : `Lo que informan las fuentes: ${topic}`,

  receipts: "Pruebas",
  readThere: "leerlo allí",
  repaired: "hallado tras igualar espacios, comillas y guiones",
  followUp: "Otra pregunta",
  followUpQuestion: "¿Qué más quieres saber?",
  expired: "Esta respuesta ya no se conserva. Vuelve a preguntar con /ask.",

  failed: "Algo ha fallado aquí y queda anotado. Vuelve a preguntar en un minuto.",
  tooSlow: "Ha tardado demasiado. Vuelve a preguntar en un minuto, o pregunta algo más concreto.",
  busy: "Hay demasiadas preguntas en curso. Vuelve a preguntar en un minuto.",
  restarting: "Me estoy reiniciando. Vuelve a preguntar en un minuto.",
  serversOnly: "Úsame en un servidor: las fuentes pertenecen a los servidores.",
  needsManageServer: "Para esto hace falta el permiso «Gestionar servidor».",
  outdated: "Este comando ha cambiado. Recarga Discord e inténtalo de nuevo.",
  emptyQuestion: "Escribe una pregunta.",
  tooManyQuestions: (seconds) => `Acabas de preguntar. Vuelve a preguntar en ${seconds} s.`,
  unclearDate: (typed) =>
    `No entiendo «${typed}» como fecha. Prueba con 2026-02-27, «ayer» o «el lunes pasado».`,
  backwardsPeriod: "Este periodo termina antes de empezar. Intercambia las dos fechas.",
  unknownOutlet: (typed) => `Ninguna fuente de aquí se publica como «${typed}».`,
  unknownSource: (typed) => `Aquí no hay ninguna fuente «${typed}».`,
  tryOneOf: (names) => `Prueba con ${names}.`,

  sourcesHere: "Lo que leo aquí",
  noSources: "Aquí todavía no hay fuentes.",
  articles: (count) => (count === 1 ? "1 artículo" : `${count} artículos`),
  newestArticle: (date) => `el más nuevo ${date}`,
  readAt: (date) => `leído ${date}`,
  neverRead: "aún sin leer",
  lastFailure: (reason) => `último fallo: ${reason}`,
  reloading: "Vuelvo a leer las fuentes. Mientras tanto se responde a las preguntas.",
  joinedReload: "Ya se estaban leyendo las fuentes; este es el resultado.",
  stillReloading: "Las fuentes se siguen leyendo. Mira /newsroom status más tarde.",
  reloaded: (seconds) => `Leído de nuevo en ${seconds} s`,
  changes: ({ added, changed, removed, unchanged }) =>
    `añadidos: ${added}, cambiados: ${changed}, quitados: ${removed}, sin cambios: ${unchanged}`,
  notRead: (count) => `ilegibles: ${count}`,
  andMore: (count) => `y ${count} más`,
  stages: { reading: "leyendo", indexing: "indexando", storing: "guardando" },

  kinds: { folder: "carpeta", feed: "canal", page: "página", file: "archivo" },
  forAllServers: "para todos los servidores",
  nextReading: (date) => `próxima lectura ${date}`,
  noNextReading: "ya no se lee automáticamente",
  needAttention: (names) => `⚠️ Hay que revisar ${names}: mira /newsroom status.`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page" ? `Es una página: ${name}` : `Es un canal, ${name}, con ${es.articles(articles)}`,
  notAdded: (reason) => `No se puede añadir: ${reason}.`,
  added: (name) => `${name} está añadido. Los miembros ya pueden preguntar.`,
  removeQuestion: ({ name, articles }) =>
    `¿Quitar ${name}? Con ello se pierden para siempre ${es.articles(articles)}.`,
  notRemovable: (name) =>
    `${name} se lee para todos los servidores: solo puede quitarlo quien opera este bot.`,
  takedownQuestion: (target) =>
    `¿Bloquear ${target}? Lo leído de allí desaparecerá de aquí y no se volverá a leer.`,
  takenDown: (target) => `${target} está bloqueado.`,
  removed: (name) => `${name} está quitado.`,
  removedCounts: ({ articles, passages, vectors }) =>
    `Quitados: ${es.articles(articles)}, ${passages} pasajes y ${vectors} vectores`,
  keep: "Añadir",
  remove: "Quitar",
  takeDown: "Bloquear",
  cancel: "Cancelar",
  cancelled: "No se cambió nada.",
  notYours: "Solo puede pulsarlo quien lo pidió.",
  proposalExpired: "Ha pasado demasiado tiempo. Usa el comando otra vez.",
  log: "Lo que los moderadores cambiaron aquí",
  emptyLog: "Aquí todavía no se cambió nada.",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · moderador ${actor} ${{ add: "añadió", remove: "quitó", takedown: "bloqueó" }[action]} ${subject}`,
};
