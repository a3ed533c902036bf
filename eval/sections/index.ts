import { answers } from "./answers.ts";
import { claims } from "./claims.ts";
import { cost } from "./cost.ts";
import { drafts } from "./drafts.ts";
import { injection } from "./injection.ts";
import { lies } from "./lies.ts";
import { refusing } from "./refusing.ts";
import { retrieval } from "./retrieval.ts";
import type { Section } from "./section.ts";
import { speakers } from "./speakers.ts";
import { time } from "./time.ts";

/** The parts of the table, in order. */
export const sections: readonly Section[] = [
  retrieval,
  refusing,
  answers,
  claims,
  drafts,
  speakers,
  injection,
  lies,
  cost,
  time,
];
