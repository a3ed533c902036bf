import type { Locale, LocalizationMap } from "discord.js";
import type { Language } from "../discord/words/words.ts";

/** A name or a description in every language that the bot speaks. */
type Localized = Readonly<Record<Language, string>>;

interface Naming {
  readonly name: Localized;
  readonly description: Localized;
}

/** How commands and options are called. English names are what the code knows them by. */
const NAMES = {
  ask: {
    name: { en: "ask", de: "fragen", fr: "demander", es: "preguntar", pt: "perguntar", ja: "質問" },
    description: {
      en: "Ask about the news and get an answer with receipts",
      de: "Frag nach den Nachrichten und bekomm eine Antwort mit Belegen",
      fr: "Posez une question sur l’actualité, réponse avec preuves",
      es: "Pregunta por las noticias y recibe una respuesta con pruebas",
      pt: "Pergunte sobre as notícias e receba uma resposta com provas",
      ja: "ニュースについて質問し、引用元つきの回答を得ます",
    },
  },
  question: {
    name: { en: "question", de: "frage", fr: "question", es: "pregunta", pt: "pergunta", ja: "質問文" },
    description: {
      en: "What would you like to know?",
      de: "Was möchtest du wissen?",
      fr: "Que voulez-vous savoir ?",
      es: "¿Qué quieres saber?",
      pt: "O que você quer saber?",
      ja: "何を知りたいですか？",
    },
  },
  since: {
    name: { en: "since", de: "seit", fr: "depuis", es: "desde", pt: "desde", ja: "いつから" },
    description: {
      en: "Only articles from this day on, such as 2026-02-27 or “last Monday”",
      de: "Nur Artikel ab diesem Tag, etwa 2026-02-27 oder „letzten Montag“",
      fr: "Seulement les articles à partir de ce jour, comme 2026-02-27 ou « hier »",
      es: "Solo artículos desde este día, como 2026-02-27 o «ayer»",
      pt: "Só artigos a partir deste dia, como 2026-02-27 ou “ontem”",
      ja: "この日以降の記事だけ（例：2026-02-27、昨日）",
    },
  },
  until: {
    name: { en: "until", de: "bis", fr: "avant", es: "hasta", pt: "até", ja: "いつまで" },
    description: {
      en: "Only articles up to this day, the day itself included",
      de: "Nur Artikel bis zu diesem Tag einschließlich",
      fr: "Seulement les articles jusqu’à ce jour inclus",
      es: "Solo artículos hasta este día, incluido",
      pt: "Só artigos até este dia, inclusive",
      ja: "この日までの記事だけ（当日を含む）",
    },
  },
  outlet: {
    name: { en: "outlet", de: "medium", fr: "média", es: "medio", pt: "veículo", ja: "発行元" },
    description: {
      en: "Only articles of this outlet",
      de: "Nur Artikel dieses Mediums",
      fr: "Seulement les articles de ce média",
      es: "Solo artículos de este medio",
      pt: "Só artigos deste veículo",
      ja: "この発行元の記事だけ",
    },
  },
  private: {
    name: { en: "private", de: "privat", fr: "privé", es: "privado", pt: "privado", ja: "非公開" },
    description: {
      en: "Show the answer to you alone",
      de: "Die Antwort nur dir zeigen",
      fr: "Ne montrer la réponse qu’à vous",
      es: "Mostrar la respuesta solo a ti",
      pt: "Mostrar a resposta só para você",
      ja: "回答を自分だけに表示します",
    },
  },
  summary: {
    name: {
      en: "summary",
      de: "überblick",
      fr: "résumé",
      es: "resumen",
      pt: "resumo",
      ja: "まとめ",
    },
    description: {
      en: "A short, dated briefing of what the sources report",
      de: "Ein kurzer, datierter Überblick über das, was die Quellen berichten",
      fr: "Un bref point daté sur ce que rapportent les sources",
      es: "Un resumen breve y fechado de lo que informan las fuentes",
      pt: "Um resumo curto e datado do que as fontes relatam",
      ja: "情報源の報道を日付つきで短くまとめます",
    },
  },
  topic: {
    name: { en: "topic", de: "thema", fr: "sujet", es: "tema", pt: "tema", ja: "話題" },
    description: {
      en: "What it should be about; everything of the last days if left out",
      de: "Worum es gehen soll; ohne Angabe alles der letzten Tage",
      fr: "De quoi il doit parler ; sinon tout ce des derniers jours",
      es: "De qué debe tratar; si falta, todo lo de los últimos días",
      pt: "Sobre o que deve ser; se faltar, tudo dos últimos dias",
      ja: "話題。省くと最近の記事すべて",
    },
  },
  sources: {
    name: { en: "sources", de: "quellen", fr: "sources", es: "fuentes", pt: "fontes", ja: "情報源" },
    description: {
      en: "What the bot reads here, and how fresh it is",
      de: "Was der Bot hier liest, und wie frisch es ist",
      fr: "Ce que le bot lit ici, et de quand cela date",
      es: "Lo que el bot lee aquí, y de cuándo es",
      pt: "O que o bot lê aqui, e de quando é",
      ja: "ここで読んでいる情報源と新しさ",
    },
  },
  newsroom: {
    name: {
      en: "newsroom",
      de: "redaktion",
      fr: "rédaction",
      es: "redacción",
      pt: "redação",
      ja: "編集室",
    },
    description: {
      en: "Look after the sources",
      de: "Die Quellen betreuen",
      fr: "S’occuper des sources",
      es: "Cuidar de las fuentes",
      pt: "Cuidar das fontes",
      ja: "情報源を管理します",
    },
  },
  reload: {
    name: { en: "reload", de: "neu-lesen", fr: "relire", es: "releer", pt: "reler", ja: "読み直し" },
    description: {
      en: "Read the sources again, or one of them",
      de: "Die Quellen neu lesen, oder eine davon",
      fr: "Relire les sources, ou l’une d’elles",
      es: "Volver a leer las fuentes, o una de ellas",
      pt: "Reler as fontes, ou uma delas",
      ja: "情報源を（一つだけでも）読み直します",
    },
  },
  source: {
    name: { en: "source", de: "quelle", fr: "source", es: "fuente", pt: "fonte", ja: "対象" },
    description: {
      en: "Which one; all of them if left out",
      de: "Welche; ohne Angabe alle",
      fr: "Laquelle ; toutes sinon",
      es: "Cuál; si falta, todas",
      pt: "Qual; se faltar, todas",
      ja: "どれか。省くとすべて",
    },
  },
  status: {
    name: { en: "status", de: "stand", fr: "état", es: "estado", pt: "estado", ja: "状態" },
    description: {
      en: "How each source fared when it was last read",
      de: "Wie es jeder Quelle beim letzten Lesen erging",
      fr: "Comment s’est passée la dernière lecture de chaque source",
      es: "Cómo fue la última lectura de cada fuente",
      pt: "Como foi a última leitura de cada fonte",
      ja: "各情報源の前回の読み込み結果",
    },
  },
  add: {
    name: { en: "add", de: "aufnehmen", fr: "ajouter", es: "añadir", pt: "adicionar", ja: "追加" },
    description: {
      en: "Read a feed or a page from now on",
      de: "Einen Feed oder eine Seite von jetzt an lesen",
      fr: "Lire désormais un flux ou une page",
      es: "Leer desde ahora un canal o una página",
      pt: "Ler a partir de agora um feed ou uma página",
      ja: "フィードやページを読むように追加します",
    },
  },
  address: {
    name: { en: "address", de: "adresse", fr: "adresse", es: "dirección", pt: "endereço", ja: "アドレス" },
    description: {
      en: "Where it is, such as https://example.org/feed.xml",
      de: "Wo zu finden, etwa https://example.org/feed.xml",
      fr: "Où le trouver, comme https://example.org/feed.xml",
      es: "Dónde está, como https://example.org/feed.xml",
      pt: "Onde fica, como https://example.org/feed.xml",
      ja: "場所（例：https://example.org/feed.xml）",
    },
  },
  sourceName: {
    name: { en: "name", de: "name", fr: "nom", es: "nombre", pt: "nome", ja: "名前" },
    description: {
      en: "What to call it here; its own name if left out",
      de: "Wie es hier heißen soll; ohne Angabe der eigene Name",
      fr: "Comment l’appeler ici ; sinon son propre nom",
      es: "Cómo llamarlo aquí; si falta, su propio nombre",
      pt: "Como chamar aqui; se faltar, o próprio nome",
      ja: "ここでの名前。省くと元の名前",
    },
  },
  remove: {
    name: { en: "remove", de: "entfernen", fr: "retirer", es: "quitar", pt: "remover", ja: "削除" },
    description: {
      en: "Read a source no more, and delete what was read from it",
      de: "Eine Quelle nicht mehr lesen und löschen, was von ihr kam",
      fr: "Ne plus lire une source et effacer ce qui en vient",
      es: "Dejar de leer una fuente y borrar lo leído de ella",
      pt: "Deixar de ler uma fonte e apagar o que veio dela",
      ja: "情報源の読み込みをやめ、読んだものを消します",
    },
  },
  ownSource: {
    name: { en: "source", de: "quelle", fr: "source", es: "fuente", pt: "fonte", ja: "対象" },
    description: {
      en: "Which one of this server’s own",
      de: "Welche von denen dieses Servers",
      fr: "Laquelle de ce serveur",
      es: "Cuál de las de este servidor",
      pt: "Qual das deste servidor",
      ja: "このサーバーのどれか",
    },
  },
  takedown: {
    name: { en: "takedown", de: "sperren", fr: "bloquer", es: "bloquear", pt: "bloquear", ja: "掲載停止" },
    description: {
      en: "Delete what came from an address or a domain, and never read it here again",
      de: "Löschen, was von einer Adresse oder Domain kam, und es hier nie wieder lesen",
      fr: "Effacer ce qui vient d’une adresse ou d’un domaine, et ne plus le lire ici",
      es: "Borrar lo que vino de una dirección o un dominio, y no leerlo más aquí",
      pt: "Apagar o que veio de um endereço ou domínio, e não ler mais aqui",
      ja: "アドレスやドメインのものを消し、ここでは二度と読みません",
    },
  },
  target: {
    name: { en: "target", de: "ziel", fr: "cible", es: "objetivo", pt: "alvo", ja: "停止対象" },
    description: {
      en: "An address such as https://example.org/story, or a domain such as example.org",
      de: "Eine Adresse wie https://example.org/story oder eine Domain wie example.org",
      fr: "Une adresse comme https://example.org/story, ou un domaine comme example.org",
      es: "Una dirección como https://example.org/story, o un dominio como example.org",
      pt: "Um endereço como https://example.org/story, ou um domínio como example.org",
      ja: "アドレス（https://example.org/story）かドメイン（example.org）",
    },
  },
  log: {
    name: { en: "log", de: "protokoll", fr: "journal", es: "registro", pt: "registro", ja: "記録" },
    description: {
      en: "What moderators have changed here",
      de: "Was Moderatoren hier geändert haben",
      fr: "Ce que les modérateurs ont changé ici",
      es: "Lo que los moderadores cambiaron aquí",
      pt: "O que os moderadores mudaram aqui",
      ja: "モデレーターによる変更の記録",
    },
  },
} as const satisfies Record<string, Naming>;

/** What a command, a subcommand or an option is called in every locale: to be spread into its data. */
export function named(key: keyof typeof NAMES) {
  const { name, description } = NAMES[key];
  return {
    name: name.en,
    name_localizations: localizations(name),
    description: description.en,
    description_localizations: localizations(description),
  };
}

/** Discord falls back from one English or Spanish to the other only in part, so each has its own entry. */
function localizations({ en, de, fr, es, pt, ja }: Localized): LocalizationMap {
  return {
    "en-US": en,
    "en-GB": en,
    de,
    fr,
    "es-ES": es,
    "es-419": es,
    "pt-BR": pt,
    ja,
  } satisfies Partial<Record<`${Locale}`, string>>;
}
