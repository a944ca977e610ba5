#!/usr/bin/env node
/**
 * The program: runs its command line and sets the exit code. Built as CommonJS, which Node.js starts some 5 ms sooner,
 * and the searching process with it.
 */
import { Console } from 'node:console';
import { constants } from 'node:os';
import { type Runner, startRunner } from './isolate.ts';
import { VERSION } from './version.ts';

/** As in exit-codes.ts, which takes longer to load. */
const A_MISTAKE = 2;
/** The commands that search, in a process of their own. */
const SEARCHING = ['check', 'resume', 'simulate'];

const { stdout, stderr, env } = process;
/** Both as they were: a spec file, which runs in this process too, gets others. */
const write = stdout.write.bind(stdout);
const exit: (code: number) => never = process.exit.bind(process);

/** Whether the command has come to its end, or it has been said why it has not. */
let isOver = false;

function leave(code: number): never {
  isOver = true;
  return exit(code);
}

// A reader that has seen enough, such as `head`, is no error; but what was not read, or not checked any more, is no success.
for (const stream of [stdout, stderr])
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') leave(128 + constants.signals.SIGPIPE);
    if (stream === stdout) stderr.write(`error: cannot write the output: ${message}\n`);
    leave(A_MISTAKE);
  });
// Whatever ends the program before its command has ended, that is no success.
process.exitCode = A_MISTAKE;
process.once('beforeExit', () => {
  if (isOver) return;
  isOver = true;
  stderr.write(
    'error: nothing is left to do, and no end is reached: a spec file awaits what never comes\n',
  );
});
process.once('exit', (code) => {
  if (isOver) return;
  stderr.write(`error: the program was ended before its end, by a spec file (exit code ${code})\n`);
  process.exitCode = A_MISTAKE;
});
// As what a file throws, it is that file's fault alone, and its line can be named.
process.exit = (code): never => {
  throw new Error(`process.exit(${code ?? ''}) is called`);
};
// What a spec file prints while it is loaded must not end up in our own output.
globalThis.console = new Console(stderr, stderr);
stdout.write = stderr.write.bind(stderr);
const words = process.argv.slice(2);
// Two processes load their modules at the same time: a tenth of a second less to wait.
const runner = SEARCHING.includes(words[0] ?? '') ? startedAhead() : null;

/** Whoever needs one starts another, and says why there is none. */
function startedAhead(): Runner | null {
  try {
    return startRunner();
  } catch {
    return null;
  }
}

import('./program.js').then(
  async ({ run, strayText }) => {
    process.on('uncaughtException', (error) => {
      stderr.write(strayText(error));
      leave(A_MISTAKE);
    });
    const code = await run(words, {
      stdout: {
        write,
        isTTY: stdout.isTTY,
        get columns() {
          return stdout.columns;
        },
      },
      stderr,
      environment: env,
      version: VERSION,
      runner,
    });
    await Promise.all([written(write), written(stderr.write.bind(stderr))]);
    // Not merely done: a spec file may have left a timer or a server behind, which would be waited for.
    leave(code);
  },
  ({ message, code }: NodeJS.ErrnoException) => {
    const why =
      code === 'EMFILE' ? 'cannot be loaded' : 'is not built to the end: run npm run build';
    stderr.write(`error: the program ${why}\n${message}\n`);
    leave(A_MISTAKE);
  },
);

/** Waits until all that was written before has left this process. */
function written(writeTo: typeof write): Promise<void> {
  return new Promise((resolve) => {
    // An error is first the stream's own to tell, which ends the program.
    writeTo('', (error) => (error == null ? resolve() : setImmediate(resolve)));
  });
}
