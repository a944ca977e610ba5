#!/usr/bin/env node
/**
 * The program: runs its command line and sets the exit code. Built as CommonJS, which Node.js starts some 5 ms sooner,
 * and the searching process with it.
 */
import { Console } from 'node:console';
import { constants } from 'node:os';
import { startRunner } from './isolate.ts';
import { VERSION } from './version.ts';

/** As in exit-codes.ts, which takes longer to load. */
const A_MISTAKE = 2;
/** The commands that search, in a process of their own. */
const SEARCHING = ['check', 'resume', 'simulate'];

const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, is no error; but what was not read, or not checked any more, is no success.
for (const stream of [stdout, stderr])
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(128 + constants.signals.SIGPIPE);
    if (stream === stdout) stderr.write(`error: cannot write the output: ${message}\n`);
    process.exit(A_MISTAKE);
  });
process.once('beforeExit', () => {
  if (process.exitCode !== undefined) return;
  stderr.write(
    'error: nothing is left to do, and no end is reached: a spec file awaits what never comes\n',
  );
  process.exitCode = A_MISTAKE;
});
// What a spec file prints while it is loaded must not end up in our own output.
globalThis.console = new Console(stderr, stderr);
// Ends the searching process as well: it may be in the middle of a guard that never ends.
process.once('SIGTERM', () => process.exit(128 + constants.signals.SIGTERM));
process.once('SIGHUP', () => process.exit(128 + constants.signals.SIGHUP));
const words = process.argv.slice(2);
// Two processes load their modules at the same time: a tenth of a second less to wait.
const runner = SEARCHING.includes(words[0] ?? '') ? startRunner() : null;
import('./program.js').then(
  async ({ run }) => {
    process.exitCode = await run(words, {
      stdout,
      stderr,
      environment: env,
      version: VERSION,
      runner,
    });
  },
  (error: Error) => {
    stderr.write(
      `error: the program is not built to the end: run npm run build\n${error.message}\n`,
    );
    process.exit(A_MISTAKE);
  },
);
