/** Limits and Ctrl-C: a run that they cut short says what it covered. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencepost, oneLine } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

const HOLDS = 'replication/async-isr';

describe('limits', () => {
  it.each([
    ['--max-states', '100', '--max-states was reached'],
    ['--max-depth', '3', '--max-depth was reached'],
    ['--timeout', '0.000001', 'the time was up'],
    ['--max-memory', '1M', 'the memory allowed was used up'],
  ])('%s ends with what was covered, never with "holds"', async (flag, value, reason) => {
    const { code, stdout } = await fencepost(['check', 'replication/kip-320', flag, value]);
    expect(oneLine(stdout)).toMatch(/^INCOMPLETE no violation within [\d,]+ distinct states/);
    expect(oneLine(stdout)).toContain(reason);
    expect(code).toBe(3);
  });

  it('a time longer than a timer of Node.js can wait for is no time that is up', async () => {
    const folder = path.join(folderWith({}), 'saved');
    // Both take longer than a timer that fires at once.
    const ever = ['--timeout', '2147484', '--max-states', '300000', '--workers', '1', '--json'];
    const saved = await fencepost(['check', HOLDS, '--max-states', '1000', '--checkpoint', folder]);
    expect(saved.code).toBe(3);
    for (const words of [
      ['check', 'replication/kip-320'],
      ['resume', folder],
    ]) {
      const { code, stdout } = await fencepost([...words, ...ever]);
      expect(JSON.parse(stdout).verdict, words.join(' ')).not.toBeNull();
      expect(code, words.join(' ')).not.toBe(2);
    }
  });

  it('says what the program takes by itself where no state found room', async () => {
    const { stdout } = await fencepost(['check', HOLDS, '--max-memory', '1M']);
    expect(stdout).toMatch(
      /^Memory +the program takes some \d+ MB by itself: --max-memory must be/m,
    );
  });

  it('prints the partial counts on SIGINT, and does not start the other specs', async () => {
    const args = ['check', 'replication/kip-320', HOLDS, '--set', 'replicas=4', '--json'];
    const { code, stdout, stderr } = await fencepost(args, {
      started: (program) => setTimeout(() => program.kill('SIGINT'), 3000),
    });
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      verdict: 'incomplete',
      states: { distinct: expect.any(Number), complete: false },
    });
    expect(stderr).toContain('1 of 2 specs were not checked');
    expect(code).toBe(3);
  });
});
