/** `check --stats`: why a space is as large as it is, run as a person runs it. */
import { describe, expect, it } from 'vitest';
import { commandLine, fencepost, oneLine } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

/**
 * `rows` times `columns` places, walked right and down, and a light that is switched on once: twice as
 * many states. Nobody can jump.
 */
const WALK = `
import { actionsOn, bool, defineModel, defineSpec, int, mapOf, propertiesOf, put, record } from 'fencepost';

function build({ rows, columns }) {
  const state = record({ at: record({ x: int(0, 9), y: int(0, 9) }), lights: mapOf(int(0, 0), bool()) });
  const action = actionsOn(state);
  return defineModel({
    name: 'walk',
    state,
    initial: [{ at: { x: 0, y: 0 }, lights: [false] }],
    deadlock: 'allowed',
    actions: [
      action('Right', {
        when: { 'there is room': ({ at }) => at.x < columns - 1 },
        effect: (draft) => { draft.at.x += 1; },
      }),
      action('Down', {
        when: { 'there is room': ({ at }) => at.y < rows - 1 },
        effect: (draft) => { draft.at.y += 1; },
      }),
      action('Light', {
        parameters: { again: bool() },
        when: { 'it is dark': ({ lights }) => !lights.at(0) },
        effect: (draft) => { put(draft.lights, 0, true); },
      }),
      action('Jump', { when: { 'nobody can': () => false }, effect: () => {} }),
    ],
    properties: [propertiesOf(state).always('x-is-small', { claim: '', holds: ({ at }) => at.x < BELOW })],
  });
}

export default defineSpec({
  name: 'mine/walk', title: 'A walk', about: 'To the far corner.', tags: [],
  constants: {
    rows: { default: 4, min: 1, max: 9, about: '' },
    columns: { default: 6, min: 6, max: 9, about: '' },
  },
  build,
  expect: { verdict: 'holds', distinct: 48 },
});
`;

const FEWER_ROWS = {
  constant: 'rows',
  from: 4,
  to: 3,
  fromStates: 48,
  toStates: 36,
  times: 48 / 36,
  moreThan: null,
};

const walk = (below = 9): string => folderWith({ 'walk.ts': WALK.replace('BELOW', String(below)) });

async function statsOf(args: readonly string[], below?: number) {
  const ran = await fencepost(['check', 'walk.ts', '--stats', '--json', ...args], {
    cwd: walk(below),
  });
  return { ...ran, stats: (JSON.parse(ran.stdout) as { stats?: unknown }).stats };
}

describe('check --stats --json', () => {
  it('has figures of actions, levels, components and constants', async () => {
    const { code, stats } = await statsOf([]);
    expect(stats).toEqual({
      states: 48,
      complete: true,
      actions: [
        { action: 'Right', states: 40, transitions: 40, discoveries: 5 },
        { action: 'Down', states: 36, transitions: 36, discoveries: 18 },
        { action: 'Light', states: 24, transitions: 48, discoveries: 24 },
        { action: 'Jump', states: 0, transitions: 0, discoveries: 0 },
      ],
      neverEnabled: ['Jump'],
      levels: [1, 3, 5, 7, 8, 8, 7, 5, 3, 1],
      components: [
        { path: 'at', bits: 8, values: 24, exact: true, multiplies: 24 },
        { path: 'at.x', bits: 4, values: 6, exact: true, multiplies: 6 },
        { path: 'at.y', bits: 4, values: 4, exact: true, multiplies: 4 },
        { path: 'lights', bits: 1, values: 2, exact: true, multiplies: 2 },
        { path: 'lights[]', bits: 1, values: 2, exact: true, multiplies: null },
      ],
      estimate: null,
      constants: {
        at: { rows: 4, columns: 6 },
        states: 48,
        changes: [FEWER_ROWS],
      },
    });
    expect(code).toBe(0);
  });

  it('says more than how many states there are, where a lower constant makes too many', async () => {
    const shrinking = WALK.replace('rows: { default: 4, min: 1,', 'rows: { default: 2, min: 1,')
      .replace('BELOW', '9')
      .replace('build,', 'build: ({ rows, columns }) => build({ rows: 9 ** (2 - rows), columns }),')
      .replace('distinct: 48', 'distinct: 12');
    const cwd = folderWith({ 'walk.ts': shrinking });
    const { stdout } = await fencepost(['check', 'walk.ts', '--stats', '--json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      states: { distinct: 12 },
      stats: {
        constants: {
          changes: [{ constant: 'rows', to: 1, toStates: null, times: null, moreThan: 24 }],
        },
      },
    });
  });

  it('is of what was covered where a limit or a violation ended the search', async () => {
    const limited = await statsOf(['--max-states', '9']);
    expect(limited.stats).toMatchObject({ states: 9, complete: false, levels: [1, 3, 5] });
    expect(limited.code).toBe(3);
    const violated = await statsOf([], 2);
    expect(violated.stats).toMatchObject({
      complete: false,
      constants: {
        at: { rows: 3, columns: 6 },
        states: 36,
        changes: [FEWER_ROWS],
      },
    });
    expect(violated.code).toBe(1);
  });

  it('is left out where nobody asked for it, and where the model is at fault', async () => {
    const cwd = walk();
    const plain = await fencepost(['check', 'walk.ts', '--json'], { cwd });
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('stats');
    const { stdout } = await fencepost(['check', 'walk.ts', '--json', '--stats'], {
      cwd: folderWith({
        'walk.ts': WALK.replace('BELOW', '9').replace('x: int(0, 9)', 'x: int(0, 3)'),
      }),
    });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'invalid-model' });
    expect(JSON.parse(stdout)).not.toHaveProperty('stats');
  });

  it('comes soon after Ctrl-C, of what there is', async () => {
    const args = ['check', 'replication/kip-320', '--deep', '--stats', '--json'];
    const { code, stdout } = await fencepost(args, {
      started: (program) => setTimeout(() => program.kill('SIGINT'), 2500),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'incomplete',
      stats: { complete: false, actions: expect.any(Array), components: expect.any(Array) },
    });
    expect(code).toBe(3);
  });
});

describe('check --stats', () => {
  it('warns of an action that is never enabled, and says what would help', async () => {
    const { stdout } = await fencepost(['check', 'walk.ts', '--stats'], { cwd: walk() });
    expect(stdout).toContain('Why there are 48 states');
    expect(stdout).toMatch(/^ {2}action +enabled in states +taken +new states$/m);
    expect(stdout).toMatch(/^ {2}Light +24 +48 +24$/m);
    expect(oneLine(stdout)).toContain('Warning never enabled: Jump. Is a constant 0 that allows');
    expect(stdout).toMatch(/^ {2}at\.x +4 +6 +6\.0$/m);
    expect(stdout).toContain('Levels     ▁▃▅▇██▇▅▃▁');
    expect(stdout).toContain('10 levels; the largest is at depth 5, with 8 states');
    expect(stdout).toContain('To shrink  rows 4 -> 3: 1.3 times fewer states, 36');
    expect(stdout).toContain('at.x multiplies the states most, by 6.0');
  });

  it('says of what the figures are where the search was cut short', async () => {
    const args = ['check', 'walk.ts', '--stats', '--max-states', '9'];
    const { stdout } = await fencepost(args, { cwd: walk() });
    expect(oneLine(stdout)).toContain(
      'Of the 9 states that were visited, not of the whole space: how many there are in all cannot be ' +
        'told from these levels yet',
    );
    expect(oneLine(stdout)).toContain('Warning not enabled so far: Jump');
    expect(stdout).toContain('3 levels, the last perhaps unfinished');
    expect(oneLine(stdout)).toContain(
      'at smaller bounds (rows 3, columns 6: 36 states): rows 4 -> 3',
    );
  });

  it('follows the line of each of several specs', async () => {
    const cwd = folderWith({
      'walk.ts': WALK.replace('BELOW', '9'),
      'other.ts': WALK.replace('BELOW', '9').replace('mine/walk', 'mine/other'),
    });
    const { stdout } = await fencepost(['check', 'walk.ts', 'other.ts', '--stats'], { cwd });
    expect(stdout.match(/Why there are 48 states/g)).toHaveLength(2);
    expect(stdout.indexOf('mine/walk: holds')).toBeLessThan(stdout.indexOf('Why there are'));
  });

  it('fits 100 columns, and has colour only where that is wanted', async () => {
    const args = ['check', 'cluster/truncate-to-high-watermark-repaired', '--stats'];
    const piped = await fencepost(args);
    const coloured = await fencepost(args, { environment: { FORCE_COLOR: '1' } });
    const quiet = await fencepost(args, { environment: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    expect(piped.stdout).toContain('Warning');
    expect(piped.stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(piped.stdout).not.toContain('\u001b');
    expect(coloured.stdout).toContain('\u001b[33mWarning');
    expect(quiet.stdout).not.toContain('\u001b');
  });

  it('is explained by --help, with an example', async () => {
    const { stdout } = await commandLine(['check', '--help']);
    expect(oneLine(stdout)).toContain('--stats say why the space is as large as it is');
    expect(stdout).toContain('fencepost check replication/kip-320 --stats');
  });
});
