/** Whether `check` compares a run with what its spec expects, and which exit code follows. */
import { describe, expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const BREAKS = 'replication/truncate-to-high-watermark';
const HOLDS = 'replication/async-isr';

describe('actions that no state enables', () => {
  const args = ['check', 'controller-election/controller-moved-resigns'];

  it('are named where all states were visited', async () => {
    const { stdout } = await fencepost(args);
    expect(stdout).toMatch(
      /Enabled in no state, so that .* not tried:\n {2}WritePartitionState, SendCommand, /,
    );
    expect(JSON.parse((await fencepost([...args, '--json'])).stdout)).toMatchObject({
      neverEnabled: ['WritePartitionState', 'SendCommand', 'ReceiveCommand', 'FailAtWork'],
    });
  });

  it('are not known otherwise', async () => {
    const { stdout } = await fencepost([...args, '--max-depth', '2', '--json']);
    expect(JSON.parse(stdout)).not.toHaveProperty('neverEnabled');
  });
});

describe('the question asked', () => {
  it('lets the verdict decide where the constants or properties are not the own ones', async () => {
    const cases = [
      { args: ['--set', 'maxLeaderEpoch=0'], verdict: 'unreached', code: 1 },
      {
        args: ['--property', 'leader-in-isr', '--set', 'maxLeaderEpoch=1'],
        verdict: 'holds',
        code: 0,
      },
      { args: ['--property', 'strong-isr'], verdict: 'violated', code: 1 },
      { args: ['--ignore-expect'], verdict: 'violated', code: 1 },
      { args: ['--no-properties', '--set', 'maxLeaderEpoch=1'], verdict: 'holds', code: 0 },
    ];
    for (const { args, verdict, code } of cases) {
      const ran = await fencepost(['check', BREAKS, '--json', ...args]);
      expect(JSON.parse(ran.stdout), args.join(' ')).toMatchObject({ verdict, expected: null });
      expect(ran.code, args.join(' ')).toBe(code);
    }
  });

  it('lists what was never seen', async () => {
    const args = ['check', BREAKS, '--set', 'maxLeaderEpoch=0', '--json'];
    const report = JSON.parse((await fencepost(args)).stdout) as { unreached: string[] };
    expect(report).toMatchObject({ verdict: 'unreached', property: report.unreached[0] });
    expect(report.unreached).toContain('a-deposed-leader-carries-on');
  });

  it('is still the own one when a constant is set to its default', async () => {
    const { stdout } = await fencepost(['check', HOLDS, '--json', '--set', 'replicas=3']);
    expect(JSON.parse(stdout)).toHaveProperty('expected', true);
  });

  it('reports every violated property with --all, and compares the whole count', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec({ deadlock: 'forbidden' }) });
    const { code, stdout } = await fencepost(['check', 'counter.ts', '--all', '--json'], {
      cwd: folder,
    });
    const report = JSON.parse(stdout) as { findings: { property: string | null; trace: [] }[] };
    expect(report).toMatchObject({ property: 'small', expected: true, states: { distinct: 4 } });
    expect(report.findings.map(({ property, trace }) => [property, trace.length])).toEqual([
      ['small', 3],
      [null, 4],
    ]);
    expect(code).toBe(0);
  });

  it('judges a deadlock alone when asked', async () => {
    const folder = folderWith({ 'counter.ts': counterSpec({ deadlock: 'forbidden' }) });
    const args = ['check', 'counter.ts', '--property', 'deadlock', '--json'];
    const { code, stdout } = await fencepost(args, { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'deadlock', property: null });
    expect(code).toBe(1);
  });

  it('says what was expected and what was found when they differ', async () => {
    const wrong = "{ verdict: 'violated', property: 'small', steps: 7, distinct: 4 }";
    const folder = folderWith({ 'counter.ts': counterSpec({ expect: wrong }) });
    const { code, stdout } = await fencepost(['check', 'counter.ts'], { cwd: folder });
    expect(stdout).toMatch(/^VIOLATED small in 2 steps \(3 states\), NOT as expected\n/);
    expect(stdout).toContain('Expected   violated small in 7 steps, 4 distinct states in all\n');
    expect(stdout).toContain('Found      violated small in 2 steps\n');
    expect(code).toBe(1);
  });

  it.each([
    ["{ verdict: 'violated', property: 'small' }", 'violated small', 0],
    [
      "{ verdict: 'violated', property: 'small', distinct: 4 }",
      'violated small, 4 distinct states in all',
      0,
    ],
    ["{ verdict: 'violated', property: 'small', steps: 2 }", 'violated small in 2 steps', 0],
    ["{ verdict: 'violated', property: 'small', steps: 3 }", 'violated small in 3 steps', 1],
    ["{ verdict: 'holds' }", 'holds', 1],
    ["{ verdict: 'deadlock' }", 'deadlock', 1],
    ["{ verdict: 'unreached', property: 'nine' }", 'unreached nine', 1],
  ])('compares what the spec says and nothing else: %s', async (expected, text, code) => {
    const cwd = folderWith({ 'counter.ts': counterSpec({ expect: expected }) });
    const checked = await fencepost(['check', 'counter.ts'], { cwd });
    expect(checked.code).toBe(code);
    if (code === 1) expect(checked.stdout).toContain(`Expected   ${text}\n`);
    const shown = await fencepost(['show', 'counter.ts'], { cwd });
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toContain(`Expected   ${text}\n`);
  });

  it('gives the most severe exit code of several specs', async () => {
    const holds = "{ verdict: 'holds', distinct: 4 }";
    const folder = folderWith({
      'good.ts': counterSpec({ name: 'mine/good' }),
      'wrong.ts': counterSpec({ name: 'mine/wrong', expect: holds }),
      'invalid.ts': counterSpec({ name: 'mine/invalid', largest: 1 }),
    });
    const run = (...args: string[]) => fencepost(['check', ...args], { cwd: folder });
    expect((await run('good.ts', 'wrong.ts')).code).toBe(1);
    expect((await run('wrong.ts', 'good.ts', 'invalid.ts')).code).toBe(2);
    expect((await run('good.ts', 'wrong.ts', '--max-states', '1')).code).toBe(3);
  });

  it('names the path, value and action of an invalid model', async () => {
    const folder = folderWith({ 'invalid.ts': counterSpec({ largest: 1 }) });
    const { code, stdout } = await fencepost(['check', 'invalid.ts', '--json'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'invalid-model',
      error: { path: 'count', value: 2, action: { name: 'Increment', params: {} } },
    });
    expect(code).toBe(2);
  });
});
