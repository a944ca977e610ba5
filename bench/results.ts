/** `npm run results`: checks every spec at its default and its deep bounds, and writes docs/results.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { machineFacts } from './machine.ts';
import { DOCS, FENCEPOST } from './places.ts';
import { RunError } from './readings.ts';
import { type Result, resultsPage } from './resultsPage.ts';
import { script } from './script.ts';

const PAGE = join(DOCS, 'results.md');

async function main(): Promise<void> {
  if (!existsSync(FENCEPOST))
    throw new RunError(`there is no ${FENCEPOST}; run npm run build first`);
  const machine = machineFacts();
  const own = await checkAll([]);
  const deep = await checkAll(['--deep']);
  writeFileSync(PAGE, resultsPage(machine, own, deep));
  process.stderr.write('written: docs/results.md\n');
}

/**
 * Checks every spec, one after another, each in a process of its own.
 * @throws RunError unless each finds what it expects, the number of its states included.
 */
async function checkAll(options: readonly string[]): Promise<Result[]> {
  const words = ['check', 'specs', '--all', '--json', '--workers', '1', ...options];
  process.stderr.write(`fencepost ${words.join(' ')}\n`);
  const program = spawn(process.execPath, [FENCEPOST, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'close');
  const results: Result[] = [];
  for await (const line of createInterface({ input: program.stdout })) {
    const result = JSON.parse(line) as Result;
    process.stderr.write(`${result.spec}: ${result.verdict}\n`);
    results.push(result);
  }
  const [code] = await ended;
  const unexpected = results.filter(({ expected }) => expected !== true).map(({ spec }) => spec);
  if (code !== 0 || unexpected.length > 0)
    throw new RunError(
      `fencepost ${words.join(' ')} ended with ${code}; not as expected: ${unexpected.join(', ') || 'none'}; docs/results.md is left as it was`,
    );
  return results;
}

await script(main);
