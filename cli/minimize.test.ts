/** `check --minimize faults`: how many faults a violation takes, with how many there is none, and what is refused. */
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const MINIMIZE = ['--minimize', 'faults'];
const BREAKS = 'controller-election/swallowed-controller-moved';
const HOLDS = 'controller-election/controller-moved-resigns';

interface Step {
  readonly action: unknown;
}

async function checked(args: readonly string[], cwd?: string): Promise<Record<string, unknown>> {
  const settings = cwd === undefined ? {} : { cwd };
  const { code, stdout } = await fencepost(['check', '--json', ...args], settings);
  return { code, ...(JSON.parse(stdout) as object) };
}

/** A counter each of whose steps is a fault. */
function faultySpec(source: Parameters<typeof counterSpec>[0] = {}): string {
  return counterSpec(source).replace("actor: 'counter',", "actor: 'counter', fault: true,");
}

describe('check --minimize faults', () => {
  it('says how many faults a violation takes, and with how many there is none', async () => {
    const cwd = folderWith({ 'counter.ts': faultySpec() });
    const { code, stdout } = await fencepost(['check', 'counter.ts', ...MINIMIZE], { cwd });
    expect(oneLine(stdout)).toContain(
      'VIOLATED small with 2 faults in 2 steps (3 states); safe with at most 1 fault within the bounds, ' +
        'as expected mine/counter',
    );
    expect(oneLine(stdout)).toContain(
      'Trace the fewest faults, and the shortest of those; with more faults there may be a shorter one',
    );
    expect(code).toBe(0);
    expect(await checked(['counter.ts', ...MINIMIZE], cwd)).toMatchObject({
      verdict: 'violated',
      order: 'fewest-faults',
      minimize: 'faults',
      faults: 2,
      shortest: false,
      workers: 1,
      states: {
        distinct: 3,
        depth: null,
        longestPath: 3,
        complete: false,
        mostFaults: 2,
        coveredFaults: 1,
      },
    });
  });

  it('says it of each of all findings, a deadlock too', async () => {
    const expected = "{ verdict: 'violated', property: 'small', steps: 1, distinct: 4 }";
    const source = { below: 1, deadlock: 'forbidden', expect: expected } as const;
    const cwd = folderWith({ 'counter.ts': faultySpec(source) });
    const { stdout } = await fencepost(['check', 'counter.ts', '--all', ...MINIMIZE], { cwd });
    expect(oneLine(stdout)).toContain(
      'VIOLATED small with 1 fault in 1 step (2 states), and 1 more violation; safe without faults within ' +
        'the bounds, as expected',
    );
    expect(oneLine(stdout)).toContain(
      'Also no action is enabled with 3 faults after 3 steps (4 states); safe with at most 2 faults within ' +
        'the bounds',
    );
    expect(await checked(['counter.ts', '--all', ...MINIMIZE], cwd)).toMatchObject({
      faults: 1,
      findings: [
        { property: 'small', faults: 1 },
        { property: null, faults: 3 },
      ],
      states: { distinct: 4, transitions: 3, complete: true, mostFaults: 3, coveredFaults: 3 },
    });
  });

  it('takes a longer way with fewer faults, and the call that it prints finds it again', async () => {
    const shortest = await checked([BREAKS]);
    const fewest = await checked([BREAKS, ...MINIMIZE]);
    expect(fewest).toMatchObject({ code: 0, verdict: 'violated', property: shortest['property'] });
    const { stdout } = await fencepost(['check', BREAKS, ...MINIMIZE]);
    const steps = fewest['trace'] as Step[];
    const marked = stdout.split('\n').filter((line) => line.includes('[fault]'));
    expect(marked).toHaveLength(fewest['faults'] as number);
    expect(steps.length).toBeGreaterThanOrEqual((shortest['trace'] as Step[]).length);
    const [, again = ''] = / Reproduce fencepost (.*) Constants /.exec(oneLine(stdout)) ?? [];
    expect(again).toBe(
      `check ${BREAKS} --property ${String(fewest['property'])} --minimize faults`,
    );
    expect(await checked(again.split(' ').slice(1))).toMatchObject({ trace: steps });
  });

  it('holds with any number of faults where every state was visited', async () => {
    const breadth = await checked([HOLDS]);
    const fewest = await checked([HOLDS, ...MINIMIZE]);
    expect(fewest).toMatchObject({
      code: 0,
      verdict: 'holds',
      expected: true,
      minimize: 'faults',
      states: {
        ...(breadth['states'] as object),
        depth: null,
        longestPath: expect.any(Number),
        complete: true,
        mostFaults: 3,
        coveredFaults: 3,
      },
    });
    expect(fewest).not.toHaveProperty('faults');
    const { stdout } = await fencepost(['check', HOLDS, ...MINIMIZE]);
    expect(oneLine(stdout)).toMatch(
      /^HOLDS exhaustively, over all 35,985 distinct states, with any number of faults within the bounds \(no state needs more than 3\), as expected /,
    );
    expect(oneLine(stdout)).toMatch(
      / Searched .*, fewest faults first \(none of them needs more than 3\), on paths of up to \d+ states /,
    );
  });

  it.each([
    [['--max-states', '2'], 'max-states', null, null],
    [['--max-states', '30000'], 'max-states', 1, 'with at most 1 fault'],
    [['--max-states', '1000'], 'max-states', 0, 'without faults'],
    // The clock is looked at after some dozen states: there are more without faults.
    [['--timeout', '0.000001'], 'timeout', null, null],
    [['--max-memory', '1M'], 'max-memory', null, null],
  ])('is incomplete where a limit was hit: %j', async (args, limit, coveredFaults, visited) => {
    const call = ['controller-election/delete-of-own-znode', ...MINIMIZE, ...args];
    expect(await checked(call)).toMatchObject({
      code: 3,
      verdict: 'incomplete',
      limit,
      states: { complete: false, coveredFaults },
    });
    const { stdout } = await fencepost(['check', ...call]);
    const [headline = ''] = oneLine(stdout).split(' controller-election');
    const covered =
      visited === null ? '' : ` (every state that can be reached ${visited} was visited)`;
    expect(headline).toContain(`distinct states${covered}: `);
    expect(headline).not.toContain('any number of faults');
  });

  it.each([
    [['--minimize', 'steps'], "argument 'steps' is invalid. Allowed choices are faults."],
    [[...MINIMIZE, '--order', 'breadth-first'], '--order breadth-first contradicts --minimize'],
    [[...MINIMIZE, '--max-depth', '9'], '--max-depth contradicts --minimize faults'],
    [[...MINIMIZE, '--workers', '2'], '--workers 2 contradicts --minimize faults, which takes one'],
    [[...MINIMIZE, '--stats'], '--stats contradicts --minimize faults'],
    [[...MINIMIZE, '--symmetry'], '--symmetry contradicts --minimize faults'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout, stderr } = await commandLine(['check', BREAKS, ...args]);
    expect(oneLine(stderr)).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('is refused where there are no faults', async () => {
    const { code, stdout, stderr } = await commandLine([
      'check',
      'replication/kip-320',
      ...MINIMIZE,
    ]);
    expect(oneLine(stderr)).toContain('spec replication/kip-320 has no faults');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
