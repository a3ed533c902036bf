import type { Words } from "./words.ts";

/** Japanese. */
export const ja: Words = {
  notCovered: "このサーバーの情報源は報じていません。",
  nearest: "最も近い記事",
  undated: "日付なし",
  noDatedSources: "日付のある情報源なし",
  sourcesUpTo: (date) => `情報源は ${date} まで`,
  withheld: (count) => `${count} 件の記述を保留：情報源に見つかりません`,
  byModel: "モデルが作成し、情報源と照合済み",
  bySources: "情報源の原文のまま",
  budgetSpent:
    "モデルなしで回答しました：このサーバーの今日のトークンを使い切りました。モデルは明日（UTC）また回答します",
  limited: "一部のサービスが正しく応答しなかったため、通常より限られた方法で回答しました",
  checking: "次の記述を確認中 …",
  article: "記事",
  briefing: (topic) => (topic === undefined ? "情報源の報道" : `情報源の報道：${topic}`),

  receipts: "引用元",
  readThere: "原文で読む",
  repaired: "空白・引用符・ダッシュをそろえて一致",
  followUp: "続けて質問",
  followUpQuestion: "ほかに何を知りたいですか？",
  expired: "この回答はもう保存されていません。/ask でもう一度質問してください。",

  failed: "こちらで問題が発生し、記録しました。1 分後にもう一度質問してください。",
  tooSlow: "時間がかかりすぎました。1 分後にもう一度、または範囲を絞って質問してください。",
  busy: "現在、質問が集中しています。1 分後にもう一度質問してください。",
  restarting: "再起動中です。1 分後にもう一度質問してください。",
  serversOnly: "サーバー内で使ってください。情報源はサーバーごとのものです。",
  needsManageServer: "「サーバー管理」の権限を持つメンバーだけが使えます。",
  outdated: "このコマンドは変更されました。Discord を再読み込みしてからもう一度お試しください。",
  emptyQuestion: "質問を入力してください。",
  tooManyQuestions: (seconds) => `質問したばかりです。${seconds} 秒後にもう一度質問してください。`,
  unclearDate: (typed) =>
    `「${typed}」は日付として読めません。2026-02-27、「昨日」、「先週」などと書いてください。`,
  backwardsPeriod: "期間の終わりが始まりより前です。2 つの日付を入れ替えてください。",
  unknownOutlet: (typed) => `「${typed}」という発行元はここにありません。`,
  unknownSource: (typed) => `「${typed}」という情報源はここにありません。`,
  tryOneOf: (names) => `候補：${names}`,

  sourcesHere: "ここで読んでいる情報源",
  noSources: "ここにはまだ情報源がありません。",
  articles: (count) => `記事 ${count} 件`,
  newestArticle: (date) => `最新 ${date}`,
  readAt: (date) => `読み込み ${date}`,
  neverRead: "未読み込み",
  lastFailure: (reason) => `直近の失敗：${reason}`,
  reloading: "情報源を読み直しています。その間も質問に答えます。",
  joinedReload: "読み直しはすでに進行中でした。その結果です。",
  stillReloading: "まだ読み直しています。後で /newsroom status を確認してください。",
  reloaded: (seconds) => `${seconds} 秒で読み直しました`,
  changes: ({ added, changed, removed, unchanged }) =>
    `追加 ${added}、変更 ${changed}、削除 ${removed}、変更なし ${unchanged}`,
  notRead: (count) => `読めなかったもの ${count} 件`,
  andMore: (count) => `ほか ${count} 件`,
  stages: { reading: "読み込み中", indexing: "索引作成中", storing: "保存中" },

  kinds: { folder: "フォルダー", feed: "フィード", page: "ページ", file: "ファイル" },
  forAllServers: "全サーバー共通",
  nextReading: (date) => `次回 ${date}`,
  noNextReading: "自動では読み直しません",
  needAttention: (names) => `⚠️ 確認が必要です：${names}（/newsroom status を見てください）`,
  wouldBring: ({ kind, name, articles }) =>
    kind === "page" ? `ページです：${name}` : `フィードです：${name}（${ja.articles(articles)}）`,
  notAdded: (reason) => `追加できません：${reason}`,
  added: (name) => `${name} を追加しました。もう質問できます。`,
  removeQuestion: ({ name, articles }) =>
    `${name} を削除しますか？${ja.articles(articles)}も完全に消えます。`,
  notRemovable: (name) => `${name} は全サーバー共通です。削除できるのはボットの運営者だけです。`,
  takedownQuestion: (target) =>
    `${target} を掲載停止にしますか？そこから読んだものはここから消え、今後も読みません。`,
  takenDown: (target) => `${target} を掲載停止にしました。`,
  removed: (name) => `${name} を削除しました。`,
  removedCounts: ({ articles, passages, vectors }) =>
    `削除：${ja.articles(articles)}、${passages} 節、${vectors} ベクトル`,
  keep: "追加する",
  remove: "削除する",
  takeDown: "掲載停止",
  cancel: "やめる",
  cancelled: "何も変更していません。",
  notYours: "押せるのは操作した本人だけです。",
  proposalExpired: "時間が経ちすぎました。もう一度コマンドを使ってください。",
  log: "ここでの変更の記録",
  emptyLog: "まだ何も変更されていません。",
  logEntry: ({ actor, action, subject, at }) =>
    `${at} · モデレーター ${actor}：${{ add: "追加", remove: "削除", takedown: "掲載停止" }[action]} ${subject}`,
};
