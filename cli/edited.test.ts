/** What a person does to a spec while it is checked changes nothing in that run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';
import { folderWith } from './testing/specs.ts';

/** Two counters up to a bound, in so many states that a team begins; whoever loads it leaves its version behind. */
const spec = (version: string, most: number): string => `
import { appendFileSync } from 'node:fs';
import { actionsOn, defineModel, defineSpec, int, record } from 'fencepost';
appendFileSync('loaded', '${version}');
const state = record({ x: int(0, 2000), y: int(0, 2000) });
const action = actionsOn(state);
export default defineSpec({
  name: 'own/counters', title: 'Counters', about: '', tags: [], constants: {},
  expect: { verdict: 'holds', distinct: 2253001 },
  build: () => defineModel({
    name: 'counters', state, initial: [{ x: 0, y: 0 }], deadlock: 'allowed',
    actions: [
      action('Right', { when: { room: ({ x }) => x < 1500 }, effect: (draft) => { draft.x += 1; } }),
      action('Up', { when: { room: ({ y }) => y < ${most} }, effect: (draft) => { draft.y += 1; } }),
    ],
  }),
});`;

it('a spec that is saved while it is checked is checked as it was, by every thread', async () => {
  const cwd = folderWith({ 'counters.ts': spec('a', 1500) });
  const loaded = path.join(cwd, 'loaded');
  const { stdout, code } = await fencepost(['check', 'counters.ts', '--workers', '2', '--json'], {
    cwd,
    started: () => {
      const waiting = setInterval(() => {
        // Once by the process that prints, and once by the one that searches.
        if (!existsSync(loaded) || readFileSync(loaded, 'utf8') !== 'aa') return;
        clearInterval(waiting);
        writeFileSync(path.join(cwd, 'counters.ts'), spec('b', 700));
      }, 10);
    },
  });
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'holds', states: { distinct: 2_253_001 } });
  expect(readFileSync(loaded, 'utf8')).toBe('aaa');
  expect(code).toBe(0);
});
