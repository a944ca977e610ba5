/** Ctrl-C: the first asks for what was found so far, the second leaves at once. */

/** The exit code of a program ended by SIGINT, as shells count it. */
const INTERRUPTED = 130;

/**
 * Runs something that can be interrupted, and listens to Ctrl-C only for as long. `leave` tidies up
 * before the program ends at once.
 */
export async function withInterrupt<Result>(
  task: (interrupt: AbortSignal) => Promise<Result>,
  leave: () => void,
): Promise<Result> {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      leave();
      process.exit(INTERRUPTED);
    }
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  try {
    return await task(controller.signal);
  } finally {
    process.off('SIGINT', onSignal);
  }
}
