/** `check --order`: the same verdict and space in every order, and what is said of the trace. */
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const BREAKS = 'replication/truncate-to-high-watermark';
const HOLDS = 'replication/async-isr';

async function checked(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout } = await fencepost(['check', '--json', ...args]);
  return { code, ...(JSON.parse(stdout) as object) };
}

describe('check --order', () => {
  it('depth-first visits the same space, and claims no depth of it', async () => {
    const breadth = await checked(HOLDS);
    expect(await checked(HOLDS, '--order', 'depth-first')).toMatchObject({
      code: 0,
      verdict: 'holds',
      expected: true,
      order: 'depth-first',
      states: {
        ...(breadth['states'] as object),
        depth: null,
        longestPath: expect.any(Number),
        complete: true,
      },
    });
    const { stdout } = await fencepost(['check', HOLDS, '--order', 'depth-first']);
    expect(stdout).toMatch(/^HOLDS exhaustively, over all 4,088 distinct states, as expected\n/);
    expect(stdout).toMatch(/^Searched .*, depth-first on paths of up to \d+ states$/m);
  });

  it('depth-first gives a trace that it does not call the shortest', async () => {
    const report = await checked(BREAKS, '--order', 'depth-first');
    expect(report).toMatchObject({ code: 0, verdict: 'violated', expected: true, shortest: false });
    expect((report['trace'] as []).length).toBeGreaterThan(9);
    const { stdout } = await fencepost(['check', BREAKS, '--order', 'depth-first']);
    expect(stdout).toMatch(/^Trace {6}not the shortest, but for luck/m);
    const [, again = ''] = / Reproduce fencepost (.*) Constants /.exec(oneLine(stdout)) ?? [];
    expect(again).toBe(`check ${BREAKS} --property strong-isr --order depth-first`);
    expect(await checked(...again.split(' ').slice(1))).toMatchObject({ trace: report['trace'] });
  });

  it('iterative deepening gives what breadth-first gives', async () => {
    const costs = { seconds: 0, memory: null };
    const breadth = await checked(BREAKS, '--workers', '1');
    const deepening = await checked(BREAKS, '--order', 'iterative-deepening');
    expect(breadth).toMatchObject({ order: 'breadth-first', shortest: true });
    expect({ ...deepening, ...costs }).toEqual({
      ...breadth,
      ...costs,
      order: 'iterative-deepening',
    });
    expect(
      await checked(BREAKS, '--order', 'iterative-deepening', '--max-depth', '5'),
    ).toMatchObject({ code: 3, verdict: 'incomplete', limit: 'max-depth' });
  });

  it('is incomplete where a limit was hit, in any order', async () => {
    for (const order of ['depth-first', 'iterative-deepening']) {
      const args = ['replication/kip-320', '--order', order, '--max-states', '1000'];
      expect(await checked(...args)).toMatchObject({
        code: 3,
        verdict: 'incomplete',
        states: { distinct: 1000, complete: false },
      });
      const { stdout } = await fencepost(['check', ...args]);
      if (order === 'depth-first') expect(stdout).not.toContain('every state to depth');
    }
  });

  it('still compares a count, and a verdict, with what the spec expects', async () => {
    const expected = "{ verdict: 'violated', property: 'small', steps: 2, distinct: 5 }";
    const cwd = folderWith({
      'count.ts': counterSpec({ name: 'mine/count', expect: expected }),
      'verdict.ts': counterSpec({ name: 'mine/verdict', expect: "{ verdict: 'holds' }" }),
    });
    const codeOf = async (...args: string[]) =>
      (await fencepost(['check', ...args, '--order', 'depth-first'], { cwd })).code;
    expect(await codeOf('count.ts', '--all')).toBe(1);
    expect(await codeOf('count.ts')).toBe(0);
    expect(await codeOf('verdict.ts')).toBe(1);
  });

  it.each([
    [
      ['--order', 'random'],
      "argument 'random' is invalid. Allowed choices are breadth-first, depth-first",
    ],
    [['--order', 'depth-first', '--max-depth', '9'], '--max-depth contradicts --order depth-first'],
    [['--ordr', 'depth-first'], "unknown option '--ordr' (Did you mean --order?)"],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await commandLine(['check', BREAKS, ...args]);
    expect(oneLine(stderr)).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
