/** `check --checkpoint` and `resume`: whatever ends a run, the next one ends as if nothing had happened. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine, type Ran, ROOT } from '../testing/fencepost.ts';
import { refuseLess } from './folder.ts';

const HOLDS = 'replication/kip-320';
const BREAKS = 'replication/kip-101';
/** It takes seconds, so that it is saved more than once: at most one checkpoint a second is made. */
const LARGE = [HOLDS, '--set', 'logSize=3', '--set', 'maxRecords=3'];

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'fencepost-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a run found, without what depends on when and where it ran. */
function foundBy(stdout: string): unknown {
  const { seconds, memory, workers, checkpoint, disk, ...found } = JSON.parse(stdout);
  return found;
}

const undisturbed = new Map<string, Promise<Ran>>();

/** What a run finds that nothing ends: one run for all the tests that compare with it. */
async function foundUndisturbed(...words: readonly string[]): Promise<unknown> {
  const call = words.join(' ');
  const run = undisturbed.get(call) ?? fencepost(['check', ...words, '--json']);
  undisturbed.set(call, run);
  return foundBy((await run).stdout);
}

function whenSaved(act: () => void): void {
  const look = setInterval(() => {
    if (!existsSync(path.join(folder, 'checkpoint.json'))) return;
    clearInterval(look);
    act();
  }, 10);
}

/** Goes on again and again, and is killed after so many milliseconds each time; at last it is left alone. */
async function resumed(deaths: readonly number[], args: readonly string[] = []): Promise<unknown> {
  for (const after of deaths)
    await fencepost(['resume', folder, '--json', ...args], {
      started: (program) => setTimeout(() => program.kill('SIGKILL'), after),
    });
  const { code, stdout, stderr } = await fencepost(['resume', folder, '--json', ...args]);
  expect(stderr).not.toContain('error');
  expect(code).toBe(0);
  return foundBy(stdout);
}

describe('a run that is killed', () => {
  it.each([
    [HOLDS, ['--workers', '1'], [300, 400, 900]],
    [HOLDS, ['--workers', '1', '--max-memory', '80M'], [600, 900, 1200]],
    // Large enough for a team.
    [BREAKS, ['--all', '--workers', '2'], [1000, 1500]],
    [BREAKS, ['--all', '--workers', '2', '--max-memory', '150M'], [1500, 1500]],
  ])('goes on to what it would have found: %s %j', async (spec, args, deaths) => {
    const [first = 0, ...others] = deaths;
    const whole = await foundUndisturbed(spec, ...args);
    await fencepost(['check', spec, '--json', '--checkpoint', folder, ...args], {
      started: (program) => whenSaved(() => setTimeout(() => program.kill('SIGKILL'), first)),
    });
    expect(await resumed(others)).toEqual(whole);
  });
});

describe('the folder of a run', () => {
  const lock = () => path.join(folder, 'in-use');
  const short = ['check', HOLDS, '--max-states', '1000', '--workers', '1'];

  it('is not taken by another one while it lives, and is when it was killed', async () => {
    const long = ['check', HOLDS, '--set', 'maxLeaderEpoch=3', '--checkpoint', folder];
    let second: Promise<Ran> | null = null;
    await fencepost(long, {
      started: (program) =>
        whenSaved(async () => {
          second = fencepost(['resume', folder]);
          await second;
          program.kill('SIGKILL');
        }),
    });
    const refused = await (second as unknown as Promise<Ran>);
    expect(oneLine(refused.stderr)).toMatch(/ is in use by another run \(process \d+\); if there/);
    expect(refused.code).toBe(2);
    const { code } = await fencepost(['resume', folder, '--timeout', '0.001']);
    expect(code).toBe(3);
    expect(readdirSync(folder).sort()).toEqual(['checkpoint.json', 'states.bin']);
  });

  it('is not taken from a process elsewhere that has touched it a moment ago', async () => {
    writeFileSync(lock(), JSON.stringify({ where: 'far away', pid: 7, started: '1', token: 'x' }));
    const refused = await fencepost([...short, '--checkpoint', folder]);
    expect(oneLine(refused.stderr)).toContain('(process 7 on another machine or in another cont');
    const longAgo = new Date(Date.now() - 100_000);
    utimesSync(lock(), longAgo, longAgo);
    expect((await fencepost([...short, '--checkpoint', folder])).code).toBe(3);
  });

  it('may have states that belong to nothing, which are not written over', async () => {
    writeFileSync(path.join(folder, 'states.bin'), 'precious');
    const { code, stderr } = await fencepost([...short, '--checkpoint', folder]);
    expect(oneLine(stderr)).toContain('states.bin is there, but no checkpoint that it belongs to');
    expect(code).toBe(2);
  });
});

describe('a run that is cut short', () => {
  it.each([
    ['Ctrl-C', [], 300],
    ['--timeout', ['--timeout', '0.5'], null],
    ['--max-states', ['--max-states', '200000'], null],
    ['--max-depth', ['--max-depth', '12'], null],
    ['--max-memory', ['--max-memory', '80M', '--no-disk', '--workers', '1'], null],
  ])('by %s says how to go on, and goes on from there', async (_, args, interrupt) => {
    const { code, stdout } = await fencepost(['check', HOLDS, ...args, '--checkpoint', folder], {
      started: (program) => {
        if (interrupt !== null)
          whenSaved(() => setTimeout(() => program.kill('SIGINT'), interrupt));
      },
    });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^INCOMPLETE/);
    expect(stdout).toContain(`Go on      fencepost resume ${folder}`);
    const more = ['--max-states', '800000', '--max-depth', '100', '--max-memory', '4G'];
    expect(await resumed([], more)).toEqual(await foundUndisturbed(HOLDS));
  });

  it('by a full disk says so, and goes on when there is room', async () => {
    // In blocks of 512 or 1,024 bytes, as the shell has it: less than the states take.
    const limited = `ulimit -f 2000; exec ${process.execPath} dist/cli/main.cjs "$@"`;
    const args = ['check', ...LARGE, '--checkpoint', folder];
    const { status, stdout } = spawnSync('sh', ['-c', limited, 'sh', ...args], { cwd: ROOT });
    expect(status).toBe(3);
    const text = oneLine(stdout.toString());
    expect(text).toMatch(/^INCOMPLETE .* nothing more could be written to disk/);
    expect(text).toContain(`Problem cannot write to ${path.join(folder, 'states.bin')}: EFBIG`);
    expect(await resumed([])).toEqual(await foundUndisturbed(...LARGE));
  });

  // In a name space of its own, where anybody may mount; some machines do not allow that.
  const inside = (script: string) =>
    spawnSync('unshare', ['-rm', 'sh', '-ec', script], { cwd: ROOT, encoding: 'utf8' });
  const canMount = inside(`mount -t tmpfs tmpfs ${tmpdir()}`).status === 0;

  it.runIf(canMount)('by a small file system says so, and goes on when it is larger', async () => {
    const mount = `mount -t tmpfs -o size=2m tmpfs ${folder}`;
    const run = `${process.execPath} dist/cli/main.cjs`;
    const { stdout } = inside(
      `${mount}
      ${run} check ${LARGE.join(' ')} --json --checkpoint ${folder} || true
      mount -o remount,size=100m ${folder}
      ${run} resume ${folder} --json`,
    );
    const [cut = '', whole = ''] = stdout.trim().split('\n');
    expect(JSON.parse(cut)).toMatchObject({
      verdict: 'incomplete',
      limit: 'disk',
      problem: expect.stringContaining('ENOSPC'),
    });
    expect(foundBy(whole)).toEqual(await foundUndisturbed(...LARGE));
  });
});

describe('a checkpoint that is not of the run', () => {
  const own = (more: string): string => `
    import { actionsOn, defineModel, defineSpec, int, record } from 'fencepost';
    const state = record({ n: int(0, 9) });
    export default defineSpec({
      name: 'own/counter', title: 'A counter', about: 'It counts.', tags: [],
      constants: { most: { default: 9, min: 1, max: 9 } },
      expect: { verdict: 'holds' },
      build: ({ most }) => defineModel({
        name: 'counter', state, initial: [{ n: 0 }], deadlock: 'allowed', properties: [],
        actions: [actionsOn(state)('Count', {
          when: { 'there is room': ({ n }) => n < most },
          effect: (draft) => { draft.n += 1; },
        })${more}],
      }),
    });`;
  const saved = async (text: string): Promise<string> => {
    const file = path.join(folder, 'counter.ts');
    writeFileSync(file, text);
    const ran = await fencepost(['check', file, '--checkpoint', path.join(folder, 'saved')]);
    expect(ran.stdout).toContain('10 distinct states');
    return file;
  };
  const resume = () => fencepost(['resume', path.join(folder, 'saved')]);

  it.each([
    [
      'another action',
      own(", actionsOn(state)('Wait', { when: {}, effect: () => {} })"),
      'model.actions.Wait was not there and is',
    ],
    ['other code', own('').replace('draft.n += 1', 'draft.n += 2'), 'the code of the program or'],
    ['another domain', own('').replace('int(0, 9)', 'int(0, 19)'), 'max was 9 and is 19'],
  ])('is refused, with the difference: %s', async (_, changed, message) => {
    const file = await saved(own(''));
    writeFileSync(file, changed);
    const { code, stderr } = await resume();
    expect(oneLine(stderr)).toContain(message);
    expect(code).toBe(2);
  });

  it('is refused when the environment decides what the model does, and has changed', async () => {
    const step = 'Number(process.env.STEP ?? 1)';
    const file = path.join(folder, 'counter.ts');
    writeFileSync(file, own('').replaceAll('9', '9999999').replace('+= 1', `+= ${step}`));
    const into = path.join(folder, 'saved');
    await fencepost(['check', file, '--timeout', '1', '--checkpoint', into]);
    const resumeWith = (STEP: string) =>
      fencepost(['resume', into, '--timeout', '1'], { environment: { STEP } });
    const changed = await resumeWith('3');
    expect(oneLine(changed.stderr)).toContain('depends on something outside of it');
    expect(changed.code).toBe(2);
    expect(await resumeWith('1')).toMatchObject({ code: 3, stderr: '' });
  });

  it('does not go on with a limit below what was saved', async () => {
    await fencepost(['check', HOLDS, '--timeout', '0.5', '--checkpoint', folder]);
    const { code, stderr } = await fencepost(['resume', folder, '--max-depth', '1']);
    expect(oneLine(stderr)).toMatch(/--max-depth 1: the search that was saved is at \d+ already/);
    expect(code).toBe(2);
  });

  it.each([
    // Level 2 begins at state 1, level 3 at state 5.
    ['expanded in part', 7, 4],
    ['not begun', 5, 3],
  ])('may stop at no depth that it has gone beyond: level 3 %s', (_, head, deepest) => {
    const record = { states: 20, depth: 3, head, levelStarts: [0, 1, 5] };
    expect(() => refuseLess({ maxDepth: deepest }, record)).not.toThrow();
    expect(() => refuseLess({ maxDepth: deepest - 1 }, record)).toThrow(`is at ${deepest} already`);
    expect(() => refuseLess({ maxStates: 20 }, record)).not.toThrow();
    expect(() => refuseLess({ maxStates: 19 }, record)).toThrow('is at 20 already');
  });

  it('goes on from another folder', async () => {
    await saved(own(''));
    const ran = await fencepost(['resume', path.join(folder, 'saved')], { cwd: tmpdir() });
    expect(ran.stdout).toContain('10 distinct states');
  });

  it('is refused when the spec is gone', async () => {
    rmSync(await saved(own('')));
    const { code, stderr } = await resume();
    expect(oneLine(stderr)).toContain('there is no file ');
    expect(code).toBe(2);
  });

  it('is not written over by a new run', async () => {
    const file = await saved(own(''));
    const into = path.join(folder, 'saved');
    const again = await fencepost(['check', file, '--checkpoint', into]);
    expect(oneLine(again.stderr)).toContain(`holds a checkpoint of own/counter at depth`);
    expect(oneLine(again.stderr)).toContain('Go on with it: fencepost resume');
    const other = ['check', file, '--set', 'most=3', '--checkpoint', into];
    expect(oneLine((await fencepost(other)).stderr)).toContain(
      'and not of this run: constants.most was 9 and is 3',
    );
  });
});

describe('mistakes in the call', () => {
  it.each([
    [['resume'], "missing required argument 'folder'"],
    [['check', HOLDS, '--checkpoint', ' '], 'take the name of a folder; got an empty one'],
    [['check', HOLDS, '--checkpoint', '/proc/x'], 'cannot make the folder of checkpoints'],
    [
      ['resume', '/no/such/folder'],
      'there is no checkpoint in /no/such/folder: `fencepost check <spec>',
    ],
    [['resume', '/tmp', '--order', 'depth-first'], "unknown option '--order'"],
    [['check', HOLDS, BREAKS, '--checkpoint', '/tmp/x'], '--checkpoint takes one spec; 2 are'],
    [['check', HOLDS, '--checkpoint', '/dev/null/x'], 'cannot make the folder of checkpoints'],
    [
      ['check', HOLDS, '--checkpoint', 'x', '--order', 'depth-first'],
      '--checkpoint contradicts --order depth-first',
    ],
    [['check', HOLDS, '--checkpoint', 'x', '--stats'], '--checkpoint contradicts --stats'],
    [['check', HOLDS, '--checkpoint', 'x', '--disk', '/tmp'], '--disk contradicts --checkpoint'],
    [
      ['check', BREAKS, '--disk', '/tmp', '--minimize', 'faults'],
      '--disk contradicts --minimize faults',
    ],
    [['check', HOLDS, '--disk', '/no/such/folder'], '--disk /no/such/folder: ENOENT'],
    [['check', HOLDS, '--disk', '/dev/null'], '--disk /dev/null: it is not a folder'],
    [['simulate', HOLDS, '--checkpoint', 'x'], "unknown option '--checkpoint'"],
  ])('%j', async (args, message) => {
    const { code, stderr } = await commandLine(args);
    expect(oneLine(stderr)).toContain(message);
    expect(code).toBe(2);
  });
});
