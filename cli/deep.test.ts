/** `check --deep`: the larger bounds that a spec comes with, and what it expects of them. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

/** Counts to 5 instead of 3. */
const FOUND = "{ verdict: 'violated', property: 'small', steps: 2, distinct: 6 }";

const deepOf = (expected: string): string => `{ constants: { top: 5 }, expect: ${expected} }`;

const DEEP = counterSpec({ deep: deepOf(FOUND) });

async function checkJson(source: string, args: readonly string[]) {
  const cwd = folderWith({ 'counter.ts': source });
  const { code, stdout } = await fencepost(['check', 'counter.ts', '--json', ...args], { cwd });
  return { code, report: JSON.parse(stdout) as unknown };
}

describe('check --deep', () => {
  it('searches at the deep constants, and judges by their expectation', async () => {
    const { code, report } = await checkJson(DEEP, ['--deep']);
    expect(report).toMatchObject({ verdict: 'violated', expected: true, constants: { top: 5 } });
    expect(code).toBe(0);
  });

  it('leaves the default run alone', async () => {
    const wrong = counterSpec({ deep: deepOf("{ verdict: 'holds', distinct: 1 }") });
    const { code, report } = await checkJson(wrong, []);
    expect(report).toMatchObject({ expected: true, constants: { top: 3 } });
    expect(code).toBe(0);
  });

  it.each([
    ["{ verdict: 'holds', distinct: 6 }", []],
    [FOUND.replace('steps: 2', 'steps: 3'), []],
    // A run that stops at the violation has not counted the whole space: --all has.
    [FOUND.replace('distinct: 6', 'distinct: 4'), ['--all']],
  ])('is not as expected when the deep profile says %s', async (expected, args) => {
    const source = counterSpec({ deep: deepOf(expected) });
    const { code, report } = await checkJson(source, ['--deep', ...args]);
    expect(report).toMatchObject({ verdict: 'violated', expected: false });
    expect(code).toBe(1);
  });

  it('compares the whole count with --all', async () => {
    const { code, report } = await checkJson(DEEP, ['--deep', '--all']);
    expect(report).toMatchObject({ expected: true, states: { distinct: 6, complete: true } });
    expect(code).toBe(0);
  });

  it('lets --set change the deep constants, and the verdict decide then', async () => {
    const changed = await checkJson(DEEP, ['--deep', '--set', 'top=4', '--all']);
    expect(changed.report).toMatchObject({
      expected: null,
      constants: { top: 4 },
      states: { distinct: 5 },
    });
    expect(changed.code).toBe(1);
    const kept = await checkJson(DEEP, ['--deep', '--set', 'top=5']);
    expect(kept.report).toMatchObject({ expected: true, constants: { top: 5 } });
    const back = await checkJson(DEEP, ['--deep', '--set', 'top=3']);
    expect(back.report).toMatchObject({ expected: null, constants: { top: 3 } });
  });

  it('says how to find the violation again, and where the expectation is', async () => {
    const cwd = folderWith({
      'counter.ts': counterSpec({ deep: deepOf(FOUND.replace('steps: 2', 'steps: 3')) }),
    });
    const { stdout } = await fencepost(['check', 'counter.ts', '--deep'], { cwd });
    expect(oneLine(stdout)).toContain('Expected violated small in 3 steps, 6 distinct states');
    expect(oneLine(stdout)).toContain("put what was found into the spec's `deep.expect`");
    expect(stdout).toContain('Constants  top 5\n');
    const [, again = ''] = /^Reproduce {2}fencepost (.*)$/m.exec(stdout) ?? [];
    expect(again).toBe('check counter.ts --set top=5 --property small');
    const found = await fencepost([...again.split(' '), '--json'], { cwd });
    expect(JSON.parse(found.stdout)).toMatchObject({ verdict: 'violated', constants: { top: 5 } });
  });

  it('stores the deep constants with the counterexample, which replays', async () => {
    const cwd = folderWith({ 'counter.ts': DEEP });
    await fencepost(['check', 'counter.ts', '--deep', '--save', 'found.json'], { cwd });
    expect(JSON.parse(readFileSync(path.join(cwd, 'found.json'), 'utf8'))).toMatchObject({
      constants: { top: 5 },
    });
    const text = readFileSync(path.join(cwd, 'found.txt'), 'utf8');
    const replayed = await fencepost(['replay', 'found.json', '--spec', 'counter.ts'], { cwd });
    expect(replayed.stdout).toBe(`found.json still breaks small\n\n${text}\n`);
  });

  it('leaves out those of several specs that have no deep profile, and names them', async () => {
    const cwd = folderWith({
      'deep.ts': counterSpec({ name: 'mine/deep', deep: deepOf(FOUND) }),
      'one.ts': counterSpec({ name: 'mine/one' }),
      'two.ts': counterSpec({ name: 'mine/two' }),
    });
    const args = ['check', 'one.ts', 'deep.ts', 'two.ts', '--deep'];
    const { code, stdout, stderr } = await fencepost([...args, '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ spec: 'mine/deep', expected: true });
    expect(stderr).toBe('left out: 2 of 3 specs have no deep profile: mine/one, mine/two\n');
    expect(code).toBe(0);
  });

  it.each([[['one.ts']], [['one.ts', 'two.ts']]])(
    'refuses %j where there is no deep profile at all',
    async (files) => {
      const cwd = folderWith({
        'one.ts': counterSpec({ name: 'mine/one' }),
        'two.ts': counterSpec({ name: 'mine/two' }),
      });
      const { code, stdout, stderr } = await fencepost(['check', ...files, '--deep'], { cwd });
      expect(oneLine(stderr)).toContain('spec mine/one has no deep profile; leave out --deep');
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    },
  );
});

describe('a deep profile', () => {
  it.each([
    ['3', 'its `deep` must name constants and an expectation: deep: { constants'],
    [`{ expect: ${FOUND} }`, 'its `deep` must name constants and an expectation'],
    [`{ constants: {}, expect: ${FOUND} }`, 'its deep.constants is empty'],
    [
      `{ constants: { tpo: 5 }, expect: ${FOUND} }`,
      "its deep.constants: there is no constant 'tpo'; there is top",
    ],
    [
      `{ constants: { top: 6 }, expect: ${FOUND} }`,
      'its deep.constants: top takes a whole number from 1 to 5; got 6',
    ],
    [
      `{ constants: { top: 3 }, expect: ${FOUND} }`,
      'its deep.constants sets top to 3, the default; choose another or omit it',
    ],
    ['{ constants: { top: 5 } }', 'it has no `deep.expect`'],
    [deepOf("{ verdict: 'fails' }"), 'its deep.expect.verdict is "fails"; it is one of holds'],
    [
      deepOf("{ verdict: 'violated', property: 'smal', steps: 2, distinct: 6 }"),
      "deep.expect: it expects 'smal' to be violated, which its model does not claim",
    ],
  ])('%s is refused, also where it is not asked for', async (deep, message) => {
    const cwd = folderWith({ 'counter.ts': counterSpec({ deep }) });
    const { code, stdout, stderr } = await fencepost(['check', 'counter.ts'], { cwd });
    expect(oneLine(stderr)).toContain(`spec file counter.ts: ${message}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('is said to be missing by `show`, and null in its JSON, for a spec without one', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec() });
    const shown = await fencepost(['show', 'counter.ts'], { cwd });
    expect(shown.stdout).toContain('Deep       none: it has no larger bounds for check --deep\n');
    const json = await fencepost(['show', 'counter.ts', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toHaveProperty('deep', null);
  });

  it('comes with every spec of Fencepost, and is larger than the default one', async () => {
    const { stdout } = await commandLine(['list', '--json']);
    const listed = JSON.parse(stdout) as {
      readonly name: string;
      readonly expect: { readonly distinct: number };
      readonly deep: { readonly constants: object; readonly expect: { readonly distinct: number } };
    }[];
    for (const { name, expect: own, deep } of listed) {
      expect(deep, name).not.toBeNull();
      expect(deep.expect.distinct, name).toBeGreaterThan(own.distinct);
    }
  });
});
