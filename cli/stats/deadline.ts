/** How long statistics may take: whoever asked for an end of the run does not wait for them. */

/** After Ctrl-C, or once the time of `--timeout` is up. */
const GRACE_SECONDS = 6;

/** Says how many seconds are left; none, when it is time to stop. */
export type Deadline = () => number;

/**
 * The deadline of a run that began at `started` (by `performance.now`).
 * @param timeoutSeconds how long the search itself may take; null is no limit
 */
export function deadlineOf(
  interrupt: AbortSignal,
  started: number,
  timeoutSeconds: number | null,
): Deadline {
  let end =
    timeoutSeconds === null
      ? Number.POSITIVE_INFINITY
      : Math.max(performance.now(), started + timeoutSeconds * 1000) + GRACE_SECONDS * 1000;
  const onAbort = (): void => {
    end = Math.min(end, performance.now() + GRACE_SECONDS * 1000);
  };
  if (interrupt.aborted) onAbort();
  else interrupt.addEventListener('abort', onAbort, { once: true });
  return () => (end - performance.now()) / 1000;
}

/** A deadline that leaves the last seconds to others. */
export function leaving(seconds: number, deadline: Deadline): Deadline {
  return () => deadline() - seconds;
}

/** The earlier of a deadline and so many seconds from now. */
export function within(seconds: number, deadline: Deadline): Deadline {
  const end = performance.now() + seconds * 1000;
  return () => Math.min((end - performance.now()) / 1000, deadline());
}
