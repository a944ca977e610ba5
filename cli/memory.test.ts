import os from 'node:os';
import { expect, it } from 'vitest';
import { defaultMaxMemory } from './memory.ts';
import { fencepost } from './testing/fencepost.ts';

it('three quarters of the memory are allowed at most', () => {
  expect(defaultMaxMemory()).toBeGreaterThan(0);
  expect(defaultMaxMemory()).toBeLessThanOrEqual(os.totalmem() * 0.75);
});

it.skipIf(os.platform() !== 'linux')('a team gets by with few addresses', async () => {
  const bounds = ['--set', 'maxLeaderEpoch=3', '--max-states', '600000', '--workers', '2'];
  const { stdout, code } = await fencepost(['check', 'replication/kip-320', ...bounds, '--json'], {
    under: ['bash', '-c', 'ulimit -v 4000000; exec "$0" "$@"'],
  });
  expect(JSON.parse(stdout)).toMatchObject({ limit: 'max-states', states: { distinct: 600_000 } });
  expect(code).toBe(3);
});
