import { answerTruly } from "../tests/end-to-end/model.ts";
import { failWith, hangUp, neverAnswer, sendRaw } from "../tests/support/openai-behaviours.ts";
import type { Behaviour } from "../tests/support/openai-server.ts";

const FAULTS: readonly Behaviour[] = [failWith(500), neverAnswer, sendRaw("<h1>Bad gateway</h1>"), hangUp];

/** A model that answers truly, but for a share of the requests, which fail in one of four ways. */
export function answerOrFail(faultShare: number, random: () => number): Behaviour {
  const answer = answerTruly();
  return (request, response) => {
    const fault = random() < faultShare ? FAULTS[Math.floor(random() * FAULTS.length)] : undefined;
    (fault ?? answer)(request, response);
  };
}
