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
});

describe('replay under the rules of another spec', () => {
  const stored = (name: string): string => path.join(ROOT, `counterexamples/${name}.json`);
  const under = (spec: string, ...names: string[]) =>
    fencepost(['replay', ...names.map(stored), '--spec', spec]);

  it('shows a trace that breaks the property there as well', async () => {
    const { code, stdout } = await under('replication/kip-279', 'replication/kip-101');
    expect(oneLine(stdout)).toContain(
      'kip-101.json also breaks strong-isr under replication/kip-279 At the start:',
    );
    expect(stdout).toMatch(
      /^ +10 .*^Why .*^Breaks +strong-isr: .*^Constants .*^Reproduce +fencepost check/ms,
    );
    expect(code).toBe(0);
  });

  it('says what prevents it, shows the steps before, and how to look for another', async () => {
    const { code, stdout } = await under('replication/kip-320', 'replication/kip-101');
    const text = oneLine(stdout);
    expect(text).toContain(
      'kip-101.json does not break strong-isr under replication/kip-320: step 7: BecomeFollower(leaderEpoch: 0, ' +
        "follower: b3) is blocked: 'the leader is already in that epoch' does not hold, though with leaderEpoch: 2 it can be taken " +
        'The steps that can be taken:',
    );
    expect(stdout.match(/^ +6 /gm)).toHaveLength(1);
    expect(text).toContain(
      'Whether another trace breaks it there: fencepost check replication/kip-320 --property strong-isr',
    );
    expect(code).toBe(1);
  });

  it('of several says where each ends, at which constants, and that this is no verdict', async () => {
    const names = ['durability/acks-0', 'durability/acks-all-clean-crashes-until-0.10'];
    const { code, stdout } = await under('durability/acks-all-clean-crashes', ...names);
    const text = oneLine(stdout);
    expect(text).toContain(
      'acks-0.json also breaks acknowledged-records-survive under durability/acks-all-clean-crashes (at acks 0, ' +
        'cleanCrashes 0, where it has acks 2, cleanCrashes 2)',
    );
    expect(text).toContain('holds at the end of the trace (step 8 leads elsewhere: brokers[b3].');
    expect(text).toContain(
      '2 counterexamples: 1 break, 1 do not break That a trace is prevented is no verdict',
    );
    expect(stdout).not.toContain('The steps that can be taken');
    expect(code).toBe(1);
    const breaking = ['replication/kip-101', 'replication/kip-279'];
    const all = await under('replication/kip-279', ...breaking);
    expect(all.stdout).toMatch(/^2 counterexamples: 2 break\n$/m);
    expect(all.stdout).not.toContain('no verdict');
  });

  it('judges by the property of its own spec where that one does not', async () => {
    const { stdout } = await under('cluster/kafka-0-10', 'cluster/power-failure');
    expect(oneLine(stdout)).toContain('also breaks log-matching-in-epoch under cluster/kafka-0-10');
    expect(oneLine(stdout)).toContain('; judged as cluster/power-failure does)');
    expect(stdout).not.toContain('Reproduce');
  });

  it('says where an answer is another one', async () => {
    const { stdout } = await under('cluster/kafka-2-0', 'cluster/kafka-2-5');
    expect(oneLine(stdout)).toContain(
      "'the end is what the leader answers' does not hold, though with end: none it can be taken",
    );
  });

  it('refuses rules that lack an action of it, and another model', async () => {
    const action = await under('cluster/failures', 'cluster/late-fetch');
    expect(oneLine(action.stderr)).toContain(
      "late-fetch.json cannot be followed under cluster/failures: step 6 is 'LeaderReadFetch', which is no action there",
    );
    const cwd = folderWith({
      'counter.ts': counterSpec(),
      'other.ts': counterSpec({ name: 'mine/other' }).replace("name: 'counter'", "name: 'another'"),
    });
    await fencepost(['check', 'counter.ts', '--save', 'found.json'], { cwd });
    const model = await fencepost(['replay', 'found.json', '--spec', 'other.ts'], { cwd });
    expect(oneLine(model.stderr)).toContain(
      "found.json is of spec 'mine/counter', whose model is 'counter', but 'mine/other' has the model 'another'",
    );
    expect([action.code, model.code]).toEqual([2, 2]);
  });

  it('tells once of a spec that there is not', async () => {
    const { code, stderr } = await under(
      'cluster/kafka-2-6',
      'cluster/late-fetch',
      'cluster/kafka-2-5',
    );
    expect(stderr.match(/^error: /gm)).toHaveLength(1);
    expect(code).toBe(2);
  });

  it("compares a spec of one's own with another of its model, by name", async () => {
    const own = counterSpec();
    const other = counterSpec({ name: 'mine/other', below: 3 });
    const cwd = folderWith({ 'counter.ts': own, 'other.ts': other });
    await fencepost(['check', 'counter.ts', '--save', 'found.json'], { cwd });
    const there = await fencepost(['replay', 'found.json', '--spec', 'other.ts'], { cwd });
    expect(oneLine(there.stdout)).toContain(
      'found.json does not break small under mine/other: step 2: small holds',
    );
    const twice = ['replay', 'found.json', 'found.json', '--spec', 'counter.ts'];
    expect((await fencepost(twice, { cwd })).stdout).toContain('2 counterexamples: 2 still break');
  });
});
