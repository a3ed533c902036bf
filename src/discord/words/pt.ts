import type { Words } from "./words.ts";

/** Portuguese, as it is written in Brazil. */
export const pt: Words = {
  notCovered: "As fontes deste servidor não falam disso.",
  nearest: "O que há de mais próximo",
  newestIsOf: (date) => `O mais recente que as fontes têm sobre isto é de ${date}.`,
  carriedBy: ({ outlets, origins }) =>
    `${origins === 1 ? "a mesma notícia" : `${origins} notícias`} em ${outlets} veículos`,
  namedDay: ({ named, date, isPast }) => `“${named}” ${isPast ? "foi" : "é"} ${date}`,
  sourcesDiffer: (about) => `As fontes divergem: ${about}`,
  undated: "sem data",
  noDatedSources: "nenhuma fonte com data",
  sourcesUpTo: (date) => `fontes até ${date}`,
  withheld: (count) =>
    count === 1
      ? "1 afirmação retida: não está nas fontes"
      : `${count} afirmações retidas: não estão nas fontes`,
  byModel: "escolhido e abreviado por um modelo, cada afirmação conferida na sua fonte",
  chosenByModel: "escolhido por um modelo, nas palavras das fontes",
  bySources: "nas palavras das fontes",
  budgetSpent:
    "respondido sem o modelo: os tokens deste servidor acabaram por hoje; o modelo volta a responder amanhã (UTC)",
  limited: "respondido com menos ajuda do que o habitual: um serviço não respondeu bem",
  checking: "conferindo a próxima afirmação …",
  article: "artigo",
  briefing: (topic) =>
    topic === undefined ? "O que as fontes relatam" : `O que as fontes relatam: ${topic}`,

  receipts: "Provas",
  readThere: "ler lá",
  repaired: "encontrado após igualar espaços, aspas e travessões",
  followUp: "Outra pergunta",
  followUpQuestion: "O que mais você quer saber?",
  expired: "Esta resposta não está mais guardada. Pergunte de novo com /ask.",

  failed: "Algo deu errado aqui e foi anotado. Pergunte de novo em um minuto.",
  tooSlow: "Demorou demais. Pergunte de novo em um minuto, ou algo mais específico.",
  busy: "Há perguntas demais em andamento. Pergunte de novo em um minuto.",
  restarting: "Estou reiniciando. Pergunte de novo em um minuto.",
  serversOnly: "Use-me em um servidor: as fontes pertencem aos servidores.",
  needsManageServer: "Só membros com a permissão “Gerenciar servidor” podem fazer isso.",
  outdated: "Este comando mudou. Recarregue o Discord e tente de novo.",
  emptyQuestion: "Escreva uma pergunta.",
  tooManyQuestions: (seconds) => `Você acabou de perguntar. Pergunte de novo em ${seconds} s.`,
  unclearDate: (typed) =>
    `Não entendo “${typed}” como data. Tente 2026-02-27, “ontem” ou “segunda-feira passada”.`,
  backwardsPeriod: "Este período termina antes de começar. Troque as duas datas.",
  unknownOutlet: (typed) => `Nenhuma fonte daqui publica como “${typed}”.`,
  unknownSource: (typed) => `Não há fonte “${typed}” aqui.`,
  tryOneOf: (names) => `Tente ${names}.`,

  sourcesHere: "O que eu leio aqui",
  noSources: "Ainda não há fontes aqui.",
  articles: (count) => (count === 1 ? "1 artigo" : `${count} artigos`),
  newestArticle: (date) => `mais novo ${date}`,
  readAt: (date) => `lido ${date}`,
  neverRead: "ainda não lido",
  lastFailure: (reason) => `última falha: ${reason}`,
  reloading: "Relendo as fontes. Enquanto isso, as perguntas são respondidas.",
  joinedReload: "As fontes já estavam sendo lidas; este é o resultado.",
  stillReloading: "As fontes ainda estão sendo lidas. Veja /newsroom status mais tarde.",
  reloaded: (seconds) => `Relido em ${seconds} s`,
  changes: ({ added, changed, removed, unchanged }) =>
    `adicionados: ${added}, alterados: ${changed}, removidos: ${removed}, inalterados: ${unchanged}`,
  notRead: (count) => `ilegíveis: ${count}`,
  andMore: (count) => `e mais ${count}`,
  stages: { reading: "lendo", indexing: "indexando", storing: "gravando" },

  kinds: { folder: "pasta", feed: "feed", page: "página", file: "arquivo" },
  forAllServers: "para todos os servidores",
  nextReading: (date) => `próxima leitura ${date}`,
  noNextReading: "não é mais lida automaticamente",
  needAttention: (names) => `⚠️ É preciso olhar ${names}: veja /newsroom status.`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page" ? `É uma página: ${name}` : `É um feed, ${name}, com ${pt.articles(articles)}`,
  notAdded: (reason) => `Não dá para adicionar: ${reason}.`,
  added: (name) => `${name} foi adicionado. Os membros já podem perguntar.`,
  removeQuestion: ({ name, articles }) =>
    `Remover ${name}? Com isso se perdem para sempre ${pt.articles(articles)}.`,
  notRemovable: (name) => `${name} é lido para todos os servidores: só quem opera este bot pode remover.`,
  takedownQuestion: (target) => `Bloquear ${target}? O que foi lido de lá some daqui e não volta a ser lido.`,
  takenDown: (target) => `${target} foi bloqueado.`,
  removed: (name) => `${name} foi removido.`,
  removedCounts: ({ articles, passages, vectors }) =>
    `Removidos: ${pt.articles(articles)}, ${passages} trechos e ${vectors} vetores`,
  keep: "Adicionar",
  remove: "Remover",
  takeDown: "Bloquear",
  cancel: "Cancelar",
  cancelled: "Nada foi mudado.",
  notYours: "Só quem pediu pode apertar aqui.",
  proposalExpired: "Isto é antigo demais. Use o comando outra vez.",
  log: "O que os moderadores mudaram aqui",
  emptyLog: "Nada foi mudado aqui ainda.",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · moderador ${actor} ${{ add: "adicionou", remove: "removeu", takedown: "bloqueou" }[action]} ${subject}`,
};
