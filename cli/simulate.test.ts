/** `simulate`: random walks, what they find and what they may not say. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine, type Ran } from './testing/fencepost.ts';
import { counterSpec, folderWith } from './testing/specs.ts';

const BREAKS = 'replication/truncate-to-high-watermark';
const HOLDS = 'replication/async-isr';

/** What the run says, but for time and memory. */
function reportOf({ stdout }: Ran): Record<string, unknown> {
  return { ...(JSON.parse(stdout) as object), seconds: null, memory: null };
}

describe('simulate', () => {
  it('shows a violation as check does, made shorter, and how to find it again', async () => {
    const { code, stdout, stderr } = await fencepost(['simulate', BREAKS, '--seed', '1']);
    expect(stdout).toMatch(/^VIOLATED strong-isr in \d+ steps \(\d+ states\)\n/);
    expect(stdout).toMatch(/^ {2}1 {2}controller {2}Controller/m);
    expect(oneLine(stdout)).toMatch(
      / Trace made shorter, from \d+ steps to \d+; only `fencepost check`/,
    );
    expect(oneLine(stdout)).toMatch(
      / Walked [\d,]+ walks? of at most 100 states, [\d,]+ steps, [\d,]+ states seen \(some more than once\), seed 1 /,
    );
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const [, again = ''] = / Reproduce fencepost (.*) Constants /.exec(oneLine(stdout)) ?? [];
    expect(again).toBe(
      `simulate ${BREAKS} --property strong-isr --walks 10000 --depth 100 --seed 1`,
    );
    const found = await fencepost(again.split(' '));
    expect(found.stdout.split('\nTook')[0]).toBe(stdout.split('\nTook')[0]);
  });

  it('never says that anything holds: nothing found is incomplete', async () => {
    const { code, stdout } = await fencepost(['simulate', HOLDS, '--walks', '300']);
    expect(stdout).toMatch(/^INCOMPLETE no violation met in 300 random walks, which do not visit/);
    expect(stdout).toContain('Not violated so far:\n  valid-high-watermark');
    expect(oneLine(stdout)).toMatch(/ Walked 300 walks of at most 100 states, .* seed \d+ /);
    expect(code).toBe(3);
  });

  it('does not call unreachable what it has not seen', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec({ below: 5 }) });
    const args = ['simulate', 'counter.ts', '--walks', '3', '--depth', '1'];
    const text = await fencepost(args, { cwd });
    expect(text.stdout).toContain('Seen so far:\n');
    const never = counterSpec({ below: 9 });
    const unseen = await fencepost(args, { cwd: folderWith({ 'counter.ts': never }) });
    expect(unseen.stdout).toContain('Not seen yet:\n');
    expect(unseen.stdout).toMatch(/^INCOMPLETE/);
    expect(unseen.code).toBe(3);
  });

  it('gives the same JSON for the same seed, but for time and memory', async () => {
    const depth = ['--walks', '500', '--depth', '40'];
    const args = ['simulate', BREAKS, '--json', '--workers', '1', ...depth, '--seed'];
    const [one, other, another] = await Promise.all(
      ['4294967295', '4294967295', '2'].map(async (seed) =>
        reportOf(await fencepost([...args, seed])),
      ),
    );
    expect(one).toEqual(other);
    expect(another).not.toEqual(other);
    expect(one).toEqual({
      spec: BREAKS,
      verdict: 'violated',
      property: 'strong-isr',
      expected: null,
      simulation: {
        walks: 500,
        depth: 40,
        seed: 4294967295,
        walked: { walks: expect.any(Number), steps: expect.any(Number) },
        walkedSteps: expect.any(Number),
      },
      states: { distinct: null, atMost: expect.any(Number), complete: false },
      constants: { replicas: 3, logSize: 2, maxRecords: 2, maxLeaderEpoch: 2 },
      seconds: null,
      workers: 1,
      symmetry: false,
      memory: null,
      trace: expect.any(Array),
      claim: expect.stringContaining('high watermark'),
      because: expect.stringContaining('offset'),
      shortest: false,
      simplest: false,
    });
  });

  it.each([
    ['a violation', ['replication/kip-320-first-try', '--seed', '3']],
    ['nothing', ['replication/kip-320', '--seed', '1', '--walks', '30000']],
  ])('finds %s with any number of threads, after the same walks', async (_, args) => {
    // Long enough that other threads begin: they do after a quarter of a second.
    const [one, ...others] = await Promise.all(
      ['1', '2', '4'].map((workers) =>
        fencepost(['simulate', ...args, '--json', '--workers', workers]),
      ),
    );
    const alone = reportOf(one as Ran);
    expect(alone).toMatchObject({ workers: 1, simulation: { walked: expect.any(Object) } });
    for (const [nth, other] of others.entries()) {
      expect(other.code).toBe(one?.code);
      expect(reportOf(other)).toEqual({ ...alone, workers: [2, 4][nth] });
    }
  });

  it('says which seed the clock gave, and finds the same with it', async () => {
    const args = ['simulate', BREAKS, '--json'];
    const first = reportOf(await fencepost(args));
    const { seed } = first['simulation'] as { seed: number };
    expect(reportOf(await fencepost([...args, '--seed', String(seed)]))).toEqual(first);
    const several = await fencepost([
      'simulate',
      'replication/*-isr',
      HOLDS,
      BREAKS,
      '--walks',
      '5',
    ]);
    expect(several.stderr).toMatch(/^seed \d+\n$/);
  });

  it('takes constants and properties as check does', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec({ deadlock: 'forbidden' }) });
    const json = async (...args: string[]) => {
      const ran = await fencepost(['simulate', 'counter.ts', '--json', ...args], { cwd });
      return { code: ran.code, ...reportOf(ran) };
    };
    expect(await json()).toMatchObject({ code: 1, verdict: 'violated', property: 'small' });
    expect(await json('--property', 'deadlock')).toMatchObject({
      code: 1,
      verdict: 'deadlock',
      trace: { length: 4 },
    });
    expect(await json('--property', 'deadlock', '--set', 'top=5')).toMatchObject({
      constants: { top: 5 },
      trace: { length: 6 },
    });
    expect(await json('--no-properties', '--walks', '2')).toMatchObject({
      code: 3,
      verdict: 'incomplete',
      states: { atMost: 8 },
    });
    const none = await fencepost(['simulate', 'counter.ts', '--no-properties'], { cwd });
    expect(none.stdout).toMatch(/^INCOMPLETE 10,000 random walks; no property was judged\n/);
  });

  it('stores what it found, and that replays', async () => {
    const cwd = folderWith({ 'counter.ts': counterSpec() });
    const args = ['simulate', 'counter.ts', '--save', 'found.json', '--seed', '3'];
    expect((await fencepost(args, { cwd })).code).toBe(1);
    const text = readFileSync(path.join(cwd, 'found.txt'), 'utf8');
    const again = await fencepost(['replay', 'found.json', '--spec', 'counter.ts'], { cwd });
    expect(again).toMatchObject({ code: 0, stdout: `found.json still breaks small\n\n${text}\n` });
  });

  it('reports an invalid model, with the way to it', async () => {
    const cwd = folderWith({ 'invalid.ts': counterSpec({ largest: 1 }) });
    const ran = await fencepost(['simulate', 'invalid.ts', '--json'], { cwd });
    expect(reportOf(ran)).toMatchObject({
      verdict: 'invalid-model',
      error: { path: 'count', value: 2, action: { name: 'Increment', params: {} } },
      trace: { length: 2 },
    });
    expect(ran.code).toBe(2);
  });

  it('ends when its time is up, or at Ctrl-C, with what it has done', async () => {
    const args = ['simulate', 'replication/kip-320', '--walks', '1000000000', '--json'];
    const late = await fencepost([...args, '--timeout', '0.5']);
    expect(reportOf(late)).toMatchObject({ verdict: 'incomplete', limit: 'timeout' });
    expect(late.code).toBe(3);
    const interrupted = await fencepost(args, {
      started: (program) => setTimeout(() => program.kill('SIGINT'), 3000),
    });
    expect(reportOf(interrupted)).toMatchObject({ verdict: 'incomplete', limit: 'interrupted' });
    expect(interrupted.code).toBe(3);
  });
});

describe('arguments that simulate does not take', () => {
  it.each([
    [
      ['--seed', 'lucky'],
      "argument 'lucky' is invalid. It takes a whole number from 0 to 4294967295.",
    ],
    [['--seed', '-1'], "argument '-1' is invalid. It takes a whole number from 0 to 4294967295."],
    [['--seed', '4294967296'], 'It takes a whole number from 0 to 4294967295.'],
    [['--seed', '1.5'], 'It takes a whole number from 0 to 4294967295.'],
    [['--walks', '0'], "argument '0' is invalid. It takes a whole number above 0."],
    [['--walks', 'many'], "argument 'many' is invalid. It takes a whole number above 0."],
    [['--depth', '0'], "argument '0' is invalid. It takes a whole number above 0."],
    [['--sede', '1'], "unknown option '--sede' (Did you mean --seed?)"],
    [['--all'], "unknown option '--all'"],
    [['--max-states', '9'], "unknown option '--max-states'"],
    [['--order', 'depth-first'], "unknown option '--order'"],
    [['--timeout', 'soon'], "argument 'soon' is invalid. It takes a number of seconds above 0"],
    [['--set', 'replcas=2'], "has no constant 'replcas'; did you mean 'replicas'?"],
    [['--property', 'strong-irs'], "has no property 'strong-irs'; did you mean 'strong-isr'?"],
    [['--property', 'strong-isr', '--no-properties'], '--property contradicts --no-properties'],
    [['--save', 'found.txt'], "--save takes a file name that ends in .json; got 'found.txt'"],
    [['--save', 'found.json', HOLDS], '--save takes one spec; 2 are chosen'],
    [['--tag', 'R99'], "no spec has the tag 'R99'"],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await commandLine(['simulate', BREAKS, ...args]);
    expect(oneLine(stderr)).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('no spec at all', async () => {
    const { code, stderr } = await commandLine(['simulate']);
    expect(oneLine(stderr)).toContain('name the specs, or choose them with --tag');
    expect(code).toBe(2);
  });
});
