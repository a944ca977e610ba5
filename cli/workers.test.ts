/** However many threads search, what is found is the same. */
import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';

/** What `check --json` prints, without what depends on the run: its time, memory and threads. */
async function found(...words: readonly string[]): Promise<unknown> {
  const { stdout } = await fencepost(['check', ...words, '--json']);
  const { seconds, memory, workers, ...rest } = JSON.parse(stdout) as Record<string, unknown>;
  expect(seconds).toBeGreaterThan(0);
  return { rest, asked: workers, hasMemory: memory !== undefined };
}

/** The last three are so large that there is a team. */
const RUNS: readonly (readonly [string, ...string[]])[] = [
  ['controller-election/zombie-write', '--all'],
  ['durability/acks-1-consistent-read'],
  ['cluster/fetch-session', '--all'],
  ['replication/kip-320', '--symmetry'],
  ['replication/kip-101', '--all'],
  ['replication/kip-279', '--max-states', '1234567', '--all'],
  ['replication/kip-320', '--set', 'logSize=3', '--set', 'maxRecords=3', '--max-depth', '20'],
];

describe('workers', () => {
  it.each(RUNS.map((run) => ({ run, text: run.join(' ') })))(
    '$text finds the same',
    async ({ run }) => {
      const alone = await found(...run, '--workers', '1');
      for (const workers of [2, 3])
        expect(await found(...run, '--workers', String(workers))).toEqual({
          ...(alone as object),
          asked: workers,
        });
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

  it.each(['0', '-1', 'two', '1.5'])('%s is not a number of workers', async (text) => {
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
