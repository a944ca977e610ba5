import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';

describe('where nobody reads on', () => {
  it('a run ends, and not as if all had been checked', async () => {
    const { code, stdout } = await fencepost(['check', 'replication', '--json'], {
      started: ({ stdout: output }) => void output?.once('data', () => output.destroy()),
    });
    expect(stdout.split('\n').length).toBeLessThan(5);
    expect(code).toBe(141);
  });

  it('a warning is not taken for a verdict', async () => {
    const { code } = await fencepost(['check', 'replication/kip-1o1'], {
      started: ({ stderr }) => void stderr?.destroy(),
    });
    expect(code).toBe(141);
  });
});
