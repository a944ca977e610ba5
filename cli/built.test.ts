import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourcesOf, staleSource } from './built.ts';
import { folderWith } from './testing/specs.ts';

function write(root: string, file: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

/** A checkout that has just been built. */
function checkout(...files: readonly string[]): string {
  const root = folderWith({});
  for (const file of files) write(root, file, `// ${file}`);
  write(root, 'dist/sources.json', JSON.stringify(sourcesOf(root)));
  return root;
}

/** Puts another text in the place of a file's, and says when it was written. */
function replace(root: string, file: string, text: string, seconds: number): void {
  write(root, file, text);
  utimesSync(path.join(root, file), seconds, seconds);
}

const SOURCES = ['model/cluster/leader.ts', 'specs/own.ts', 'checker/store/add.ts', 'cli/main.ts'];

describe('a program that was built', () => {
  it.each(SOURCES)('before %s was changed is stale', (file) => {
    const root = checkout(...SOURCES);
    expect(staleSource(root)).toBeNull();
    write(root, file, 'changed');
    expect(staleSource(root)).toBe(file);
  });

  it('before another spec was changed, came or went can run what is not made of it', () => {
    const root = checkout(...SOURCES, 'specs/a.ts', 'specs/b.ts', 'specs/shared.ts');
    const parts = { a: ['specs/a.ts', 'specs/shared.ts'], b: ['specs/b.ts'] };
    write(root, 'dist/parts.json', JSON.stringify(parts));
    write(root, 'specs/new.ts', '');
    write(root, 'specs/b.ts', 'changed');
    rmSync(path.join(root, 'specs/own.ts'));
    expect(staleSource(root, ['a'])).toBeNull();
    expect(staleSource(root, [])).toBeNull();
    expect(staleSource(root, ['a', 'b'])).toBe('specs/b.ts');
    expect(staleSource(root)).toBe('specs/own.ts');
    write(root, 'specs/shared.ts', 'changed');
    expect(staleSource(root, ['a'])).toBe('specs/shared.ts');
    expect(staleSource(root, [])).toBeNull();
    write(root, 'model/cluster/leader.ts', 'changed');
    expect(staleSource(root, [])).toBe('model/cluster/leader.ts');
  });

  it('before a source was put back is stale, however old that says it is', () => {
    const root = checkout('model/a.ts');
    replace(root, 'model/a.ts', '// model/b.ts', 1000);
    expect(staleSource(root)).toBe('model/a.ts');
  });

  it('before a source came or went is stale', () => {
    const root = checkout('model/a.ts', 'specs/b.ts');
    write(root, 'specs/c.ts', '');
    expect(staleSource(root)).toBe('specs/c.ts');
    rmSync(path.join(root, 'specs/c.ts'));
    rmSync(path.join(root, 'specs/b.ts'));
    expect(staleSource(root)).toBe('specs/b.ts');
  });

  it('of sources that were touched, or unpacked anew, is not', () => {
    const root = checkout('model/a.ts');
    for (const seconds of [1000, 9_000_000_000])
      replace(root, 'model/a.ts', '// model/a.ts', seconds);
    expect(staleSource(root)).toBeNull();
  });

  it('is not made of tests, and what else is there', () => {
    const root = checkout('model/a.ts');
    const others = ['model/a.test.ts', 'cli/testing/b.ts', 'bench/c.ts', 'docs/d.md', 'model/e.md'];
    for (const file of others) write(root, file, 'new');
    mkdirSync(path.join(root, 'specs/folder.ts'), { recursive: true });
    expect(staleSource(root)).toBeNull();
  });

  it('and published, without sources, is not stale', () => {
    expect(staleSource(folderWith({}))).toBeNull();
  });

  it('to no end is an error that says what to do', () => {
    const root = folderWith({});
    write(root, 'model/a.ts', '');
    expect(() => staleSource(root)).toThrow('not built, or not to the end');
  });
});
