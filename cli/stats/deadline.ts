/** Until when statistics may be gathered: whoever asked for an end of the run does not wait for them. */

/** After Ctrl-C, or once the time is up: the process that waits loses its patience after ten seconds. */
const GRACE_MS = 3000;

/** Asks whether time is up. */
export type Deadline = () => boolean;

/**
 * The deadline of a run that began at `started` (by `performance.now`).
 * @param timeoutSeconds how long the search itself may take; null is no limit
 */
export function deadlineOf(
  interrupt: AbortSignal,
  started: number,
  timeoutSeconds: number | null,
): Deadline {
  const timeUp =
    timeoutSeconds === null
      ? Number.POSITIVE_INFINITY
      : Math.max(performance.now(), started + timeoutSeconds * 1000) + GRACE_MS;
  let interruptedUp = Number.POSITIVE_INFINITY;
  return () => {
    if (interrupt.aborted) interruptedUp = Math.min(interruptedUp, performance.now() + GRACE_MS);
    return performance.now() > Math.min(timeUp, interruptedUp);
  };
}

/** The earlier of a deadline and so many seconds from now. */
export function within(deadline: Deadline, seconds: number): Deadline {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() > end || deadline();
}
