/** How much memory a run is allowed, and how much of that is left for stored states. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { constrainedMemory } from 'node:process';
import type { RunOptions } from './plan.ts';

const SHARE = 0.75;
/** Of the addresses that a process may use: Node.js reserves a gigabyte for itself. */
const SHARE_OF_ADDRESSES = 0.5;

/**
 * Of the memory allowed: for compiled code and garbage while the search runs. It cannot hold states. What a team's other threads
 * take is used when they begin.
 */
export const RESERVED_BYTES = 24 * 2 ** 20;

/** Most of what the machine, or the cgroup (v1 or v2) that the process is in, allows; half of a `ulimit -v`. */
export function defaultMaxMemory(): number {
  // Without a limit this is 0 or more than any machine has.
  const allowed = constrainedMemory();
  const total = os.totalmem();
  const share = (allowed > 0 ? Math.min(allowed, total) : total) * SHARE;
  return Math.floor(Math.min(share, addressSpace() * SHARE_OF_ADDRESSES));
}

/** Bytes of addresses that the process may use, where that is limited and the system says so: Linux does. */
function addressSpace(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    return Number(/^Max address space +(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Bytes, without what the process takes anyway. */
export function bytesLeft({ maxMemory }: Pick<RunOptions, 'maxMemory'>): number {
  return Math.max(0, maxMemory - process.memoryUsage.rss() - RESERVED_BYTES);
}
