import { z } from "zod";
import type { LogLine } from "./bot-process.ts";
import type { Way } from "./protocol.ts";
import type { Stream } from "./stream.ts";

/** What the bot's log tells the page. */
export interface LogReader {
  readonly read: (line: LogLine) => void;
  /** The bot is over. */
  readonly end: (lastLines: string) => void;
  /** Everything is read, trays too. */
  readonly finish: () => void;
  readonly fail: (error: unknown) => void;
  /** Resolves once the folder of articles was read; rejects when the bot ends before that. */
  readonly seedsRead: Promise<void>;
}

const receiptSchema = z.object({
  outlet: z.string(),
  title: z.string(),
  quote: z.string(),
  start: z.number(),
  end: z.number(),
  status: z.string(),
});

const waySchema = z.object({
  guildId: z.string(),
  question: z.string(),
  kind: z.string(),
  engine: z.string(),
  reason: z.string().optional(),
  notice: z.string().optional(),
  timing: z.object({ retrieveMs: z.number(), answerMs: z.number() }),
  interpretation: z.object({
    terms: z.array(z.string()),
    synonyms: z.array(z.string()),
    names: z.array(z.string()),
    outlets: z.array(z.string()),
    periods: z.array(z.object({ text: z.string() })),
    speaker: z.string().optional(),
    wants: z.string().optional(),
  }),
  hits: z.array(
    z.object({
      outlet: z.string(),
      title: z.string(),
      text: z.string(),
      score: z.number(),
      lexical: z.number(),
      dense: z.number(),
      clues: z.array(z.string()),
    }),
  ),
  statements: z.array(z.object({ text: z.string(), receipts: z.array(receiptSchema) })),
  withheld: z.array(z.object({ text: z.string(), reason: z.string() })),
}) satisfies z.ZodType<Way & { readonly guildId: string }>;

const readSchema = z.object({ id: z.string(), added: z.number() });

/** Reads the bot's log for how far it is and which way its answers took. */
export function createLogReader(stream: Stream): LogReader {
  const seeds = Promise.withResolvers<void>();
  let isFirstReading = true;
  return {
    seedsRead: seeds.promise,
    read(line) {
      const way = line.event === "answer" ? waySchema.safeParse(line).data : undefined;
      if (way) stream.setWay(way.guildId, way);
      if (line.event === "ready") {
        stream.setBot({
          phase: "reading",
          detail: "The bot is here, and reads its sources for the first time.",
        });
      }
      const reading = line.event === "source read" ? readSchema.safeParse(line).data : undefined;
      if (reading?.id === "seeds" && isFirstReading) {
        isFirstReading = false;
        const detail = `The bot has read ${reading.added} articles, and opens each server's tray.`;
        stream.setBot({ phase: "reading", detail });
        seeds.resolve();
      }
    },
    end(lastLines) {
      const reason = `The bot has stopped: ${lastLines}`;
      stream.setBot({ phase: "stopped", detail: reason });
      seeds.reject(new Error(reason));
    },
    finish: () => stream.setBot({ phase: "ready", detail: "" }),
    fail: (error) =>
      stream.setBot({ phase: "stopped", detail: error instanceof Error ? error.message : String(error) }),
  };
}
