import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { staleSource } from './built.ts';
import { folderWith } from './testing/specs.ts';

const BUILT = 1000;

/** A checkout that was built at a certain time, with sources from other times. */
function checkout(sources: Readonly<Record<string, number>>): string {
  const root = folderWith({});
  for (const [file, seconds] of Object.entries({ 'dist/cli/main.cjs': BUILT, ...sources })) {
    mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(root, file), '');
    utimesSync(path.join(root, file), seconds, seconds);
  }
  return root;
}

describe('a program that was built', () => {
  it.each(['model/cluster/leader.ts', 'specs/own.ts', 'checker/store/add.ts', 'cli/main.ts'])(
    'before %s was changed is stale',
    (file) => {
      expect(staleSource(checkout({ 'model/old.ts': BUILT - 1, [file]: BUILT + 1 }))).toBe(file);
    },
  );

  it('after all that it is made of is not', () => {
    const later = { 'model/a.test.ts': BUILT + 1, 'bench/b.ts': BUILT + 1, 'docs/c.md': BUILT + 1 };
    expect(staleSource(checkout({ 'model/a.ts': BUILT - 1, ...later }))).toBeNull();
  });

  it('and published, without sources, is not', () => {
    expect(staleSource(checkout({}))).toBeNull();
  });
});
