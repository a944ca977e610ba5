/** Properties that are to be recoverable, on the command line. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fencepost, oneLine } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

/** A lamp that burns out, which is a fault, and can be switched; it is mended or it is not. */
function lampSpec({ mended }: { readonly mended: boolean }): string {
  return `
    import { actionsOn, bool, defineModel, defineSpec, propertiesOf, record } from 'fencepost';
    const state = record({ lit: bool(), broken: bool() });
    const action = actionsOn(state);
    const { recoverable, sometimes } = propertiesOf(state);
    export default defineSpec({
      name: 'lamp',
      title: 'A lamp',
      about: 'It can be switched.',
      tags: [],
      constants: {},
      build: () =>
        defineModel({
          name: 'lamp',
          state,
          initial: [{ lit: false, broken: false }],
          deadlock: 'allowed',
          actions: [
            action('Switch', {
              when: { 'it is whole': (lamp) => !lamp.broken },
              effect: (lamp) => { lamp.lit = !lamp.lit; },
            }),
            action('BurnOut', {
              fault: true,
              when: { 'it is lit': (lamp) => lamp.lit },
              effect: (lamp) => { lamp.lit = false; lamp.broken = true; },
            }),
            ${mended ? "action('Mend', { when: { 'it is broken': (lamp) => lamp.broken }, effect: (lamp) => { lamp.broken = false; } })," : ''}
          ],
          properties: [
            recoverable('light', {
              claim: 'there can be light again',
              holds: (lamp) => lamp.lit,
              because: (lamp) => 'it is ' + (lamp.broken ? 'broken' : 'whole'),
            }),
            sometimes('dark-and-broken', { claim: 'it breaks', holds: (lamp) => lamp.broken }),
          ],
        }),
      expect: ${mended ? "{ verdict: 'holds' }" : "{ verdict: 'violated', property: 'light', steps: 2 }"},
    });
  `;
}

const dark = folderWith({ 'lamp.ts': lampSpec({ mended: false }) });
const mended = folderWith({ 'lamp.ts': lampSpec({ mended: true }) });

describe('a property that is to be recoverable', () => {
  it('is violated by a trace to where it is lost, and says why', async () => {
    const { code, stdout } = await fencepost(['check', 'lamp.ts'], { cwd: dark });
    expect(stdout).toMatch(/^VIOLATED light in 2 steps \(3 states\), as expected\n/);
    expect(stdout).toContain('BurnOut');
    expect(oneLine(stdout)).toContain(
      'it is broken; from here on it is lost for good, within the bounds: no step but a fault leads anywhere else',
    );
    expect(code).toBe(0);
  });

  it('holds where it can come about again, and is shown as such', async () => {
    const { code, stdout } = await fencepost(['check', 'lamp.ts'], { cwd: mended });
    expect(stdout).toMatch(/^HOLDS exhaustively, over all 3 distinct states, as expected\n/);
    expect(stdout).toContain('Can come about again:\n  light');
    expect(stdout).toContain('there can be light again (from all 2 states without it)');
    expect(code).toBe(0);
    const shown = await fencepost(['show', 'lamp.ts'], { cwd: mended });
    expect(oneLine(shown.stdout)).toContain('whatever has happened: there can be light');
  });

  it.each([
    ['it holds in every state', 'holds: () => true,'],
    [
      'not asked for in any of the 2 states without it',
      'holds: (lamp) => lamp.lit, unless: () => true,',
    ],
  ])('claims nothing where %s', async (text, holds) => {
    const source = lampSpec({ mended: true }).replace('holds: (lamp) => lamp.lit,', holds);
    const { stdout } = await fencepost(['check', 'lamp.ts'], {
      cwd: folderWith({ 'lamp.ts': source }),
    });
    expect(stdout).toContain('Claimed of no state, so that nothing was found out:\n  light');
    expect(oneLine(stdout)).toContain(`there can be light again (${text})`);
  });

  it.each([
    ['a limit', ['check', 'lamp.ts', '--max-states', '2']],
    ['walks', ['simulate', 'lamp.ts', '--walks', '5', '--seed', '1']],
  ])('is not judged with %s', async (_, args) => {
    const { code, stdout } = await fencepost(args, { cwd: dark });
    expect(stdout).toMatch(/^INCOMPLETE/);
    expect(stdout).toContain('Not judged, as that takes all states, in memory:\n  light');
    expect(code).toBe(3);
  });

  it.each([
    '--workers 2',
    '--workers 1',
    '--order depth-first',
    '--order iterative-deepening',
    '--minimize faults',
    '--stats',
    '--all',
  ])('is found with %s', async (options) => {
    const args = ['check', 'lamp.ts', '--json', ...options.split(' ')];
    const { stdout } = await fencepost(args, { cwd: dark });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'violated',
      property: 'light',
      states: { distinct: 3, complete: true },
      trace: [{ step: 0 }, { step: 1 }, { step: 2, state: { broken: true } }],
    });
  });

  it('is stored, replays, and does not break any more once it is repaired', async () => {
    await fencepost(['check', 'lamp.ts', '--save', 'dark.json'], { cwd: dark });
    const stored = path.join(dark, 'dark.json');
    const replay = (cwd: string) => fencepost(['replay', stored, '--spec', 'lamp.ts'], { cwd });
    const again = await replay(dark);
    expect(oneLine(again.stdout)).toContain('still breaks light');
    expect(again.code).toBe(0);
    const since = await replay(mended);
    expect(oneLine(since.stdout)).toContain('light can come about again at the end of the trace');
    expect(since.code).toBe(1);
  });
});
