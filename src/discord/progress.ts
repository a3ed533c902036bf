import type { Clock } from "./patience.ts";

/** Shows the states of something that grows, no more often than Discord likes. */
export interface Progress<State> {
  /** Replaces a state that has not been sent yet. */
  show(state: State): void;
  /** Sends nothing more. Resolves once the last edit is over, and as long ago as the next has to wait. */
  close(): Promise<void>;
}

/** Discord publishes no figure; one edit a second is the practice. */
export const EDIT_GAP_MS = 1000;

/** Creates a progress that edits with `edit`, which never rejects. */
export function createProgress<State>(
  edit: (state: State) => Promise<void>,
  { clock, gapMs = EDIT_GAP_MS }: { readonly clock: Clock; readonly gapMs?: number },
): Progress<State> {
  let next: { readonly state: State } | undefined;
  let running: Promise<void> | undefined;
  let lastEditAt: number | undefined;
  let isClosed = false;

  const waitForGap = async () => {
    const wait = (lastEditAt ?? Number.NEGATIVE_INFINITY) + gapMs - clock.now();
    if (wait > 0) await clock.sleep(wait);
  };
  const run = async () => {
    while (next && !isClosed) {
      await waitForGap();
      if (isClosed) break;
      const { state } = next;
      next = undefined;
      await edit(state);
      lastEditAt = clock.now();
    }
    running = undefined;
  };
  return {
    show(state) {
      if (isClosed) return;
      next = { state };
      running ??= run();
    },
    async close() {
      isClosed = true;
      await running;
      await waitForGap();
    },
  };
}
