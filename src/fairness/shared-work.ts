import { waitUnlessAborted } from "../abortable.ts";

/** Work that several callers ask for at the same time, done once for all of them. */
export interface SharedWork<Value, Step> {
  /** Joins the work under this key, or begins it. Rejects with the signal's reason: then only this caller has left. */
  join(request: ShareRequest<Value, Step>): Promise<Value>;
}

export interface ShareRequest<Value, Step> {
  readonly key: string;
  /** The work: called for the first caller alone. Its signal aborts when every caller has left. */
  readonly work: (signal: AbortSignal, onStep: (step: Step) => void) => Promise<Value>;
  readonly signal: AbortSignal;
  /** Hears every step: a caller who joins late hears at once those that were made before. */
  readonly onStep?: ((step: Step) => void) | undefined;
}

interface Run<Value, Step> {
  readonly result: Promise<Value>;
  readonly steps: Step[];
  readonly listeners: Set<(step: Step) => void>;
  readonly stop: AbortController;
  callers: number;
}

/** No work yet. */
export function createSharedWork<Value, Step>(): SharedWork<Value, Step> {
  const runs = new Map<string, Run<Value, Step>>();

  const begin = ({ key, work }: ShareRequest<Value, Step>): Run<Value, Step> => {
    const stop = new AbortController();
    const steps: Step[] = [];
    const listeners: Run<Value, Step>["listeners"] = new Set();
    const result = work(stop.signal, (step) => {
      steps.push(step);
      for (const listen of listeners) listen(step);
    });
    const run = { result, steps, listeners, stop, callers: 0 };
    runs.set(key, run);
    return run;
  };
  const forget = (key: string, run: Run<Value, Step>) => {
    if (runs.get(key) === run) runs.delete(key);
  };

  return {
    async join(request) {
      const { key, signal, onStep = () => {} } = request;
      signal.throwIfAborted();
      const run = runs.get(key) ?? begin(request);
      const listen = (step: Step) => onStep(step);
      run.callers += 1;
      run.steps.forEach(listen);
      run.listeners.add(listen);
      try {
        return await waitUnlessAborted(run.result, signal);
      } finally {
        run.listeners.delete(listen);
        run.callers -= 1;
        if (run.callers === 0) {
          forget(key, run);
          run.stop.abort(new Error("nobody waits for it any more"));
        }
      }
    },
  };
}
