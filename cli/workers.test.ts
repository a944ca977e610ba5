/** However many threads search, what is found is the same. */
import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';

/** What `check --json` prints, without what depends on the run: its time, memory and threads. */
async function found(...words: readonly string[]): Promise<unknown> {
  const { stdout } = await fencepost(['check', ...words, '--json']);
  const { seconds, memory, workers, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  expect(seconds).toBeGreaterThan(0);
  return { rest, asked: workers, hasMemory: memory !== undefined };
}

/** How many workers to compare with one, and what they search: the last three are so large that there is a team. */
const RUNS: readonly (readonly [workers: readonly number[], ...words: string[]])[] = [
  [[2], 'controller-election/zombie-write', '--all'],
  [[2], 'durability/acks-1-consistent-read'],
  [[2], 'replication/kip-320', '--symmetry'],
  [[2, 3], 'replication/kip-101', '--all'],
  [[2, 3], 'replication/kip-279', '--max-states', '1234567', '--all'],
  [[2], 'replication/kip-320', '--set', 'logSize=3', '--set', 'maxRecords=3', '--max-depth', '20'],
];

/** Lets a program run on one core, and see no more. */
const ON_ONE_CORE = ['taskset', '-c', '0'];
const canPin = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

describe('workers', () => {
  it.each(RUNS.map(([members, ...run]) => ({ members, run, text: run.join(' ') })))(
    '$text finds the same',
    async ({ members, run }) => {
      const alone = await found(...run, '--workers', '1');
      for (const workers of members)
        expect(await found(...run, '--workers', String(workers))).toEqual({
          ...(alone as object),
          asked: workers,
        });
    },
  );

  it.runIf(canPin)(
    'are one on one core unless told otherwise, and find the same there',
    async () => {
      const words = ['replication/kip-101', '--all'];
      const reports = await Promise.all(
        [[], ['--workers', '2']].map(async (asked) => {
          const args = ['check', ...words, ...asked, '--json'];
          const { stdout } = await fencepost(args, { under: ON_ONE_CORE });
          return JSON.parse(stdout) as Record<string, unknown>;
        }),
      );
      expect(reports.map(({ workers }) => workers)).toEqual([1, 2]);
      expect(reports[1]?.['verdict']).toBe('violated');
      expect(reports[1]?.['states']).toEqual(reports[0]?.['states']);
    },
  );

  it('stop in time, with what they have', async () => {
    const { code, stdout } = await fencepost([
      'check',
      'replication/kip-320',
      '--deep',
      '--timeout',
      '3',
      '--workers',
      '2',
      '--json',
    ]);
    expect(code).toBe(3);
    const { verdict, limit, states } = JSON.parse(stdout) as Record<string, unknown>;
    expect({ verdict, limit }).toEqual({ verdict: 'incomplete', limit: 'timeout' });
    expect(states).toHaveProperty('complete', false);
  });

  it('more than there are cores are told of', async () => {
    const cores = availableParallelism();
    const run = ['check', 'replication/truncate-to-high-watermark', '--workers'];
    const as = await fencepost([...run, String(cores)]);
    const above = await fencepost([...run, String(cores + 1)]);
    expect(as.stderr).toBe('');
    expect(above.stderr).toMatch(/^--workers \d+: that is more than there are cores .*\n$/);
    expect([as.code, above.code]).toEqual([0, 0]);
  });

  it.each(['0', '-1', 'two', '1.5', '257'])('%s is not a number of workers', async (text) => {
    const { code, stderr } = await fencepost(['check', 'replication/kip-101', '--workers', text]);
    expect(code).toBe(2);
    expect(stderr).toContain('--workers');
  });

  it('are one for an order that is not by level', async () => {
    const order = ['--order', 'depth-first', '--json'];
    const { stdout } = await fencepost(['check', 'replication/async-isr', ...order]);
    expect(JSON.parse(stdout)).toHaveProperty('workers', 1);
    const refused = await fencepost(['check', 'replication/async-isr', ...order, '--workers', '2']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--workers 2 contradicts --order depth-first');
  });
});
