import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Answer } from "../answer/answer.ts";
import type { TokenUsage } from "../models/chat.ts";
import type { Reload } from "../sources/reload.ts";
import type { Page } from "./server.ts";

/** Something that a member did, once it is over. */
export interface InteractionRecord {
  /** `newsroom reload`; for buttons and forms what they do. */
  readonly command: string;
  readonly outcome: string;
  /** From its arrival to the first response; undefined when there was none. */
  readonly acknowledgeMs?: number;
  /** From its arrival to the last of the reply. */
  readonly answerMs: number;
}

/** What is counted for whoever watches. Never who asked, or what. */
export interface Metrics {
  countInteraction(record: InteractionRecord): void;
  /** An answer that was made, and one that was made before for an equal question. */
  countAnswer(answer: Answer): void;
  countRepeatedAnswer(): void;
  countTokens(usage: NonNullable<Answer["usage"]>): void;
  countReload(reload: Reload): void;
  /** Shows how long ago Discord last acknowledged a heartbeat, in milliseconds; undefined before the first. */
  watchHeartbeat(ageMs: () => number | undefined): void;
  readonly page: () => Promise<Page>;
}

/** Discord gives up after 3 seconds. */
const ACKNOWLEDGEMENT_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3];
/** From the sources' own sentences, which take a fraction of a second, to a model that uses all of its time. */
const ANSWER_SECONDS = [0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 60];
/** Ten passages with the rules before them are some 3,000; a reply that had to be asked for twice is double. */
const PROMPT_TOKENS = [500, 1000, 1500, 2000, 2500, 3000, 4000, 6000, 8000];

const STATUSES = ["verified", "repaired", "withheld"];
/** Of sources that the bot reads. */
const KINDS = ["folder", "feed", "page"];
const RESULTS = ["done", "partly", "failed"];

/** A registry of its own, so that two bots in one process (tests) don't add up. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `on_record_${name}`, help, labelNames, registers });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `on_record_${name}`, help, labelNames: ["command"], buckets, registers });

  const interactions = counter("interactions_total", "What members did, by how it ended", [
    "command",
    "outcome",
  ]);
  const acknowledgement = histogram(
    "acknowledgement_seconds",
    "From a command's arrival to the first response",
    ACKNOWLEDGEMENT_SECONDS,
  );
  const answered = histogram("answer_seconds", "From a command's arrival to the whole reply", ANSWER_SECONDS);
  const statements = counter("statements_total", "Statements by what became of their quotes", ["status"]);
  const model = createModelMetrics(registers);
  const reloads = counter("reloads_total", "Readings of sources", ["kind", "result"]);
  // There from the start: Prometheus does not see the first of what was not there before.
  for (const status of STATUSES) statements.inc({ status }, 0);
  for (const kind of KINDS) for (const result of RESULTS) reloads.inc({ kind, result }, 0);

  return {
    countInteraction({ command, outcome, acknowledgeMs, answerMs }) {
      interactions.inc({ command, outcome });
      if (acknowledgeMs !== undefined) acknowledgement.observe({ command }, acknowledgeMs / 1000);
      answered.observe({ command }, answerMs / 1000);
    },
    countAnswer({ statements: shown, withheld, usage }) {
      if (usage) model.observePrompt(usage.promptTokens);
      for (const { receipts } of shown) {
        const isRepaired = receipts.some(({ status }) => status === "repaired");
        statements.inc({ status: isRepaired ? "repaired" : "verified" });
      }
      statements.inc({ status: "withheld" }, withheld.length);
    },
    countRepeatedAnswer: model.countRepeatedAnswer,
    countTokens: model.countTokens,
    // By kind, not by source: servers add as many as they like.
    countReload: ({ kind, failed, error }) => {
      const isPartial = failed.length > 0;
      reloads.inc({ kind, result: error !== undefined ? "failed" : isPartial ? "partly" : "done" });
    },
    watchHeartbeat(ageMs) {
      new Gauge({
        name: "on_record_heartbeat_age_seconds",
        help: "Since Discord last acknowledged a heartbeat; NaN before the first",
        registers,
        collect() {
          this.set((ageMs() ?? Number.NaN) / 1000);
        },
      });
    },
    page: async () => ({ status: 200, contentType: registry.contentType, body: await registry.metrics() }),
  };
}

/** What the chat model cost. */
function createModelMetrics(registers: Registry[]) {
  const tokens = new Counter({
    name: "on_record_model_tokens_total",
    help: "Tokens that the chat model used; cached ones are among those of the prompt",
    labelNames: ["kind"],
    registers,
  });
  const promptTokens = new Histogram({
    name: "on_record_answer_prompt_tokens",
    help: "Tokens that the chat model read for one answer, where its server counts them",
    buckets: PROMPT_TOKENS,
    registers,
  });
  const repeated = new Counter({
    name: "on_record_answers_repeated_total",
    help: "Equal questions that cost no model anything",
    registers,
  });
  return {
    observePrompt: (count: number) => promptTokens.observe(count),
    countRepeatedAnswer: () => repeated.inc(),
    countTokens({ promptTokens: prompt, completionTokens, cachedTokens }: TokenUsage) {
      tokens.inc({ kind: "prompt" }, prompt);
      tokens.inc({ kind: "completion" }, completionTokens);
      if (cachedTokens !== undefined) tokens.inc({ kind: "cached" }, cachedTokens);
    },
  };
}
