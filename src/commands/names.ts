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
