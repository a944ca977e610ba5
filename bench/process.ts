/** Runs one process to its end, and measures it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { text } from 'node:stream/consumers';
import { type Peaks, peakTogether, samplePeaks } from './memory.ts';
import { RunError } from './readings.ts';

/** How gcc compiles what the peers generate. */
export const OPTIMISED = ['-O3', '-march=native'];

export type Command = readonly [program: string, ...options: string[]];

/** What a whole process took from its start to its end, with those that it started itself. */
export interface Usage {
  readonly wallSeconds: number;
  /** User and system time, over all threads. */
  readonly cpuSeconds: number;
  /** The most physical memory that it held. */
  readonly peakBytes: number;
}

const LARGEST_OUTPUT = 64 * 2 ** 20;

/** A sample takes some 2 ms, in which a process with more than one thread may wait for its core. */
const SAMPLE_EVERY_MS = 250;

/**
 * Runs a command under GNU time, which waits for it with wait4: Node.js does not report the
 * resources of one child. GNU time is also so small itself that it cannot raise the child's peak,
 * which on Linux begins at that of the process which forks it.
 * @throws RunError when the command fails.
 */
export async function measure(command: Command): Promise<Usage & { readonly stdout: string }> {
  // Where it is set, Node.js parses a list of certificates before anything else: 37 ms that say nothing of a tool.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const before = performance.now();
  const timer = spawn('time', ['--quiet', '--format', `\n${USAGE_FORMAT}`, ...command], { env });
  const peaks: Peaks = new Map();
  const sampling = setInterval(() => {
    if (timer.pid !== undefined) samplePeaks(timer.pid, peaks);
  }, SAMPLE_EVERY_MS);
  try {
    const [stdout, stderr, [status]] = await Promise.all([
      text(timer.stdout),
      text(timer.stderr),
      once(timer, 'close'),
    ]);
    const wallSeconds = (performance.now() - before) / 1000;
    if (status !== 0) throw failure(command, `${stdout}${stderr}`, status);
    const { cpuSeconds, largestBytes } = readUsage(stderr);
    return { wallSeconds, cpuSeconds, peakBytes: peakTogether(largestBytes, peaks), stdout };
  } finally {
    clearInterval(sampling);
  }
}

const USAGE_FORMAT = '%U %S %M';

/** Reads GNU time's line, which comes after anything that the process itself wrote there. */
export function readUsage(stderr: string): { cpuSeconds: number; largestBytes: number } {
  const found = /(?:^|\n)([\d.]+) ([\d.]+) (\d+)\n$/.exec(stderr);
  if (found === null) throw new RunError(`GNU time printed no '${USAGE_FORMAT}': ${stderr}`);
  const [user, system, kibibytes] = found.slice(1).map(Number) as [number, number, number];
  return { cpuSeconds: user + system, largestBytes: kibibytes * 1024 };
}

/**
 * Runs a command that only has to succeed.
 * @throws RunError when it does not.
 */
export function run([program, ...options]: Command, directory: string): void {
  const { status, signal, stdout, stderr, error } = spawnSync(program, options, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: LARGEST_OUTPUT,
  });
  if (error !== undefined || status !== 0)
    throw failure([program, ...options], error?.message ?? `${stdout}${stderr}`, status ?? signal);
}

/** The first line that a program prints of its version, or null when it is not installed. */
export function versionOf(program: string, option: string): string | null {
  const { stdout, error } = spawnSync(program, [option], { encoding: 'utf8' });
  if (error !== undefined) return null;
  return stdout.trim().split('\n')[0] ?? '';
}

function failure(command: Command, output: string, end: number | string | null): RunError {
  return new RunError(`${command.join(' ')} ended with ${end}: ${output.trim().slice(-1000)}`);
}
