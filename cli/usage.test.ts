/** Mistakes in a call or in a spec file: each names what is wrong and what to do, and exits with 2. */
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine } from './testing/fencepost.ts';
import { clusterSpec, counterSpec, folderWith } from './testing/specs.ts';

const SPEC = 'replication/kip-101';

async function expectError(args: readonly string[], message: string, cwd?: string): Promise<void> {
  const { code, stdout, stderr } = await (cwd === undefined
    ? commandLine(args)
    : fencepost(args, { cwd }));
  expect(oneLine(stderr), args.join(' ')).toContain(message);
  expect({ code, stdout }, args.join(' ')).toEqual({ code: 2, stdout: '' });
  expect(stderr.split('\n').filter((line) => line.length > 100)).toEqual([]);
}

describe('arguments', () => {
  it.each([
    [['chekc'], "unknown command 'chekc' (Did you mean check?)"],
    [['check'], 'name the specs, or choose them with --tag'],
    [['check', 'R05'], 'R05 is a tag: `fencepost list --tag R05` names its specs'],
    [['show', 'kip-227'], 'KIP-227 is a tag: `fencepost list --tag KIP-227` names its specs'],
    [['check', 'R99'], "error: there is no spec 'R99'. `fencepost list` names them all"],
    [['check', '--tag', 'R99'], "no spec has the tag 'R99'."],
    [['check', '--tag', 'KFAKA-6880'], "the tag 'KFAKA-6880'; did you mean 'KAFKA-6880'?"],
    [['check', 'cluster', '--tag', 'R41'], "no spec has the tag 'R41'."],
    [
      ['check', 'replication/kip-1o1'],
      "no spec 'replication/kip-1o1'; did you mean 'replication/kip-101'?",
    ],
    [['check', 'kip-320'], "there is no spec 'kip-320'; did you mean 'replication/kip-320'?"],
    [['check', 'replikation/*'], "no spec that comes with Fencepost matches 'replikation/*'"],
    [['show', SPEC, '--set', 'replica=2'], "has no constant 'replica'; did you mean 'replicas'?"],
    [['check', SPEC, '--workers', '257'], 'It takes a whole number from 1 to 256.'],
    [
      ['list', '*zombie*'],
      "matches '*zombie*'; did you mean '**/*zombie*'? A * alone stays in one folder. Files",
    ],
    [['list', 'nothing-speaks-of-it'], "there is no spec 'nothing-speaks-of-it'. `fencepost list`"],
    [['check', 'clean'], '`fencepost list clean` names those that speak of it'],
    [['list', '--tag', 'zombie'], "no spec has the tag 'zombie'. There are 0.8, 0.10, "],
    [['check', './model'], 'those of your own are named by their files, such as model/*.ts'],
    [['show', 'replication'], 'name one of them: `fencepost list replication`'],
    [
      ['replay', 'counterexamples'],
      'it is a folder; name the files in it, such as counterexamples/*',
    ],
    [
      ['replay', 'counterexamples/replication/kip-101.txt'],
      'is not JSON: it is the text of counterexamples/replication/kip-101.json',
    ],
    [['list', '--tag', 'KIP320'], "no spec has the tag 'KIP320'; did you mean 'KIP-320'?"],
    [['list', '--jsn'], "unknown option '--jsn' (Did you mean --json?)"],
    [
      ['check', SPEC, '--max-stats', '3'],
      "unknown option '--max-stats' (Did you mean --max-states?)",
    ],
  ])('%j', expectError);
});

describe('values', () => {
  it.each([
    [['--max-states', '0'], "argument '0' is invalid. It takes a whole number above 0."],
    [['--max-states', '-3'], "argument '-3' is invalid. It takes a whole number above 0."],
    [['--max-depth', '2.5'], "argument '2.5' is invalid. It takes a whole number above 0."],
    [['--timeout', 'soon'], "argument 'soon' is invalid. It takes a number of seconds above 0"],
    [['--max-memory', 'lots'], "argument 'lots' is invalid. It takes a size above 0"],
    [['--set', 'maxLeaderEpoch'], 'It takes key=value, for example maxLeaderEpoch=3.'],
    [['--set', 'maxLeaderEpoch=two'], "maxLeaderEpoch takes a whole number, not 'two'."],
    [['--set', 'maxLeaderEpoch=99'], 'maxLeaderEpoch takes a whole number from 0 to 6; got 99'],
    [
      ['--set', 'maxLeaderEpoh=1'],
      "has no constant 'maxLeaderEpoh'; did you mean 'maxLeaderEpoch'?",
    ],
    [['--set', 'replicas=2', '--set', 'replicas=3'], 'replicas is set twice, to 2 and 3.'],
    [['--property', 'strong-irs'], "has no property 'strong-irs'; did you mean 'strong-isr'?"],
    [['--property', 'strong-isr', '--no-properties'], '--property contradicts --no-properties'],
    [['--all', '--no-properties'], '--all contradicts --no-properties'],
    [['--no-disk', '--disk', '/tmp'], '--disk contradicts --no-disk'],
    [['--symmetry', '--no-symmetry'], '--symmetry contradicts --no-symmetry'],
    [['--save', 'found.txt'], "--save takes a file name that ends in .json; got 'found.txt'"],
    [['--save', 'found.json', 'replication/kip-279'], '--save takes one spec; 2 are chosen'],
  ])('check %j', (args, message) => expectError(['check', SPEC, ...args], message));

  it('every spec must have a constant that is set', () =>
    expectError(
      ['check', 'replication', '--set', 'logSize=1'],
      "spec replication/async-isr has no constant 'logSize'",
    ));
});

describe('spec files', () => {
  it.each([
    ['throws.ts', "throw new Error('boom');", 'throws when it is imported: boom'],
    ['nothing.ts', 'export const answer = 42;', 'it has no default export'],
    ['number.mjs', 'export default 42;', 'its default export is not a spec'],
    ['syntax.ts', 'export default {', 'cannot be compiled: Expected'],
    [
      'lost.ts',
      "import './nowhere.ts';",
      'cannot be compiled: Could not resolve "./nowhere.ts" line 1',
    ],
    [
      'inner.ts',
      "import 'fencepost/inner';",
      "there is no 'fencepost/inner'; import from 'fencepost'",
    ],
    ['words.txt', '', 'is not a spec file; one ends in .ts'],
    [
      'clash.ts',
      counterSpec({ name: SPEC }),
      `the name '${SPEC}' is taken by a spec that comes with`,
    ],
    [
      'unknown.ts',
      counterSpec({ expect: "{ verdict: 'violated', property: 'smal', steps: 2, distinct: 4 }" }),
      "it expects 'smal' to be violated, which its model does not claim; did you mean 'small'?",
    ],
    [
      'switch.ts',
      clusterSpec("{ ...REPAIRED, isrExpnd: 'hw' }"),
      "cluster has no rule switch 'isrExpnd'; did you mean 'isrExpand'?",
    ],
    [
      'value.ts',
      clusterSpec("{ ...REPAIRED, isrExpand: 'wh' }"),
      "isrExpand of cluster cannot be 'wh'; it takes 'hw', 'hw+leso'; did you mean 'hw'?",
    ],
    [
      'word.ts',
      counterSpec({ expect: "{ verdict: 'fails' }" }),
      'its expect.verdict is "fails"; it is one of holds, violated',
    ],
  ])('%s', async (file, text, message) => {
    const cwd = folderWith({ [file]: text });
    await expectError(['check', file], message, cwd);
    await expectError(['check', file], file, cwd);
  });

  it.each([
    [
      "{ verdict: 'violated', property: 'small', stesp: 2 }",
      "its expect has 'stesp'; did you mean 'steps'? For violated it can have property, steps, distinct",
    ],
    ["{ verdict: 'holds', steps: 2 }", "its expect has 'steps'. For holds it can have distinct"],
    ["{ verdict: 'holds', distinct: '4' }", 'its expect.distinct must be a whole number'],
    ["{ verdict: 'violated' }", 'its expect must name the property that is violated: small'],
    ["{ verdict: 'unreached' }", 'its expect must name the property that is unreached: nine'],
  ])('an expectation: %s', async (expected, message) => {
    const cwd = folderWith({ 'counter.ts': counterSpec({ expect: expected }) });
    await expectError(['check', 'counter.ts'], `spec file counter.ts: ${message}`, cwd);
    await expectError(['show', 'counter.ts'], `spec file counter.ts: ${message}`, cwd);
  });

  it('of one name are told apart by their paths', async () => {
    const broken = counterSpec().replace('draft.count += 1;', 'process.exit(7);');
    const files = { 'one.ts': counterSpec(), 'two.ts': counterSpec({ below: 9 }), 'b.ts': broken };
    const cwd = folderWith(files);
    const { code, stdout, stderr } = await fencepost(['check', ...Object.keys(files)], { cwd });
    expect(stdout).toMatch(/^one\.ts: violated small, as expected$/m);
    expect(stdout).toMatch(/^two\.ts: A counter$/m);
    expect(stdout).toMatch(/^one\.ts +violated +small .* yes$/m);
    expect(stdout).toMatch(/^two\.ts +unreached .* NO$/m);
    expect(stderr).toContain('error: b.ts could not be checked');
    expect(code).toBe(2);
    const json = await fencepost(['check', '--json', ...Object.keys(files)], { cwd });
    const lines = json.stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { spec: 'mine/counter', file: 'one.ts', verdict: 'violated' },
      { spec: 'mine/counter', file: 'two.ts', verdict: 'unreached' },
      { spec: 'mine/counter', file: 'b.ts', verdict: null },
    ]);
    const list = await fencepost(['list', 'one.ts', 'two.ts'], { cwd });
    expect(list.stdout).toMatch(/^one\.ts +violated/m);
  });

  it('that cannot be loaded keep no others from being checked', async () => {
    const files = {
      'bad.ts': "throw new Error('boom');",
      'good.ts': counterSpec(),
      'clash.ts': counterSpec({ name: SPEC }),
    };
    const cwd = folderWith(files);
    const { code, stdout, stderr } = await fencepost(['check', ...Object.keys(files)], { cwd });
    expect(oneLine(stderr)).toMatch(
      /^error: spec file bad\.ts throws .*: boom, .* clash\.ts: the name/,
    );
    expect(stdout).toMatch(/^mine\/counter: violated small, as expected$/m);
    expect(stdout).toMatch(/^bad\.ts +failed$/m);
    expect(stdout).toContain('3 specs: 1 as expected, 2 failed');
    expect(code).toBe(2);
    const json = await fencepost(['check', '--json', ...Object.keys(files)], { cwd });
    const lines = json.stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { spec: 'bad.ts', verdict: null, error: { message: expect.stringContaining('boom') } },
      { spec: 'mine/counter', verdict: 'violated' },
      { spec: 'clash.ts', verdict: null },
    ]);
  });

  it('of which none can be loaded are all told of', async () => {
    const cwd = folderWith({ 'one.ts': 'export default {', 'two.ts': '' });
    const { code, stderr, stdout } = await fencepost(['check', 'one.ts', 'two.ts'], { cwd });
    expect(stderr.match(/^error: spec file/gm)).toHaveLength(2);
    expect(stdout).toContain('2 specs: 2 failed');
    expect(code).toBe(2);
  });

  it.each([
    [
      counterSpec().replace('draft.count += 1;', "throw new Error('boom');"),
      'Increment threw Error: boom',
    ],
    [
      counterSpec().replace('const state =', "throw new Error('boom'); const state ="),
      'model: boom',
    ],
    [`${counterSpec()}\nthrow new Error('boom');`, 'imported: boom'],
  ])('that throw say where: %#', async (text, message) => {
    const cwd = folderWith({ 'throws.ts': text });
    const { code, stdout, stderr } = await fencepost(['check', 'throws.ts'], { cwd });
    const line = text.slice(0, text.indexOf('throw new')).split('\n').length;
    expect(oneLine(stdout + stderr)).toMatch(
      new RegExp(`${message}, at ${cwd}/throws.ts:${line}:\\d+`),
    );
    expect(code).toBe(2);
  });

  it('with a part that a spec does not have', () => {
    const text = counterSpec().replace('tags:', 'symetry: true, tags:');
    const cwd = folderWith({ 'counter.ts': text });
    return expectError(
      ['check', 'counter.ts'],
      "it has no 'symetry'; did you mean 'symmetry'?",
      cwd,
    );
  });

  it('reports a run that crashes as the failure of that spec alone', async () => {
    const crash = counterSpec({ name: 'mine/crash' }).replace(
      'draft.count += 1;',
      'process.exit(7);',
    );
    const cwd = folderWith({ 'crash.ts': crash, 'good.ts': counterSpec() });
    const { code, stdout, stderr } = await fencepost(['check', 'crash.ts', 'good.ts'], { cwd });
    expect(stderr).toContain('error: mine/crash could not be checked');
    expect(stdout).toMatch(/^crash +failed$/m);
    expect(stdout).toMatch(/^counter +violated +small/m);
    expect(code).toBe(2);
  });

  it('takes what a spec imports along, and keeps what it prints out of the output', async () => {
    const printing = `console.log('noise'); export * from './counter.ts'; export { default } from './counter.ts';`;
    const cwd = folderWith({ 'counter.ts': counterSpec(), 'printing.ts': printing });
    const { code, stdout } = await fencepost(['check', 'printing.ts', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'violated', expected: true });
    expect(code).toBe(0);
  });
});

describe('help', () => {
  it.each(['check', 'resume', 'simulate', 'list', 'show', 'replay', 'audit'])(
    'of %s is as wide as all else at most',
    async (command) => {
      const { stdout } = await commandLine([command, '--help']);
      expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    },
  );

  it.each(['check', 'simulate', 'list', 'show', 'replay', 'audit'])(
    '%s has an example',
    async (command) => {
      const { code, stdout } = await commandLine([command, '--help']);
      expect(stdout).toMatch(new RegExp(`Examples?:\n  fencepost ${command}`));
      expect(code).toBe(0);
    },
  );
});
