/**
 * Memory of a process together with those that it starts. The kernel reports the peak of only the
 * largest of them, so the others are sampled from Linux's /proc while they run.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** By process: the most memory of its own, in bytes, that any sample has seen. */
export type Peaks = Map<number, number>;

/** Samples every process that descends from this one. */
export function samplePeaks(ancestor: number, peaks: Peaks): void {
  for (const pid of descendants(ancestor, parents())) {
    const bytes = readOwnMemory(readProcess(pid, 'status'));
    peaks.set(pid, Math.max(bytes, peaks.get(pid) ?? 0));
  }
}

/**
 * What all of them held. What two processes share, such as the code of Node.js, counts once.
 * @param largest the peak of the largest process, shared memory included, as the kernel knows it.
 */
export function peakTogether(largest: number, peaks: Peaks): number {
  const [, ...others] = [...peaks.values()].sort((a, b) => b - a);
  return others.reduce((sum, peak) => sum + peak, largest);
}

/** @param parentOf by process: its parent. */
export function descendants(ancestor: number, parentOf: ReadonlyMap<number, number>): number[] {
  const children = [...parentOf].filter(([, parent]) => parent === ancestor).map(([pid]) => pid);
  return children.flatMap((child) => [child, ...descendants(child, parentOf)]);
}

function parents(): Map<number, number> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(pids.map((pid) => [pid, readParent(readProcess(pid, 'stat'))]));
}

/** Reads `/proc/<pid>/stat`: `12 (a name) S 34 ...`, where the name may hold anything. */
export function readParent(stat: string): number {
  return Number(/\) \S (\d+) [^)]*$/.exec(stat)?.[1] ?? 0);
}

/** Reads `/proc/<pid>/status`: what is in memory and not in a file; nothing of a dead process. */
export function readOwnMemory(status: string): number {
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}

function readProcess(pid: number, file: 'stat' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    // It has ended in the meantime.
    return '';
  }
}
