/** What a person does to a spec while it is checked changes nothing in that run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fencepost } from './testing/fencepost.ts';
import { countersSpec, folderWith } from './testing/specs.ts';

/** Whoever loads it leaves its version behind. */
const spec = (version: string, most: number): string =>
  countersSpec(
    `import { appendFileSync } from 'node:fs'; appendFileSync('loaded', '${version}');`,
    `({ y }) => y < ${most}`,
  );

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
