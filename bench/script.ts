/** A script of this folder: what goes wrong with a tool is said, without a stack, and ends it with 1. */
import { RunError } from './readings.ts';

export async function script(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
