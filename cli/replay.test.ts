/** `replay`, of files that go as recorded, that no longer do, and that are no counterexamples. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Counterexample } from '../checker/index.ts';
import { fencepost, oneLine, ROOT } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const STORED = path.join(ROOT, 'counterexamples/replication/truncate-to-high-watermark.json');

/** The stored counterexample, changed, in a folder of its own. */
function changed(change: (stored: Counterexample) => unknown): string {
  const stored = JSON.parse(readFileSync(STORED, 'utf8')) as Counterexample;
  return folderWith({ 'changed.json': JSON.stringify(change(stored)) });
}

describe('replay', () => {
  it('prints the trace of a counterexample that still breaks', async () => {
    const { code, stdout } = await fencepost(['replay', STORED]);
    expect(oneLine(stdout)).toContain('still breaks strong-isr VIOLATED strong-isr in 8 steps');
    expect(stdout).toContain('BecomeFollower(leaderEpoch: 1, follower: b3)');
    expect(code).toBe(0);
  });

  it('of several shows those that no longer break, and counts', async () => {
    const cwd = changed((stored) => ({ ...stored, steps: stored.steps.slice(0, -1) }));
    const { code, stdout } = await fencepost(['replay', STORED, 'changed.json', STORED], { cwd });
    expect(stdout.match(/still breaks strong-isr$/gm)).toHaveLength(2);
    expect(stdout.match(/^ +7 /gm)).toHaveLength(1);
    expect(stdout).toMatch(/^3 counterexamples: 2 still break, 1 NO LONGER break\n$/m);
    expect(code).toBe(1);
  });

  it('names what the model has by now and had not then', async () => {
    const cwd = changed((stored) => ({
      ...stored,
      constants: { ...stored.constants, logSize: undefined },
      steps: stored.steps.map(({ state, ...step }) => {
        const { quorum: _, ...others } = state as Readonly<Record<string, unknown>>;
        return { ...step, state: { ...others, gone: 1 } };
      }),
    }));
    const { code, stdout } = await fencepost(['replay', 'changed.json'], { cwd });
    expect(oneLine(stdout)).toContain(
      'changed.json still breaks strong-isr (recorded without quorum, with gone, which there is no more, without ' +
        'the constant logSize, which has its default; --save writes it anew)',
    );
    expect(code).toBe(0);
  });

  it('goes on with the other files where a model throws', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec() });
    await fencepost(['check', 'counter.ts', '--save', 'found.json'], { cwd });
    const text = counterSpec().replace('draft.count += 1;', "throw new Error('boom');");
    writeFileSync(path.join(cwd, 'counter.ts'), text);
    const args = ['replay', 'found.json', 'found.json', '--spec', 'counter.ts'];
    const { code, stdout, stderr } = await fencepost(args, { cwd });
    expect(
      oneLine(stderr).match(/found.json cannot be replayed: boom, at \S+:\d+:\d+/g),
    ).toHaveLength(2);
    expect(stdout).toContain('2 counterexamples: 2 cannot be replayed');
    expect(code).toBe(2);
  });

  it.each<[string, (stored: Counterexample) => unknown, string]>([
    [
      'a blocked step',
      (stored) => ({
        ...stored,
        steps: stored.steps.filter(({ step }) => step !== 1).map((one, step) => ({ ...one, step })),
      }),
      'step 1: ControllerShrinkIsr(replica: b2) ',
    ],
    [
      'a property that holds',
      (stored) => ({ ...stored, steps: stored.steps.slice(0, -1) }),
      'step 7: strong-isr holds at the end of the trace',
    ],
    [
      'a property that is gone',
      (stored) => ({ ...stored, property: 'strongest-isr' }),
      "the model has no property 'strongest-isr'",
    ],
  ])('says at which step and why it no longer does: %s', async (_, change, reason) => {
    const { code, stdout } = await fencepost(['replay', 'changed.json'], { cwd: changed(change) });
    expect(oneLine(stdout)).toContain('changed.json no longer breaks');
    expect(oneLine(stdout)).toContain(reason);
    expect(code).toBe(1);
  });

  it.each<[string, (stored: Counterexample) => unknown, string]>([
    [
      'another format',
      (stored) => ({ ...stored, format: 99 }),
      'format is 99; this version reads format 1',
    ],
    ['a missing field', ({ model: _, ...stored }) => stored, 'model is missing'],
    [
      'an unknown spec',
      (stored) => ({ ...stored, spec: 'replication/kip-1o1' }),
      "did you mean 'replication/kip-101'?",
    ],
    [
      'a path for a spec',
      (stored) => ({ ...stored, spec: './changed.ts' }),
      "is of spec './changed.ts', which does not come",
    ],
    [
      'a value outside its domain',
      (stored) => ({
        ...stored,
        steps: stored.steps.map((step) =>
          step.step === 2
            ? { ...step, state: { ...(step.state as object), nextRecordId: 99 } }
            : step,
        ),
      }),
      'steps[2].state.nextRecordId is 99',
    ],
    [
      'a constant out of range',
      (stored) => ({ ...stored, constants: { ...stored.constants, replicas: 99 } }),
      'replicas takes a whole number from 1 to 5',
    ],
    [
      'a constant that was renamed',
      ({ constants: { maxLeaderEpoch: _, ...others }, ...stored }) => ({
        ...stored,
        constants: { ...others, maxLeaderEpochs: 2 },
      }),
      'has no value for the constant maxLeaderEpoch of replication/truncate-to-high-watermark; it has one for ' +
        "maxLeaderEpochs, which replication/truncate-to-high-watermark does not have; did you mean 'maxLeaderEpochs'?",
    ],
  ])('refuses %s', async (_, change, reason) => {
    const { code, stdout, stderr } = await fencepost(['replay', 'changed.json'], {
      cwd: changed(change),
    });
    expect(oneLine(stderr)).toContain(reason);
    expect(stderr).toContain('changed.json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('takes a file that begins with a byte order mark', async () => {
    const cwd = folderWith({ 'marked.json': `\uFEFF${readFileSync(STORED, 'utf8')}` });
    const { code, stdout } = await fencepost(['replay', 'marked.json'], { cwd });
    expect(stdout).toContain('marked.json still breaks strong-isr');
    expect(code).toBe(0);
  });

  it('does not repeat a wrong value that is as long as a file', async () => {
    const value = Array.from({ length: 10_000 }, () => 7);
    const cwd = changed((stored) => ({
      ...stored,
      steps: stored.steps.map((step) => ({
        ...step,
        state: { ...(step.state as object), nextRecordId: value },
      })),
    }));
    const { code, stderr } = await fencepost(['replay', 'changed.json'], { cwd });
    expect(oneLine(stderr)).toContain('steps[0].state.nextRecordId is [7,7,');
    expect(stderr.length).toBeLessThan(800);
    expect(code).toBe(2);
  });

  it('refuses a file that is not there, and one that is not JSON', async () => {
    const cwd = folderWith({ 'bad.json': '{ "format": 1,' });
    const lost = await fencepost(['replay', 'lost.json'], { cwd });
    const bad = await fencepost(['replay', 'bad.json'], { cwd });
    expect(lost.stderr).toContain('cannot read lost.json');
    expect(bad.stderr).toContain('bad.json is not JSON');
    expect([lost.code, bad.code]).toEqual([2, 2]);
  });

  it('finds a changed rule in a spec of your own', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec(), 'fixed.ts': counterSpec({ below: 3 }) });
    await fencepost(['check', 'counter.ts', '--save', 'found.json'], { cwd });
    const { code, stdout } = await fencepost(['replay', 'found.json', '--spec', 'fixed.ts'], {
      cwd,
    });
    expect(stdout).toContain('found.json no longer breaks small: step 2: small holds at the end');
    expect(code).toBe(1);
  });

  it('executes it under the rules of another spec of its model, as far as they let it', async () => {
    const stored = (name: string): string =>
      path.join(ROOT, `counterexamples/replication/${name}.json`);
    const args = (spec: string, ...names: string[]): string[] => [
      'replay',
      ...names.map(stored),
      '--spec',
      spec,
    ];
    const breaks = await fencepost(args('replication/kip-279', 'kip-101'));
    expect(oneLine(breaks.stdout)).toContain(
      'kip-101.json breaks strong-isr under replication/kip-279 as well VIOLATED strong-isr in 10 steps',
    );
    expect(breaks.code).toBe(0);
    const spec = 'replication/kip-320';
    const blocked = await fencepost(args(spec, 'kip-101'));
    expect(oneLine(blocked.stdout)).toContain(
      'kip-101.json does not break strong-isr under replication/kip-320: step 7: BecomeFollower(leaderEpoch: 0, ' +
        "follower: b3) is blocked: 'the leader is already in that epoch' does not hold The steps that can be taken:",
    );
    expect(blocked.stdout).toContain('Whether another trace breaks it there: fencepost check');
    expect(blocked.code).toBe(1);
    const several = await fencepost(args(spec, 'kip-101', 'answer-of-the-next-epoch'));
    expect(oneLine(several.stdout)).toContain(
      'does not hold (in other states from step 10 on: replicas[b2].log is [], recorded was [r2@e1]) 2 ' +
        'counterexamples: 2 do not break',
    );
    expect(several.stdout).not.toContain('The steps that can be taken');
  });

  it('refuses a spec of another model', async () => {
    const { code, stderr } = await fencepost(['replay', STORED, '--spec', 'cluster/kafka-2-5']);
    expect(oneLine(stderr)).toContain(
      "is of spec 'replication/truncate-to-high-watermark', whose model is 'replication', but 'cluster/kafka-2-5' has " +
        "the model 'cluster': give --spec a spec of the same model",
    );
    expect(code).toBe(2);
  });
});
