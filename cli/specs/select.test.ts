import { describe, expect, it } from 'vitest';
import { selectSpecs } from './select.ts';

async function namesOf(...patterns: string[]): Promise<string[]> {
  return (await selectSpecs(patterns)).map(({ spec }) => spec.name);
}

describe('selectSpecs', () => {
  it('takes a name, a path of the sources, and a path without its extension for the same', async () => {
    const name = 'replication/kip-101';
    for (const pattern of [name, `specs/${name}.ts`, `./specs/${name}.ts`, `specs/${name}`])
      expect(await namesOf(pattern)).toEqual([name]);
  });

  it('takes a folder, with or without specs/ before it', async () => {
    const all = await namesOf('specs');
    const family = all.filter((name) => name.startsWith('replication/'));
    expect(family).toContain('replication/kip-320');
    for (const pattern of [
      'replication',
      'replication/',
      'specs/replication',
      './specs/replication/',
    ])
      expect(await namesOf(pattern)).toEqual(family);
  });

  it('takes a pattern on names', async () => {
    expect(await namesOf('replication/kip-{101,279}', 'specs/**/async-*')).toEqual([
      'replication/kip-101',
      'replication/kip-279',
      'replication/async-isr',
    ]);
  });

  it('keeps the order of the arguments, and each spec once', async () => {
    const names = ['replication/kip-320', 'replication/kip-101'];
    expect(await namesOf(...names, 'replication/kip-101', 'specs/replication/kip-320.ts')).toEqual(
      names,
    );
  });

  it('finds every spec at the path that is its name', async () => {
    const names = await namesOf('specs');
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(13);
  });
});
