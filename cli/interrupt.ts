/** Ctrl-C: the first asks for what was found so far, the second leaves at once. */

/** The exit code of a program ended by SIGINT, as shells count it. */
const INTERRUPTED = 130;
/** A search ends within milliseconds, unless the model holds it up. */
const SECONDS_UNTIL_NOTICE = 1;

/**
 * Runs something that can be interrupted, and listens to Ctrl-C only for as long.
 * @param leave tidies up before the program ends at once
 * @param notice called where the first Ctrl-C has not ended it soon
 */
export async function withInterrupt<Result>(
  task: (interrupt: AbortSignal) => Promise<Result>,
  leave: () => void,
  notice: () => void,
): Promise<Result> {
  const controller = new AbortController();
  let waiting: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      leave();
      process.exit(INTERRUPTED);
    }
    waiting = setTimeout(notice, SECONDS_UNTIL_NOTICE * 1000);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  try {
    return await task(controller.signal);
  } finally {
    clearTimeout(waiting);
    process.off('SIGINT', onSignal);
  }
}
