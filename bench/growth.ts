/** `npm run bench:growth`: how time and memory grow with the number of states, measured and drawn. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireExactly } from './counting.ts';
import { fencepost, INVARIANTS } from './fencepost.ts';
import { type Figure, figureOf, type Growth, growthTable } from './growthFigures.ts';
import { growthPlot } from './growthPlot.ts';
import { GROWTH_SIZES, type GrowthSize } from './growthSizes.ts';
import { machineFacts } from './machine.ts';
import { DOCS, FENCEPOST } from './places.ts';
import { measure, type Usage } from './process.ts';
import { RunError, readFencepost } from './readings.ts';
import { script } from './script.ts';
import { writeSection } from './section.ts';
import { sizeText } from './sizes.ts';

const HELP = `Usage: npm run --silent bench:growth -- [--draw]

Measures the KIP-320 model at sizes from ten thousand states to a hundred million, with one worker
and with two: some ten minutes, and 3 GB of memory. Writes docs/growth.json, docs/growth.svg and the
table in docs/performance.md.

  --draw  measures nothing; draws again what docs/growth.json has
`;

const FIGURES = join(DOCS, 'growth.json');

const COMMAND =
  'fencepost check replication/kip-320 --property weak-isr --property strong-isr --workers <1 or 2> ' +
  '--set logSize=1 --set maxRecords=1 --set maxLeaderEpoch=<1 to 5>';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      draw: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (!values.draw) {
    const growth = await measureGrowth();
    writeFileSync(FIGURES, `${JSON.stringify(growth, null, 2)}\n`);
  }
  const growth = JSON.parse(readFileSync(FIGURES, 'utf8')) as Growth;
  writeFileSync(join(DOCS, 'growth.svg'), growthPlot(growth));
  writeSection(join(DOCS, 'performance.md'), 'growth', growthTable(growth));
}

async function measureGrowth(): Promise<Growth> {
  if (!existsSync(FENCEPOST))
    throw new RunError(`there is no ${FENCEPOST}; run npm run build first`);
  const { cpu, cores, node, load } = machineFacts();
  const figures: Figure[] = [];
  for (const size of GROWTH_SIZES) figures.push(...(await measureSize(size)));
  return { command: COMMAND, machine: { cpu, cores, node, load }, figures };
}

/**
 * One worker and two in turn, so that what slows the machine down for a while slows both.
 * @throws RunError when one does not count the states that there are.
 */
async function measureSize(size: GrowthSize): Promise<Figure[]> {
  const teams = [1, 2].map((workers) => ({ workers, runs: [] as Usage[] }));
  for (let round = 0; round < size.rounds; round++) {
    for (const { workers, runs } of teams) {
      const { stdout, ...usage } = await measure(fencepost(size, workers, INVARIANTS));
      requireExactly('Fencepost', 'states', size, readFencepost(stdout));
      runs.push(usage);
      const seconds = usage.wallSeconds.toFixed(2);
      process.stderr.write(`${sizeText(size)}: workers ${workers}: ${seconds} s\n`);
    }
  }
  return teams.map(({ workers, runs }) => figureOf(size, workers, runs));
}

await script(main);
