/** `npm run bench`: Fencepost against Rumur, SPIN and Stateright on the same model, in one run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchText } from './benchText.ts';
import { compare } from './compare.ts';
import { type Machine, machineFacts } from './machine.ts';
import { DOCS, FENCEPOST } from './places.ts';
import { versionOf } from './process.ts';
import { RunError } from './readings.ts';
import { writeSection } from './section.ts';
import { LARGE_SIZE, SIZES, SYMMETRIC_SIZE } from './sizes.ts';
import { fetchStateright } from './stateright.ts';
import type { Comparison } from './table.ts';

const PAGE = join(DOCS, 'performance.md');

const HELP = `Usage: npm run --silent bench -- [--rounds N] [--large] [--json] [--write]

Runs Fencepost, Rumur, SPIN and Stateright on the model of KIP-320 as whole processes, checks that
all of them count the same states and transitions, and prints one table, as Markdown.

  --rounds N  how many times to run each tool at each size (3)
  --large     also at ten million states, and by symmetry at 28 million: some minutes more
  --json      one JSON object instead of the table
  --write     also puts the table into docs/performance.md, in place of the last one

Runs on Linux with the Debian package time. The peers take rumur, spin and gcc, and
Stateright cargo and its crates; those that are not to be had are left out.
Exit codes: 0 measured, 1 a tool failed or counted wrongly, 2 usage, or nothing can be measured.
`;

/** Thrown for what the person who started it has to put right first. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(): Promise<void> {
  const { rounds, large, json, write, help } = readArguments();
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  requireProgram();
  const machine = withStateright(machineFacts());
  const progress = (message: string): void => void process.stderr.write(`${message}\n`);
  const isInstalled = (program: string): boolean => typeof machine.programs[program] === 'string';
  const comparisons: Comparison[] = [];
  for (const size of [...SIZES, ...(large ? [LARGE_SIZE, SYMMETRIC_SIZE] : [])]) {
    comparisons.push({ size, rows: await compare(size, rounds, isInstalled, progress) });
  }
  const benchmark = { machine, rounds, comparisons };
  process.stdout.write(json ? `${JSON.stringify(benchmark)}\n` : benchText(benchmark));
  if (write) writeSection(PAGE, 'bench', benchText(benchmark));
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        rounds: { type: 'string', default: '3' },
        large: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const rounds = Number(values.rounds);
    if (!Number.isInteger(rounds) || rounds < 1)
      throw new UsageError(`--rounds takes a whole number from 1; got ${values.rounds}`);
    return { ...values, rounds };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

/** Its crates are fetched first, so that no build is measured or waits for the network. */
function withStateright(machine: Machine): Machine {
  return { ...machine, programs: { ...machine.programs, stateright: fetchStateright() } };
}

function requireProgram(): void {
  if (!existsSync(FENCEPOST))
    throw new UsageError(`there is no ${FENCEPOST}; run npm run build first`);
  if (!versionOf('time', '--version')?.startsWith('time (GNU Time)'))
    throw new UsageError('GNU time, which measures, is missing: install the Debian package time');
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RunError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
