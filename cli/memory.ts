/** How much of the memory that a run is allowed is left for stored states. */
import type { RunOptions } from './plan.ts';

/** Of the memory allowed: for compiled code and garbage while the search runs, in each thread. */
const RESERVED_BYTES = 24 * 2 ** 20;
/** Before a spec is loaded and the model made, a thread takes some 20 MB. */
const THREAD_BYTES = RESERVED_BYTES + 20 * 2 ** 20;

/** Bytes, without what the process takes anyway. */
export function bytesLeft({
  maxMemory,
  workers,
}: Pick<RunOptions, 'maxMemory' | 'workers'>): number {
  const others = (workers - 1) * THREAD_BYTES;
  return Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES - others);
}
