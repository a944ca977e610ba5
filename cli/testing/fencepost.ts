/** Runs the program for tests: as a person does, or in this very process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { run } from '../program.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = fileURLToPath(new URL('../../dist/cli/main.cjs', import.meta.url));

/** A program that hangs fails its test, and does not outlive it. */
const LONGEST_MS = 60_000;

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSettings {
  readonly cwd?: string;
  /** Where it is; the one that `npm test` compiled, if left out. */
  readonly main?: string;
  /** A program that runs it, with its arguments. */
  readonly under?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Called once the program runs, for example to send it a signal. */
  readonly started?: (program: ChildProcess) => void;
}

/**
 * Runs the compiled program; `npm test` compiles it first. Output is piped, so there is no terminal; colour settings of the outside
 * are left out.
 */
export function fencepost(args: readonly string[], settings: RunSettings = {}): Promise<Ran> {
  const { FORCE_COLOR: _, NO_COLOR: __, ...environment } = process.env;
  return new Promise((resolve, reject) => {
    const [command = '', ...words] = [
      ...(settings.under ?? []),
      process.execPath,
      settings.main ?? MAIN,
      ...args,
    ];
    const program = spawn(command, words, {
      cwd: settings.cwd ?? ROOT,
      env: { ...environment, ...settings.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    program.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
    });
    program.stderr.on('data', (part: Buffer) => {
      stderr += part.toString();
    });
    program.on('error', reject);
    program.on('close', (code) => resolve({ code, stdout, stderr }));
    settings.started?.(program);
  });
}

/** Runs a command line in this process, from the sources: for what ends before any search. */
export async function commandLine(args: readonly string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const streamTo = (name: keyof typeof written) => ({
    write: (text: string) => {
      written[name] += text;
    },
  });
  const streams = { stdout: streamTo('stdout'), stderr: streamTo('stderr') };
  const code = await run(args, { ...streams, environment: {}, runner: null, version: '0.0.0' });
  return { code, ...written };
}

/** Error messages are wrapped: compare them in one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
