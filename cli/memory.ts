/** How much of the memory that a run is allowed is left for stored states. */
import type { RunOptions } from './plan.ts';

/** Of the memory allowed: for compiled code and garbage while the search runs, in each thread. */
const RESERVED_BYTES = 24 * 2 ** 20;
/** Before a spec is loaded and the model made, a thread takes some 20 MB. */
const THREAD_BYTES = RESERVED_BYTES + 20 * 2 ** 20;

/** What is kept free for the threads of a run: it cannot hold states. */
export function reservedBytes(workers: number): number {
  return RESERVED_BYTES + (workers - 1) * THREAD_BYTES;
}

/** Bytes, without what the process takes anyway. */
export function bytesLeft({
  maxMemory,
  workers,
}: Pick<RunOptions, 'maxMemory' | 'workers'>): number {
  return Math.max(0, maxMemory - process.memoryUsage.rss() - reservedBytes(workers));
}
