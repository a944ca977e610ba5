import { describe, expect, it } from 'vitest';
import { type Result, resultsPage } from './resultsPage.ts';

const MACHINE = { cpu: 'AMD EPYC', cores: 2, node: 'v20.20.2' };

const HOLDS: Result = {
  spec: 'replication/kip-320',
  verdict: 'holds',
  property: null,
  expected: true,
  states: { distinct: 737_794, transitions: 1_929_153, depth: 26 },
  constants: { replicas: 3, maxLeaderEpoch: 2, maxRecords: 2 },
  seconds: 1.44,
  memory: { peakBytes: 100_400_000 },
};

const BREAKS: Result = {
  ...HOLDS,
  spec: 'replication/kip-101',
  verdict: 'violated',
  property: 'strong-isr',
  seconds: 120,
  trace: [{}, {}, {}],
};

const deepOf = (result: Result): Result => ({
  ...result,
  constants: { replicas: 3, maxLeaderEpoch: 3, maxRecords: 4 },
  states: { distinct: 9_985_570, transitions: 26_629_362, depth: 32 },
});

describe('resultsPage', () => {
  const own = [BREAKS, HOLDS];
  const page = resultsPage(MACHINE, own, own.map(deepOf));
  const lines = page.split('\n');

  it('has a row for each spec at each of its bounds', () => {
    expect(lines.filter((line) => line.startsWith('| `'))).toEqual([
      '| `replication/kip-101` | violated strong-isr | 2 | 737,794 | 1,929,153 | 26 | 120.0 | 100 |',
      '| `replication/kip-320` | holds |  | 737,794 | 1,929,153 | 26 | 1.4 | 100 |',
      '| `replication/kip-101` | maxLeaderEpoch 3, maxRecords 4 | violated strong-isr | 2 | 9,985,570 | 26,629,362 | 32 | 120.0 | 100 |',
      '| `replication/kip-320` | maxLeaderEpoch 3, maxRecords 4 | holds |  | 9,985,570 | 26,629,362 | 32 | 1.4 | 100 |',
    ]);
  });

  it('names the machine, and adds up', () => {
    expect(page).toContain('- **Machine**: AMD EPYC, 2 cores; Node.js v20.20.2.\n');
    expect(lines).toContain('`fencepost check specs --all`: 2 specs, 1,475,588 states, 2 min 1 s.');
    expect(page).toContain(
      '2 specs, 19,971,140 states, 2 min 1 s.\nEvery verdict, property and number',
    );
  });

  it('names the specs whose verdict or trace is another at the deep bounds', () => {
    const shorter = [{ ...deepOf(BREAKS), trace: [{}, {}] }, deepOf(HOLDS)];
    const text = resultsPage(MACHINE, own, shorter);
    expect(text).toContain('those of the default bounds, except for `replication/kip-101`.');
  });
});
