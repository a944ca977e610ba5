/** Every spec's expectation is exactly what the search finds: its verdict, and the size of its space. */
import { readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Spec } from '../checker/index.ts';
import { exploreApart } from '../model/testing/explore.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .sort();

async function specOf(name: string): Promise<Spec> {
  const file = pathToFileURL(`${FOLDER}${name}.ts`).href;
  const { default: spec } = (await import(/* @vite-ignore */ file)) as { default: Spec };
  return spec;
}

describe('a spec finds what it expects', () => {
  it.each(names)('%s', async (name) => {
    const { expect: expected, name: own } = await specOf(name);
    expect(own).toBe(name);
    // Numbers may be left out of a spec, but not of one that comes with Fencepost.
    expect(expected.distinct).toBeTypeOf('number');
    const found = await exploreApart({ space: { spec: name }, toFirst: true });
    expect(found.verdict).toBe(expected.verdict);
    if (expected.verdict === 'violated')
      expect(found.lengths).toEqual({ [expected.property]: (expected.steps ?? 0) + 1 });
    if (expected.verdict === 'deadlock')
      expect(found.lengths).toEqual({ deadlock: (expected.steps ?? 0) + 1 });
    if (expected.verdict === 'unreached') expect(found.unreached[0]).toBe(expected.property);
    expect(found).toMatchObject({ distinct: expected.distinct });
    // Claimed of no state, it would hold whatever the model does.
    expect(found.recovered.filter(({ asked }) => asked === 0)).toEqual([]);
  });
});
