/** Ctrl-C: the first asks for what was found so far, the second leaves at once. */
import { Ended } from './errors.ts';

/** A search ends within milliseconds, unless the model holds it up. */
const SECONDS_UNTIL_NOTICE = 1;

/**
 * Runs something that can be interrupted, and listens to Ctrl-C only for as long.
 * @param leave tidies up before the program ends at once
 * @param notice called where the first Ctrl-C has not ended it soon
 * @throws Ended at the second Ctrl-C
 */
export async function withInterrupt<Result>(
  task: (interrupt: AbortSignal) => Promise<Result>,
  leave: () => void,
  notice: () => void,
): Promise<Result> {
  const controller = new AbortController();
  let waiting: NodeJS.Timeout | undefined;
  let onSignal = (): void => undefined;
  const leaving = new Promise<never>((_, reject) => {
    onSignal = () => {
      if (controller.signal.aborted) {
        leave();
        reject(new Ended('SIGINT'));
        return;
      }
      waiting = setTimeout(notice, SECONDS_UNTIL_NOTICE * 1000);
      controller.abort();
    };
  });
  process.on('SIGINT', onSignal);
  try {
    return await Promise.race([task(controller.signal), leaving]);
  } finally {
    clearTimeout(waiting);
    process.off('SIGINT', onSignal);
  }
}
