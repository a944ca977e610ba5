#!/usr/bin/env node
/** The program: runs its command line and sets the exit code. */
import { Console } from 'node:console';
import { readFileSync } from 'node:fs';
import { run } from './program.ts';

const PACKAGE = new URL('../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { readonly version: string };
const { stdout, stderr, env } = process;

// A reader that has seen enough, such as `head`, is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
// What a spec file prints while it is loaded must not end up in our own output.
globalThis.console = new Console(stderr, stderr);
process.exitCode = await run(process.argv.slice(2), { stdout, stderr, environment: env, version });
