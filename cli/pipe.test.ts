import { expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';

it('ends where nobody reads on, and not as if all had been checked', async () => {
  const { code, stdout } = await fencepost(['check', 'replication', '--json'], {
    started: ({ stdout: output }) => void output?.once('data', () => output.destroy()),
  });
  expect(stdout.split('\n').length).toBeLessThan(5);
  expect(code).toBe(141);
});
